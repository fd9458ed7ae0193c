"""Undoing a load: what it brought goes, what it changed is as the other loads tell it; work is never lost."""

from collections.abc import Iterable
from datetime import date, datetime

from kith.access.audit import Event, record
from kith.access.roles import Permission
from kith.lib.words import plural
from kith.people.models import Person
from kith.providers.models import Home
from kith.reach.doing import require
from kith.returns import saying
from kith.returns.comparing import Record, compare
from kith.returns.following import pointed_at, what_followed
from kith.returns.models import Load, LoadedRow, LoadIssue, SourceRow
from kith.returns.running import WAITING, Busy, Progress, alone
from kith.returns.told import STANDING, as_sets, standing, years_of
from kith.returns.wanted import Wanted, wanted
from kith.returns.writing import note_how_far, remove, write
from kith.statutory.ssda903.histories import histories
from kith.statutory.ssda903.merging import merge
from kith.workforce.models import Worker


class WorkFollowed(Exception):
    """Work has followed on what the load brought. `children`: for each, its number and of which kinds."""

    def __init__(self, children: dict[int, tuple[str, list[str]]]) -> None:
        self.children = children
        count = plural(len(children), "child", "children")
        super().__init__(
            f"Work has followed for {count}, so the load was not undone and nothing was changed. Remove or "
            "move that work first, or correct these children by hand instead."
        )

    def rows(self) -> list[dict]:
        """The children as a load keeps them, to be shown."""
        return [
            {"child": child, "number": number, "kinds": ", ".join(kinds)}
            for child, (number, kinds) in self.children.items()
        ]


class NotLoaded(ValueError):
    """Only a load that stands can be undone."""


def ask_to_undo(*, load: Load, by: Worker) -> None:
    """Put the undoing of a load in the queue, where it takes its turn. Raises NotLoaded."""
    require(by, Permission.RETURN_LOAD)
    _check_stands(load)
    load.state, load.progress, load.failure, load.followed = Load.State.UNDOING, WAITING, "", []
    load.save(update_fields=["state", "progress", "failure", "followed"])
    record(Event.CHANGED, load)


def leave_standing(*, load: Load, why: Exception, by: Worker) -> None:
    """Note why a load could not be undone. It stands as before."""
    require(by, Permission.RETURN_LOAD)
    known = isinstance(why, (WorkFollowed, Busy))
    load.state, load.progress = Load.State.DONE, ""
    load.failure = (str(why) if known else f"{type(why).__name__}: {why}")[:2000]
    load.followed = why.rows() if isinstance(why, WorkFollowed) else []
    load.save(update_fields=["state", "progress", "failure", "followed"])
    record(Event.CHANGED, load)


def undo_load(
    *, load: Load, as_of: date, at: datetime, by: Worker, progress: Progress = lambda said: None
) -> None:
    """Take a load back. Raises WorkFollowed, and changes nothing, where people have worked on what it brought."""
    require(by, Permission.RETURN_LOAD)
    alone(load)
    load.refresh_from_db()
    _check_stands(load)
    progress("Looking for work that has followed")
    children = sorted(set(SourceRow.objects.filter(load=load).values_list("child", flat=True)))
    _refuse_where_work_followed(children)
    progress(f"Taking back what it told of {plural(len(children), 'child', 'children')}")
    left = _as_others_tell(children, load)
    SourceRow.objects.filter(load=load).delete()
    _remove_persons([child for child in children if child not in left], load)
    _remove_unused(Home, load)
    _remove_unused(Worker, load)
    progress("Working out what is due")
    _finish(load, children, at)


def _check_stands(load: Load) -> None:
    if load.state not in STANDING:
        raise NotLoaded("Only a load that has been loaded, and not undone since, can be undone.")


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
    years = years_of(row.group for row in told)
    note_how_far({child: years[number] for child, number in numbers.items()})
    return {by_number[row.number] for row in told}


def _remove_persons(children: Iterable[int], load: Load) -> None:
    """Persons the loads made go too. One whose record somebody opened stays, as a person without a record."""
    rows = LoadedRow.objects.filter(child__in=list(children))
    persons = set(rows.filter(model=Person._meta.label).values_list("row", flat=True))
    held = rows.exclude(model=Person._meta.label)
    remove(held)
    rows.delete()
    stay = pointed_at(Person, persons)
    Person.objects.filter(pk__in=stay).update(record_opened_on=None, recorded_from=None, returned_until=None)
    Person.objects.filter(pk__in=persons - stay).delete()


def _remove_unused(model: type[Home] | type[Worker], load: Load) -> None:
    """Homes and workers that only this load's rows needed."""
    brought = LoadedRow.objects.filter(load=load, model=model._meta.label)
    numbers = set(brought.values_list("row", flat=True))
    remove(brought.filter(row__in=numbers - pointed_at(model, numbers)))


def _finish(load: Load, children: list[int], at: datetime) -> None:
    load.state, load.undone_at, load.progress, load.failure = Load.State.UNDONE, at, "", ""
    load.save(update_fields=["state", "undone_at", "progress", "failure"])
    record(Event.LOAD_UNDONE, load)
    for child in children:
        record(Event.LOAD_UNDONE, load, child=child)
