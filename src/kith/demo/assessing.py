"""Assessments, child in need plans and closing in the demonstration: of a few children whom the social worker who signs in holds.

Few and told by hand, so that no page of it is empty; `journeying` makes the many, near the published figures.
"""

from datetime import date, timedelta

from kith.access.roles import Role
from kith.assessment.models import (
    Assessment,
    AssessmentChild,
    Checkpoint,
    Closure,
    NeedPlan,
    NeedPlanReview,
    Told,
    Writer,
)
from kith.demo.emergency import signed_in
from kith.frontdoor.models import Referral
from kith.people.models import Person
from kith.workforce.models import Allocation, Worker

FAMILY = {
    "analysis": "The arguments at home are what the children carry. They keep watch, sleep little and are tired at school. An aunt whom "
    "they trust is near, and both parents want it to stop. If the evenings stay as they are, school will go next.",
    "strengths": "The children are at school every day. The aunt comes whenever she is rung.",
    "family_view": "Mother: “I want the evenings back.” Father would like somebody to talk to who is not family.",
    "description": "Since the summer there have been arguments most evenings, after father lost his work.",
}
PART = {
    "analysis": "Being woken most nights is too much at this age, and keeping watch is not a child’s work. The aunt’s house is where it "
    "is quiet, and that is where to begin.",
    "words": "“I listen until it stops. Then I can sleep.” (drawn and said at school)",
    "needs": "Sleep, a quiet place for homework, and grown-ups who settle the argument somewhere else.",
    "factors": ["1B", "3B"],
    "outcome": AssessmentChild.Outcome.NEED_PLAN,
    "outcome_reason": "The family wants help with the evenings and has agreed to a plan.",
}


def add_assessments(as_of: date) -> None:
    """One with a plan that goes on, one that is being written, one that is closed."""
    worker, manager = signed_in(Role.SOCIAL_WORKER), signed_in(Role.TEAM_MANAGER)
    told = (_with_a_plan, _being_written, _closed)
    for tell, child in zip(told, _held_by(worker, as_of), strict=False):
        tell(child, worker, manager, as_of)


def _held_by(worker: Worker, as_of: date) -> list[Person]:
    """Children of the worker who were not referred lately, and whom no restriction hides."""
    held = Allocation.objects.on(as_of).filter(worker=worker, part="lead").values("child")
    rows = Person.objects.filter(pk__in=held, restrictions=None, born_on__lt=as_of - timedelta(days=900))
    return list(rows.exclude(pk__in=Referral.objects.values("child")).order_by("pk")[:3])


def _referral(child: Person, as_of: date, days: int) -> Referral:
    on = as_of - timedelta(days=days)
    return Referral.objects.create(child=child, referred_on=on, source="2A", primary_need="N4")


def _assessment(referral: Referral, worker: Worker, **details: object) -> Assessment:
    """Started two days after the referral, and written by the worker."""
    started = referral.referred_on + timedelta(days=2)
    made = Assessment.objects.create(started_on=started, lead=worker, **FAMILY | details)
    AssessmentChild.objects.create(assessment=made, child=referral.child, referral=referral, **PART)
    Writer.objects.create(assessment=made, worker=worker)
    return made


def _with_a_plan(child: Person, worker: Worker, manager: Worker, as_of: date) -> None:
    referral = _referral(child, as_of, 160)
    agreed = referral.referred_on + timedelta(days=44)
    made = _assessment(referral, worker, authorised_on=agreed, authorised_by=manager)
    Checkpoint.objects.create(
        assessment=made, looked_on=made.started_on + timedelta(days=12), outcome="goes_on", by=manager,
        text="Ask the school what it sees in the mornings, and see the father on his own.",
    )  # fmt: skip
    Told.objects.create(
        assessment=made, who=f"{child.name} and both parents", told_on=agreed, by=worker,
        text="What we found and what we propose. Mother agreed at once; father wants to see how it goes.",
    )  # fmt: skip
    _plan(referral, agreed, worker)


def _plan(referral: Referral, agreed: date, worker: Worker) -> None:
    child, held = referral.child, agreed + timedelta(days=60)
    plan = NeedPlan.objects.create(
        child=child, referral=referral, start_on=agreed, review_on=agreed + timedelta(days=63),
        purpose="The evenings are quiet, and nobody has to keep watch.",
    )  # fmt: skip
    for what, who, days, done in (
        ("Two evenings a week at the aunt’s", "Aunt and mother", 14, 10),
        ("Somebody for father to talk to", "Social worker", 30, None),
    ):
        done_on = agreed + timedelta(days=done) if done else None
        plan.actions.create(
            child=child, what=what, who=who, by_on=agreed + timedelta(days=days), done_on=done_on
        )
    NeedPlanReview.objects.create(
        plan=plan, child=child, held_on=held, who=f"{child.name}, mother, aunt, class teacher", by=worker,
        text="Sleeps through on the evenings at the aunt’s. Father came to the last half hour.",
        next_on=held + timedelta(days=84),
    )  # fmt: skip


def _being_written(child: Person, worker: Worker, manager: Worker, as_of: date) -> None:
    _assessment(_referral(child, as_of, 14), worker, review_on=as_of + timedelta(days=6))


def _closed(child: Person, worker: Worker, manager: Worker, as_of: date) -> None:
    referral = _referral(child, as_of, 200)
    done = referral.referred_on + timedelta(days=60)
    made = Assessment.objects.create(
        started_on=referral.referred_on + timedelta(days=1), lead=worker, authorised_on=done,
        authorised_by=manager, **FAMILY,
    )  # fmt: skip
    ended = {
        "outcome": "early_help",
        "outcome_reason": "The family would rather have help from the family hub.",
    }
    AssessmentChild.objects.create(assessment=made, child=child, referral=referral, **PART | ended)
    Closure.objects.create(
        child=child, referral=referral, closed_on=done + timedelta(days=5), reason="RC9", by=manager,
        text="The family hub has met the family, and everybody was told.",
    )  # fmt: skip
