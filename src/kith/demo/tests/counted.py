"""The rows of a borough, counted as the published totals ask."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from kith.demo import tables as t
from kith.demo.tests.journeys import Journeys

YEAR = timedelta(days=365)
Rows = dict[type, list[Any]]


class Counted:
    """The rows of a borough, as its totals ask for them."""

    NEEDED = (t.Person, t.PeriodOfCare, t.LegalStatus, t.Placement, t.Home, t.NeedCode, t.Unaccompanied, t.MissingPeriod,
              t.StrengthsQuestionnaire, t.HealthYear, t.CareLeaverContact, *Journeys.NEEDED)  # fmt: skip

    def __init__(self, parts: Iterator[Rows], open_children: int, day: date) -> None:
        self.rows: Rows = defaultdict(list)
        self.open_children, self.day = open_children, day
        for part in parts:
            for table in self.NEEDED:
                self.rows[table] += part.get(table, [])
        self.person = {row.id: row for row in self.rows[t.Person]}
        self.periods = [row for row in self.rows[t.PeriodOfCare] if row.kind == "looked_after"]
        self.stock = {row.child_id for row in self.periods if holds(row, day)}
        self.journeys = Journeys(self.rows, day)

    def people(self, fits: Callable[[Any], bool]) -> int:
        return sum(fits(self.person[child]) for child in self.stock)

    def aged(self, low: float, high: float) -> int:
        return self.people(lambda person: low <= years(person.born_on, self.day) < high)

    def alone(self) -> int:
        return len(self.stock & {row.child_id for row in self.rows[t.Unaccompanied]})

    def status(self, code: str) -> int:
        rows = self.rows[t.LegalStatus]
        return sum(row.code == code and holds(row, self.day) and row.child_id in self.stock for row in rows)

    @cached_property
    def lived(self) -> list[Any]:
        """Where each looked-after child lives."""
        return [row for row in self.rows[t.Placement] if holds(row, self.day) and not row.temporary]

    def living(self, *codes: str) -> int:
        return sum(row.place in codes for row in self.lived)

    def at(self, *elsewhere: tuple[str, ...], alone: bool) -> int:
        """Living at some postcodes; those who came alone have no home in the borough to be far from."""
        postcodes = {row.id: row.postcode for row in self.rows[t.Home]}
        came_alone = {row.child_id for row in self.rows[t.Unaccompanied]}
        there = {postcode for some in elsewhere for postcode in some}
        rows = [row for row in self.lived if alone or row.child_id not in came_alone]
        return sum(postcodes[row.home_id] in there for row in rows)

    @cached_property
    def homes(self) -> dict[int, list[date]]:
        """Child -> when each home began; a change of its status alone is no new home."""
        found = defaultdict(list)
        for row in self.rows[t.Placement]:
            if row.child_id in self.stock and not row.temporary and not row.same_carer:
                found[row.child_id].append(row.start_on)
        return found

    def moved_often(self) -> int:
        """Three or more homes in the year, the one at its beginning among them."""
        since = self.day - YEAR
        return sum(
            sum(day > since for day in days) + any(day <= since for day in days) >= 3
            for days in self.homes.values()
        )

    def settled(self) -> tuple[int, int]:
        """Of those under 16 looked after for two and a half years: with one carer for two years."""
        began = {row.child_id: row.start_on for row in self.periods if holds(row, self.day)}
        long = [child for child, start in began.items() if (self.day - start).days >= 913
                and years(self.person[child].born_on, self.day) < 16]  # fmt: skip
        return sum(max(self.homes[child]) <= self.day - 2 * YEAR for child in long), len(long)

    def came(self, back: int = 0) -> list[Any]:
        """Who became looked after in a year: the last, or so many years back. Each child once."""
        until = self.day - back * YEAR
        return list(
            {row.child_id: row for row in self.periods if until - YEAR < row.start_on <= until}.values()
        )

    def left(self, *reasons: str) -> int:
        ended = [row for row in self.periods if row.end_on and row.end_on > self.day - YEAR]
        return len({row.child_id for row in ended if not reasons or row.end_reason in reasons})

    def needed(self, code: str) -> int:
        first = {(row.child_id, row.start_on): row.code for row in self.rows[t.NeedCode]}
        return sum(first[row.child_id, row.start_on] == code for row in self.came())

    def missing(self) -> list[Any]:
        since = self.day - YEAR
        return [
            row for row in self.rows[t.MissingPeriod] if row.kind == "M" and row.started_at.date() > since
        ]

    @cached_property
    def march(self) -> date:
        """The last 31 March."""
        day = date(self.day.year, 3, 31)
        return day if day <= self.day else day.replace(year=day.year - 1)

    @property
    def year(self) -> str:
        return f"{self.march.year - 1}-{self.march.year % 100:02}"

    def scored(self) -> tuple[int, int]:
        """Of those of 5 to 16 looked after for the year to March: with a score of the questionnaire in it."""
        long = {row.child_id for row in self.periods
                if row.start_on <= self.march - YEAR and (row.end_on is None or row.end_on > self.march)}  # fmt: skip
        asked = {child for child in long if 5 <= years(self.person[child].born_on, self.march) < 17}
        scores = {row.child_id for row in self.rows[t.StrengthsQuestionnaire]
                  if row.score is not None and self.march - YEAR < row.completed_on <= self.march}  # fmt: skip
        return len(asked & scores), len(asked)

    def checked(self, what: str) -> tuple[int, int]:
        rows = [getattr(row, what) for row in self.rows[t.HealthYear] if row.collection_year == self.year]
        return sum(map(bool, rows)), len(rows)

    def leavers(self, good: Callable[[Any], bool]) -> tuple[int, int]:
        """Of the care leavers of 19 to 21 of the year to March."""
        rows = [row for row in self.rows[t.CareLeaverContact]
                if row.collection_year == self.year and years(self.person[row.child_id].born_on, self.march) in (19, 20, 21)]  # fmt: skip
        return sum(map(good, rows)), len(rows)


def holds(row: Any, day: date) -> bool:
    return row.start_on <= day and (row.end_on is None or row.end_on > day)


def years(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
