"""Text to typed columns: the same for every return (`statutory.returns.cells`), and the flag that only this one has."""

import polars as pl

from kith.statutory.returns.cells import UNREADABLE, convert, typed
from kith.statutory.ssda903.specification import Table

__all__ = ["UNREADABLE", "convert", "odd_flags", "typed"]


def odd_flags(cells: pl.DataFrame, table: Table, flag: str, file: str) -> pl.DataFrame:
    """A flag that the XML should say by 0 or 1 and does not, as cells that could not be read (an absent one is blank)."""
    kept = cells.filter(pl.any_horizontal(pl.col(table.names).is_not_null())).with_row_index("nth")
    odd = kept.filter(~pl.col(flag).is_in(["0", "1"]).fill_null(False))
    told = {"file": pl.lit(file), "column": pl.lit(flag), "found": pl.col(flag).fill_null("")}
    return odd.with_columns(**told).select(pl.col(name).cast(dtype) for name, dtype in UNREADABLE.items())
