"""Visits: written once, for every child they concern."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError

from kith.access.audit import Event, current, record
from kith.access.roles import Permission
from kith.casework.models import Visit, VisitChild, VisitFrequency
from kith.people.models import Person
from kith.reach.doing import NotPermitted, require
from kith.workforce.models import Worker


@dataclass(frozen=True, kw_only=True)
class ForChild:
    """What a visit was for one child: seen, seen alone, or why not; and what it means for them."""

    child: Person
    seen: bool
    seen_alone: bool = False
    bedroom_seen: bool = False
    not_seen_because: str = ""
    impact: str = ""


def write_visit(
    *, about: Sequence[ForChild], visited_on: date, place: str, text: str, kind: str, at: datetime, by: Worker
) -> Visit:
    """Write up a visit, once for all the brothers and sisters it concerned; what it means is said of each."""
    require(by, Permission.VISIT_WRITE)
    for each in about:
        require(by, Permission.VISIT_WRITE, each.child)
    _make_sense(about, visited_on)
    visit = Visit.objects.create(
        kind=kind, visited_on=visited_on, written_at=at, worker=by, place=place, text=text
    )
    VisitChild.objects.bulk_create([VisitChild(visit=visit, **vars(each)) for each in about])
    for each in about:
        record(Event.ADDED, visit, child=each.child.pk, on=visited_on)
    return visit


def _make_sense(about: Sequence[ForChild], visited_on: date) -> None:
    if visited_on > current().as_of:
        raise ValidationError({"visited_on": "The visit date must be today or in the past"})
    if not about:
        raise ValidationError("Say for at least one child whether they were seen")
    for each in about:
        if not each.seen and not each.not_seen_because:
            raise ValidationError(f"Enter why {each.child.name} was not seen")
        if len(about) > 1 and not each.impact:
            raise ValidationError(f"Enter what the visit means for {each.child.name}")


def correct_visit(
    *, visit: Visit, visited_on: date, place: str, text: str, kind: str, reason: str, by: Worker
) -> Visit:
    """Put right what was wrong in one's own visit, saying why; what stood before is kept."""
    require(by, Permission.VISIT_WRITE)
    for each in visit.about.all():
        require(by, Permission.VISIT_WRITE, each.child_id)
    if visit.worker_id != by.pk:
        raise NotPermitted("A visit is corrected by the worker who wrote it.")
    if visited_on > current().as_of:
        raise ValidationError({"visited_on": "The visit date must be today or in the past"})
    visit.visited_on, visit.place, visit.text, visit.kind = visited_on, place, text, kind
    visit.save()
    for each in visit.about.all():
        record(Event.CHANGED, visit, child=each.child_id, on=visited_on, reason=reason)
    return visit


def plan_visits(*, child: Person, days: int, start_on: date, reason: str, by: Worker) -> VisitFrequency:
    """Ask for visits more often than the law does, from a day on; what was asked before ends there."""
    require(by, Permission.CARE_STEP_RECORD, child)
    current_plan = VisitFrequency.objects.filter(child=child, end_on__isnull=True).first()
    if current_plan and start_on < current_plan.start_on:
        raise ValidationError(
            {"start_on": "A plan already holds from a later day. Give that day or one after it."}
        )
    if current_plan:
        current_plan.end_on = start_on
        current_plan.save(update_fields=["end_on"])
        record(Event.ENDED, current_plan, on=start_on)
    plan = VisitFrequency.objects.create(child=child, days=days, start_on=start_on, reason=reason)
    record(Event.ADDED, plan, on=start_on)
    return plan
