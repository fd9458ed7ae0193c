"""What belongs in a collection year: the episodes open on any of its days, and so the children looked after in it."""

from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from kith.lib.collecting import collected
from kith.statutory.return_facts import ReturnFacts
from kith.statutory.ssda903.episodes import episodes
from kith.statutory.ssda903.years import first_day, last_day


@dataclass(frozen=True)
class Building:
    """A return being built: its tables are planned, and collected together. `episodes`: those of the year as they stood on
    its last day, published, with `child`."""

    facts: ReturnFacts
    year: str
    start: date
    end: date
    episodes: pl.LazyFrame

    def of(self, table: str) -> pl.LazyFrame:
        """A table of the facts."""
        rows: pl.DataFrame = getattr(self.facts, table)
        return rows.lazy()

    def looked_after(self, rows: pl.LazyFrame) -> pl.LazyFrame:
        """The rows of children looked after on any day of the year."""
        return rows.join(self.episodes, on="child", how="semi", maintain_order="left")

    def in_year(self, rows: pl.LazyFrame, start: str, end: str, *with_end: str) -> pl.LazyFrame:
        """The rows that hold on any day of the year; an end after it, and what is said of that end, is not known yet."""
        open_in_year = (pl.col(start) <= self.end) & (pl.col(end).is_null() | (pl.col(end) >= self.start))
        over = pl.col(end) <= self.end
        ended = [pl.when(over).then(name).alias(name) for name in (end, *with_end)]
        return rows.filter(open_in_year).with_columns(ended)


def of_year(facts: ReturnFacts, year: str, history: pl.DataFrame | None = None) -> Building:
    """The return of a year, begun: its episodes, of those that `episodes(facts)` gives (`history`)."""
    start, end = first_day(year), last_day(year)
    every = episodes(facts) if history is None else history
    whole = every.lazy().with_columns(pl.col("CHILD").alias("child"))
    empty = Building(facts, year, start, end, whole)
    told = empty.in_year(whole, "DECOM", "DEC", "REC", "REASON_PLACE_CHANGE")
    # Most tables ask of the episodes: they are worked out once.
    return replace(empty, episodes=collected([told], facts.placements.height)[0].lazy())
