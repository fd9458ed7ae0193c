"""A census being built: its year, its episodes of need as they stood on the last day, and which of them a row lies in."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import polars as pl

from kith.statutory.return_facts import ReturnFacts

EPISODE = {
    "child": pl.Int64(),
    "referral": pl.Int64(),
    "on": pl.Date(),
    "source": pl.String(),
    "need": pl.String(),
    "no_further_action": pl.Boolean(),
    "closed_on": pl.Date(),
    "reason": pl.String(),
}
# Planning takes longer than the work for one child, and is nothing beside it for everybody.
_PLAIN = pl.QueryOptFlags.none()


@dataclass(frozen=True)
class Building:
    """`episodes`: those of the census, the columns of EPISODE and `episode`, a number of its own. An episode without a
    referral is one of which nothing is known but that it went forward; a child has one at most. `began`: for every
    `referral`, the one with which its episode began (`first`)."""

    facts: ReturnFacts
    year: str
    start: date
    end: date
    episodes: pl.DataFrame
    began: pl.DataFrame

    def known(self, day: str) -> pl.Expr:
        """The day, where it lies no later than the last of the year."""
        return pl.when(pl.col(day) <= self.end).then(day).alias(day)

    def lasting(self, rows: pl.DataFrame, start: str, end: str) -> pl.DataFrame:
        """The rows that hold on any day of the year; an end after it is not known yet."""
        open_in_year = (pl.col(start) <= self.end) & (pl.col(end).is_null() | (pl.col(end) >= self.start))
        return rows.filter(open_in_year).with_columns(self.known(end))

    def within(self, day: str) -> pl.Expr:
        return pl.col(day).is_between(self.start, self.end)

    def placed(self, rows: pl.DataFrame, day: str) -> pl.DataFrame:
        """The rows with their `episode`: that of their referral, else the one open on their day, else the one of which
        nothing is known; null where the child has none of these."""
        if rows.is_empty():
            return rows.with_columns(pl.lit(None, pl.Int64).alias("episode"))
        found = (
            rows.lazy()
            .with_row_index("row")
            .join(self._unknown, on="child", how="left", maintain_order="left")
        )
        found = found.join(self._open_on(found, day), on="row", how="left", maintain_order="left")
        ways = ["open", "unknown"]
        if "referral" in rows.columns:
            found = found.join(self._own, on="referral", how="left", maintain_order="left")
            ways = ["own", *ways]
        return (
            found.with_columns(pl.coalesce(ways).alias("episode"))
            .drop("row", *ways)
            .collect(optimizations=_PLAIN)
        )

    def _open_on(self, rows: pl.LazyFrame, day: str) -> pl.LazyFrame:
        """`row`, and the latest episode that went forward and was `open` on its day, or on the first of the year."""
        asked = rows.select("row", "child", pl.max_horizontal(day, pl.lit(self.start)).alias("day"))
        lasts = pl.col("until").is_null() | (pl.col("until") >= pl.col("day"))
        fits = asked.join(self._forward, on="child").filter((pl.col("since") <= pl.col("day")) & lasts)
        return fits.group_by("row").agg(pl.col("open").max())

    @cached_property
    def _forward(self) -> pl.LazyFrame:
        went = self.episodes.filter(~pl.col("no_further_action"), pl.col("on").is_not_null())
        names = {"on": "since", "closed_on": "until", "episode": "open"}
        return went.select("child", *(pl.col(each).alias(name) for each, name in names.items())).lazy()

    @cached_property
    def _unknown(self) -> pl.LazyFrame:
        unknown = self.episodes.filter(pl.col("referral").is_null())
        return unknown.select("child", pl.col("episode").alias("unknown")).lazy()

    @cached_property
    def _own(self) -> pl.LazyFrame:
        first = self.episodes.select(pl.col("referral").alias("first"), pl.col("episode").alias("own"))
        return self.began.join(first, on="first").select("referral", "own").lazy()
