"""The directory of services: who keeps it adds a service, and puts right what has changed."""

from typing import Any

from kith.access.audit import Event, record
from kith.access.roles import Permission
from kith.familyhelp.models import Service
from kith.reach.doing import require
from kith.workforce.models import Worker


def add_service(*, by: Worker, **told: Any) -> Service:
    """An organisation offers something to families."""
    require(by, Permission.DIRECTORY_CHANGE)
    made = Service(**told)
    made.clean_fields()
    made.save()
    record(Event.ADDED, made)
    return made


def change_service(*, service: Service, by: Worker, **told: Any) -> None:
    """What a service offers has changed, or it takes nobody now, or it is closed."""
    require(by, Permission.DIRECTORY_CHANGE)
    for name, value in told.items():
        setattr(service, name, value)
    service.clean_fields()
    service.save()
    record(Event.CHANGED, service)
