"""Staying in touch with young people who have left care."""

from django.core.exceptions import ValidationError

from kith.access.audit import Event, record
from kith.access.roles import Permission
from kith.leavingcare.models import CareLeaverContact
from kith.people.models import Person
from kith.reach.doing import require
from kith.workforce.models import Worker


def record_contact(
    *, child: Person, collection_year: str, in_touch: str, activity: str, accommodation: str, by: Worker
) -> CareLeaverContact:
    """Record whether we were in touch with a care leaver around a birthday, what they did and where they lived."""
    require(by, Permission.VISIT_WRITE, child)
    if in_touch == "YES" and not (activity and accommodation):
        raise ValidationError("You were in touch: say what the young person does and where they live")
    contact, made = CareLeaverContact.objects.update_or_create(
        child=child, collection_year=collection_year,
        defaults={"in_touch": in_touch, "activity": activity, "accommodation": accommodation},
    )  # fmt: skip
    record(Event.ADDED if made else Event.CHANGED, contact)
    return contact
