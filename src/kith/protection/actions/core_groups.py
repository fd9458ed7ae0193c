"""Core groups."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError

from kith.access.audit import Event, current, record
from kith.access.roles import Permission
from kith.people.models import Person
from kith.protection.models import CoreGroup, CoreGroupChild
from kith.protection.queries import plans_in_force
from kith.reach.doing import require
from kith.workforce.models import Worker


def hold_core_group(
    *, children: Sequence[Person], held_on: date, present: str, text: str, by: Worker
) -> CoreGroup:
    """Record a core group, once for all the brothers and sisters whose plans it carries out."""
    require(by, Permission.PROTECTION_RECORD)
    for child in children:
        require(by, Permission.PROTECTION_RECORD, child)
    _make_sense(children, held_on)
    held = CoreGroup.objects.create(held_on=held_on, present=present, text=text, written_by=by)
    for child in children:
        CoreGroupChild.objects.create(core_group=held, child=child)
        record(Event.ADDED, held, child=child.pk, on=held_on)
    return held


def _make_sense(children: Sequence[Person], held_on: date) -> None:
    if held_on > current().as_of:
        raise ValidationError({"held_on": "The day of the core group must be today or in the past"})
    if not children:
        raise ValidationError({"children": "Select the children whose plan the core group was about"})
    plans = plans_in_force([child.pk for child in children], held_on)
    for child in children:
        if child.pk not in plans:
            raise ValidationError({"children": f"{child.name} had no protection plan on that day"})
