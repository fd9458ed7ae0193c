"""The strictest restriction wins: whoever was kept from either record is kept from the one that stays."""

from collections.abc import Collection
from datetime import date

from kith.casework.merges import Merge
from kith.casework.merging.journal import Journal
from kith.reach.models import Allowed, Restriction
from kith.store.dated import holds_on

TABLE = Restriction._meta.db_table


def make_stricter(journal: Journal, as_of: date) -> None:
    """Place on the record that stays what restricts the other, beside its own: where two hold, both must let one in."""
    merge = journal.merge
    for row in copy_restrictions(merge.merged_id, merge.kept_id, as_of, journal):
        journal.made(row)


def restrictions_of(person: int) -> list[int]:
    """Every restriction there is or was on a record."""
    return list(Restriction.objects.filter(person=person).values_list("pk", flat=True))


def protect_both(merge: Merge, as_of: date) -> None:
    """What restricts the record since the merge restricts both once it is undone."""
    copy_restrictions(merge.kept_id, merge.merged_id, as_of, but=merge.stood.get(TABLE, []))


def copy_restrictions(
    whose: int, onto: int, as_of: date, journal: Journal | None = None, but: Collection[int] = ()
) -> list[Restriction | Allowed]:
    """The restrictions of one person's record that hold, placed on another's too. Returns the rows made.

    Where the same owner restricts both for the same reason, only those stay let in whom both let in.
    """
    made: list[Restriction | Allowed] = []
    for row in Restriction.objects.filter(holds_on(as_of), person=whose).exclude(pk__in=but).order_by("pk"):
        there = Restriction.objects.filter(
            holds_on(as_of), person=onto, kind=row.kind, owner=row.owner_id
        ).first()
        if there is None:
            made += _copy(row, onto, as_of)
        elif journal:
            _narrow(there, row, as_of, journal)
    return made


def _copy(row: Restriction, onto: int, as_of: date) -> list[Restriction | Allowed]:
    made = Restriction.objects.create(
        person_id=onto, kind=row.kind, reason=row.reason, owner_id=row.owner_id, review_on=row.review_on,
        start_on=as_of, end_on=row.end_on,
    )  # fmt: skip
    return [
        made,
        *(
            Allowed.objects.create(restriction=made, person_id=onto, worker_id=worker, start_on=as_of)
            for worker in _let_in(row, as_of)
        ),
    ]


def _narrow(there: Restriction, row: Restriction, as_of: date, journal: Journal) -> None:
    let_in = _let_in(row, as_of)
    others = [each for each in there.allowed.filter(holds_on(as_of)) if each.worker_id not in let_in]
    journal.change(others, Allowed._meta.get_field("end_on"), as_of)


def _let_in(row: Restriction, as_of: date) -> list[int]:
    return list(row.allowed.filter(holds_on(as_of)).order_by("pk").values_list("worker", flat=True))
