"""Keeping a child's address, school or telephone from a named person."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q

from kith.access.audit import Event, record
from kith.access.roles import Permission
from kith.casework.actions.ending import end, in_words, not_to_come
from kith.people.models import Person, Withholding
from kith.reach.doing import NotPermitted, require
from kith.reach.wall import known_as
from kith.workforce.models import Worker


def withhold(
    *, child: Person, what: Iterable[str], withheld_from: Person, reason: str, start_on: date, by: Worker
) -> list[Withholding]:
    """From now on every page, print, link and export keeps these from that person."""
    require(by, Permission.WITHHOLD, child)
    not_to_come(start_on)
    if child.pk == withheld_from.pk:
        raise ValidationError({"withheld_from": "What is the child’s own cannot be withheld from the child."})
    return [_withhold(child, each, withheld_from, reason, start_on) for each in what]


def _withhold(child: Person, what: str, withheld_from: Person, reason: str, start_on: date) -> Withholding:
    held = Withholding.objects.filter(child=child, what=what, withheld_from=withheld_from)
    found = held.filter(Q(end_on__isnull=True) | Q(end_on__gt=start_on)).first()
    if found is not None:
        said = f"{found.get_what_display()} is already withheld from {withheld_from.name}, since {in_words(found.start_on)}."
        raise ValidationError({"what": said})
    made = Withholding.objects.create(
        child=child, what=what, withheld_from=withheld_from, reason=reason, start_on=start_on
    )
    record(Event.ADDED, made, on=start_on)
    return made


def end_withholding(*, withholding: Withholding, end_on: date, reason: str, by: Worker) -> None:
    """The person may learn it from now on, and why. Nobody decides this for themselves."""
    require(by, Permission.WITHHOLD, withholding.child)
    if withholding.withheld_from_id in known_as():
        raise NotPermitted("This is withheld from you, so somebody else has to decide about it.")
    not_to_come(end_on, "end_on")
    end(withholding, end_on, reason=reason)
