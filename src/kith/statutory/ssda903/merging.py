"""Several years' returns as one: each thing once, the later year's word for it, and every difference named.

An episode is the same episode in another year's file when the child and the day it began are the same; a review when
the child and its day are; and so on (`Table.key`). What a later year adds to something unfinished (the end of an open
episode, a pupil number for a placeholder) carries on the story and is no difference.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from kith.statutory.codes import SEX
from kith.statutory.ssda903.reading import Read
from kith.statutory.ssda903.specification import TABLES, Table

SOURCES = pl.List(pl.Struct({"file": pl.String, "row": pl.Int64}))
_SAME_DAY = "_same_day"
# Something that begins and ends on one day is not the longer thing that begins on the same day.
_PERIODS = {"Episodes": ("DECOM", "DEC"), "Missing": ("MIS_START", "MIS_END")}


@dataclass(frozen=True)
class YearlySet:
    """One collection year's return, from however many files."""

    year: str
    read: Read


@dataclass(frozen=True)
class Difference:
    """One value on which two files disagree. The later one stands."""

    child: str
    table: str
    column: str
    earlier: str | None
    earlier_file: str
    earlier_row: int
    later: str | None
    later_file: str
    later_row: int


@dataclass(frozen=True)
class Merged:
    """Every table with its columns, `year` (String: the last collection year that told of the row) and `sources`
    (list of file and row, every place the row was told of). `unreadable` holds (file, row, column) of bad cells."""

    tables: Mapping[str, pl.DataFrame]
    differences: tuple[Difference, ...] = ()
    unreadable: frozenset[tuple[str, int, str]] = frozenset()
    years: tuple[str, ...] = ()

    def __getitem__(self, name: str) -> pl.DataFrame:
        return self.tables[name]


def yearly_sets(read: Read, years: Mapping[str, str]) -> list[YearlySet]:
    """What was read, parted into years as a person confirmed them (`years.confirmed`); files without a year stay out."""
    files: dict[str, list[str]] = {}
    for file, year in years.items():
        files.setdefault(year, []).append(file)
    return [YearlySet(year, read.only(files[year])) for year in sorted(files)]


def merge(sets: Iterable[YearlySet]) -> Merged:
    """One history for each child. Rows without a child number are left out: nobody can say whose they are."""
    ordered = sorted(sets, key=lambda each: each.year)
    merged = {name: _merge_table(table, ordered) for name, table in TABLES.items()}
    unreadable = frozenset(
        (problem.file, problem.row, problem.column)
        for each in ordered
        for problem in each.read.errors
        if problem.row is not None and problem.column is not None
    )
    differences = tuple(difference for _, found in merged.values() for difference in found)
    years = tuple(dict.fromkeys(each.year for each in ordered))
    return Merged({name: table for name, (table, _) in merged.items()}, differences, unreadable, years)


def _merge_table(table: Table, sets: Sequence[YearlySet]) -> tuple[pl.DataFrame, list[Difference]]:
    rows, key = _stacked(table, sets), _key(table)
    if rows.is_empty():
        return pl.DataFrame(schema=_schema(table)), []
    told = pl.struct("file", "row").alias("sources")
    last = rows.group_by(key).agg(pl.col("order").max().alias("last"), told)
    rows = rows.join(last, on=key, nulls_equal=True, maintain_order="left")
    same = [*table.names, "year"] if table.yearly else table.names
    kept = rows.filter(pl.col("order") == pl.col("last")).unique(same, keep="last", maintain_order=True)
    differences = _differences(table, rows.filter(pl.col("order") < pl.col("last")), kept, key)
    return kept.select(*table.names, "year", pl.col("sources").cast(SOURCES)), differences


def _schema(table: Table) -> dict[str, pl.DataType]:
    return {column.name: column.kind.dtype for column in table.columns} | {
        "year": pl.String(),
        "sources": SOURCES,
    }


def _key(table: Table) -> list[str]:
    key = [*table.key, "year"] if table.yearly else list(table.key)
    return [*key, _SAME_DAY] if table.name in _PERIODS else key


def _stacked(table: Table, sets: Sequence[YearlySet]) -> pl.DataFrame:
    """The rows of all years, with `order`: of the years for episodes, of the rows for everything else.

    Two episodes of one year that begin on one day both stay: which is right is for a person to say, not for us.
    """
    parts = [each.read[table.name].with_columns(pl.lit(each.year).alias("year")) for each in sets]
    empty = pl.DataFrame(schema={**table.schema, "year": pl.String()})
    rows = pl.concat([empty, *parts]).filter(pl.col("CHILD").is_not_null()).with_row_index("order")
    if "SEX" in table.names:
        modern = {code.code: code.became for code in SEX if code.became}
        rows = rows.with_columns(pl.col("SEX").replace(modern))
    if table.name in _PERIODS:
        start, end = _PERIODS[table.name]
        rows = rows.with_columns((pl.col(start) == pl.col(end)).fill_null(False).alias(_SAME_DAY))
    if table.name == "Episodes":
        rows = rows.with_columns(pl.col("year").rank("dense").cast(pl.UInt32).alias("order"))
    return rows


def _differences(table: Table, earlier: pl.DataFrame, kept: pl.DataFrame, key: list[str]) -> list[Difference]:
    one = kept.filter(pl.len().over(key) == 1)
    pairs = earlier.join(one, on=key, suffix="_later", nulls_equal=True, maintain_order="left")
    return [
        difference
        for column in table.names
        if column not in table.key
        for difference in _in_column(table.name, column, pairs)
    ]


def _in_column(table: str, column: str, pairs: pl.DataFrame) -> list[Difference]:
    changed = pl.col(column).is_not_null() & pl.col(column).ne_missing(pl.col(f"{column}_later"))
    found = pairs.filter(changed & ~_carries_on(table, column))
    columns = ("CHILD", column, "file", "row", f"{column}_later", "file_later", "row_later")
    return [
        Difference(child, table, column, _said(value), file, row, _said(later), later_file, later_row)
        for child, value, file, row, later, later_file, later_row in found.select(columns).iter_rows()
    ]


def _carries_on(table: str, column: str) -> pl.Expr:
    """Whether the later value is the next chapter rather than another version."""
    if table == "Episodes" and column in ("DEC", "REC", "REASON_PLACE_CHANGE"):
        return pl.col("DEC").is_null()
    if table == "Header" and column == "UPN":
        return pl.col("UPN").str.starts_with("UN")
    if table == "Header" and column == "MOTHER":
        return pl.col("MOTHER") == "0"
    return pl.lit(False)


def _said(value: object) -> str | None:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return None if value is None else str(value)
