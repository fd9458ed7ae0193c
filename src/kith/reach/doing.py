"""Doing: decided on the first line of every action."""

from collections.abc import Callable, Iterable

from kith.access.audit import current
from kith.access.roles import URGENT, Permission
from kith.people.models import Person
from kith.reach.seeing import (
    REACHED,
    NotFound,
    get_child,
    in_emergency,
    is_a_child,
    reads_by_reason,
    relation,
    terms_with,
)
from kith.workforce.models import Worker


class NotPermitted(NotFound):
    """This worker may not do this here. Pages answer as if it were not found."""


def require(by: Worker, permission: Permission, child: Person | int | None = None) -> None:
    """Refuse unless one of the worker's roles holds the permission and reaches the child.

    Beyond one's reach a reason opens a record for reading and urgent recording, never for planning.
    """
    if not terms_with(permission) or by.pk != current().worker:
        raise NotPermitted(f"Your role may not {permission.value}.")
    if child is None:
        return
    number = child if isinstance(child, int) else child.pk
    if not _reaches(by, permission, number):
        raise NotPermitted(
            f"You may not {permission.value} for this child: ask their worker or your manager."
        )


def may(by: Worker, permission: Permission, child: Person | int | None = None) -> bool:
    """Whether `require` would let it pass: for showing a control only where it would work."""
    return passes(require, by, permission, child)


def passes(check: Callable[..., None], *said: object) -> bool:
    """Whether a check that refuses lets it pass."""
    try:
        check(*said)
    except NotPermitted:
        return False
    return True


def at_once(by: Worker, child: int, permissions: Iterable[Permission]) -> frozenset[Permission]:
    """Those of these permissions that reach the child at once; how the two stand to each other is asked only once."""
    held = {each: terms_with(each) for each in permissions}
    standing = relation(by, child, current().as_of) if any(held.values()) else None
    return frozenset(
        each for each, terms in held.items() if any(standing in REACHED[those.reach] for those in terms)
    )


def get_child_to(do: Permission, worker: Worker, child: int, see: Permission) -> Person:
    """The child, for a page that does something. Nobody is asked for a reason to open a page they could not use.

    Raises NotFound, or ReasonNeeded where a reason would let this worker do it.
    """
    if not is_a_child(child) or not _could(worker, do, child):
        raise NotPermitted(f"You may not {do.value} for this child.")
    whose = get_child(worker, child, see)
    require(worker, do, whose)
    return whose


def _could(worker: Worker, do: Permission, child: int) -> bool:
    """Whether it would be allowed at once, or once a reason is given."""
    terms = terms_with(do)
    standing = relation(worker, child, current().as_of) if terms else None
    if any(standing in REACHED[each.reach] for each in terms):
        return True
    asked = any(standing in REACHED[each.with_reason] for each in terms)
    return bool(terms) and do in URGENT and (asked or in_emergency(worker, child, current().as_of))


def _reaches(by: Worker, permission: Permission, child: int) -> bool:
    terms, standing = terms_with(permission), relation(by, child, current().as_of)
    if any(standing in REACHED[each.reach] for each in terms):
        return True
    return permission in URGENT and reads_by_reason(by, child, standing, terms)
