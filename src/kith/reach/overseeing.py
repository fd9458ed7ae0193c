"""Which restrictions there are, and what emergency access is still to be reviewed: for those who answer for it."""

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import QuerySet

from kith.access.audit import current
from kith.access.roles import Permission
from kith.lib.days import add_working_days
from kith.reach.models import EmergencyAccess, Restriction
from kith.reach.seeing import must_hold
from kith.reach.wall import hidden_people
from kith.store.dated import holds_on
from kith.workforce.models import Worker


@dataclass(frozen=True)
class InForce:
    """A restriction without whose it is or why."""

    restriction: int
    kind: str
    owner: str
    owner_left: bool
    start_on: date
    review_on: date


def in_force() -> list[InForce]:
    """Every restriction that is not sealed, those whose owner has left first, then by when they are reviewed."""
    must_hold(Permission.RESTRICTIONS_OVERSEE)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT restriction, kind, owner, start_on, review_on FROM kith_restrictions_in_force()"
        )
        rows = cursor.fetchall()
    owners = Worker.objects.select_related("user").in_bulk({owner for _, _, owner, _, _ in rows})
    made = [_as_row(row, owners[row[2]]) for row in rows]
    return sorted(made, key=lambda each: (not each.owner_left, each.review_on, each.restriction))


def _as_row(row: tuple, owner: Worker) -> InForce:
    restriction, kind, _, start_on, review_on = row
    words = str(Restriction.Kind(kind).label)
    return InForce(restriction, words, owner.name, _has_gone(owner), start_on, review_on)


def _has_gone(worker: Worker) -> bool:
    as_of = current().as_of
    ended = worker.user.ended_on if worker.user else as_of
    return worker.has_left(as_of) or (ended is not None and ended <= as_of)


def owned(worker: Worker) -> QuerySet[Restriction]:
    """The restrictions this worker answers for, the review that is due first on top."""
    mine = Restriction.objects.filter(holds_on(current().as_of), owner=worker)
    rows = mine.exclude(person__in=hidden_people()).select_related("person", "owner")
    return rows.prefetch_related("person__names").order_by("review_on", "pk")


def to_review(worker: Worker) -> QuerySet[EmergencyAccess]:
    """Emergency access to records this worker restricted that nobody has reviewed yet, the oldest first."""
    mine = Restriction.objects.filter(holds_on(current().as_of), owner=worker).values("person")
    rows = EmergencyAccess.objects.filter(reviewed_at__isnull=True, person__in=mine).exclude(worker=worker)
    rows = rows.exclude(person__in=hidden_people()).select_related("person", "worker")
    return rows.prefetch_related("person__names").order_by("opened_at", "pk")


def review_due(access: EmergencyAccess) -> date:
    """The next working day after it was opened."""
    return add_working_days(access.start_on, 1)
