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
from kith.statutory.clocks.steps import PLACEMENT_STEPS
from kith.workforce.models import Worker


def record_step(
    *, child: Person, kind: str, done_on: date, placement: Placement | None, note: str, by: Worker
) -> CarePlanningStep:
    """Record a step that the law or practice asks for. Some are about one placement and must name it."""
    require(by, Permission.CARE_STEP_RECORD, child)
    not_to_come(done_on, "done_on")
    if kind in PLACEMENT_STEPS and placement is None:
        raise ValidationError({"placement": "Select the placement this step is about"})
    if placement is not None and placement.child_id != child.pk:
        raise NotPermitted("That placement is not this child's.")
    about = placement if kind in PLACEMENT_STEPS else None
    step = CarePlanningStep.objects.create(
        child=child, kind=kind, done_on=done_on, placement=about, by=by, note=note
    )
    record(Event.ADDED, step, on=done_on)
    return step


def steps_of(child: Person) -> QuerySet[CarePlanningStep]:
    """The steps recorded for a child, latest first."""
    return (
        CarePlanningStep.objects.filter(child=child)
        .select_related("placement", "by")
        .order_by("-done_on", "-pk")
    )
