"""Protection for tests."""

from datetime import date, datetime

from kith.people.models import Person
from kith.protection.models import (
    Conference,
    ConferenceChild,
    ProtectionPlan,
    StrategyChild,
    StrategyDiscussion,
)
from kith.testing.standing import DAY, MOMENT
from kith.workforce.models import Worker


def a_discussion(
    *children: Person, by: Worker, held_at: datetime = MOMENT, decision: str = "single"
) -> StrategyDiscussion:
    made = StrategyDiscussion.objects.create(
        held_at=held_at, chaired_by=by, text="Bruising", written_at=MOMENT
    )
    for child in children:
        StrategyChild.objects.create(discussion=made, child=child, decision=decision, reason="Feared")
    return made


def a_plan(
    child: Person, start_on: date = DAY, chair: Worker | None = None, **details: object
) -> ProtectionPlan:
    """A plan, with the conference that made it."""
    held = Conference.objects.create(kind="initial", held_on=start_on, chaired_by=chair, text="Agreed")
    usual = {"initial_category": "NEG", "latest_category": "NEG"}
    ConferenceChild.objects.create(conference=held, child=child, decision="plan", category="NEG")
    return ProtectionPlan.objects.create(child=child, conference=held, start_on=start_on, **usual | details)
