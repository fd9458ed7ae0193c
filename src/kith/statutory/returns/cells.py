"""Text to typed columns, a whole column at a time. A bad cell becomes null and is a problem; it never costs the row."""

from collections.abc import Callable

import polars as pl

from kith.statutory.returns.cell_problems import POSTCODE, YES_NO, cell_problems
from kith.statutory.returns.declaring import Column, Kind, Table
from kith.statutory.returns.problems import Problem

_WHOLE_AS_DECIMAL = r"^(-?[0-9]+)\.0+$"
# What is not of these alone may have blanks, small letters or decimals to be rid of.
_UNTIDY = r"^$|[^A-Z0-9/-]"
_MIDNIGHT = r"[T ]00:00(:00(\.0+)?)?$"
_UK_DAY, _ISO_DAY = "%d/%m/%Y", "%Y-%m-%d"
# From 1900 to 2100: other years are slips.
_UK_DAY_SHAPE = r"^[0-9]{1,2}/[0-9]{1,2}/(19[0-9]{2}|20[0-9]{2}|2100)$"
_ISO_DAY_SHAPE = r"^(19[0-9]{2}|20[0-9]{2}|2100)-[0-9]{1,2}-[0-9]{1,2}$"
_ANY_DAY_SHAPE = r"^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}$"
_ANY_UK_DAY_SHAPE = r"^[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}$"
# XML may add a time of midnight or a time zone to a day.
_OF_XML = r"([T ]00:00(:00(\.0+)?)?)?(Z|[+-][0-9]{2}:[0-9]{2})?$"
_PART_DATE_SHAPE = r"^([0-9]{2}|ZZ)/([0-9]{2}|ZZ)/([0-9]{4}|ZZZZ)$"


# Columns with fewer different cells than this share of their rows are worked out cell by different cell.
_FEW = 0.2


def each_once(column: pl.Series, make: Callable[[pl.Series], pl.Series]) -> pl.Series:
    """A column made from another, each different cell worked out once: the same days and codes come again and again."""
    about: int = column.to_frame().select(pl.approx_n_unique(column.name)).item()
    if about > len(column) * _FEW:
        return make(column).alias(column.name)
    different = column.unique()
    made = make(different).alias("made")
    if made.dtype == column.dtype and made.equals(different):
        return column
    known = pl.DataFrame([different, made])
    one = column.to_frame()
    joined = one.join(known, on=column.name, how="left", nulls_equal=True, maintain_order="left")
    return joined["made"].alias(column.name)


def _tidied(cells: pl.DataFrame, names: list[str]) -> pl.DataFrame:
    """The cells without blanks around them, in capitals; 1.0 is 1; an empty cell is null."""
    return cells.select("row", *(each_once(cells[name], _tidy) for name in names))


def _tidy(column: pl.Series) -> pl.Series:
    if not column.str.contains(_UNTIDY).any():
        return column
    text = pl.col(column.name).str.strip_chars().str.to_uppercase()
    decimal = text.str.contains(".0", literal=True).any()
    made = column.to_frame().select(pl.when(text != "").then(text).alias("text"), decimal.alias("decimal"))
    # The slow pattern is tried only in columns where a spreadsheet has been at work.
    if made.height and made["decimal"][0]:
        made = made.with_columns(pl.col("text").str.replace(_WHOLE_AS_DECIMAL, "$1"))
    return made["text"]


def typed(name: str, kind: Kind) -> pl.Expr:
    """A tidied column as its type; null where it cannot be."""
    if kind is Kind.DATE:
        return _day(name)
    if kind is Kind.XML_DATE:
        return _written_day(name)
    if kind is Kind.YES_NO:
        return pl.col(name).replace(YES_NO)
    if kind in (Kind.NUMBER, Kind.ORDINAL):
        return pl.col(name).cast(pl.Int64, strict=False)
    if kind is Kind.POSTCODE:
        return pl.col(name).str.replace(POSTCODE, "$1 $2")
    if kind is Kind.PART_DATE:
        whole = _day(name).dt.to_string(_UK_DAY)
        return pl.coalesce(whole, pl.when(pl.col(name).str.contains(_PART_DATE_SHAPE)).then(name))
    return pl.col(name)


def as_type(text: pl.DataFrame, column: Column) -> pl.Series:
    """A tidied column of text as its type."""
    if column.kind in (Kind.TEXT, Kind.CODE):
        return text[column.name]
    made = typed(column.name, column.kind)
    return each_once(text[column.name], lambda cells: cells.to_frame().select(made).to_series())


def _day(name: str) -> pl.Expr:
    text = pl.col(name).str.replace(_MIDNIGHT, "")
    shapes = ((_UK_DAY_SHAPE, _UK_DAY), (_ISO_DAY_SHAPE, _ISO_DAY))
    read = (pl.when(text.str.contains(s)).then(text).str.to_date(form, strict=False) for s, form in shapes)
    return pl.coalesce(*read)


def _written_day(name: str) -> pl.Expr:
    """A day in XML, of any year: it is for the rules to say that somebody is too old. The way of CSV is read too."""
    text = pl.col(name).str.replace(_OF_XML, "")
    shapes = ((_ANY_DAY_SHAPE, _ISO_DAY), (_ANY_UK_DAY_SHAPE, _UK_DAY))
    read = (pl.when(text.str.contains(s)).then(text).str.to_date(form, strict=False) for s, form in shapes)
    return pl.coalesce(*read)


# `nth` is the row's place among the table's rows of the file, from 0: lines of XML may hold several.
UNREADABLE = {
    "file": pl.String,
    "row": pl.Int64,
    "nth": pl.UInt32,
    "column": pl.String,
    "found": pl.String,
}


def convert(cells: pl.DataFrame, table: Table, file: str) -> tuple[pl.DataFrame, list[Problem], pl.DataFrame]:
    """The table typed as the specification says, with `file` and `row`; what could not be read as wanted, in words; and
    every cell that was there but could not be read (columns of UNREADABLE)."""
    absent = [pl.lit(None, pl.String).alias(name) for name in table.names if name not in cells.columns]
    text = _tidied(cells.with_columns(absent), table.names)
    text = text.filter(pl.any_horizontal(pl.col(table.names).is_not_null()))
    columns = (as_type(text, c) for c in table.columns)
    rows = text.select(*columns, pl.lit(file).alias("file"), "row")
    problems = [p for c in table.columns for p in cell_problems(text, rows, c, file)]
    return rows.cast(table.schema), problems, every_unreadable(text, rows, table)  # type: ignore[arg-type]


def every_unreadable(text: pl.DataFrame, rows: pl.DataFrame, table: Table) -> pl.DataFrame:
    """All cells that could not be read, where the problems list only as many as a person reads."""
    numbered = rows.with_row_index("nth")
    bad = [
        numbered.select("file", "row", "nth", pl.lit(name).alias("column"), text[name].alias("found")).filter(
            text[name].is_not_null() & rows[name].is_null()
        )
        for name in table.names
        if text[name].null_count() != rows[name].null_count()
    ]
    return pl.concat([pl.DataFrame(schema=UNREADABLE), *bad])
