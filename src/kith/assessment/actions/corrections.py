"""Putting right the days of an assessment that is being written, of a child in need plan, and of a closure. What stood before
is kept, with who changed it and why."""

from datetime import date

from django.core.exceptions import ValidationError

from kith.access.audit import Event, current, record
from kith.access.roles import Permission
from kith.assessment.models import Assessment, Closure, NeedPlan
from kith.assessment.seeing import require_writing
from kith.reach.doing import require
from kith.store.history import as_it_stands
from kith.workforce.models import Worker


def correct_assessment(
    *, assessment: Assessment, child: int, started_on: date, review_on: date | None, reason: str, by: Worker
) -> None:
    """Put right when an assessment began, and when it is to be looked at, for all its children. Not once it is authorised."""
    require_writing(by, assessment, child)
    as_it_stands(assessment)
    _is_past("started_on", started_on)
    if review_on and review_on < started_on:
        raise ValidationError({"review_on": "The day lies on or after the day the assessment started"})
    assessment.started_on, assessment.review_on = started_on, review_on
    assessment.save(update_fields=["started_on", "review_on"])
    for each in assessment.about.all():
        record(Event.CHANGED, assessment, child=each.child_id, on=started_on, reason=reason)


def correct_need_plan(
    *, plan: NeedPlan, start_on: date, end_on: date | None, end_reason: str, reason: str, by: Worker
) -> None:
    """Put right when a child in need plan began and ended; without an end it goes on."""
    require(by, Permission.NEED_PLAN_CHANGE, plan.child_id)
    as_it_stands(plan)
    _is_past("start_on", start_on)
    if end_on:
        _is_past("end_on", end_on)
        if end_on < start_on:
            raise ValidationError({"end_on": "The plan must end on or after the day it started"})
    plan.start_on, plan.end_on, plan.end_reason = start_on, end_on, end_reason if end_on else ""
    plan.save(update_fields=["start_on", "end_on", "end_reason"])
    record(Event.CHANGED, plan, on=start_on, reason=reason)


def correct_closure(*, closure: Closure, closed_on: date, because: str, reason: str, by: Worker) -> None:
    """Put right on what day an episode of need was closed, and why (`because`: the census's code)."""
    require(by, Permission.NEED_CLOSE, closure.child_id)
    as_it_stands(closure)
    _is_past("closed_on", closed_on)
    if closed_on < closure.referral.referred_on:
        raise ValidationError({"closed_on": "The day must be on or after the day of the referral"})
    closure.closed_on, closure.reason = closed_on, because
    closure.save(update_fields=["closed_on", "reason"])
    record(Event.CHANGED, closure, on=closed_on, reason=reason)


def _is_past(name: str, day: date) -> None:
    if day > current().as_of:
        raise ValidationError({name: "The day must be today or in the past"})
