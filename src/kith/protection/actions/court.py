"""Days in court, and what was ordered there."""

from datetime import date

from django.core.exceptions import ValidationError

from kith.access.audit import Event, current, record
from kith.access.roles import Permission
from kith.people.models import Person
from kith.protection.models import CourtHearing
from kith.reach.doing import require
from kith.store.history import as_it_stands
from kith.workforce.models import Worker

RECORD = Permission.COURT_RECORD


def list_hearing(
    *, child: Person, kind: str, held_on: date, by: Worker, ordered: str = "", extended_to: date | None = None, proceedings_ended: bool = False
) -> CourtHearing:  # fmt: skip
    """A day in court, listed or held. What was ordered is written down once it has been."""
    require(by, RECORD, child)
    made = CourtHearing(
        child=child, kind=kind, held_on=held_on, ordered=ordered, extended_to=extended_to, proceedings_ended=proceedings_ended
    )  # fmt: skip
    _make_sense(made)
    made.save()
    record(Event.ADDED, made, on=held_on)
    return made


def record_ordered(
    *, hearing: CourtHearing, held_on: date, ordered: str, extended_to: date | None, proceedings_ended: bool, by: Worker
) -> None:  # fmt: skip
    """What was ordered on a day in court, or the day it was moved to; what stood before is kept."""
    require(by, RECORD, hearing.child_id)
    as_it_stands(hearing)
    hearing.held_on, hearing.ordered = held_on, ordered
    hearing.extended_to, hearing.proceedings_ended = extended_to, proceedings_ended
    _make_sense(hearing)
    hearing.save()
    record(Event.CHANGED, hearing, on=held_on)


def _make_sense(hearing: CourtHearing) -> None:
    held = hearing.held_on <= current().as_of
    if not held and (hearing.ordered or hearing.extended_to or hearing.proceedings_ended):
        raise ValidationError({"held_on": "What was ordered is recorded once that day has come. Leave it empty, or give the day it was ordered."})  # fmt: skip
    if hearing.extended_to and hearing.extended_to <= hearing.held_on:
        raise ValidationError({"extended_to": "The court extends the timetable to a later day"})
