"""What a load has to say, as rows to be listed: children left out, years that disagree, and what is worth knowing."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from kith.people.models import Person
from kith.returns.comparing import Record
from kith.returns.models import Load, LoadIssue
from kith.returns.told import Told, year_and_file
from kith.returns.wanted import Wanted
from kith.statutory.returns.problems import Problem, Severity
from kith.statutory.ssda903.histories import Histories
from kith.statutory.ssda903.history import Notice, Source
from kith.statutory.ssda903.merging import Difference

Kind = LoadIssue.Kind
Words = tuple[str, str, str]

SEVERAL_PERSONS: Words = (
    "number held by several",
    "Several persons in the record have this number, so nobody can say whose history this is.",
    "Correct the number of the persons who should not have it, then load again.",
)
PUPIL_NUMBER_TAKEN: Words = (
    "conflict: unique pupil number",
    "The child's unique pupil number belongs to another child in the record, so it may be one child with two numbers. "
    "Nothing of the child was taken until somebody decides.",
    "Correct the pupil number in the record or in the file, or the child's number in the file, then load again.",
)
NUMBER_TOO_LONG: Words = (
    "number too long",
    "The child's number is longer than 36 characters, which the record cannot hold.",
    "Correct CHILD in the file, then load again.",
)


def work_followed(why: str) -> Words:
    """Why a child stays as it is in the record although the return tells something else."""
    says = f"The return tells something new of this child, but {why}. The record was left as it is."
    mend = "Look at the child's record and enter there by hand what the return says."
    return "work in the record", says, mend


def conflict(found: Iterable[tuple[str, Any, Any]]) -> Words:
    """The record and the return do not agree on who the child is: each difference with both values."""
    found = list(found)
    said = "; ".join(
        f"{called}: {_plain(held)} in the record, {_plain(told)} in the return"
        for called, held, told in found
    )
    says = f"{said[:1].upper()}{said[1:]}. Nothing of the child was taken until somebody decides."
    mend = "Find out which is right. Correct the child's record or the file, then load again."
    return f"conflict: {found[0][0]}", says, mend


def _plain(value: Any) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def may_be_known(load: Load | None, number: str, names: list[str], asked: Wanted) -> LoadIssue:
    """A suggestion, for the return has no names: nothing is done about it."""
    who = ", ".join(names[:5])
    says = (
        f"The record already holds a child with the same date of birth and sex: {who}. The census has no names, so nobody can "
        "say from it whether that is the same child. The child was taken as a new one; if they are one, merge the two records."
    )
    return worth_knowing(load, number, "perhaps known already", says, asked.sources)


def left_out(load: Load | None, number: str, about: str, says: str, mend: str, rows: list[dict]) -> LoadIssue:
    return LoadIssue(
        load=load,
        kind=Kind.LEFT_OUT,
        about=about,
        child_identifier=number[:36],
        says=says,
        mend=mend,
        rows=rows,
    )


def not_taken(load: Load | None, number: str, about: str, says: str, rows: list[dict]) -> LoadIssue:
    """Rows that the record cannot hold, of a child who is taken in without them."""
    return LoadIssue(
        load=load,
        kind=Kind.NOT_TAKEN,
        about=about[:60],
        child_identifier=number[:36],
        says=says,
        mend="Correct it in the file and load again, or enter it on the child's record.",
        rows=rows,
    )


def refused(load: Load | None, found: Histories, sources: Mapping[Source, Told]) -> list[LoadIssue]:
    """Children whose timeline cannot stand, with the rows as they were read."""
    return [
        left_out(
            load,
            each.child,
            each.kind,
            each.reason,
            each.mend,
            [sources[row].as_issue() for row in each.rows if row in sources],
        )
        for each in found.refused
    ]


def differences(load: Load | None, found: Iterable[Difference], taken: Histories) -> list[LoadIssue]:
    """Where years disagree, both values with file and line. The later stands."""
    return [difference(load, each) for each in found if each.child in taken.children]


def difference(load: Load | None, each: Difference) -> LoadIssue:
    """One of them."""
    earlier, later = each.earlier or "blank", each.later or "blank"
    sides = (
        (each.earlier_file, each.earlier_row, each.earlier),
        (each.later_file, each.later_row, each.later),
    )
    rows = [
        _where(file, row) | {"table": each.table, "values": {each.column: value}}
        for file, row, value in sides
    ]
    years = [row["year"] for row in rows]
    says = (
        f"{each.column} of {each.table}: {earlier} in {years[0]}, {later} in {years[1]}. The later was taken."
    )
    return LoadIssue(
        load=load,
        kind=Kind.DISAGREEMENT,
        about=each.column,
        child_identifier=each.child[:36],
        says=says,
        rows=rows,
    )


def notices(load: Load | None, found: Iterable[Notice]) -> list[LoadIssue]:
    return [worth_knowing(load, each.child, each.kind, each.says, each.rows) for each in found]


def worth_knowing(load: Load | None, number: str, about: str, says: str, rows: Iterable[Source]) -> LoadIssue:
    where = [_where(row.file, row.row) for row in rows]
    return LoadIssue(
        load=load, kind=Kind.WARNING, about=about[:60], child_identifier=number[:36], says=says, rows=where
    )


def problems(load: Load | None, found: Iterable[Problem]) -> list[LoadIssue]:
    """What was wrong with the files themselves."""
    return [
        LoadIssue(
            load=load, kind=Kind.PROBLEM if each.severity is Severity.ERROR else Kind.WARNING, about=each.column or "file",
            says=each.says, rows=[{"file": each.file, "row": each.row, "year": ""}],
        )
        for each in found
    ]  # fmt: skip


def persons_differ(
    load: Load | None, children: Mapping[str, Wanted], known: Mapping[str, int], record: Record
) -> list[LoadIssue]:
    """A child known before any load, or corrected since: the record's word stands, and what differs is listed."""
    found = []
    for number, asked in children.items():
        person = record.persons.get(known.get(number, 0))
        if person and _says_for_itself(person, record):
            found += [
                _person(load, number, name, person, value, asked)
                for name, value in asked.person.items()
                if _differs(person, name, value)
            ]
    return found


def _says_for_itself(person: Person, record: Record) -> bool:
    """Whether the child's own row is people's word, or that of another kind of return."""
    kept = record.of_load(person)
    mine = kept is not None and kept.load.collection == record.kind.collection
    return person.pk not in record.told_by_returns or not mine


def _differs(person: Person, name: str, value: Any) -> bool:
    return name != "authority_id" and value not in (None, "", "U") and value != getattr(person, name)


def _person(
    load: Load | None, number: str, name: str, person: Person, value: Any, asked: Wanted
) -> LoadIssue:
    column = name.replace("_", " ")
    held = getattr(person, name) or "nothing"
    says = (
        f"{column.capitalize()}: {held} in the record, {value} in the return. The record was left as it is."
    )
    return worth_knowing(load, number, "record says otherwise", says, asked.sources)


def _where(file: str, row: int) -> dict[str, Any]:
    year, name = year_and_file(file)
    return {"file": name, "row": row, "year": year}
