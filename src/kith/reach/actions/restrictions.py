"""Restricting a record, saying who may still see it, reviewing it, and ending it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import QuerySet

from kith.access.audit import Event, current, record
from kith.access.models import RoleHeld
from kith.access.roles import ROLES, Permission
from kith.lib.days import add_months
from kith.people.models import Person
from kith.reach.around import require_for
from kith.reach.doing import NotPermitted, require
from kith.reach.models import Allowed, Notice, Restriction
from kith.reach.wall import look_again
from kith.store.dated import holds_on
from kith.workforce.models import Allocation, Worker
from kith.workforce.queries import all_workers

LONGEST = 12  # months until a restriction is looked at again: ours, not the law's


def restrict(
    *, person: Person, kind: str, reason: str, review_on: date, allowed: Iterable[Worker], by: Worker
) -> Restriction:
    """Hide a person's record from now on from everybody but `by`, who owns the restriction, and those allowed.

    A child's reviewing officer is always let in: no line management decides what they may review.
    """
    require_for(by, Permission.RESTRICT, person)
    if kind in Restriction.SEALED:
        raise ValidationError({"kind": "Adoption records are sealed on their own page."})
    return hide(
        person=person, kind=kind, reason=reason, review_on=review_on,
        allowed={*allowed, *reviewing_officers(person)}, owner=by,
    )  # fmt: skip


def restrict_together(
    *, person: Person, others: Iterable[Person], kind: str, reason: str, review_on: date, allowed: Iterable[Worker],
    by: Worker,
) -> Restriction:  # fmt: skip
    """Restrict a person's record and, for the same reason and to the same workers, those of people around them."""
    require_for(by, Permission.RESTRICT, person)
    same: Any = {"kind": kind, "reason": reason, "review_on": review_on, "allowed": list(allowed), "by": by}
    made = restrict(person=person, **same)
    for other in others:
        if not _restricted_so(other, kind):
            restrict(person=other, **same)
    return made


def hide(
    *, person: Person, kind: str, reason: str, review_on: date, allowed: Iterable[Worker], owner: Worker
) -> Restriction:
    """The restriction itself, once it is decided that its owner may place it."""
    _reviewed_in_time(review_on)
    as_of = current().as_of
    if _restricted_so(person, kind):
        raise ValidationError({"kind": "This record is already restricted for that reason."})
    made = Restriction.objects.create(
        person=person, kind=kind, reason=reason, owner=owner, review_on=review_on, start_on=as_of
    )
    for worker in set(allowed) - {owner}:
        Allowed.objects.create(restriction=made, person=person, worker=worker, start_on=as_of)
    record(
        Event.SEALED if made.is_sealed else Event.RESTRICTED, made, child=person.pk, on=as_of, reason=reason
    )
    look_again()
    return made


def allow(*, restriction: Restriction, worker: Worker, by: Worker) -> Allowed:
    """Let one more worker see the record."""
    require_owner(by, restriction)
    as_of = current().as_of
    if worker.has_left(as_of) or worker == restriction.owner or _lets_in(restriction, worker):
        raise ValidationError(
            {"worker": f"{worker.name} has left, or is let in already. Choose another worker."}
        )
    made = Allowed.objects.create(
        restriction=restriction, person=restriction.person, worker=worker, start_on=as_of
    )
    record(Event.ADDED, made, child=restriction.person_id, on=as_of)
    return made


def stop_allowing(*, allowed: Allowed, by: Worker) -> None:
    """The worker is let in no longer. A child's reviewing officer always is."""
    require_owner(by, allowed.restriction)
    if allowed.worker in reviewing_officers(allowed.person):
        raise ValidationError("The child’s reviewing officer must be able to see the record.")
    allowed.end_on = current().as_of
    allowed.save(update_fields=["end_on"])
    record(Event.ENDED, allowed, child=allowed.person_id, on=allowed.end_on)


def review_restriction(*, restriction: Restriction, review_on: date, reason: str, by: Worker) -> None:
    """The restriction is still needed, and why; look at it again by another day."""
    require_owner(by, restriction)
    _reviewed_in_time(review_on)
    restriction.review_on = review_on
    restriction.save(update_fields=["review_on"])
    record(Event.REVIEWED, restriction, child=restriction.person_id, on=review_on, reason=reason)


