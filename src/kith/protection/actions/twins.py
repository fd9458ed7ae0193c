"""Twins: one unborn child's record becomes two, each with the history that concerns both and its own clocks from then on."""

from collections.abc import Iterator
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import Model

from kith.access.audit import Event, record
from kith.access.roles import Permission
from kith.assessment.models import AssessmentChild, Closure, NeedPlan, NeedPlanAction, NeedPlanReview
from kith.casework.merging.references import values_of
from kith.casework.models import NoteChild, VisitChild
from kith.familyhelp.models import FamilyHelpChild
from kith.frontdoor.models import ContactChild, Decision, Referral
from kith.people.models import (
    Alert,
    FamilyMember,
    ParentalResponsibility,
    Person,
    PersonName,
    Professional,
    Relationship,
    Withholding,
)
from kith.protection.models import (
    ConferenceChild,
    CoreGroupChild,
    CourtHearing,
    Enquiry,
    Escalation,
    GroupDecisionOffer,
    OfferedTo,
    PreProceedings,
    PreProceedingsMeeting,
    ProtectionPlan,
    StrategyChild,
    TransferIn,
    TwinSplit,
)
from kith.reach.doing import require
from kith.reach.models import Allowed, Restriction
from kith.reach.wall import look_again
from kith.store.history import as_it_stands, serving_everyone
from kith.workforce.models import Allocation, Worker

# What concerns both, in an order in which whatever a row points to comes before it. What hides comes first of all.
COPIED: tuple[tuple[type[Model], str], ...] = (
    (Restriction, "person"), (Allowed, "person"), (Withholding, "child"),
    (Relationship, "person"), (Relationship, "other"), (ParentalResponsibility, "child"), (FamilyMember, "person"),
    (Professional, "child"), (Alert, "child"), (Allocation, "child"), (NoteChild, "child"), (VisitChild, "child"),
    (ContactChild, "child"), (Decision, "child"), (Referral, "child"), (FamilyHelpChild, "child"),
    (AssessmentChild, "child"), (NeedPlan, "child"), (NeedPlanReview, "child"), (NeedPlanAction, "child"),
    (Closure, "child"), (StrategyChild, "child"), (Enquiry, "child"), (ConferenceChild, "child"),
    (TransferIn, "child"), (ProtectionPlan, "child"), (CoreGroupChild, "child"), (Escalation, "child"), (PreProceedings, "child"),
    (PreProceedingsMeeting, "child"), (GroupDecisionOffer, "child"), (OfferedTo, "child"), (CourtHearing, "child"),
)  # fmt: skip
# What is known of the mother and the pregnancy is of both; a number is of one person.
KNOWN = (
    "expected_on",
    "ethnicity",
    "religion",
    "languages",
    "interpreter",
    "record_opened_on",
    "recorded_from",
)
Made = dict[tuple[type[Model], int], Model]


def split_twins(*, child: Person, given: str, family: str, reason: str, at: datetime, by: Worker) -> Person:
    """There are twins: a second record is made, with all that was written of both. What is written later is of one.

    The service itself copies: what this worker does not see stays hidden of the second child, as it is of the first.
    """
    require(by, Permission.PROTECTION_RECORD, child)
    as_it_stands(child)
    if not child.is_unborn:
        raise ValidationError(
            "A record becomes two while the child is not born yet. After that, add the brother or sister as a new child."
        )
    with serving_everyone():
        second = _person_like(child, given, family)
        made = _copied(child, second)
        Relationship.objects.create(person=child, other=second, kind="sibling", start_on=_since(child))
        split = TwinSplit.objects.create(
            first=child, second=second, reason=reason, rows=_numbers(made), by=by, at=at
        )
    look_again()
    for each in (child, second):
        record(Event.ADDED, split, child=each.pk, reason=reason)
    return second


def _person_like(child: Person, given: str, family: str) -> Person:
    second = Person.objects.create(**{name: getattr(child, name) for name in KNOWN})
    PersonName.objects.create(person=second, given=given, family=family, start_on=_since(child))
    return second


def _since(child: Person):
    return (
        child.names.order_by("start_on").values_list("start_on", flat=True).first() or child.record_opened_on
    )


def _copied(child: Person, second: Person) -> Made:
    made: Made = {}
    for model, column in COPIED:
        for row in model._base_manager.filter(**{column: child.pk}).order_by("pk"):
            made[model, row.pk] = _like(row, column, second, made)
    return made


def _like(row: Model, column: str, second: Person, made: Made) -> Model:
    """The same row for the second child, pointing to the second child's rows wherever there are such."""
    values = values_of(row) | {f"{column}_id": second.pk}
    for field in row._meta.concrete_fields:
        number, model = values.get(field.attname), field.related_model
        if model and isinstance(number, int) and (other := made.get((model, number))):
            values[field.attname] = other.pk
    return type(row)._base_manager.create(**values)


def _numbers(made: Made) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for table, number in _rows(made):
        found.setdefault(table, []).append(number)
    return found


def _rows(made: Made) -> Iterator[tuple[str, int]]:
    for (model, _), row in made.items():
        yield model._meta.db_table, row.pk
