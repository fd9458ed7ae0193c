"""Secure accommodation, by the hour: going in, coming out, and a court's authority."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import Q

from kith.access.audit import Event, record
from kith.access.roles import Permission
from kith.care.models import SecureStay
from kith.people.models import Person
from kith.reach.doing import require
from kith.store.history import as_it_stands
from kith.workforce.models import Worker


def record_secure_stay(
    *, child: Person, started_at: datetime, ended_at: datetime | None, authorised_at: datetime | None, at: datetime,
    by: Worker,
) -> SecureStay:  # fmt: skip
    """Record that the child was placed in secure accommodation, and what is known of its end and of a court."""
    require(by, Permission.LEGAL_STATUS_CHANGE, child)
    _has_been(started_at, at, "started_time")
    _makes_sense(started_at, ended_at, authorised_at, at)
    overlapping = Q(ended_at__isnull=True) | Q(ended_at__gt=started_at)
    before_the_end = Q(started_at__lt=ended_at) if ended_at else Q()
    rows = SecureStay.objects.select_for_update().filter(child=child)
    if rows.filter(overlapping & before_the_end).exists():
        raise ValidationError("The child is already recorded as being in secure accommodation then.")
    stay = SecureStay.objects.create(
        child=child, started_at=started_at, ended_at=ended_at, authorised_at=authorised_at
    )
    record(Event.ADDED, stay)
    return stay


def change_secure_stay(
    *, stay: SecureStay, ended_at: datetime | None, authorised_at: datetime | None, at: datetime, by: Worker
) -> None:
    """Record when the child left, or when a court gave authority. What is left empty stays as it was."""
    require(by, Permission.LEGAL_STATUS_CHANGE, stay.child)
    as_it_stands(stay)
    if ended_at is None and authorised_at is None:
        raise ValidationError("Enter when the child left, or when a court gave authority")
    _makes_sense(stay.started_at, ended_at, authorised_at, at)
    stay.ended_at, stay.authorised_at = ended_at or stay.ended_at, authorised_at or stay.authorised_at
    stay.save()
    record(Event.CHANGED, stay)


def _makes_sense(
    started_at: datetime, ended_at: datetime | None, authorised_at: datetime | None, at: datetime
) -> None:
    if ended_at is not None:
        _has_been(ended_at, at, "ended_time")
        if ended_at < started_at:
            raise ValidationError({"ended_on": "The child must have left after going in"})
    if authorised_at is not None:
        _has_been(authorised_at, at, "authorised_time")


def _has_been(moment: datetime, at: datetime, field: str) -> None:
    if moment > at:
        raise ValidationError({field: "The time must be in the past"})
