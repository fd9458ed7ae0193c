"""Where a placement is: its authority, whether that is the returning one, and how far from home."""

import polars as pl

from kith.lib.collecting import collected
from kith.statutory.authorities import upper_tier
from kith.statutory.postcodes import METRES_IN_A_MILE, Absent, Postcodes, key, postcodes

_POSTS = ("HOME_POST", "PL_POST")
_PLACE = {"authority": pl.String(), "easting": pl.Int32(), "northing": pl.Int32()}


def places_of(episodes: pl.DataFrame, authority: str | None, places: Postcodes | Absent) -> pl.DataFrame:
    """With HOME_POST_KNOWN and PL_POST_KNOWN (Boolean, null where blank or the postcodes are absent), PL_LA (the
    upper-tier authority, or WAL, SCO, NIR, NUK), PL_LOCATION (IN or OUT) and PL_DISTANCE (miles, one decimal)."""
    looked_up = _looked_up(pl.concat([episodes[post].rename("post") for post in _POSTS]), places)
    found = episodes.lazy()
    for post in _POSTS:
        there = looked_up.lazy().select(
            pl.col("post").alias(post), pl.exclude("post").name.prefix(f"{post} ")
        )
        found = found.join(there, on=post, how="left", maintain_order="left")
    known_already = episodes.columns
    located = _unless_there(
        found, known_already, PL_LA=upper_tier(pl.col("PL_POST authority")), PL_DISTANCE=_miles()
    )
    here = pl.col("PL_LA") == pl.lit(authority, pl.String)
    inside = pl.when(here).then(pl.lit("IN")).when(pl.col("PL_LA").is_not_null()).then(pl.lit("OUT"))
    known = {f"{post}_KNOWN": pl.col(f"{post} known") for post in _POSTS}
    placed = _unless_there(
        located, known_already, PL_LOCATION=inside, **known, **{"PL_DISTANCE?": pl.lit(None, pl.String)}
    )
    without = placed.select(pl.exclude("^(HOME|PL)_POST (known|authority|easting|northing)$"))
    return collected([without], episodes.height)[0]


def _unless_there(table: pl.LazyFrame, there: list[str], **columns: pl.Expr) -> pl.LazyFrame:
    return table.with_columns(made.alias(n) for n, made in columns.items() if n not in there)


def _looked_up(posts: pl.Series, places: Postcodes | Absent) -> pl.DataFrame:
    """Each postcode there is, once: whether it is known, and its authority, easting and northing. Found where it stands
    in the sorted table, which is far quicker than joining two million."""
    each = posts.drop_nulls().unique().to_frame()
    if isinstance(places, Absent) or each.is_empty():
        nothing = {"known": pl.Boolean()} | _PLACE
        return each.with_columns(pl.lit(None, dtype).alias(name) for name, dtype in nothing.items())
    keys = each.select(key("post").fill_null(0)).to_series()
    at = places.table["key"].search_sorted(keys).clip(0, places.table.height - 1)
    rows = places.table[at].hstack([keys.alias("wanted")])
    known = pl.col("key") == pl.col("wanted")
    place = rows.select(
        known.alias("known"), *(pl.when(known).then(pl.col(n).cast(t)).alias(n) for n, t in _PLACE.items())
    )
    return each.hstack(place)


def _miles() -> pl.Expr:
    """In a straight line; null where one place is on the Irish grid and the other is not."""
    east, north = (
        (pl.col(f"HOME_POST {way}") - pl.col(f"PL_POST {way}")).cast(pl.Float64)
        for way in ("easting", "northing")
    )
    irish = [pl.col(f"{post} authority").str.starts_with("N") for post in ("HOME_POST", "PL_POST")]
    miles = (east**2 + north**2).sqrt() / METRES_IN_A_MILE
    return pl.when(irish[0].eq_missing(irish[1])).then(miles.round(1))


def authorities_of(posts: pl.Series) -> pl.Series:
    """The upper-tier authority of each of a series of postcodes; null where it is not known."""
    looked_up = _looked_up(posts.alias("post"), postcodes())
    joined = posts.alias("post").to_frame().join(looked_up, on="post", how="left", maintain_order="left")
    return joined.select(upper_tier(pl.col("authority"))).to_series()
