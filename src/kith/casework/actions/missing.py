"""Times when a child is missing, or away without authorisation; and the return interview."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import Q

from kith.access.audit import Event, record
from kith.access.roles import Permission
from kith.casework.models import MissingPeriod
from kith.people.models import Person
from kith.reach.doing import require
from kith.store.history import as_it_stands
from kith.workforce.models import Worker


def report_missing(
    *, child: Person, kind: str, started_at: datetime, at: datetime, by: Worker
) -> MissingPeriod:
    """Record that a child is missing, or away, from a moment on."""
    require(by, Permission.MISSING_RECORD, child)
    _has_been(started_at, at, "started_time")
    rows = MissingPeriod.objects.select_for_update().filter(child=child)
    if rows.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=started_at)).exists():
        raise ValidationError(
            "The child is already recorded as missing or away at that time. Record the return first."
        )
    missing = MissingPeriod.objects.create(child=child, kind=kind, started_at=started_at)
    record(Event.ADDED, missing)
    return missing


def record_return(*, missing: MissingPeriod, ended_at: datetime, at: datetime, by: Worker) -> None:
    """Record when the child came back. The hours for the return interview run from then."""
    require(by, Permission.MISSING_RECORD, missing.child)
    _has_been(ended_at, at, "ended_time")
    as_it_stands(missing)
    if missing.ended_at is not None:
        raise ValidationError("The return is already recorded. Look at Missing.")
    if ended_at < missing.started_at:
        raise ValidationError({"ended_on": "The return must be after the child was found to be missing"})
    missing.ended_at = ended_at
    missing.save()
    record(Event.ENDED, missing)


def record_interview(
    *, missing: MissingPeriod, offered_at: datetime, held_at: datetime | None, declined_at: datetime | None, said: str,
    at: datetime, by: Worker, accepted_at: datetime | None = None,
) -> None:  # fmt: skip
    """Record the return interview: when it was offered, and accepted, held or declined; and what the child said."""
    require(by, Permission.MISSING_RECORD, missing.child)
    if missing.ended_at is None:
        raise ValidationError("Record the return first: the interview is about coming back.")
    for moment, field in (
        (offered_at, "offered_time"),
        (accepted_at, "answered_time"),
        (held_at, "answered_time"),
        (declined_at, "answered_time"),
    ):
        if moment is not None:
            _has_been(moment, at, field)
    answered = held_at or declined_at or accepted_at
    if answered is not None and answered < missing.ended_at:
        raise ValidationError({"answered_on": "The interview must be after the return"})
    if held_at is None:
        missing.interview_accepted_at = accepted_at  # one that is held had been accepted before
    missing.interview_offered_at = offered_at
    missing.interview_at, missing.interview_declined_at = held_at, declined_at
    missing.said = said
    missing.save()
    record(Event.CHANGED, missing)


def _has_been(moment: datetime, at: datetime, field: str) -> None:
    if moment > at:
        raise ValidationError({field: "The time must be in the past"})
