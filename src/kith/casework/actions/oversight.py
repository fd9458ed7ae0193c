"""A manager's oversight of a child's record."""

from datetime import date, datetime

from django.core.exceptions import ValidationError

from kith.access.audit import Event, current, record
from kith.access.roles import Permission
from kith.casework.models import Oversight
from kith.people.models import Person
from kith.reach.doing import NotPermitted, may, require
from kith.reach.seeing import own_children
from kith.workforce.models import Worker


def record_oversight(
    *, child: Person, about_on: date, text: str, decision: str, at: datetime, by: Worker
) -> Oversight:
    """Record what a manager saw and decided. Nobody oversees their own work."""
    require(by, Permission.OVERSIGHT_WRITE, child)
    if _holds(by, child, about_on):
        raise NotPermitted("You work with this child yourself, so another manager must record the oversight.")
    if about_on > current().as_of:
        raise ValidationError({"about_on": "The day of the oversight must be today or in the past"})
    oversight = Oversight.objects.create(
        child=child, manager=by, written_at=at, about_on=about_on, text=text, decision=decision
    )
    record(Event.ADDED, oversight, on=about_on)
    return oversight


def may_oversee(by: Worker, child: Person) -> bool:
    """Whether `record_oversight` would let it pass."""
    return may(by, Permission.OVERSIGHT_WRITE, child) and not _holds(by, child, current().as_of)


def _holds(by: Worker, child: Person, about_on: date) -> bool:
    """Whether the child is the manager's own, held or covered for somebody absent; or was on the day it is about."""
    days = {current().as_of, about_on}
    return any(own_children(by, day).filter(child=child).exists() for day in days)
