"""Protection in the demonstration: one plan with all that led to it, an unborn child's, and an enquiry under way.

Few and told by hand, among the children of the social worker who signs in, so that no page of it is empty.
"""

from datetime import date, datetime, time, timedelta

from kith.access.roles import Role
from kith.care.models import PeriodOfCare
from kith.demo.emergency import signed_in
from kith.lib.days import LONDON, is_working_day
from kith.people.models import Person
from kith.protection.models import (
    Conference,
    ConferenceChild,
    CoreGroup,
    CoreGroupChild,
    Enquiry,
    Escalation,
    ProtectionPlan,
    StrategyChild,
    StrategyDiscussion,
    StrategyPresent,
    TransferIn,
)
from kith.workforce.models import Allocation

PRESENT = (
    (
        "social_care",
        "Duty social worker",
        "Known since the spring: two contacts about mornings without breakfast.",
    ),
    (
        "police",
        "Detective constable",
        "Called to the address twice this year for arguments between the adults.",
    ),
    ("health", "School nurse", "Two appointments missed. Weight was on its line in the summer."),
)
FEARED = "Left alone in the evenings, and a bruise that the adults explained in two ways. Agreed to enquire, and to speak to the child at school first."
WHY = "Neglect over some months. The parents see it in part and want help with the evenings."


def add_protection(as_of: date) -> None:
    """A plan of four months, an unborn child's of some weeks, and an enquiry of this week."""
    children = _hers(as_of)
    for child, days in zip([each for each in children if each.is_unborn][:1], (30,), strict=False):
        _planned(child, as_of, days)
    born = [each for each in children if each.born_on]
    for child in born[:1]:
        _planned(child, as_of, 125)
        _since(child, as_of)
    for child in born[1:2]:
        _enquired(child, _before(as_of, 3))
    for child in born[2:3]:
        _moved_in(child, _before(as_of, 8))


def _hers(as_of: date) -> list[Person]:
    """The children in need of the social worker who signs in."""
    held = (
        Allocation.objects.on(as_of).filter(worker=signed_in(Role.SOCIAL_WORKER), part="lead").values("child")
    )
    in_care = PeriodOfCare.objects.values("child")
    people = (
        Person.objects.children().filter(pk__in=held, died_on=None, restrictions=None).exclude(pk__in=in_care)
    )
    return list(people.order_by("pk"))


def _before(as_of: date, days: int) -> date:
    """A working day about so many days ago."""
    day = as_of - timedelta(days=days)
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def _enquired(child: Person, day: date) -> Enquiry:
    at, manager = datetime.combine(day, time(10), LONDON), signed_in(Role.TEAM_MANAGER)
    held = StrategyDiscussion.objects.create(held_at=at, chaired_by=manager, text=FEARED, written_at=at)
    StrategyChild.objects.create(
        discussion=held, child=child, decision="joint", reason="The bruise is not explained."
    )
    for agency, name, knew in PRESENT:
        StrategyPresent.objects.create(discussion=held, agency=agency, name=name, knew=knew)
    return Enquiry.objects.create(
        child=child, started_on=day, clock=held, marked_by=signed_in(Role.SOCIAL_WORKER)
    )


def _moved_in(child: Person, day: date) -> None:
    """Another authority told of its plan, and the conference here is to come."""
    TransferIn.objects.create(
        child=child, authority="Wexcombe (fictional)", plan_since=_before(day, 150), notified_on=day, starts="notified",
        starts_because="Our own procedures count from the written notification.", by=signed_in(Role.SOCIAL_WORKER),
        told="Neglect, and evenings alone. The school there and the health visitor will send their reports.",
    )  # fmt: skip


def _planned(child: Person, as_of: date, days: int) -> None:
    chair, day = signed_in(Role.REVIEWING_OFFICER), _before(as_of, days)
    enquiry = _enquired(child, _before(as_of, days + 18))
    enquiry.outcome, enquiry.ended_on, enquiry.found = "conference", _before(as_of, days + 6), WHY
    enquiry.conference_asked_on = enquiry.ended_on
    enquiry.seen_on = enquiry.started_on if child.born_on else None
    enquiry.save()
    if not Allocation.objects.on(as_of).filter(child=child, part="reviewing_officer").exists():
        Allocation.objects.create(child=child, worker=chair, part="reviewing_officer", start_on=day)
    held = Conference.objects.create(
        kind="initial", held_on=day, chaired_by=chair, text="What helps: an aunt near by. What must change: evenings and mornings.",
        present="Both parents\nSocial worker\nHealth visitor\nDesignated teacher\nPolice sent a report",
    )  # fmt: skip
    ConferenceChild.objects.create(
        conference=held, child=child, enquiry=enquiry, decision="plan", category="NEG", reason=WHY,
        dissent="The father thought that help without a plan would do.",
    )  # fmt: skip
    ProtectionPlan.objects.create(
        child=child, conference=held, start_on=day, initial_category="NEG", latest_category="NEG"
    )


def _since(child: Person, as_of: date) -> None:
    """Core groups, a review that changed the category, and something the chair escalated."""
    lead, chair = signed_in(Role.SOCIAL_WORKER), signed_in(Role.REVIEWING_OFFICER)
    for days in (115, 80, 45):
        group = CoreGroup.objects.create(
            held_on=_before(as_of, days), written_by=lead, present="Mother, aunt, teacher, social worker",
            text="Breakfast every day this month. Evenings: the aunt comes on Tuesdays and Fridays.",
        )  # fmt: skip
        CoreGroupChild.objects.create(core_group=group, child=child)
    held = Conference.objects.create(
        kind="review", held_on=_before(as_of, 38), chaired_by=chair, text="Mornings are safe. The arguments go on.",
    )  # fmt: skip
    ConferenceChild.objects.create(
        conference=held,
        child=child,
        decision="goes_on",
        category="EMO",
        reason="It is the arguments that frighten now.",
    )
    ProtectionPlan.objects.filter(child=child).update(latest_category="EMO")
    day = _before(as_of, 2)
    Escalation.objects.create(
        child=child, raised_at=datetime.combine(day, time(15), LONDON), raised_by=chair, answer_by=as_of + timedelta(days=3),
        text="The work with both parents agreed at the conference has not begun. By when will it?",
    )  # fmt: skip
