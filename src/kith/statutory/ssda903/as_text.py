"""Tables of SSDA903 from text or rows of plain values: for examples and worked cases."""

from collections.abc import Sequence

import polars as pl

from kith.statutory.returns import as_text
from kith.statutory.returns.as_text import Row, odd
from kith.statutory.ssda903.specification import TABLES

# Derived columns that may be given, so that a rule about them can be shown without a postcode.
DERIVED: dict[str, dict[str, pl.DataType]] = {
    "Header": {"UASC": pl.String()},
    "Episodes": {"PL_LA": pl.String(), "PL_LOCATION": pl.String(), "PL_DISTANCE": pl.Float64()},
}
CONTINUOUSLY = "CONTINUOUSLY_LOOKED_AFTER"
_TRUE = ("TRUE", "True", "true", "1", "yes")


def from_rows(name: str, rows: Sequence[Row], columns: Sequence[str]) -> pl.DataFrame:
    """A table of the return. What cannot be read stands in `X?`, as it does for files; `row` counts from 1."""
    derived = {each: _derived(each, dtype) for each, dtype in DERIVED.get(name, {}).items()}
    continuously = {CONTINUOUSLY: [pl.col(CONTINUOUSLY).is_in(_TRUE).fill_null(False)]}
    return as_text.from_rows(TABLES[name], rows, columns, derived | continuously)


def _derived(name: str, dtype: pl.DataType) -> list[pl.Expr]:
    made = pl.col(name).cast(dtype, strict=False)
    return [made.alias(name), *([] if dtype == pl.String else [odd(name, made)])]
