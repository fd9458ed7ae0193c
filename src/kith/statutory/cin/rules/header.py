"""Rules about the header."""

import polars as pl

from kith.lib.columns import differs
from kith.lib.rule import Rules

rule = Rules()


@rule("100", fields="ReferenceDate", severity="error")
def reference_date_is_not_31_march(census):
    """The reference date is missing, or is not 31 March of the year that the header says."""
    last_day = pl.date(pl.col("Year").cast(pl.Int32, strict=False), 3, 31)
    return census.header.filter(pl.col("ReferenceDate").is_null() | differs("ReferenceDate", last_day))


reference_date_is_not_31_march.example(
    ok="""
        Header
        Year  ReferenceDate
        2026  2026-03-31
    """,
    fails="""
        Header
        Year  ReferenceDate
        2026  2026-03-31
        2026  .           <
        .     2026-03-31  <
        2026  2025-03-31  <
    """,
)
