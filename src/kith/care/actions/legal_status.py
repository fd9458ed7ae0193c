"""The legal status of a looked-after child, and the orders of courts."""

from datetime import date

from kith.access.audit import Event, record
from kith.access.roles import Permission
from kith.care.actions.succession import end, ending_at, looked_after_on, move, not_to_come
from kith.care.models import LegalStatus, Order
from kith.people.models import Person
from kith.reach.doing import require
from kith.workforce.models import Worker


def change_legal_status(*, child: Person, code: str, start_on: date, by: Worker) -> LegalStatus:
    """Record a new legal status. The one before ends that day."""
    require(by, Permission.LEGAL_STATUS_CHANGE, child)
    not_to_come(start_on)
    looked_after_on(child, start_on)
    last = ending_at(LegalStatus.objects.filter(child=child), start_on, "A legal status")
    if last is not None:
        end(last, start_on)
    return add_legal_status(child, code, start_on)


def add_legal_status(child: Person, code: str, start_on: date) -> LegalStatus:
    """The row itself, for actions that have asked already."""
    status = LegalStatus.objects.create(child=child, code=code, start_on=start_on)
    record(Event.ADDED, status, on=start_on)
    return status


def correct_legal_status(
    *, status: LegalStatus, code: str, start_on: date, end_on: date | None, reason: str, by: Worker
) -> LegalStatus:
    """Put right what was wrong in a legal status, saying why; what stood before is kept."""
    require(by, Permission.LEGAL_STATUS_CHANGE, status.child)
    not_to_come(start_on)
    looked_after_on(status.child, start_on)
    status.code = code
    rows = LegalStatus.objects.filter(child=status.child)
    move(status, rows, start_on=start_on, end_on=end_on, reason=reason)
    return status


def record_order(
    *, child: Person, kind: str, court: str, start_on: date, by: Worker, end_on: date | None = None
) -> Order:
    """Record an order of a court. It may stand beside others."""
    require(by, Permission.LEGAL_STATUS_CHANGE, child)
    not_to_come(start_on)
    order = Order.objects.create(child=child, kind=kind, court=court, start_on=start_on)
    record(Event.ADDED, order, on=start_on)
    if end_on is not None:
        end(order, end_on)
    return order


def end_order(*, order: Order, end_on: date, by: Worker) -> None:
    """Record that an order has ended."""
    require(by, Permission.LEGAL_STATUS_CHANGE, order.child)
    end(order, end_on)
