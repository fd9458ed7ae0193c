"""Tables written as text or as rows of plain values, typed as the files of a return are: for examples and worked cases."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from kith.lib.columns import as_found
from kith.statutory.returns.cells import typed
from kith.statutory.returns.declaring import READ_AS, Column, Table

Row = Mapping[str, Any]


def from_rows(
    table: Table,
    rows: Sequence[Row],
    columns: Sequence[str],
    others: Mapping[str, list[pl.Expr]] | None = None,
) -> pl.DataFrame:
    """A table of a return. What cannot be read stands in `X?`, as it does for files; `row` counts from 1. `others` are
    columns that may be given though no file has them, and what is made of their text."""
    makes = {column.name: published(column) for column in table.columns} | dict(others or {})
    known = [each for each in columns if each in makes]
    text = pl.DataFrame(
        {each: [_plain(row.get(each)) for row in rows] for each in known},
        schema=dict.fromkeys(known, pl.String),
    )
    made = text.select(column for each in known for column in makes[each])
    where = [
        pl.Series("file", [table.name] * len(rows), pl.String),
        pl.Series("row", range(1, len(rows) + 1), pl.Int64),
    ]
    return pl.DataFrame([*made.get_columns(), *where])


def _plain(value: Any) -> str | None:
    if value is None or value != value:  # what is not a number is not equal to itself
        return None
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def published(column: Column) -> list[pl.Expr]:
    """A column of text as its type, and what could not be read of it."""
    made = typed(column.name, column.kind)
    return [made.alias(column.name), *([odd(column.name, made)] if column.kind in READ_AS else [])]


def odd(name: str, made: pl.Expr) -> pl.Expr:
    return pl.when(made.is_null()).then(pl.col(name)).alias(as_found(name))
