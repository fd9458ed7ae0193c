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
from kith.reach.overseeing import to_review
from kith.reach.wall import look_again, merged_into
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
    for each in _before_merges(restriction):
        if each.owner_id != worker.pk and not _lets_in(each, worker):
            _let_in(each, worker, as_of)
    return _let_in(restriction, worker, as_of)


def _let_in(restriction: Restriction, worker: Worker, on: date) -> Allowed:
    made = Allowed.objects.create(
        restriction=restriction, person_id=restriction.person_id, worker=worker, start_on=on
    )
    record(Event.ADDED, made, child=restriction.person_id, on=on)
    return made


def stop_allowing(*, allowed: Allowed, by: Worker) -> None:
    """The worker is let in no longer. A child's reviewing officer always is."""
    require_owner(by, allowed.restriction)
    if allowed.worker in reviewing_officers(allowed.person):
        raise ValidationError("The child’s reviewing officer must be able to see the record.")
    as_of = current().as_of
    same = Allowed.objects.filter(
        restriction__in=_before_merges(allowed.restriction), worker=allowed.worker_id
    )
    for each in (allowed, *same.filter(holds_on(as_of))):
        each.end_on = as_of
        each.save(update_fields=["end_on"])
        record(Event.ENDED, each, child=each.person_id, on=as_of)


def review_restriction(*, restriction: Restriction, review_on: date, reason: str, by: Worker) -> None:
    """The restriction is still needed, and why; look at it again by another day."""
    require_owner(by, restriction)
    _reviewed_in_time(review_on)
    for each in (restriction, *_before_merges(restriction)):
        each.review_on = review_on
        each.save(update_fields=["review_on"])
        record(Event.REVIEWED, each, child=each.person_id, on=review_on, reason=reason)


def hand_over(*, restriction: Restriction, owner: Worker, at: datetime, by: Worker) -> None:
    """Another worker answers for the restriction from now on, and is told; whoever did is let in no longer, unless listed."""
    require_owner(by, restriction)
    _may_own(owner, permission_for(restriction))
    Notice.objects.create(
        worker=owner, person=restriction.person, kind=Notice.Kind.OWNER, about=by, said="", given_at=at
    )
    for each in (
        *_before_merges(restriction),
        restriction,
    ):  # once the last has gone over, `by` sees none of them
        each.owner = owner
        each.save(update_fields=["owner"])
        record(Event.CHANGED, each, child=each.person_id, reason=f"Owned by {owner.name}")
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
    _nothing_to_review(restriction, by)
    for each in (restriction, *_before_merges(restriction)):
        each.end_on = current().as_of
        each.save(update_fields=["end_on"])
        record(Event.ENDED, each, child=each.person_id, on=each.end_on, reason=reason)
    look_again()


def _nothing_to_review(restriction: Restriction, by: Worker) -> None:
    """Once nobody owns a restriction of the record, nobody would be asked to review who opened it in an emergency."""
    people = {restriction.person_id, *merged_into(restriction.person_id)}
    if to_review(by).filter(person__in=people).exists():
        raise ValidationError(
            "Somebody opened this record in an emergency, and you have not reviewed it yet. Review that first: it is under "
            "Restrictions. Then end the restriction."
        )


def _before_merges(restriction: Restriction) -> list[Restriction]:
    """The same restriction on the records merged into this one, which hides what stood there before."""
    merged = merged_into(restriction.person_id)
    rows = Restriction.objects.filter(holds_on(current().as_of), person__in=merged)
    return list(rows.filter(owner=restriction.owner_id, kind=restriction.kind).order_by("pk"))


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
