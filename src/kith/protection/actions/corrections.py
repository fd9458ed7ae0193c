"""Putting right what was wrong in an enquiry, a plan, a core group or pre-proceedings. What stood before is kept, with who changed it and why."""

from datetime import date

from django.core.exceptions import ValidationError

from kith.access.audit import Event, current, record
from kith.access.roles import Permission
from kith.lib.days import day_of
from kith.protection.models import CoreGroup, Enquiry, PreProceedings, ProtectionPlan
from kith.protection.queries import plans_in_force
from kith.reach.doing import require
from kith.store.history import as_it_stands
from kith.workforce.models import Worker

RECORD = Permission.PROTECTION_RECORD


def correct_enquiry(
    *, enquiry: Enquiry, started_on: date, seen_on: date | None, ended_on: date | None, outcome: str, found: str,
    conference_asked_on: date | None, reason: str, by: Worker,
) -> None:  # fmt: skip
    """Put right the days and words of an enquiry. Which discussion starts its clock is marked on its own page."""
    require(by, RECORD, enquiry.child)
    as_it_stands(enquiry)
    _days_make_sense(enquiry, started_on, seen_on, ended_on, conference_asked_on)
    if bool(ended_on) != bool(outcome):
        raise ValidationError({"outcome": "Give both the outcome and its day, or neither"})
    enquiry.started_on, enquiry.seen_on, enquiry.ended_on = started_on, seen_on, ended_on
    enquiry.outcome, enquiry.found = outcome, found
    enquiry.conference_asked_on = conference_asked_on if outcome == Enquiry.Outcome.CONFERENCE else None
    enquiry.save()
    record(Event.CHANGED, enquiry, on=started_on, reason=reason)


def _days_make_sense(enquiry: Enquiry, started_on: date, *days: date | None) -> None:
    if enquiry.clock and started_on < day_of(enquiry.clock.held_at):
        raise ValidationError(
            {"started_on": "The enquiry cannot start before the discussion that decided on it"}
        )
    for name, day in zip(("seen_on", "ended_on", "conference_asked_on"), days, strict=True):
        if day and not started_on <= day <= current().as_of:
            raise ValidationError({name: "The day lies between the start of the enquiry and today"})


def correct_plan(
    *, plan: ProtectionPlan, start_on: date, end_on: date | None, end_reason: str, initial_category: str,
    latest_category: str, earlier_elsewhere: int, reason: str, by: Worker,
) -> None:  # fmt: skip
    """Put right the days and categories of a protection plan, and how many there were before it elsewhere."""
    require(by, Permission.CONFERENCE_HOLD, plan.child)
    as_it_stands(plan)
    if plan.conference and start_on != plan.start_on:
        raise ValidationError(
            {"start_on": "The plan started at its conference: correct the day of the conference"}
        )
    if start_on > current().as_of:
        raise ValidationError({"start_on": "The day the plan started must be today or in the past"})
    if end_on and not start_on <= end_on <= current().as_of:
        raise ValidationError({"end_on": "The plan ended between the day it started and today"})
    plan.start_on, plan.end_on, plan.end_reason = start_on, end_on, end_reason if end_on else ""
    plan.initial_category, plan.latest_category = initial_category, latest_category
    # What a return told of the plans before gives way to what people say.
    plan.earlier_elsewhere, plan.told_earlier = earlier_elsewhere, None
    plan.save()
    record(Event.CHANGED, plan, on=start_on, reason=reason)


STEPS = ("letter_sent_on", "first_meeting_on", "step_decided_on", "application_on", "care_letter_on")


def correct_pre_proceedings(
    *,
    pre_proceedings: PreProceedings,
    decided_on: date,
    outcome: str,
    reason: str,
    by: Worker,
    **days: date | None,
) -> None:
    """Put right the days of pre-proceedings (STEPS) and their outcome as the census codes it."""
    require(by, Permission.PRE_PROCEEDINGS_DECIDE, pre_proceedings.child)
    as_it_stands(pre_proceedings)
    for name, day in {"decided_on": decided_on, **days}.items():
        if day and not decided_on <= day <= current().as_of:
            raise ValidationError({name: "The day lies between the day it was decided to begin and today"})
    pre_proceedings.decided_on, pre_proceedings.outcome = decided_on, outcome
    for name in STEPS:
        setattr(pre_proceedings, name, days.get(name))
    if pre_proceedings.step_decided_on is None:
        pre_proceedings.step = ""
    pre_proceedings.save()
    record(Event.CHANGED, pre_proceedings, on=decided_on, reason=reason)


def correct_core_group(
    *, core_group: CoreGroup, held_on: date, present: str, text: str, reason: str, by: Worker
) -> None:
    """Put right a core group, for all the children it was about."""
    require(by, RECORD)
    children = list(core_group.about.values_list("child", flat=True))
    for child in children:
        require(by, RECORD, child)
    if held_on > current().as_of:
        raise ValidationError({"held_on": "The day of the core group must be today or in the past"})
    if set(children) - set(plans_in_force(children, held_on)):
        raise ValidationError({"held_on": "One of the children had no protection plan on that day"})
    as_it_stands(core_group)
    core_group.held_on, core_group.present, core_group.text = held_on, present, text
    core_group.save()
    for child in children:
        record(Event.CHANGED, core_group, child=child, on=held_on, reason=reason)
