"""What rules of the census ask of days: in the year, open, and of several rows which begin while another goes on.

The tables are those of `tables.Tables`. A day that is there but cannot be read is not blank: what ends on it is not open,
and when it ended is not known.
"""

from datetime import timedelta

import polars as pl

from kith.lib.columns import given
from kith.lib.rule import identity
from kith.statutory.cin.tables import Tables

SATURDAY = 6  # of a week whose Monday is 1


def in_year(census: Tables, day: str) -> pl.Expr:
    """The day is in the census year, its first and last day included."""
    return pl.col(day).is_between(census.start, census.end)


def outside_year(census: Tables, day: str) -> pl.Expr:
    """The day is before or after the census year; a blank is neither."""
    return ~in_year(census, day)


def at_weekend(day: str) -> pl.Expr:
    return pl.col(day).dt.weekday() >= SATURDAY


def several(rows: pl.LazyFrame, of: str) -> pl.LazyFrame:
    """The rows that share a value with another row."""
    return rows.filter(pl.col(of).is_not_null() & (pl.len().over(of) > 1))


def last_day(census: Tables, ends: str, *, of_the_end: bool = False) -> pl.Expr:
    """The last day on which something went on: the day before it ended, or with `of_the_end` the day itself; the latest
    day that is known of where it is open."""
    before = timedelta(days=0 if of_the_end else 1)
    return pl.when(given(ends)).then(pl.col(ends) - before).otherwise(census.known_until)


def beginning_during_another(
    rows: pl.LazyFrame, table: str, *, of: str, begins: str, until: pl.Expr
) -> pl.LazyFrame:
    """The rows of a table that begin while another of the same child or episode goes on, up to and with the day `until`
    says (null: it never went on for a day), and those others."""
    mark = identity(table)
    times = several(rows.select(of, mark, begins, until.alias("until")), of)
    pairs = times.join(times, on=of, suffix="_other").filter(
        pl.col(mark) != pl.col(f"{mark}_other"),
        pl.col(begins).is_between(f"{begins}_other", "until_other"),
    )
    either = [pairs.select(pl.col(each).alias(mark)) for each in (mark, f"{mark}_other")]
    return pl.concat(either).unique().sort(mark)
