"""Adoption: another adoption worker keeps the sealed record whose owner has left."""

from django.core.exceptions import ValidationError
from django.db import connection

from kith.access.audit import Event, current, record
from kith.access.roles import Permission
from kith.care.sealed import Left, adopters_of, link_of
from kith.people.models import Person
from kith.reach.doing import require
from kith.reach.models import Restriction
from kith.reach.wall import look_again
from kith.store.dated import holds_on
from kith.workforce.models import Allocation, Worker
from kith.workforce.queries import team_on


def take_over(*, left: Left, by: Worker) -> Person:
    """Own a sealed record, its adopters' and the first one once sealed, and hold the child in the leaver's place.

    No manager hands it over: none may see it. The database refuses where the owner has not left.
    """
    require(by, Permission.SEALED_SEE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT kith_take_over_sealed(%s)", [left.restriction])
        (number,) = cursor.fetchone()
    if number is None:
        raise ValidationError("Somebody else has taken this record over just now. Go back to the list.")
    look_again()
    sealed = Person.objects.get(pk=number)
    first = link_of(sealed=sealed).first
    _record({sealed.pk, first.pk, *(each.pk for each in adopters_of(sealed, current().as_of))}, left, by)
    for child in (sealed, first):
        _hold(child, left.owner, by)
    return sealed


def _record(people: set[int], left: Left, by: Worker) -> None:
    mine = Restriction.objects.filter(holds_on(current().as_of), owner=by, person__in=people)
    for row in mine.filter(kind__in=Restriction.SEALED):
        why = f"Owned by {by.name}, as {left.owner.name} left"
        record(Event.CHANGED, row, child=row.person_id, reason=why)


def _hold(child: Person, leaver: Worker, by: Worker) -> None:
    """What the leaver held of the child until now is held by the new owner."""
    day = current().as_of
    open_rows = Allocation.objects.filter(holds_on(day), child=child)
    mine = open_rows.filter(worker=by).exists()
    for row in open_rows.filter(worker=leaver):
        row.end_on = max(day, row.start_on)
        row.save(update_fields=["end_on"])
        record(Event.ENDED, row, on=row.end_on)
        if not mine:
            made = Allocation.objects.create(
                child=child, worker=by, team=team_on(by, day), part=row.part, start_on=day
            )
            record(Event.ALLOCATED, made, on=day)
