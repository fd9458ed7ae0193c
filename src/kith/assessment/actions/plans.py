"""Child in need plans: started, acted on, reviewed and ended; and the closure of an episode of need."""

from datetime import date

from django.core.exceptions import ValidationError

from kith.access.audit import Event, current, record
from kith.access.roles import Permission
from kith.assessment.models import Closure, NeedPlan, NeedPlanAction, NeedPlanReview
from kith.assessment.queries import answered_by, being_written, plan_on
from kith.frontdoor.models import Referral
from kith.people.models import Person
from kith.reach.doing import NotPermitted, require
from kith.store.history import as_it_stands
from kith.workforce.models import Worker

CHANGE = Permission.NEED_PLAN_CHANGE


def start_need_plan(
    *, child: Person, start_on: date, purpose: str, review_on: date | None, by: Worker
) -> NeedPlan:
    """Start a child in need plan; it belongs to the referral that is open on the day."""
    require(by, CHANGE, child)
    _is_past("start_on", start_on)
    _comes_after("review_on", review_on, start_on)
    made = NeedPlan.objects.create(
        child=child, start_on=start_on, purpose=purpose, review_on=review_on, referral=answered_by(child, start_on)
    )  # fmt: skip
    record(Event.ADDED, made, on=start_on)
    return made


def add_action(*, plan: NeedPlan, what: str, who: str, by_on: date, by: Worker) -> NeedPlanAction:
    """Somebody does something for the plan, by a day."""
    _require_standing(by, plan)
    made = NeedPlanAction.objects.create(plan=plan, child_id=plan.child_id, what=what, who=who, by_on=by_on)
    record(Event.ADDED, made)
    return made


def finish_action(*, action: NeedPlanAction, done_on: date, by: Worker) -> None:
    """What somebody was to do is done."""
    require(by, CHANGE, action.child_id)
    as_it_stands(action)
    if action.done_on:
        return
    _is_past("done_on", done_on)
    action.done_on = done_on
    action.save(update_fields=["done_on"])
    record(Event.CHANGED, action, on=done_on)


def review_need_plan(
    *, plan: NeedPlan, held_on: date, who: str, text: str, next_on: date | None, by: Worker
) -> NeedPlanReview:
    """A child in need plan was reviewed."""
    _require_standing(by, plan)
    _is_past("held_on", held_on)
    if held_on < plan.start_on:
        raise ValidationError({"held_on": "The review must be on or after the day the plan started"})
    _comes_after("next_on", next_on, held_on)
    made = NeedPlanReview.objects.create(
        plan=plan, child_id=plan.child_id, held_on=held_on, who=who, text=text, next_on=next_on, by=by
    )
    record(Event.REVIEWED, made, on=held_on)
    return made


def end_need_plan(*, plan: NeedPlan, end_on: date, end_reason: str, ended_because: str, by: Worker) -> None:
    """End a child in need plan."""
    require(by, CHANGE, plan.child_id)
    as_it_stands(plan)
    _require_standing(by, plan)
    _is_past("end_on", end_on)
    if end_on < plan.start_on:
        raise ValidationError({"end_on": "The plan must end on or after the day it started"})
    plan.end_on, plan.end_reason, plan.ended_because = end_on, end_reason, ended_because
    plan.save(update_fields=["end_on", "end_reason", "ended_because"])
    record(Event.ENDED, plan, on=end_on)


def close_need(*, referral: Referral, closed_on: date, reason: str, text: str, by: Worker) -> Closure:
    """End an episode of need: nothing that began with its referral may be unfinished."""
    require(by, Permission.NEED_CLOSE, referral.child_id)
    as_it_stands(referral)
    child = referral.child
    if referral.no_further_action or referral.closures.exists():
        raise NotPermitted("Nothing is open that began with this referral.")
    _is_past("closed_on", closed_on)
    if closed_on < referral.referred_on:
        raise ValidationError({"closed_on": "The day must be on or after the day of the referral"})
    if being_written(child):
        raise ValidationError("An assessment is still being written. A manager authorises it first.")
    if plan_on(child, closed_on):
        raise ValidationError("A child in need plan stands on that day. End the plan first.")
    made = Closure.objects.create(
        child=child, referral=referral, closed_on=closed_on, reason=reason, text=text, by=by
    )
    record(Event.ENDED, made, on=closed_on)
    return made


def _require_standing(by: Worker, plan: NeedPlan) -> None:
    require(by, CHANGE, plan.child_id)
    if plan.end_on:
        raise NotPermitted("This plan has ended. Start another.")


def _is_past(field: str, day: date) -> None:
    if day > current().as_of:
        raise ValidationError({field: "The day must be today or in the past"})


def _comes_after(field: str, day: date | None, start: date) -> None:
    if day and day <= start:
        raise ValidationError({field: "The next review must be after that day"})
