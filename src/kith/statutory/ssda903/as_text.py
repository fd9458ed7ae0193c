"""Tables written as text or as rows of plain values, typed as the files of the return are: for examples and worked cases."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from kith.lib.columns import as_found
from kith.statutory.ssda903.cells import typed
from kith.statutory.ssda903.specification import READ_AS, TABLES, Column, Table

# Derived columns that may be given, so that a rule about them can be shown without a postcode.
DERIVED: dict[str, dict[str, pl.DataType]] = {
    "Header": {"UASC": pl.String()},
    "Episodes": {"PL_LA": pl.String(), "PL_LOCATION": pl.String(), "PL_DISTANCE": pl.Float64()},
}
CONTINUOUSLY = "CONTINUOUSLY_LOOKED_AFTER"
_TRUE = ("TRUE", "True", "true", "1", "yes")

Row = Mapping[str, Any]


def from_rows(name: str, rows: Sequence[Row], columns: Sequence[str]) -> pl.DataFrame:
    """A table of the return. What cannot be read stands in `X?`, as it does for files; `row` counts from 1."""
    table = TABLES[name]
    known = [each for each in columns if each in {*table.names, *DERIVED.get(name, {}), CONTINUOUSLY}]
    text = pl.DataFrame(
        {each: [_plain(row.get(each)) for row in rows] for each in known},
        schema=dict.fromkeys(known, pl.String),
    )
    made = text.select(column for each in known for column in _column(table, each))
    where = [
        pl.Series("file", [name] * len(rows), pl.String),
        pl.Series("row", range(1, len(rows) + 1), pl.Int64),
    ]
    return pl.DataFrame([*made.get_columns(), *where])


def _plain(value: Any) -> str | None:
    if value is None or value != value:  # what is not a number is not equal to itself
        return None
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _column(table: Table, name: str) -> list[pl.Expr]:
    if name == CONTINUOUSLY:
        return [pl.col(name).is_in(_TRUE).fill_null(False)]
    if name in DERIVED.get(table.name, {}):
        return _derived(name, DERIVED[table.name][name])
    return _published(table[name])


def _derived(name: str, dtype: pl.DataType) -> list[pl.Expr]:
    made = pl.col(name).cast(dtype, strict=False)
    return [made.alias(name), *([] if dtype == pl.String else [_odd(name, made)])]


def _published(column: Column) -> list[pl.Expr]:
    made = typed(column.name, column.kind)
    return [made.alias(column.name), *([_odd(column.name, made)] if column.kind in READ_AS else [])]


def _odd(name: str, made: pl.Expr) -> pl.Expr:
    return pl.when(made.is_null()).then(pl.col(name)).alias(as_found(name))
