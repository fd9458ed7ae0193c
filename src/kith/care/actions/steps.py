"""Steps of care planning: what was done, or found, on a day."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from kith.access.audit import Event, record
from kith.access.roles import Permission
from kith.care.actions.succession import not_to_come
from kith.care.models import CarePlanningStep, Placement
from kith.people.models import Person
from kith.reach.doing import NotPermitted, require
from kith.statutory.clocks.steps import DATED_FINDINGS, PLACEMENT_STEPS
from kith.workforce.models import Worker


def record_step(
    *, child: Person, kind: str, done_on: date, placement: Placement | None, note: str, by: Worker,
    expected_on: date | None = None,
) -> CarePlanningStep:  # fmt: skip
    """Record a step that the law or practice asks for. Some are about one placement, some about a day to come."""
    require(by, Permission.CARE_STEP_RECORD, child)
    not_to_come(done_on, "done_on")
    if kind in PLACEMENT_STEPS and placement is None:
        raise ValidationError({"placement": "Select the placement this step is about"})
    if placement is not None and placement.child_id != child.pk:
        raise NotPermitted("That placement is not this child's.")
    about = placement if kind in PLACEMENT_STEPS else None
    by_when = _expected(done_on, expected_on) if kind in DATED_FINDINGS else None
    step = CarePlanningStep.objects.create(
        child=child, kind=kind, done_on=done_on, placement=about, by=by, note=note, expected_on=by_when
    )
    record(Event.ADDED, step, on=done_on)
    return step


def _expected(done_on: date, expected_on: date | None) -> date:
    """The law gives these findings no number of days: the day itself is recorded."""
    if expected_on is None:
        raise ValidationError(
            {"expected_on": "Enter the day it is to end, or the day the review is asked for by"}
        )
    if expected_on < done_on:
        raise ValidationError({"expected_on": "The day must be the same as or after the day it was found"})
    return expected_on


def steps_of(child: Person) -> QuerySet[CarePlanningStep]:
    """The steps recorded for a child, latest first."""
    return (
        CarePlanningStep.objects.filter(child=child)
        .select_related("placement", "by")
        .order_by("-done_on", "-pk")
    )
