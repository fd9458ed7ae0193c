"""The children in need census, as loads see it."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import polars as pl
from django.db.models import Model

from kith.assessment.models import Assessment, AssessmentChild
from kith.returns import census_person, census_wanted, saying, told
from kith.returns.bringing import Kind, Tale, Telling, Years
from kith.returns.census_merging import LATEST, ChildTold, merged
from kith.returns.models import Load, LoadIssue
from kith.returns.told import Told
from kith.statutory.authority_numbers import number_of
from kith.statutory.cin import reading
from kith.statutory.cin.asking import of_others
from kith.statutory.cin.specification import TABLES
from kith.statutory.returns.collection import YEARS
from kith.statutory.ssda903.merging import Difference
from kith.statutory.ssda903.years import FileYear

OF_A_CHILD = [name for name, table in TABLES.items() if "LAchildID" in table.names]
# Another value of these is the next chapter of the same story.
CARRIES_ON = frozenset({
    "UPN", "UPNunknown", "FormerUPN", "ExpectedPersonBirthDate", "LatestCategoryOfAbuse", "ICPCnotRequired",
    "ReviewMeetingsCount", "AssessmentInternalReviewDate", "InitialCPCtarget",
})  # fmt: skip
IDENTIFIERS = "ChildIdentifiers"
BORN = ("1900-01-01", LATEST)
POSSIBLE = range(1990, 2101)  # a header may say anything
# What must be the same in every year, by how the census calls it.
SETTLED = {"PersonBirthDate": "date of birth", "Sex": "sex", "UPN": "unique pupil number"}


@dataclass(frozen=True)
class YearOfCensus:
    """What was read of one collection year."""

    year: str
    read: reading.Read


class Census(Kind):
    """The children in need census."""

    collection = told.CIN
    title = "Children in need census"
    called = "a children in need census"
    models = census_wanted.BROUGHT
    settled = ("born_on", "sex", "upn")

    def read(self, paths: Any, limits: Any = None) -> reading.Read:
        return reading.read(paths, limits)

    def years(self, read: Any) -> list[FileYear]:
        headers = {
            file: (year, lea) for file, year, lea in read["Header"].select("file", "Year", "LEA").iter_rows()
        }
        return [_year(file, *headers.get(file, (None, None))) for file in read.files]

    def sets(self, read: Any, years: Years) -> list[YearOfCensus]:
        files: dict[str, list[str]] = {}
        for file, year in years.items():
            files.setdefault(year, []).append(file)
        return [YearOfCensus(year, read.only(files[year])) for year in sorted(files)]

    def told_in(self, sets: Any) -> list[Told]:
        return [row for each in sets for name in OF_A_CHILD for row in _rows(each, name)]

    def remarks(self, load: Load, sets: Any) -> list[LoadIssue]:
        return [saying.not_taken(load, "", *NO_NUMBER, rows) for each in sets for rows in _nameless(each)]

    def refusal(self, read: Any, authority: str) -> str:
        found = of_others(read, authority)
        return OF_ANOTHER.format("; ".join(found), authority, number_of(authority)) if found else ""

    def tell(self, telling: Telling) -> Tale:
        issues: list[LoadIssue] = []
        children = {}
        for number, child in merged([*telling.before, *telling.now]).items():
            if found := _twice(child) or _unsettled(child) or _impossible(child):
                issues.append(_left_out(telling, child, *found))
            else:
                children[number] = _wanted(telling.load, child, issues)
        issues += _replaced(telling, children.keys())
        return Tale(children, issues)

    def kept_as_it_is(self, row: Model) -> bool:
        """An assessment that was authorised, and a child's part of one."""
        if isinstance(row, AssessmentChild):
            row = row.assessment
        return isinstance(row, Assessment) and row.authorised_on is not None


NO_NUMBER = (
    "child without a number",
    "The child has no LAchildID, so nobody could say later that it is the same child. Nothing of the child was taken.",
)


OF_ANOTHER = (
    "The header of {}, and this record is that of {}, which is LEA {}. Nothing was loaded: the children of another authority "
    "would stand among yours. Choose the file of your own authority. If it is that and its header is wrong, correct LEA there and "
    "send it again."
)


def _year(file: str, said: str | None, lea: str | None) -> FileYear:
    ends = {str(int(year[:4]) + 1): year for year in YEARS}
    if said is None or not said.isdecimal() or int(said) not in POSSIBLE:
        return FileYear(file, None, "Its header does not say the year.", sure=False)
    year = ends.get(said) or f"{int(said) - 1}-{said[2:]}"
    whose = f" Its authority (LEA) is {lea}." if lea else ""
    reason = f"Its header says {said}, the year in which the census year ends.{whose}"
    return FileYear(file, year, reason, sure=True)


def _rows(each: YearOfCensus, name: str) -> Iterable[Told]:
    """The rows of a table that name a child, with every cell but the places of children in this file."""
    columns = [column for column in TABLES[name].names if column != "Child"]
    named = each.read[name].filter(pl.col("LAchildID").is_not_null())
    days = [column for column in columns if named.schema[column] == pl.Date]
    # A calendar of ours begins with the year 1, and a file may say 0000.
    texts = [pl.when(pl.col(each).dt.year() > 0).then(pl.col(each).dt.to_string("%Y-%m-%d")) for each in days]
    for cells in named.with_columns(texts).iter_rows(named=True):
        said = {column: cells[column] for column in columns if cells[column] is not None}
        yield Told(cells["LAchildID"].upper(), name, each.year, cells["file"], cells["row"], said, whole=True)


