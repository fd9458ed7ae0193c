"""The collection year of an authority: both returns run from 1 April to 31 March."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kith.statutory.authorities import current

YEARS = ("2022-23", "2023-24", "2024-25", "2025-26", "2026-27")


@dataclass(frozen=True)
class Collection:
    """A collection year of an authority (nine characters). `start` and `end` are its first and last day."""

    year: str
    authority: str | None
    start: date
    end: date

    @staticmethod
    def of(year: str, authority: str | None = None) -> "Collection":
        first = int(year[:4])
        return Collection(year, authority and current(authority), date(first, 4, 1), date(first + 1, 3, 31))

    @staticmethod
    def of_case(year: str, told: Mapping[str, Any]) -> "Collection":
        """The year with what a worked case says of it; where it gives one end of the year the other follows."""
        usual = Collection.of(year)
        start, end = (as_day(told.get(f"collection_{name}")) for name in ("start", "end"))
        start = start or (usual.start if end is None else _years_on(end, -1, 1))
        end = end or (usual.end if told.get("collection_start") is None else _years_on(start, 1, -1))
        return Collection(year, told.get("localAuthority") or told.get("authority"), start, end)

    @property
    def before(self) -> "Collection":
        first = int(self.year[:4])
        year = f"{first - 1}-{first % 100:02}"
        return Collection(year, self.authority, _year_before(self.start), _year_before(self.end))


def known_year(year: str) -> str:
    """The year, if there are rules for it. Raises ValueError where there are none."""
    if year not in YEARS:
        raise ValueError(f"There are no rules here for {year!r}. Ask for one of {', '.join(YEARS)}.")
    return year


def as_day(text: Any) -> date | None:
    """A day as 31/03/2026 or 2026-03-31. Raises ValueError for anything else."""
    if text is None or isinstance(text, date):
        return text
    if "/" in text:
        day, month, year = map(int, text.split("/"))
        return date(year, month, day)
    return date.fromisoformat(text[:10])


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _years_on(day: date, years: int, days: int) -> date:
    moved = day.replace(year=day.year + years, day=min(day.day, 28) if day.month == 2 else day.day)
    return date.fromordinal(moved.toordinal() + days)
