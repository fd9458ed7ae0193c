"""Loading a return: read and proposed, confirmed by a person, loaded whole or not at all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from kith.access.audit import Event, record
from kith.access.roles import Permission
from kith.lib.words import plural
from kith.reach.doing import require
from kith.returns import saying
from kith.returns.bringing import Kind, Telling
from kith.returns.comparing import Plan, Record, compare
from kith.returns.kinds import kind_of
from kith.returns.models import Load, LoadIssue, SourceRow
from kith.returns.persons import Known, alike, conflicts, known_children, of_other_kinds, owners, together
from kith.returns.running import WAITING, Progress, alone
from kith.returns.told import SSDA903, Group, Told, grouped, same, standing
from kith.returns.wanted import Wanted
from kith.returns.writing import BATCH, add_persons, hold, note_how_far, open_records, write
from kith.statutory.returns.reading import Read
from kith.workforce.models import Team, Worker

LOAD = Permission.RETURN_LOAD
MOST_NUMBER = 36  # characters of a child's number


class MayNotBeLoaded(ValueError):
    """What was read must not come into this record; the sentence says why and what to do."""


def propose_load(
    *, files: list[dict], counts: dict, authority: str, team: Team | None, at: datetime, by: Worker,
    collection: str = SSDA903,
) -> Load:  # fmt: skip
    """Note what was read, for a person to confirm."""
    require(by, LOAD)
    load = Load.objects.create(
        state=Load.State.READ, begun_at=at, by=by, authority=authority, team=team, files=files, counts=counts,
        collection=collection,
    )  # fmt: skip
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
    if why := kind_of(load).refusal(read, load.authority):
        raise MayNotBeLoaded(why)
    progress("Working out each child's history")
    years = {each["name"]: each["year"] for each in load.files if each["year"]}
    work = Loading(load, as_of, kind_of(load))
    work.look(read, years)
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
    kind: Kind
    sets: Any = ()
    told: dict[Group, list[Told]] = field(default_factory=dict)
    stood: dict[Group, list[Told]] = field(default_factory=dict)
    known: dict[str, int] = field(default_factory=dict)
    new: dict[str, int] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)  # numbers of children of whom something new is told
    unchanged: int = 0
    children: dict[str, Wanted] = field(default_factory=dict)
    plan: Plan = field(default_factory=Plan)
    issues: list[LoadIssue] = field(default_factory=list)
    # What other kinds of return tell of a child's own row, and which kind brought it, by person.
    others: dict[int, list] = field(default_factory=dict)
    owners: dict[int, str] = field(default_factory=dict)

    def look(self, read: Read, years: Mapping[str, str]) -> None:
        """Whom the files tell of: known already or not, and of whom they tell nothing new."""
        self.sets = self.kind.sets(read, years)
        self.told = grouped(self.kind.told_in(self.sets))
        self.issues += self.kind.remarks(self.load, self.sets)
        numbers = {number for number, _, _ in self.told}
        found = known_children(numbers, upns(row for rows in self.told.values() for row in rows))
        self.known = found.numbers
        self.stood = standing(
            {pk: number for number, pk in self.known.items()}, collection=self.kind.collection
        )
        self.changed = {
            group[0] for group, rows in self.told.items() if not same(rows, self.stood.get(group, []))
        } - self._cannot_be_known(numbers, found)
        self.unchanged = len(numbers - self.changed - found.twice - found.taken)

    def _cannot_be_known(self, numbers: set[str], found: Known) -> set[str]:
        for number in sorted(found.twice):
            self.leave_out(number, *saying.SEVERAL_PERSONS)
        for number in sorted(found.taken - found.twice):
            self.leave_out(number, *saying.PUPIL_NUMBER_TAKEN)
        long = {number for number in numbers if len(number) > MOST_NUMBER}
        for number in sorted(long):
            self.leave_out(number, *saying.NUMBER_TOO_LONG)
        return found.twice | found.taken | long

    def merge(self) -> None:
        """One history for each child, from this load and those that stand; what cannot stand is left out."""
        stood = {group: rows for group, rows in self.stood.items() if group[0] in self.changed}
        told = {group: rows for group, rows in self.told.items() if group[0] in self.changed}
        telling = Telling(
            self.load,
            before=[row for group, rows in stood.items() if group not in told for row in rows],
            now=[row for rows in told.values() for row in rows],
            replaced=[row for group, rows in stood.items() if group in told for row in rows],
            sets=self.sets,
        )
        tale = self.kind.tell(telling)
        self.issues += tale.issues
        self.children = dict(tale.children)

    def write(self) -> None:
        """The record as the histories tell it. A child on whom work stands in the way is left out."""
        asked = dict(sorted(self.children.items()))
        for number, names in alike(asked, self.known).items() if self.kind.settled else ():
            self.issues.append(saying.may_be_known(self.load, number, names, asked[number]))
        new = {number: each for number, each in asked.items() if number not in self.known}
        self.new = add_persons(new, self.load, self.as_of)
        numbers = self.known | self.new
        now = Record((numbers[number] for number in asked), self.kind)
        asked = self._settled(asked, now)
        self.plan = compare(
            {numbers[number]: self._whole(number, each, now) for number, each in asked.items()}, now
        )
        self._leave_out_blocked(numbers)
        write(self.plan, now, self.load)
        opened = open_records((numbers[number] for number in self.children), self.as_of)
        hold([*self.new.values(), *opened], self.load, self.as_of)
        self.issues += saying.persons_differ(self.load, self.children, self.known, now)

    def _settled(self, asked: dict[str, Wanted], now: Record) -> dict[str, Wanted]:
        """Those who are the same child in the return and in the record; the others are left out."""
        self.others = of_other_kinds({self.known[n]: n for n in asked if n in self.known}, self.kind)
        self.owners = owners(self.known[number] for number in asked if number in self.known)
        for number in [each for each in asked if each in self.known]:
            pk = self.known[number]
            if (
                pk in now.told_by_returns
                and pk not in self.others
                and self.owners.get(pk) == self.kind.collection
            ):
                continue
            if found := conflicts(asked[number].person, now.persons[pk], self.kind):
                self.leave_out(number, *saying.conflict(found))
                del self.children[number]
        return {number: each for number, each in asked.items() if number in self.children}

    def _whole(self, number: str, asked: Wanted, now: Record) -> Wanted:
        """What is wanted of a child, whose own row other kinds of return may tell of, too."""
        others = self.others.get(self.known.get(number, 0))
        if not others:
            return asked
        person = together([(self.kind.collection, asked.person), *others], self.owners[self.known[number]])
        return replace(asked, person=person)

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
        note_how_far([numbers[number] for number in self.children], self.load)

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


def upns(rows: Iterable[Told]) -> dict[str, str]:
    """The pupil number that each row of a child tells, by the child's number: of a census, which settles who a child is."""
    return {row.values["UPN"]: row.number for row in rows if row.whole and row.values.get("UPN")}