def _nameless(each: YearOfCensus) -> Iterable[list[dict]]:
    """The rows of each child without a number."""
    found: dict[tuple, list[dict]] = {}
    for name in OF_A_CHILD:
        table = each.read[name]
        for file, child, row in (
            table.filter(pl.col("LAchildID").is_null()).select("file", "Child", "row").rows()
        ):
            where = {"file": file, "row": row, "year": each.year, "table": name, "values": {}}
            found.setdefault((file, child), []).append(where)
    return found.values()


def _wanted(load: Load | None, child: ChildTold, issues: list[LoadIssue]) -> Any:
    def notify(about: str, says: str, rows: Any) -> None:
        issues.append(saying.worth_knowing(load, child.number, about, says, rows))

    wanted, refused = census_wanted.wanted(child, notify)
    for each in refused:
        rows = [row.as_issue() for row in each.rows]
        issues.append(saying.not_taken(load, child.number, each.about, each.says, rows))
    issues += _differences(load, child)
    return wanted


# Where years disagree


def _differences(load: Load | None, child: ChildTold) -> list[LoadIssue]:
    found = [each for each in child.differences if each[0] not in CARRIES_ON]
    found += [
        (name, one, other)
        for one, other in _of_two_years(child, "ChildCharacteristics")
        for name in ("Ethnicity",)
        if one.values.get(name) and one.values[name] != other.values.get(name)
    ]
    return [saying.difference(load, _difference(child.number, *each)) for each in found]


def _difference(number: str, name: str, one: Told, other: Told) -> Difference:
    said = [row.values.get(name) for row in (one, other)]
    earlier, later = [None if each is None else str(each) for each in said]
    return Difference(number, one.table, name, earlier, *one.source, later, *other.source)


def _replaced(telling: Telling, numbers: Container[str]) -> list[LoadIssue]:
    """What this load says of a year that an earlier load told otherwise: the earlier word no longer counts."""
    again = {row.number for row in telling.replaced if row.number in numbers}
    first: dict[str, Told] = {}
    for row in telling.now:
        first.setdefault(row.number, row)
    says = (
        "An earlier load told this year of the child otherwise. What this load tells was taken in its place."
    )
    return [
        saying.worth_knowing(telling.load, number, "told again", says, [first[number].source])
        for number in sorted(again)
    ]


def _of_two_years(child: ChildTold, table: str) -> Iterable[tuple[Told, Told]]:
    rows = [row for said in child.years.values() for row in said if row.table == table]
    return pairwise(rows)


def _twice(child: ChildTold) -> tuple[str, str, list[Told]] | None:
    """Whether the number stands on two children of one year's return: what belongs to which, nobody can say."""
    for year, rows in child.years.items():
        found = [row for row in rows if row.table == IDENTIFIERS]
        if len(found) > 1:
            where = " and ".join(f"{row.file} line {row.row}" for row in found)
            return (
                "conflict: number of two children",
                f"The number stands on more than one child in the return of {year}: {where}.",
                found,
            )
    return None


def _unsettled(child: ChildTold) -> tuple[str, str, list[Told]] | None:
    """Which of the things that make the child this child are told in two ways: in a few words, at length, and the rows."""
    for name, called in SETTLED.items():
        for one, other in _of_two_years(child, IDENTIFIERS):
            if _differ(name, one, other):
                said = " and ".join(f"{row.values[name]} ({row.file} line {row.row})" for row in (one, other))
                return (
                    f"conflict: {called}",
                    f"The files tell two values of the child's {called}: {said}.",
                    [one, other],
                )
    return None


def _differ(name: str, one: Told, other: Told) -> bool:
    if name == "Sex":
        said = {census_person.sex(dict(row.values)) for row in (one, other)} - {None, "U"}
        return len(said) > 1
    values = [row.values.get(name) for row in (one, other)]
    if name == "UPN" and values[0] == other.values.get("FormerUPN"):
        return False
    return all(values) and values[0] != values[1]


def _impossible(child: ChildTold) -> tuple[str, str, list[Told]] | None:
    rows = child.rows(IDENTIFIERS)
    said = rows[-1].values if rows else {}
    days = [said.get(name) for name in ("PersonBirthDate", "PersonDeathDate")]
    if any(each and not BORN[0] <= each <= BORN[1] for each in days):
        return "day that cannot be", "A day of birth or death of the child is in a year that cannot be.", rows
    if (said.get("PersonDeathDate") or "9999") < (said.get("PersonBirthDate") or ""):
        return "died before birth", "The child's date of death is before the date of birth.", rows
    return None


def _left_out(telling: Telling, child: ChildTold, about: str, says: str, differing: list[Told]) -> LoadIssue:
    """The child with every row that was not taken, those that differ first."""
    mend = "Find out which is right, correct the file that is wrong, then load again."
    whole = f"{says} Nothing of the child was taken until somebody decides."
    others = [row for row in telling.now if row.number == child.number and row not in differing]
    rows = [row.as_issue() for row in (*differing, *others)]
    return saying.left_out(telling.load, child.number, about, whole, mend, rows)
