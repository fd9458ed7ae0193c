"""Undoing a load: what it brought goes, what it changed is as the other loads tell it; work is never lost."""

from collections.abc import Iterable
from datetime import date, datetime

from kith.access.audit import Event, record
from kith.access.roles import Permission
from kith.people.models import Person
from kith.providers.models import Home
from kith.reach.doing import require
from kith.returns import saying
from kith.returns.comparing import Record, compare
from kith.returns.following import pointed_at, what_followed
from kith.returns.models import Load, LoadedRow, LoadIssue, SourceRow
from kith.returns.running import alone
from kith.returns.told import as_sets, standing
from kith.returns.wanted import Wanted, wanted
from kith.returns.writing import remove, write
from kith.statutory.ssda903.histories import histories
from kith.statutory.ssda903.merging import merge
from kith.workforce.models import Worker


class WorkFollowed(Exception):
    """Work has followed on what the load brought. `children`: for each, its number and of which kinds."""

    def __init__(self, children: dict[int, tuple[str, list[str]]]) -> None:
        self.children = children
        count = f"{len(children):,} {'child' if len(children) == 1 else 'children'}"
        super().__init__(
            f"Work has followed for {count}, so the load was not undone and nothing was changed. Remove or "
            "move that work first, or correct these children by hand instead."
        )


class NotLoaded(ValueError):
    """Only a load that stands can be undone."""


def undo_load(*, load: Load, as_of: date, at: datetime, by: Worker) -> None:
    """Take a load back. Raises WorkFollowed, and changes nothing, where people have worked on what it brought."""
    require(by, Permission.RETURN_LOAD)
    alone(load)
    load.refresh_from_db()
    if load.state != Load.State.DONE:
        raise NotLoaded("Only a load that has been loaded, and not undone since, can be undone.")
    children = sorted(set(SourceRow.objects.filter(load=load).values_list("child", flat=True)))
    _refuse_where_work_followed(children)
    left = _as_others_tell(children, load)
    SourceRow.objects.filter(load=load).delete()
    _remove_persons([child for child in children if child not in left], load)
    _remove_unused(Home, load)
    _remove_unused(Worker, load)
    _finish(load, children, at)


def _refuse_where_work_followed(children: list[int]) -> None:
    followed = what_followed(children)
    if followed:
        numbers = dict(Person.objects.filter(pk__in=followed).values_list("pk", "authority_id"))
        raise WorkFollowed({child: (numbers.get(child, ""), kinds) for child, kinds in followed.items()})


def _as_others_tell(children: list[int], load: Load) -> set[int]:
    """Bring the children to what the other loads tell of them. Returns those of whom another load tells."""
    numbers = dict(Person.objects.filter(pk__in=children).values_list("pk", "authority_id"))
    numbers = {child: number.upper() for child, number in numbers.items()}
    told = [row for rows in standing(numbers, without=load).values() for row in rows]
    found = histories(merge(as_sets(told)))
    LoadIssue.objects.bulk_create(saying.refused(load, found, {row.source: row for row in told}))
    by_number = {number: child for child, number in numbers.items()}
    asked = {child: Wanted({}, ()) for child in children}
    asked |= {by_number[number]: wanted(each, lambda *said: None) for number, each in found.children.items()}
    now = Record(children)
    write(compare(asked, now), now, load)
    return {by_number[row.number] for row in told}


def _remove_persons(children: Iterable[int], load: Load) -> None:
    """Persons the loads made go too. One whose record somebody opened stays, as a person without a record."""
    rows = LoadedRow.objects.filter(child__in=list(children))
    persons = set(rows.filter(model=Person._meta.label).values_list("row", flat=True))
    held = rows.exclude(model=Person._meta.label)
    remove(held)
    rows.delete()
    stay = pointed_at(Person, persons)
    Person.objects.filter(pk__in=stay).update(record_opened_on=None, recorded_from=None)
    Person.objects.filter(pk__in=persons - stay).delete()


def _remove_unused(model: type[Home] | type[Worker], load: Load) -> None:
    """Homes and workers that only this load's rows needed."""
    brought = LoadedRow.objects.filter(load=load, model=model._meta.label)
    numbers = set(brought.values_list("row", flat=True))
    remove(brought.filter(row__in=numbers - pointed_at(model, numbers)))


def _finish(load: Load, children: list[int], at: datetime) -> None:
    load.state, load.undone_at = Load.State.UNDONE, at
    load.save(update_fields=["state", "undone_at"])
    record(Event.LOAD_UNDONE, load)
    for child in children:
        record(Event.LOAD_UNDONE, load, child=child)
