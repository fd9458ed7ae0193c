"""What rules ask of the tables that is not a column of the return: each worked out once. A column that is already there
is used as it was given."""

from collections.abc import Mapping
from datetime import date
from typing import Protocol

import polars as pl

from kith.lib.collecting import collected
from kith.statutory.postcodes import Absent, Postcodes
from kith.statutory.ssda903.derived_episodes import neighbours, periods
from kith.statutory.ssda903.derived_places import places_of

Given = Mapping[str, pl.DataFrame]
CONTINUOUSLY = "CONTINUOUSLY_LOOKED_AFTER"
RESPITE = ("V3", "V4")


def capitals(name: str) -> pl.Expr:
    """A code as files have it: they are read in capitals, worked cases as they are written."""
    return pl.col(name).str.to_uppercase()


class Year(Protocol):
    """The year and authority that what is derived depends on."""

    @property
    def start(self) -> date: ...
    @property
    def end(self) -> date: ...
    @property
    def authority(self) -> str | None: ...


def derive(tables: Given, year: Year, places: Postcodes | Absent) -> dict[str, pl.DataFrame]:
    """Every table with what is derived. Header: UASC (String, 1 or 0). Episodes: what `derived_episodes` and
    `derived_places` say, the header's DOB, SEX and UASC, IN_YEAR and OPEN_AT_END. All: CONTINUOUSLY_LOOKED_AFTER."""
    header = _with_uasc(tables["Header"], tables["UASC"])
    located = places_of(tables["Episodes"], year.authority, places)
    told = _of_child(_in_year(located.lazy(), year), located.columns, header)
    many = located.height
    episodes = collected([periods(neighbours(told))], many)[0]
    continuous = collected([_continuously(episodes.lazy(), year)], many)[0]["CHILD"]
    made = {name: table.lazy() for name, table in tables.items()} | {
        "Header": header,
        "Episodes": episodes.lazy(),
    }
    whole = [_with_continuously(rows, tables[name].columns, continuous) for name, rows in made.items()]
    return dict(zip(made, collected(whole, many), strict=True))


def _with_uasc(header: pl.DataFrame, uasc: pl.DataFrame) -> pl.LazyFrame:
    if "UASC" in header.columns:
        return header.lazy()
    has_row = pl.col("CHILD").is_in(uasc["CHILD"].drop_nulls().implode())
    return header.lazy().with_columns(pl.when(has_row).then(pl.lit("1")).otherwise(pl.lit("0")).alias("UASC"))


def _of_child(episodes: pl.LazyFrame, columns: list[str], header: pl.LazyFrame) -> pl.LazyFrame:
    """Episodes with what the child's first header says."""
    wanted = [name for name in ("DOB", "SEX", "UASC") if name not in columns]
    one = header.unique("CHILD", keep="first").select("CHILD", *wanted)
    return episodes.join(one, on="CHILD", how="left", maintain_order="left")


def _in_year(episodes: pl.LazyFrame, year: Year) -> pl.LazyFrame:
    begun, ended = pl.col("DECOM") <= year.end, pl.col("DEC")
    return episodes.with_columns(
        (begun & (ended.is_null() | (ended >= year.start))).alias("IN_YEAR"),
        (begun & (ended.is_null() | (ended > year.end))).alias("OPEN_AT_END"),
    )


def _continuously(episodes: pl.LazyFrame, year: Year) -> pl.LazyFrame:
    return looked_after_all_year(episodes.filter("IN_YEAR"), year.start, year.end)


def looked_after_all_year(in_year: pl.LazyFrame, start: date, end: date) -> pl.LazyFrame:
    """CHILD of those looked after all through a year, other than for short breaks, by their episodes in it."""
    began = (pl.col("RNE") == "S") & (pl.col("DECOM") > start)
    left = (pl.col("DEC") < end) & pl.col("REC").ne_missing("X1")
    broken = began | left | pl.col("LS").is_in(RESPITE)
    children = in_year.select("CHILD").drop_nulls().unique()
    others = in_year.filter(broken.fill_null(False)).select("CHILD")
    return children.join(others, on="CHILD", how="anti")


def _with_continuously(table: pl.LazyFrame, columns: list[str], children: pl.Series) -> pl.LazyFrame:
    if CONTINUOUSLY in columns:
        return table
    found = pl.col("CHILD").is_in(children.implode()).fill_null(False)
    return table.with_columns(found.alias(CONTINUOUSLY))
