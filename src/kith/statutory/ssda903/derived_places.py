"""Where a placement is: its authority, whether that is the returning one, and how far from home."""

import polars as pl

from kith.statutory.authorities import upper_tier
from kith.statutory.postcodes import METRES_IN_A_MILE, Absent, Postcodes, key

_PLACE = {"key": pl.Int64(), "authority": pl.String(), "easting": pl.Int32(), "northing": pl.Int32()}


def places_of(episodes: pl.DataFrame, authority: str | None, places: Postcodes | Absent) -> pl.DataFrame:
    """With HOME_POST_KNOWN and PL_POST_KNOWN (Boolean, null where blank or the postcodes are absent), PL_LA (the
    upper-tier authority, or WAL, SCO, NIR, NUK), PL_LOCATION (IN or OUT) and PL_DISTANCE (miles, one decimal)."""
    found = _with_place(_with_place(episodes, "HOME_POST", places), "PL_POST", places)
    located = _unless_there(found, PL_LA=upper_tier(pl.col("PL_POST authority")), PL_DISTANCE=_miles())
    here = pl.col("PL_LA") == pl.lit(authority, pl.String)
    inside = pl.when(here).then(pl.lit("IN")).when(pl.col("PL_LA").is_not_null()).then(pl.lit("OUT"))
    placed = _unless_there(located, PL_LOCATION=inside, **{"PL_DISTANCE?": pl.lit(None, pl.String)})
    return placed.select(pl.exclude("^(HOME|PL)_POST (key|authority|easting|northing)$"))


def _unless_there(table: pl.DataFrame, **columns: pl.Expr) -> pl.DataFrame:
    return table.with_columns(made.alias(n) for n, made in columns.items() if n not in table.columns)


def _with_place(episodes: pl.DataFrame, post: str, places: Postcodes | Absent) -> pl.DataFrame:
    wanted = episodes.select(key(post).alias("wanted")).to_series()
    rows = _looked_up(wanted, places).select(pl.all().name.prefix(f"{post} "))
    if isinstance(places, Absent):
        return episodes.hstack(rows).with_columns(pl.lit(None, pl.Boolean).alias(f"{post}_KNOWN"))
    known = pl.when(pl.col(post).is_not_null()).then(pl.col(f"{post} key").is_not_null())
    return episodes.hstack(rows).with_columns(known.alias(f"{post}_KNOWN"))


def _looked_up(wanted: pl.Series, places: Postcodes | Absent) -> pl.DataFrame:
    """Key, authority, easting and northing of each, null where it is not known: found where it stands in the sorted
    table, which is far quicker than joining two million postcodes."""
    if isinstance(places, Absent) or wanted.null_count() == len(wanted):
        return pl.DataFrame(schema=_PLACE).clear(len(wanted))
    table = places.table
    at = table["key"].search_sorted(wanted.fill_null(0)).clip(0, table.height - 1)
    rows = table[at].hstack([wanted])
    found = (pl.col("key") == pl.col("wanted")).fill_null(False)
    return rows.select(pl.when(found).then(pl.col(n).cast(dtype)).alias(n) for n, dtype in _PLACE.items())


def _miles() -> pl.Expr:
    """In a straight line; null where one place is on the Irish grid and the other is not."""
    east, north = (
        (pl.col(f"HOME_POST {way}") - pl.col(f"PL_POST {way}")).cast(pl.Float64)
        for way in ("easting", "northing")
    )
    irish = [pl.col(f"{post} authority").str.starts_with("N") for post in ("HOME_POST", "PL_POST")]
    miles = (east**2 + north**2).sqrt() / METRES_IN_A_MILE
    return pl.when(irish[0].eq_missing(irish[1])).then(miles.round(1))
