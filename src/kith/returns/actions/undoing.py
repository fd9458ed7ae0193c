"""Undoing a load: what it brought goes, what it changed is as the other loads tell it; work is never lost."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from kith.access.audit import Event, record
from kith.access.roles import Permission
from kith.lib.words import plural
from kith.people.models import Person
from kith.providers.models import Home
from kith.reach.doing import require
from kith.returns.bringing import Telling
from kith.returns.comparing import Record, compare
from kith.returns.following import what_followed
from kith.returns.kinds import kind_of
from kith.returns.links import pointed_at
from kith.returns.models import Load, LoadedRow, LoadIssue, SourceRow
from kith.returns.persons import of_other_kinds, owners, together
from kith.returns.running import WAITING, Busy, Progress, alone
from kith.returns.told import STANDING, standing
from kith.returns.wanted import Wanted
from kith.returns.writing import note_how_far, remove, write
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
    _refuse_where_work_followed(children, load)
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


def _refuse_where_work_followed(children: list[int], load: Load) -> None:
    followed = what_followed(children, kind_of(load), staying=_told_by_other_kinds(children, load))
    if followed:
        numbers = dict(Person.objects.filter(pk__in=followed).values_list("pk", "authority_id"))
        raise WorkFollowed({child: (numbers.get(child, ""), kinds) for child, kinds in followed.items()})


def _told_by_other_kinds(children: list[int], load: Load) -> set[int]:
    rows = SourceRow.objects.filter(child__in=children, load__state__in=STANDING)
    return set(rows.exclude(load__collection=load.collection).values_list("child", flat=True))


def _as_others_tell(children: list[int], load: Load) -> set[int]:
    """Bring the children to what the other loads tell of them. Returns those of whom another load tells."""
    kind = kind_of(load)
    numbers = _numbers(children)
    told = [row for rows in standing(numbers, load, collection=kind.collection).values() for row in rows]
    tale = kind.tell(Telling(load, told))
    LoadIssue.objects.bulk_create([each for each in tale.issues if each.kind == LoadIssue.Kind.LEFT_OUT])
    by_number = {number: child for child, number in numbers.items()}
    asked = {child: Wanted({}, ()) for child in children}
    asked |= {by_number[number]: each for number, each in tale.children.items()}
    others = of_other_kinds(numbers, kind, load)
    now, whose = Record(children, kind), owners(children)
    for child, told_too in others.items():
        own = [(kind.collection, asked[child].person)] if asked[child].person else []
        asked[child] = replace(asked[child], person=together([*own, *told_too], whose.get(child, "")))
    write(compare(asked, now), now, load)
    note_how_far(children, load, undone=True)
    return {by_number[row.number] for row in told} | others.keys()


def _numbers(children: list[int]) -> dict[int, str]:
    """The numbers by which the children are told of; where the record has none, one that nobody has."""
    rows = Person.objects.filter(pk__in=children).values_list("pk", "authority_id")
    return {child: number.upper() or f"#{child}" for child, number in rows}


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
