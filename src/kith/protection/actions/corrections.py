"""Putting right what was wrong in an enquiry or a core group. What stood before is kept, with who changed it and why."""

from datetime import date

from django.core.exceptions import ValidationError

from kith.access.audit import Event, current, record
from kith.access.roles import Permission
from kith.lib.days import day_of
from kith.protection.models import CoreGroup, Enquiry
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
