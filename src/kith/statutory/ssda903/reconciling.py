"""Reconciliation: what a return tells, counted as the published statistics count it, beside last year and England.

Short breaks (V3, V4) are left out. Looked after at 31 March: an episode open after that day. Started: an episode that began
care in the year, the child's first. Ceased: an episode that ended care in the year, the child's last.
"""

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from kith.statutory.authorities import upper_tier
from kith.statutory.codes import ANOTHER_EPISODE, SHORT_BREAKS
from kith.statutory.postcodes import Absent, Postcodes
from kith.statutory.returns.reconciling import Counted
from kith.statutory.ssda903.derived_places import places_of
from kith.statutory.ssda903.reconciling_groups import BREAKDOWNS, CEASED, LOOKED_AFTER, STARTED
from kith.statutory.ssda903.standing import STARTED as BEGAN
from kith.statutory.ssda903.years import first_day, last_day

ENGLAND = Path(__file__).with_name("england.csv")


def counted(
    tables: Mapping[str, pl.DataFrame], year: str, *, authority: str | None, places: Postcodes | Absent
) -> Counted:
    """The return of a collection year ("2026-27"), counted. `tables`: Header, Episodes and UASC, with the columns of the
    specification; a table that is not there is an empty one to the count."""
    episodes = _episodes(tables)
    located = places_of(_known(episodes, tables), authority, places)
    parts = {part: _grouped(part, rows) for part, rows in _parts(located, year).items()}
    return Counted(year, parts, _blank(authority, places), tables["Episodes"]["CHILD"].null_count())


def _episodes(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The episodes of care other than short breaks, of children with a number, in order."""
    child = pl.col("CHILD").cast(pl.String).str.to_uppercase()
    kept = pl.col("LS").is_in(list(SHORT_BREAKS)).fill_null(False).not_()
    rows = tables["Episodes"].with_columns(child).filter(pl.col("CHILD").is_not_null(), kept)
    return rows.drop_nulls("DECOM").sort("CHILD", "DECOM", "DEC", nulls_last=True)


def _known(episodes: pl.DataFrame, tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """With what the header and the table of those who came alone say of the child."""
    header, alone = (_of(tables, name) for name in ("Header", "UASC"))
    one = header.unique("CHILD", keep="first", maintain_order=True).select("CHILD", "SEX", "DOB", "ETHNIC")
    came = alone.group_by("CHILD").agg(
        pl.when(pl.col("DUC").is_not_null().all()).then(pl.col("DUC").max()).alias("DUC"),
        pl.lit(True).alias("ALONE"),
    )
    with_header = episodes.join(one, on="CHILD", how="left", maintain_order="left")
    known = with_header.join(came, on="CHILD", how="left", maintain_order="left")
    return known.with_columns(pl.col("ALONE").fill_null(False))


_ASKED = {"CHILD": pl.String(), "SEX": pl.String(), "DOB": pl.Date(), "ETHNIC": pl.String(), "DUC": pl.Date()}


def _of(tables: Mapping[str, pl.DataFrame], name: str) -> pl.DataFrame:
    found = tables.get(name, pl.DataFrame(schema={"CHILD": pl.String()}))
    absent = [pl.lit(None, dtype).alias(n) for n, dtype in _ASKED.items() if n not in found.columns]
    return found.with_columns(pl.col("CHILD").cast(pl.String).str.to_uppercase(), *absent).drop_nulls("CHILD")


def _parts(episodes: pl.DataFrame, year: str) -> dict[str, pl.DataFrame]:
    """One episode for each child of each part: the one by which the child is counted, with AGE on the day that counts."""
    start, end = first_day(year), last_day(year)
    rec, ended = pl.col("REC"), pl.col("DEC")
    is_open = (pl.col("DECOM") <= end) & (ended.is_null() | (ended > end))
    began = (pl.col("RNE") == BEGAN) & pl.col("DECOM").is_between(start, end)
    left = rec.is_not_null() & (rec != ANOTHER_EPISODE) & ended.is_between(start, end)
    stock = episodes.filter(is_open).unique("CHILD", keep="last", maintain_order=True)
    still = pl.col("ALONE") & (pl.col("DUC").is_null() | (pl.col("DUC") > end))
    first = episodes.filter(began).unique("CHILD", keep="first", maintain_order=True)
    last = episodes.filter(left).unique("CHILD", keep="last", maintain_order=True)
    return {
        LOOKED_AFTER: stock.with_columns(_age(pl.lit(end)), still.alias("ALONE")),
        STARTED: first.with_columns(_age(pl.col("DECOM"))),
        CEASED: last.with_columns(_age(pl.col("DEC"))),
    }


def _age(day: pl.Expr) -> pl.Expr:
    """Whole years on a day."""
    born = pl.col("DOB")
    in_year = [each.dt.month().cast(pl.Int32) * 100 + each.dt.day() for each in (day, born)]
    return (day.dt.year() - born.dt.year() - (in_year[0] < in_year[1]).cast(pl.Int32)).alias("AGE")


def _grouped(part: str, rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select("CHILD", *(each.group.alias(each.key) for each in BREAKDOWNS[part]))


def _blank(authority: str | None, places: Postcodes | Absent) -> dict[str, str]:
    found = {}
    for each in BREAKDOWNS[LOOKED_AFTER]:
        if each.needs_places and isinstance(places, Absent):
            found[each.key] = places.says
        elif each.needs_authority and not _has_postcodes(authority, places):
            found[each.key] = (
                f"Nobody can be inside or outside your own authority: no postcode lies in {authority or 'it'}. "
                "Look at the code of the authority that is set up here."
            )
    return found


def _has_postcodes(authority: str | None, places: Postcodes | Absent) -> bool:
    """Whether there is such an authority: then postcodes lie in it, or in a district of it."""
    if isinstance(places, Absent) or authority is None:
        return False
    lowest = places.table.select(pl.col("authority").unique())
    return authority in lowest.select(upper_tier(pl.col("authority"))).to_series()
