"""Before court in the demonstration: the child with the long plan is in pre-proceedings, and the family has made a plan."""

from datetime import date, timedelta

from kith.access.roles import Role
from kith.demo.emergency import signed_in
from kith.demo.protection import _hers
from kith.people.models import ParentalResponsibility, Person, Relationship
from kith.protection.models import (
    ConferencePresent,
    CourtHearing,
    GroupDecisionOffer,
    OfferedTo,
    PreProceedings,
    PreProceedingsMeeting,
    ProtectionPlan,
)
from kith.store.dated import holds_on

WHY = "The evenings are no safer after four months, and the arguments go on. The parents are told plainly what has to change."
AGREED = "The aunt sleeps in on school nights. Both parents begin the work they agreed to. We look again in four weeks."
BETTER = "Five weeks of mornings and evenings without a worry. The work has begun with the mother, not with the father."
FAMILYS = (
    "We talked at Nan's for three hours. We all want the kids with us.\n"
    "- Aunt stays Sunday to Thursday until Easter.\n"
    "- If it kicks off, the kids go to Nan's, and nobody argues about it.\n"
    "- We will ring you ourselves if it is not working."
)
ASKED = (
    ("family", "Mother", "came", False), ("family", "Father", "apologies", False),
    ("social_care", "Social worker", "came", True), ("health", "School nurse", "apologies", True),
    ("education", "Class teacher", "came", True), ("police", "Detective constable", "absent", True),
)  # fmt: skip


def add_before_court(as_of: date) -> None:
    """Pre-proceedings of some weeks with the family's own plan; a day in court to come; who was at the last conference."""
    plan = _longest(as_of)
    if plan is None:
        return
    _attended(plan.child)
    row = PreProceedings.objects.create(
        child=plan.child, decided_on=as_of - timedelta(days=40), decided_by=signed_in(Role.HEAD_OF_SERVICE), reason=WHY,
        letter_sent_on=as_of - timedelta(days=37), first_meeting_on=as_of - timedelta(days=30), first_meeting=AGREED,
    )  # fmt: skip
    worker = signed_in(Role.SOCIAL_WORKER)
    PreProceedingsMeeting.objects.create(
        child=plan.child, pre_proceedings=row, held_on=as_of - timedelta(days=5), text=BETTER, by=worker
    )
    _offered(row, as_of)
    CourtHearing.objects.create(
        child=plan.child, kind=CourtHearing.Kind.OTHER, held_on=as_of - timedelta(days=90),
        ordered="Non-molestation order for six months; the father is not to come to the home at night.",
    )  # fmt: skip


def _longest(as_of: date) -> ProtectionPlan | None:
    """The plan of a child who is born, of the social worker who signs in: of those told by hand there is one."""
    plans = ProtectionPlan.objects.on(as_of).filter(child__in=_hers(as_of), child__born_on__isnull=False)
    plans = plans.select_related("child")
    return plans.order_by("start_on", "pk").first()


def _attended(child: Person) -> None:
    held = child.conferences.order_by("-held_on", "-pk").first()
    ConferencePresent.objects.bulk_create(
        ConferencePresent(conference=held, agency=agency, name=name, came=came, sent_report=report)
        for agency, name, came, report in ASKED
    )


def _offered(row: PreProceedings, as_of: date) -> None:
    """In the letter, to whoever holds parental responsibility; one accepted, and the family met."""
    offer = GroupDecisionOffer.objects.create(
        child=row.child, pre_proceedings=row, offered_on=row.letter_sent_on, held_on=as_of - timedelta(days=12),
        family_plan=FAMILYS,
    )  # fmt: skip
    for place, person in enumerate(_responsible(row.child, as_of)):
        OfferedTo.objects.create(
            child=row.child, offer=offer, person=person, answer="declined" if place else "accepted",
            answered_on=as_of - timedelta(days=33),
        )  # fmt: skip


def _responsible(child: Person, as_of: date) -> list[Person]:
    """The parents on the record, who are given parental responsibility there where it is not told yet."""
    held = ParentalResponsibility.objects.filter(holds_on(as_of), child=child, holder__isnull=False)
    if held.exists():
        return [each.holder for each in held.select_related("holder").order_by("pk") if each.holder]
    parents = Relationship.objects.filter(other=child, kind="parent").select_related("person").order_by("pk")
    for each in parents:
        ParentalResponsibility.objects.create(
            child=child,
            holder=each.person,
            basis="Mother, or named on the birth certificate",
            start_on=child.born_on or as_of,
        )
    return [each.person for each in parents]
