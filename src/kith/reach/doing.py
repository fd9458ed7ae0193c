"""Doing: decided on the first line of every action."""

from kith.access.audit import current
from kith.access.roles import URGENT, Permission
from kith.people.models import Person
from kith.reach.seeing import REACHED, NotFound, has_reason, relation, terms_with
from kith.workforce.models import Worker


class NotPermitted(NotFound):
    """This worker may not do this here. Pages answer as if it were not found."""


def require(by: Worker, permission: Permission, child: Person | int | None = None) -> None:
    """Refuse unless one of the worker's roles holds the permission and reaches the child.

    Beyond one's reach a reason opens a record for reading and urgent recording, never for planning.
    """
    terms = terms_with(permission)
    if not terms or by.pk != current().worker:
        raise NotPermitted(f"Your role may not {permission.value}.")
    if child is None:
        return
    number = child if isinstance(child, int) else child.pk
    as_of = current().as_of
    standing = relation(by, number, as_of)
    if any(standing in REACHED[each.reach] for each in terms):
        return
    with_reason = any(standing in REACHED[each.with_reason] for each in terms)
    if permission in URGENT and with_reason and has_reason(by, number, as_of):
        return
    raise NotPermitted(f"You may not {permission.value} for this child: ask their worker or your manager.")
