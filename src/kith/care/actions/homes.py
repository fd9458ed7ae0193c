"""Homes that are not on the record yet."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from kith.access.audit import Event, record
from kith.access.roles import Permission
from kith.people.models import Person
from kith.providers.models import Home, Provider
from kith.reach.doing import require
from kith.workforce.models import Worker

POSTCODE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})")


@dataclass(frozen=True, kw_only=True)
class NewHome:
    """A home not yet recorded: a carer's house, a children's home, a parent's address."""

    name: str
    provider: str = ""
    urn: str = ""
    address: str = ""
    postcode: str = ""


def the_home(home: Home | NewHome | None, child: Person, by: Worker) -> Home | None:
    """The home itself: one that is recorded, or the new one, recorded now."""
    return add_home(home, child, by) if isinstance(home, NewHome) else home


def add_home(new: NewHome, child: Person, by: Worker) -> Home:
    """Record a home, because this child is to live there."""
    require(by, Permission.PLACEMENT_CHANGE, child)
    provider = Provider.objects.filter(name__iexact=new.provider).first() if new.provider else None
    if new.provider and provider is None:
        provider = Provider.objects.create(name=new.provider)
        record(Event.ADDED, provider)
    home = Home.objects.create(
        name=new.name, provider=provider, urn=new.urn, address=new.address, postcode=in_full(new.postcode)
    )
    record(Event.ADDED, home)
    return home


def in_full(postcode: str) -> str:
    """A postcode as it is written: capitals, and a space before the last three."""
    if not postcode:
        return ""
    found = POSTCODE.fullmatch(re.sub(r"\s", "", postcode).upper())
    if found is None:
        raise ValidationError({"postcode": "Enter a full UK postcode, like LS1 4AP"})
    return " ".join(found.groups())
