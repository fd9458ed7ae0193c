"""The one thing a person does about a deadline: say why it was missed."""

from datetime import date, datetime

from django.core.exceptions import ValidationError

from kith.access.audit import Event, record
from kith.access.roles import Permission
from kith.deadlines.models import LatenessReason
from kith.deadlines.queries import deadlines_of
from kith.people.models import Person
from kith.reach.doing import require
from kith.statutory.clocks.deadline import Deadline
from kith.workforce.models import Worker


def explain_lateness(
    *, child: Person, timescale: str, started_on: date, reason: str, as_of: date, at: datetime, by: Worker
) -> LatenessReason:
    """Record why a deadline was missed: once, and never edited."""
    require(by, Permission.LATENESS_EXPLAIN, child)
    if late_deadline(child, timescale, started_on, as_of) is None:
        raise ValidationError("This was not late, so there is nothing to explain. Look at Deadlines.")
    if LatenessReason.objects.filter(child=child, timescale=timescale, started_on=started_on).exists():
        raise ValidationError("Why this was late is already recorded, and is not edited. Look at Deadlines.")
    explained = LatenessReason.objects.create(
        child=child, timescale=timescale, started_on=started_on, reason=reason, by=by, written_at=at
    )
    record(Event.ADDED, explained, on=started_on)
    return explained


def late_deadline(child: Person, timescale: str, started_on: date, as_of: date) -> Deadline | None:
    """The deadline of that rule and start, if it is or was late."""
    return next(
        (
            each
            for each in deadlines_of(child.pk, as_of)
            if (each.key, each.started_on) == (timescale, started_on)
            and (each.is_late(as_of) or each.was_late(as_of))
        ),
        None,
    )
