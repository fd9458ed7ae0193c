"""Loading a return: read and proposed, confirmed by a person, loaded whole or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models.functions import Upper

from kith.access.audit import Event, record
from kith.access.roles import Permission
from kith.lib.words import plural
from kith.people.models import Person
from kith.reach.doing import require
from kith.returns import saying
from kith.returns.comparing import Plan, Record, compare
from kith.returns.models import Load, LoadIssue, SourceRow
from kith.returns.running import WAITING, Progress, alone
from kith.returns.told import Group, Told, as_sets, grouped, only_children, same, standing, told_in, years_of
from kith.returns.wanted import Wanted, wanted
from kith.returns.writing import BATCH, add_persons, hold, note_how_far, open_records, write
from kith.statutory.ssda903.histories import Histories, histories
from kith.statutory.ssda903.history import Source
from kith.statutory.ssda903.merging import Difference, YearlySet, merge, yearly_sets
from kith.statutory.ssda903.reading import Read
from kith.workforce.models import Team, Worker

LOAD = Permission.RETURN_LOAD
MOST_NUMBER = 36  # characters of a child's number


def propose_load(
    *, files: list[dict], counts: dict, authority: str, team: Team | None, at: datetime, by: Worker
) -> Load:
    """Note what was read, for a person to confirm."""
    require(by, LOAD)
    load = Load.objects.create(
        state=Load.State.READ, begun_at=at, by=by, authority=authority, team=team, files=files, counts=counts
    )
    record(Event.ADDED, load)
    return load


def confirm_load(*, load: Load, years: Mapping[str, str], team: Team | None, by: Worker) -> None:
    """The person has looked at the years of the files; the load may begin."""
    require(by, LOAD)
    load.files = [each | {"year": years.get(each["name"])} for each in load.files]
    load.state, load.team, load.failure, load.progress = Load.State.WAITING, team, "", WAITING
    load.save(update_fields=["files", "state", "team", "failure", "progress"])
    record(Event.CHANGED, load)


def drop_load(*, load: Load, at: datetime, by: Worker) -> None:
    """Leave a load that was read and not confirmed."""
    require(by, LOAD)
    load.state, load.ended_at = Load.State.DROPPED, at
    load.save(update_fields=["state", "ended_at"])
    record(Event.ENDED, load)


def fail_load(*, load: Load, why: str, at: datetime, by: Worker) -> None:
    """Note that a load could not be done. Nothing of it was kept."""
    require(by, LOAD)
    load.state, load.failure, load.ended_at = Load.State.FAILED, why, at
    load.save(update_fields=["state", "failure", "ended_at"])
    record(Event.CHANGED, load)


def load_return(
    *, load: Load, read: Read, as_of: date, at: datetime, by: Worker, progress: Progress = lambda said: None
) -> None:
    """Bring the record to what the files tell, merged with what earlier loads told. All of it or nothing."""
    require(by, LOAD)
    alone(load)
    progress("Working out each child's history")
    years = {each["name"]: each["year"] for each in load.files if each["year"]}
    work = Loading(load, as_of)
    work.look(yearly_sets(read, years))
    work.merge()
    progress(f"Writing the records of {plural(len(work.children), 'child', 'children')}")
    work.write()
    progress("Keeping the source of every row")
    work.keep_sources()
    work.keep_issues(read)
    progress("Working out what is due")
    _finish(work, at)


def _finish(work: "Loading", at: datetime) -> None:
    load = work.load
    load.state, load.ended_at, load.progress, load.counts = Load.State.DONE, at, "", work.counts()
    load.save(update_fields=["state", "ended_at", "progress", "counts"])
    record(Event.LOADED, load)
    for child in sorted({*work.new.values(), *work.plan.changed}):
        record(Event.LOADED, load, child=child)


@dataclass
class Loading:
    """One load under way: what was told, whom it is about, what the record must become."""

    load: Load
    as_of: date
    sets: list[YearlySet] = field(default_factory=list)
    told: dict[Group, list[Told]] = field(default_factory=dict)
    stood: dict[Group, list[Told]] = field(default_factory=dict)
    known: dict[str, int] = field(default_factory=dict)
    new: dict[str, int] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)  # numbers of children of whom something new is told
    unchanged: int = 0
    children: dict[str, Wanted] = field(default_factory=dict)
    plan: Plan = field(default_factory=Plan)
    issues: list[LoadIssue] = field(default_factory=list)
    sources: dict[Source, Told] = field(default_factory=dict)

    def look(self, sets: list[YearlySet]) -> None:
        """Whom the files tell of: known already or not, and of whom they tell nothing new."""
        self.sets = sets
        self.told = grouped(told_in(sets))
        numbers = {number for number, _, _ in self.told}
        self.known, twice = known_children(numbers)
        self.stood = standing({pk: number for number, pk in self.known.items()})
        self.changed = {
            group[0] for group, rows in self.told.items() if not same(rows, self.stood.get(group, []))
        } - self._cannot_be_known(numbers, twice)
        self.unchanged = len(numbers - self.changed - twice)

    def _cannot_be_known(self, numbers: set[str], twice: set[str]) -> set[str]:
        for number in sorted(twice):
            self.leave_out(number, *saying.SEVERAL_PERSONS)
        long = {number for number in numbers if len(number) > MOST_NUMBER}
        for number in sorted(long):
            self.leave_out(number, *saying.NUMBER_TOO_LONG)
        return twice | long

    def merge(self) -> None:
        """One history for each child, from this load and those that stand; what cannot stand is left out."""
        before = [
            row
            for group, rows in self.stood.items()
            if group[0] in self.changed and group not in self.told
            for row in rows
        ]
        now = [only_children(each, self.changed) for each in self.sets]
        self.sources = {row.source: row for row in before}
        self.sources |= {row.source: row for rows in self.told.values() for row in rows}
        merged = merge([*as_sets(before), *now])
        found = histories(merged)
        self.issues += saying.differences(self.load, [*self._replaced(), *merged.differences], found)
        self.issues += saying.refused(self.load, found, self.sources)
        self.issues += saying.notices(self.load, found.notices)
        self.children = {number: self._wanted(number, found) for number in found.children}

    def _replaced(self) -> list[Difference]:
        """What this load says of a year that an earlier load told otherwise."""
        again = [group for group in self.told if group in self.stood and group[0] in self.changed]
        found: list[Difference] = []
        for year in sorted({year for _, year, _ in again}):
            sides = {
                name: as_sets(row for group in again if group[1] == year for row in said[group])
                for name, said in (("earlier", self.stood), ("later", self.told))
            }
            found += merge(
                YearlySet(name, each.read) for name, sets in sides.items() for each in sets
            ).differences
        return found

    def _wanted(self, number: str, found: Histories) -> Wanted:
        def notify(about: str, says: str, rows: Any) -> None:
            self.issues.append(saying.worth_knowing(self.load, number, about, says, rows))

        return wanted(found.children[number], notify)

    def write(self) -> None:
        """The record as the histories tell it. A child on whom work stands in the way is left out."""
        asked = dict(sorted(self.children.items()))
        self.new = add_persons(
            [each for number, each in asked.items() if number not in self.known], self.load, self.as_of
        )
        numbers = self.known | self.new
        now = Record(numbers[number] for number in asked)
        self.plan = compare({numbers[number]: each for number, each in asked.items()}, now)
        self._leave_out_blocked(numbers)
        write(self.plan, now, self.load)
        opened = open_records((numbers[number] for number in self.children), self.as_of)
        years = years_of([*self.told, *self.stood])
        note_how_far({numbers[number]: years[number] for number in self.children})
        hold([*self.new.values(), *opened], self.load, self.as_of)
        self.issues += saying.persons_differ(self.load, self.children, self.known, now)

    def _leave_out_blocked(self, numbers: dict[str, int]) -> None:
        for number in [each for each in self.children if numbers[each] in self.plan.blocked]:
            self.leave_out(number, *saying.work_followed(self.plan.blocked[numbers[number]]))
            del self.children[number]

    def leave_out(self, number: str, about: str, says: str, mend: str) -> None:
        rows = [row.as_issue() for group, found in self.told.items() if group[0] == number for row in found]
        self.issues.append(saying.left_out(self.load, number, about, says, mend, rows))

    def keep_sources(self) -> None:
        """Every row of every child taken in, as it was read."""
        numbers = self.known | self.new
        rows = [
            SourceRow(
                load=self.load, child_id=numbers[row.number], table=row.table, year=row.year, file=row.file[-255:],
                row=row.row, values=dict(row.values),
            )
            for (number, _, _), found in self.told.items()
            if number in self.children
            for row in found
        ]  # fmt: skip
        SourceRow.objects.bulk_create(rows, batch_size=BATCH)

    def keep_issues(self, read: Read) -> None:
        self.issues += saying.problems(self.load, read.problems)
        LoadIssue.objects.bulk_create(self.issues, batch_size=BATCH)

    def counts(self) -> dict[str, int]:
        left_out = {each.child_identifier for each in self.issues if each.kind == LoadIssue.Kind.LEFT_OUT}
        kinds = {kind.value: sum(each.kind == kind for each in self.issues) for kind in LoadIssue.Kind}
        added = len(self.children.keys() & self.new.keys())
        changed = len(self.plan.changed - set(self.new.values()))
        return kinds | {
            "new": added, "changed": changed, "unchanged": self.unchanged + len(self.children) - added - changed,
            "left_out": len(left_out), "rows": sum(map(len, self.told.values())),
        }  # fmt: skip


def known_children(numbers: set[str]) -> tuple[dict[str, int], set[str]]:
    """Persons by the authority's number, and the numbers that several persons have."""
    rows = (
        Person.objects.annotate(number=Upper("authority_id"))
        .filter(number__in=numbers)
        .values_list("number", "pk")
    )
    found: dict[str, int] = {}
    twice = set()
    for number, pk in rows:
        if number in found:
            twice.add(number)
        found[number] = pk
    return found, twice
