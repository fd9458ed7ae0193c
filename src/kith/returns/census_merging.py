"""One history of a child from several years of the census: what a later year tells of the same thing takes the place of what
an earlier one told, and what it no longer tells stays as it was last told."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kith.returns.told import Told
from kith.statutory.cin.specification import TABLES
from kith.statutory.returns.declaring import Kind

DETAILS, ASSESSMENTS, FACTORS = "CINdetails", "Assessments", "AssessmentFactorsList"
PLANS, REVIEWS = "ChildProtectionPlans", "Reviews"
# What lies in an episode of need, by the day that makes it the same in another year.
BEGINS = {
    ASSESSMENTS: "AssessmentActualStartDate", "CINplanDates": "CINPlanStartDate", "Section47": "S47ActualStartDate",
    PLANS: "CPPstartDate", "PreProceedings": "PPStartDate",
}  # fmt: skip
# Working days are known for the years from 1990 to 2100; a timescale may end in the year after.
EARLIEST, LATEST = "1990-01-01", "2098-12-31"
DAYS = {
    name: [each.name for each in table.columns if each.kind is Kind.XML_DATE]
    for name, table in TABLES.items()
}
_NUMBERED = {ASSESSMENTS: "AssessmentID", PLANS: "CPPID"}
_TIES = frozenset({"CINdetailsID", "AssessmentID", "CPPID"})
Key = tuple[Any, ...]


@dataclass
class Part:
    """A row as the latest year tells it, with every row that told of it, and the rows below it: factors, reviews."""

    row: Told
    told: list[Told] = field(default_factory=list)
    below: list[Told] = field(default_factory=list)

    def day(self, name: str) -> date | None:
        return day(self.row, name)

    def text(self, name: str) -> str | None:
        return self.row.values.get(name)


@dataclass
class Episode(Part):
    """An episode of need, from the referral, and what lies in it: parts by table and by the day they begin."""

    parts: dict[str, dict[Key, Part]] = field(default_factory=lambda: defaultdict(dict))


@dataclass
class ChildTold:
    """What several years tell of one child. `years`: what each tells of who the child is, the earliest first."""

    number: str
    episodes: dict[Key, Episode] = field(default_factory=dict)
    years: dict[str, list[Told]] = field(default_factory=dict)
    differences: list[tuple[str, Told, Told]] = field(default_factory=list)
    lost: list[Told] = field(default_factory=list)

    def rows(self, table: str) -> list[Told]:
        """What the latest year that has the table says in it of who the child is."""
        found = [[row for row in rows if row.table == table] for rows in self.years.values()]
        return next((rows for rows in reversed(found) if rows), [])


OF_THE_CHILD = ("ChildIdentifiers", "ChildCharacteristics", "Disabilities")


def merged(rows: Iterable[Told]) -> dict[str, ChildTold]:
    """The children of whom these rows tell, by number."""
    found: dict[str, ChildTold] = {}
    for number, years in _by_child_and_year(rows).items():
        child = found[number] = ChildTold(number)
        for year, mine in sorted(years.items()):
            _take(child, year, mine)
    return found


def _by_child_and_year(rows: Iterable[Told]) -> dict[str, dict[str, list[Told]]]:
    found: dict[str, dict[str, list[Told]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        found[row.number][row.year].append(row)
    return found


def _take(child: ChildTold, year: str, rows: list[Told]) -> None:
    child.years[year] = [row for row in rows if row.table in OF_THE_CHILD]
    seen: dict[Key, int] = defaultdict(int)
    ids: dict[Any, Episode] = {}
    for row in (each for each in rows if each.table == DETAILS):
        key = _nth(seen, (row.values.get("CINreferralDate"),))
        episode = child.episodes.setdefault(key, Episode(row))
        _again(child, episode, row)
        ids[row.values.get("CINdetailsID")] = episode
    numbered = _parts(child, ids, rows)
    _below(child, numbered, rows, FACTORS)
    _below(child, numbered, rows, REVIEWS)


def _parts(child: ChildTold, ids: Mapping[Any, Episode], rows: list[Told]) -> dict[Key, Part]:
    """The parts of a year, by table and number within their episode."""
    seen: dict[Key, int] = defaultdict(int)
    numbered: dict[Key, Part] = {}
    for row in (each for each in rows if each.table in BEGINS):
        episode = ids.get(row.values.get("CINdetailsID"))
        if episode is None:
            child.lost.append(row)
            continue
        key = _nth(seen, (id(episode), row.table, row.values.get(BEGINS[row.table])))
        part = episode.parts[row.table].setdefault(key[2:], Part(row))
        _again(child, part, row)
        if number := _NUMBERED.get(row.table):
            numbered[row.table, row.values.get("CINdetailsID"), row.values.get(number)] = part
    return numbered


def _below(child: ChildTold, numbered: Mapping[Key, Part], rows: list[Told], table: str) -> None:
    """Factors of an assessment, all of them of the latest year; reviews of a plan, of every year."""
    above = ASSESSMENTS if table == FACTORS else PLANS
    for row in (each for each in rows if each.table == table):
        part = numbered.get((above, row.values.get("CINdetailsID"), row.values.get(_NUMBERED[above])))
        if part is None:
            child.lost.append(row)
        elif table == FACTORS:
            part.below = [each for each in part.below if each.year == row.year] + [row]
        else:
            part.below.append(row)


def _nth(seen: dict[Key, int], key: Key) -> Key:
    """Two of one day are the first and the second of it, in every year."""
    seen[key] += 1
    return (*key, seen[key])


def _again(child: ChildTold, part: Part, row: Told) -> None:
    if part.row is not row:
        child.differences += [
            (name, part.row, row)
            for name, value in part.row.values.items()
            if name not in _TIES and row.values.get(name) != value
        ]
        if row.table == ASSESSMENTS:
            part.below = [each for each in part.below if each.table != FACTORS]
    part.row = row
    part.told.append(row)


def day(row: Told, name: str) -> date | None:
    """The day that a row says, in the years in which the record can count."""
    value = row.values.get(name)
    return date.fromisoformat(value) if value and EARLIEST <= value <= LATEST else None


def days_that_cannot_be(row: Told) -> list[str]:
    """The columns of days outside those years."""
    return [name for name in DAYS[row.table] if row.values.get(name) and day(row, name) is None]