def hand_over(*, restriction: Restriction, owner: Worker, at: datetime, by: Worker) -> None:
    """Another worker answers for the restriction from now on, and is told; whoever did is let in no longer, unless listed."""
    require_owner(by, restriction)
    _may_own(owner, permission_for(restriction))
    Notice.objects.create(
        worker=owner, person=restriction.person, kind=Notice.Kind.OWNER, about=by, said="", given_at=at
    )
    restriction.owner = owner
    restriction.save(update_fields=["owner"])
    record(Event.CHANGED, restriction, child=restriction.person_id, reason=f"Owned by {owner.name}")
    look_again()


def give_to_another(*, restriction: int, owner: Worker, at: datetime, by: Worker) -> None:
    """Another worker answers for a restriction whose person `by` may not see: its owner has left, say.

    Nobody lets themselves in this way: for that there is emergency access, of which the owner is told.
    """
    require(by, Permission.RESTRICTIONS_OVERSEE)
    _may_own(owner, Permission.RESTRICT)
    if owner == by:
        raise ValidationError({"owner": "You cannot take it over yourself. Choose another worker."})
    with connection.cursor() as cursor:
        cursor.execute("SELECT kith_give_restriction(%s, %s, %s)", [restriction, owner.pk, at])
        (person,) = cursor.fetchone() or (None,)
    if person is None:
        raise ValidationError("This restriction has ended just now. Go back to the list.")
    record(Event.CHANGED, Restriction(pk=restriction), child=person, reason=f"Owned by {owner.name}")
    look_again()


def permission_for(restriction: Restriction) -> Permission:
    """What whoever owns it must hold."""
    return Permission.SEALED_SEE if restriction.is_sealed else Permission.RESTRICT


def possible_owners(permission: Permission, as_of: date) -> QuerySet[Worker]:
    """Who works here and holds a role that may own a restriction, by name."""
    roles = [role for role, terms in ROLES.items() if permission in terms.permissions]
    held = RoleHeld.objects.on(as_of).filter(role__in=roles)
    return all_workers(as_of).filter(user__in=held.values("user"))


def end_restriction(*, restriction: Restriction, reason: str, by: Worker) -> None:
    """The record is open to everybody's role again, unless something else restricts it."""
    require_owner(by, restriction)
    if restriction.is_sealed:
        raise ValidationError("What is sealed stays sealed.")
    restriction.end_on = current().as_of
    restriction.save(update_fields=["end_on"])
    record(Event.ENDED, restriction, child=restriction.person_id, on=restriction.end_on, reason=reason)
    look_again()


def reviewing_officers(person: Person) -> set[Worker]:
    """Who reviews this child's case today."""
    held = Allocation.objects.filter(
        holds_on(current().as_of), child=person, part=Allocation.Part.REVIEWING_OFFICER, worker__isnull=False
    )
    return {each.worker for each in held.select_related("worker") if each.worker}


def require_owner(by: Worker, restriction: Restriction) -> None:
    """Refuse unless the worker answers for the restriction."""
    require(by, permission_for(restriction))
    if restriction.owner_id != by.pk:
        raise NotPermitted(f"Only the restriction’s owner may change it: ask {restriction.owner.name}.")


def _may_own(owner: Worker, permission: Permission) -> None:
    if not possible_owners(permission, current().as_of).filter(pk=owner.pk).exists():
        raise ValidationError({
            "owner": f"{owner.name} has left, or has no role that may restrict a record. Choose another worker."
        })  # fmt: skip


def _restricted_so(person: Person, kind: str) -> bool:
    return Restriction.objects.filter(holds_on(current().as_of), person=person, kind=kind).exists()


def _lets_in(restriction: Restriction, worker: Worker) -> bool:
    return restriction.allowed.filter(holds_on(current().as_of), worker=worker).exists()


def _reviewed_in_time(review_on: date) -> None:
    today = current().as_of
    if not today < review_on <= add_months(today, LONGEST):
        raise ValidationError({"review_on": "The review must be after today and within 12 months"})
