"""Rows of files as a load keeps them, and back: what earlier loads told is merged again with what a new one tells.

Where a kind of return is not named it is SSDA903.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import polars as pl
from django.db.models import QuerySet

from kith.returns.models import Load, SourceRow
from kith.statutory.ssda903.history import Source
from kith.statutory.ssda903.merging import YearlySet
from kith.statutory.ssda903.reading import Read
from kith.statutory.ssda903.specification import TABLES

# A return of one year tells of one child in one table: a later load of the same takes the place of the earlier. A census
# tells of a child in one file, and so in all its tables at once.
Group = tuple[str, str, str]
SSDA903, CIN = "ssda903", "cin"


@dataclass(frozen=True)
class Told:
    """One row of a file: the child's number, table, collection year, file, line, and its cells by column. `whole`: the child
    stands in one file with all its tables."""

    number: str
    table: str
    year: str
    file: str
    row: int
    values: Mapping[str, Any]
    whole: bool = False

    @property
    def source(self) -> Source:
        """The row as merging knows it."""
        return Source(_with_year(self.year, self.file), self.row)

    @property
    def group(self) -> Group:
        return (self.number, self.year, "" if self.whole else self.table)

    @property
    def cells(self) -> tuple[tuple[str, str], ...]:
        """What the row says, whatever file it stands in."""
        return tuple(sorted((name, str(value)) for name, value in self.values.items()))

    def as_issue(self) -> dict[str, Any]:
        return {
            "file": self.file,
            "row": self.row,
            "year": self.year,
            "table": self.table,
            "values": self.values,
        }


def told_in(sets: Iterable[YearlySet]) -> list[Told]:
    """Every row that names a child."""
    return [row for each in sets for name in TABLES for row in _rows(each, name)]


def _rows(each: YearlySet, name: str) -> Iterator[Told]:
    for cells in each.read[name].filter(pl.col("CHILD").is_not_null()).iter_rows(named=True):
        said = {column: _kept(cells[column]) for column in TABLES[name].names if cells[column] is not None}
        yield Told(cells["CHILD"], name, each.year, cells["file"], cells["row"], said)


def _kept(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


# What is to be undone stands until it is.
STANDING = (Load.State.DONE, Load.State.UNDOING)


def told_by_loads(collection: str = SSDA903) -> QuerySet[SourceRow]:
    """The rows that loads of a kind of return told, and that stand."""
    return SourceRow.objects.filter(load__state__in=STANDING, load__collection=collection)


def standing(
    children: Mapping[int, str], without: Load | None = None, year: str = "", collection: str = SSDA903
) -> dict[Group, list[Told]]:
    """What loads of a kind of return that stand told of these children (their numbers by person), the latest load's word of
    each group; of one collection year where it is named."""
    rows = told_by_loads(collection).filter(child__in=children).order_by("load", "pk")
    if without is not None:
        rows = rows.exclude(load=without)
    if year:
        rows = rows.filter(year=year)
    latest: dict[Group, tuple[int, list[Told]]] = {}
    columns = ("load", "child", "table", "year", "file", "row", "values")
    for load, child, table, year, file, row, values in rows.values_list(*columns):
        told = Told(children[child], table, year, file, row, values, collection == CIN)
        if told.group not in latest or latest[told.group][0] != load:
            latest[told.group] = (load, [])
        latest[told.group][1].append(told)
    return {group: found for group, (_, found) in latest.items()}


def grouped(rows: Iterable[Told]) -> dict[Group, list[Told]]:
    found: dict[Group, list[Told]] = defaultdict(list)
    for row in rows:
        found[row.group].append(row)
    return found


def same(some: Iterable[Told], others: Iterable[Told]) -> bool:
    """Whether two tellings say the same."""
    return sorted((row.table, row.cells) for row in some) == sorted((row.table, row.cells) for row in others)


def as_sets(rows: Iterable[Told]) -> list[YearlySet]:
    """Kept rows as if they had just been read, for merging."""
    years: dict[str, dict[str, list[dict]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        where = {"file": _with_year(row.year, row.file), "row": row.row}
        years[row.year][row.table].append({**row.values, **where})
    return [
        YearlySet(year, Read({name: _table(name, cells) for name, cells in tables.items()}))
        for year, tables in sorted(years.items())
    ]


def _table(name: str, rows: list[dict]) -> pl.DataFrame:
    schema = TABLES[name].schema
    text = {column: pl.String() if dtype == pl.Date() else dtype for column, dtype in schema.items()}
    days = [pl.col(column).str.to_date("%Y-%m-%d") for column, dtype in schema.items() if dtype == pl.Date()]
    return pl.DataFrame(rows, schema=text).with_columns(days)


def only_children(each: YearlySet, numbers: Iterable[str]) -> YearlySet:
    """What was just read, with the rows of these children only."""
    chosen, named = list(numbers), pl.concat_str(pl.lit(_with_year(each.year, "")), "file").alias("file")
    tables = {
        name: rows.filter(pl.col("CHILD").is_in(chosen)).with_columns(named)
        for name, rows in each.read.tables.items()
    }
    problems = tuple(replace(said, file=_with_year(each.year, said.file)) for said in each.read.problems)
    return YearlySet(each.year, Read(tables, problems))


# Files of different years often share a name, so a file is known by its year too while rows are merged.


def _with_year(year: str, file: str) -> str:
    return f"{year}|{file}"


def year_and_file(file: str) -> tuple[str, str]:
    """The collection year and the name of a file, as it was merged."""
    year, _, name = file.partition("|")
    return year, name
