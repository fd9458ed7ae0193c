"""A census being built: its year, its episodes of need as they stood on the last day, and which of them a row lies in."""

from dataclasses import dataclass
from datetime import date

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
        first = self.episodes.select(pl.col("referral").alias("first"), pl.col("episode").alias("own"))
        own = self.began.join(first, on="first").select("referral", "own")
        if "referral" not in rows.columns:
            rows = rows.with_columns(pl.lit(None, pl.Int64).alias("referral"))
        other = self.episodes.filter(pl.col("referral").is_null())
        other = other.select("child", pl.col("episode").alias("other"))
        found = rows.with_columns(self._open_on(rows, day)).join(
            own, on="referral", how="left", maintain_order="left"
        )
        found = found.join(other, on="child", how="left", maintain_order="left")
        return found.with_columns(pl.coalesce("own", "open", "other").alias("episode")).drop(
            "own", "open", "other"
        )

    def _open_on(self, rows: pl.DataFrame, day: str) -> pl.Series:
        """The latest episode that went forward and was open on each row's day, or on the first of the year."""
        asked = rows.select("child", pl.max_horizontal(day, pl.lit(self.start)).alias("day")).with_row_index(
            "row"
        )
        forward = self.episodes.filter(~pl.col("no_further_action"), pl.col("on").is_not_null())
        lasts = pl.col("closed_on").is_null() | (pl.col("closed_on") >= pl.col("day"))
        fits = asked.join(forward, on="child").filter((pl.col("on") <= pl.col("day")) & lasts)
        last = fits.sort("episode").unique("row", keep="last").select("row", pl.col("episode").alias("open"))
        return asked.join(last, on="row", how="left", maintain_order="left")["open"]
