"""A return as told and as built again, side by side: what is needed to say why they differ."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from kith.statutory.returns.differing import Difference as Difference
from kith.statutory.returns.differing import Row
from kith.statutory.ssda903.derived import looked_after_all_year
from kith.statutory.ssda903.reading import Read
from kith.statutory.ssda903.specification import TABLES
from kith.statutory.ssda903.years import first_day, last_day

Rows = dict[str, list[Row]]


@dataclass(frozen=True)
class Compared:
    """Both sides as rows, by table; the returns of other years by table and key; and who was left out."""

    year: str
    told: Rows
    built: Rows
    others: Mapping[tuple[Any, ...], list[tuple[str, Row]]]
    left_out: frozenset[str]
    all_year: frozenset[str]
    told_of: Mapping[tuple[str, str | None], list[Row]]
    built_of: Mapping[tuple[str, str | None], list[Row]]

    @classmethod
    def of(
        cls,
        told: Read,
        built: Mapping[str, pl.DataFrame],
        year: str,
        others: Mapping[str, Read],
        left_out: Iterable[str],
    ) -> "Compared":
        sides = [{name: _rows(tables[name]) for name in built} for tables in (told, built)]
        elsewhere: dict[tuple[Any, ...], list[tuple[str, Row]]] = defaultdict(list)
        for name in built:
            for other, row in (
                (y, row) for y, read in others.items() for row in read[name].iter_rows(named=True)
            ):
                elsewhere[name, *(row[column] for column in TABLES[name].key)].append((other, row))
        all_year = looked_after_all_year(built["Episodes"].lazy(), first_day(year), last_day(year)).collect()[
            "CHILD"
        ]
        children = [_by_child(side) for side in sides]
        return cls(
            year, sides[0], sides[1], elsewhere, frozenset(left_out), frozenset(all_year), children[0], children[1]
        )  # fmt: skip

    @property
    def start(self) -> date:
        return first_day(self.year)

    @property
    def end(self) -> date:
        return last_day(self.year)

    def elsewhere(self, table: str, row: Row) -> list[tuple[str, Row]]:
        """The rows of other years' returns that are the same row, each with its year."""
        return self.others.get((table, *(row[column] for column in TABLES[table].key)), [])

    def last_elsewhere(self, child: str | None, day: date) -> list[Row]:
        """The child's last episode before a day that other years' returns tell of."""
        found = [rows[-1][1] for key, rows in self.others.items() if key[:2] == ("Episodes", child)]
        return sorted(
            (row for row in found if row["DECOM"] and row["DECOM"] < day), key=lambda row: row["DECOM"]
        )[-1:]

    def told_rows(self, table: str, child: str | None) -> list[Row]:
        return self.told_of.get((table, child), [])

    def built_rows(self, table: str, child: str | None) -> list[Row]:
        return self.built_of.get((table, child), [])

    def in_care_on(self, child: str | None, day: date) -> bool:
        """Whether an episode built for the year holds the day, the day of its end included."""
        return any(
            row["DECOM"] <= day and (row["DEC"] is None or day <= row["DEC"])
            for row in self.built_rows("Episodes", child)
        )


def _rows(table: pl.DataFrame) -> list[Row]:
    return list(table.iter_rows(named=True))


def _by_child(side: Rows) -> dict[tuple[str, str | None], list[Row]]:
    found: dict[tuple[str, str | None], list[Row]] = defaultdict(list)
    for name, rows in side.items():
        for row in rows:
            found[name, row["CHILD"]].append(row)
    return found
