"""A child moves in with another authority's protection plan: its notification, and that no conference is needed after all."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from kith.access.audit import Event, record
from kith.access.roles import Permission
from kith.casework.actions.ending import not_to_come
from kith.people.models import Person
from kith.protection.models import TransferIn
from kith.protection.queries import plan_on, waiting_transfers
from kith.reach.doing import NotPermitted, require
from kith.store.history import as_it_stands
from kith.workforce.models import Worker


def record_transfer_in(*, child: Person, notified_on: date, by: Worker, **told: Any) -> TransferIn:
    """Another authority tells of its plan: the transfer-in conference is due from the day a person chooses."""
    require(by, Permission.PROTECTION_RECORD, child)
    for name, day in (("notified_on", notified_on), ("accepted_on", told.get("accepted_on"))):
        not_to_come(day, name)
    _makes_sense(child, notified_on, told)
    made = TransferIn.objects.create(child=child, notified_on=notified_on, by=by, **told)
    record(Event.ADDED, made, on=notified_on)
    return made


def _makes_sense(child: Person, notified_on: date, told: dict[str, Any]) -> None:
    if waiting_transfers(child).exists():
        raise ValidationError("A move from another authority is waiting for its conference already.")
    if plan_on(child, notified_on):
        raise ValidationError(
            f"{child.name} has a protection plan here already. A review conference decides."
        )
    accepted, since = told.get("accepted_on"), told.get("plan_since")
    if told["starts"] == TransferIn.Starts.ACCEPTED and not accepted:
        raise ValidationError(
            {"accepted_on": "Enter the day we accepted the child’s case: the clock starts then"}
        )
    if accepted and accepted < notified_on:
        raise ValidationError({"accepted_on": "The day must be the same as or after the notification"})
    if since and since > notified_on:
        raise ValidationError({"plan_since": "The plan there must have begun by the day of the notification"})


def no_conference_needed(*, transfer: TransferIn, ended_on: date, because: str, by: Worker) -> None:
    """The child moved back, or the other authority has ended its plan: nothing is due any more."""
    require(by, Permission.PROTECTION_RECORD, transfer.child)
    as_it_stands(transfer)
    if transfer.ended_on:
        raise NotPermitted("This has ended already.")
    not_to_come(ended_on, "ended_on")
    if ended_on < transfer.notified_on:
        raise ValidationError({"ended_on": "The day must be the same as or after the notification"})
    transfer.ended_on, transfer.ended_because = ended_on, because
    transfer.save(update_fields=["ended_on", "ended_because"])
    record(Event.ENDED, transfer, on=ended_on, reason=because)
