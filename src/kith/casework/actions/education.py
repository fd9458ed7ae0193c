"""Education: the school a child attends, how often they were there, and the personal education plan."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db.models import Q

from kith.access.audit import Event, current, record
from kith.access.roles import Permission
from kith.casework.models import Attendance, EducationPlan, SchoolPlace
from kith.people.models import Person
from kith.reach.doing import require
from kith.workforce.models import Worker


def start_school(
    *, child: Person, start_on: date, school: str, urn: str, year_group: str, by: Worker
) -> SchoolPlace:
    """Record the school or setting a child attends from a day on. The one before ends that day."""
    require(by, Permission.HEALTH_RECORD, child)
    _not_to_come(start_on, "start_on")
    rows = SchoolPlace.objects.select_for_update().filter(child=child)
    if rows.filter(Q(start_on__gt=start_on) | Q(end_on__gt=start_on)).exists():
        raise ValidationError(
            {"start_on": "A school from a later day is already recorded. Give a later day."}
        )
    for before in rows.filter(end_on__isnull=True):
        before.end_on = start_on
        before.save()
        record(Event.ENDED, before, on=start_on)
    place = SchoolPlace.objects.create(
        child=child, start_on=start_on, school=school, urn=urn, year_group=year_group
    )
    record(Event.ADDED, place, on=start_on)
    return place


def record_attendance(
    *, child: Person, start_on: date, last_on: date, possible: int, attended: int, by: Worker
) -> Attendance:
    """Record how many of the half-day sessions of a month, or a term, the child attended."""
    require(by, Permission.HEALTH_RECORD, child)
    _not_to_come(last_on, "last_on")
    end_on = last_on + timedelta(days=1)
    if last_on < start_on:
        raise ValidationError({"last_on": "The last day must be the same as or after the first"})
    if not 0 <= attended <= possible or not possible:
        raise ValidationError({"attended": "The sessions attended cannot be more than those possible"})
    counted = Attendance.objects.filter(child=child, start_on__lt=end_on, end_on__gt=start_on)
    if counted.exists():
        raise ValidationError({"start_on": "Attendance is already recorded for some of these days"})
    row = Attendance.objects.create(
        child=child, start_on=start_on, end_on=end_on, possible=possible, attended=attended
    )
    record(Event.ADDED, row, on=start_on)
    return row


def record_education_plan(
    *, child: Person, held_on: date, text: str, by: Worker, term: str = ""
) -> EducationPlan:
    """Record that a personal education plan was begun or reviewed, and for which school term."""
    require(by, Permission.HEALTH_RECORD, child)
    _not_to_come(held_on, "held_on")
    plan = EducationPlan.objects.create(child=child, held_on=held_on, term=term, text=text)
    record(Event.ADDED, plan, on=held_on)
    return plan


def _not_to_come(day: date, field: str) -> None:
    if day > current().as_of:
        raise ValidationError({field: "The date must be today or in the past"})
