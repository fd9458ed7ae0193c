"""The Episodes table of the return, computed from the timelines of care, legal status and placement.

A new episode begins whenever the legal status or the placement changes, or a temporary stay begins or ends; need and
home postcode are those on the day it begins. Nobody types an episode.
"""

import polars as pl

from kith.lib.collecting import collected
from kith.statutory.codes import ANOTHER_EPISODE
from kith.statutory.facts import Facts
from kith.statutory.ssda903.specification import EPISODES

ORIGINS = {"period": pl.Int64, "legal_status": pl.Int64, "placement": pl.Int64}
_IN_PERIOD = ("child", "period")
_OF_PERIOD = ("end_on", "end_reason", "began_earlier", "first_rne")


def episodes(facts: Facts) -> pl.DataFrame:
    """The columns of Episodes as published, in order of child and day. CHILD (Int64) is the child of the facts;
    `period`, `legal_status` and `placement` are the ids of the facts each episode was computed from."""
    return collected([planned(facts)], facts.placements.height)[0]


def planned(facts: Facts) -> pl.LazyFrame:
    """The same, before it is collected."""
    placements = _timed(facts.placements.lazy().rename({"id": "placement"}))
    temporary = pl.col("temporary").fill_null(False)
    periods = _timed(facts.periods_of_care.lazy().rename({"id": "period"}))
    statuses = _timed(facts.legal_statuses.lazy().rename({"id": "legal_status"}))
    moments = _moments(periods, statuses, placements)
    known = (
        moments.pipe(_in_force, periods, "period", *_OF_PERIOD, ends="period_ends")
        .filter(pl.col("period").is_not_null())
        .pipe(_in_force, statuses, "legal_status", "code")
        .pipe(_placed, placements.filter(~temporary), placements.filter(temporary))
        .pipe(_since, facts.needs.lazy(), "code", "CIN")
        .pipe(_since, facts.home_postcodes.lazy(), "postcode", "HOME_POST")
    )
    return _published(known)


# When things happen. A moment is twice the day's number, plus one for what follows, on the same day, something that
# began and ended on it: so that a stay of no nights keeps its place before the next.


def _timed(periods: pl.LazyFrame) -> pl.LazyFrame:
    same_day = pl.col("start_on") == pl.col("end_on")
    one_first = same_day.fill_null(False).any().over("child", "start_on") & ~same_day.fill_null(False)
    begins = _number("start_on") + one_first.cast(pl.Int64)
    ends = _number("end_on") + same_day.cast(pl.Int64)
    return periods.with_columns(begins.alias("at"), ends.alias("ends")).sort("at")


def _number(day: str) -> pl.Expr:
    return pl.col(day).to_physical().cast(pl.Int64) * 2


def _moments(*timelines: pl.LazyFrame) -> pl.LazyFrame:
    """Every moment at which something begins, or a temporary stay ends, once for each child."""
    begun = [each.select("child", "at", pl.col("start_on").alias("on")) for each in timelines]
    left = timelines[-1].filter(pl.col("temporary").fill_null(False) & pl.col("ends").is_not_null())
    ended = left.select("child", pl.col("ends").alias("at"), pl.col("end_on").alias("on"))
    return pl.concat([*begun, ended]).unique(["child", "at"]).sort("at")


def _in_force(
    moments: pl.LazyFrame, periods: pl.LazyFrame, *columns: str, ends: str = "_ends"
) -> pl.LazyFrame:
    """The columns of the period in force at each moment; null where none is."""
    found = periods.select("child", "at", pl.col("ends").alias(ends), *columns)
    joined = moments.join_asof(found, on="at", by="child", check_sortedness=False)
    over = pl.col(ends) <= pl.col("at")
    known = joined.with_columns(
        pl.when(~over.fill_null(False)).then(pl.col(column)).alias(column) for column in columns
    )
    return known.drop("_ends", strict=False)


_PLACED = (
    "placement",
    "place",
    "provider_type",
    "urn",
    "postcode",
    "same_carer",
    "left_for",
    "began",
    "left",
)


def _placed(moments: pl.LazyFrame, main: pl.LazyFrame, temporary: pl.LazyFrame) -> pl.LazyFrame:
    """Where the child was at each moment: the temporary stay while there is one, else the placement."""
    names = [
        pl.col("end_reason").alias("left_for"),
        pl.col("at").alias("began"),
        pl.col("ends").alias("left"),
    ]
    usual = moments.pipe(_in_force, main.with_columns(names), *_PLACED)
    away = moments.pipe(_in_force, temporary.with_columns(names), *_PLACED).select("child", "at", *_PLACED)
    both = usual.join(away, on=["child", "at"], suffix="_away", maintain_order="left")
    is_away = pl.col("placement_away").is_not_null()
    chosen = [pl.when(is_away).then(f"{name}_away").otherwise(name).alias(name) for name in _PLACED]
    return both.with_columns(chosen)


def _since(moments: pl.LazyFrame, facts: pl.LazyFrame, value: str, name: str) -> pl.LazyFrame:
    """What was last said by each moment. Of two things said on one day, the second is said of what follows."""
    nth = pl.int_range(pl.len()).over("child", "start_on").clip(0, 1)
    said = facts.sort("start_on", "id").with_columns((_number("start_on") + nth).alias("at"))
    found = said.select("child", "at", pl.col(value).alias(name)).sort("at")
    return moments.join_asof(found, on="at", by="child", check_sortedness=False)


# As published


def _published(known: pl.LazyFrame) -> pl.LazyFrame:
    ordered = known.sort("child", "at")
    first = pl.col("at").shift(1).over(_IN_PERIOD).is_null()
    last = pl.col("at").shift(-1).over(_IN_PERIOD).is_null()
    ended = pl.col("end_on").is_not_null()
    columns = {
        "CHILD": pl.col("child"),
        "DECOM": pl.col("on"),
        "RNE": pl.when(first).then(_first_letter()).otherwise(_why_it_began()),
        "LS": pl.col("code"),
        "PLACE": pl.col("place"),
        "PLACE_PROVIDER": pl.col("provider_type"),
        "DEC": pl.when(last).then("end_on").otherwise(pl.col("on").shift(-1).over(_IN_PERIOD)),
        "REC": pl.when(~last | _runs_on()).then(pl.lit(ANOTHER_EPISODE)).when(ended).then("end_reason"),
        "REASON_PLACE_CHANGE": pl.when(_moves_next()).then("left_for"),
        "PL_POST": pl.col("postcode"),
        "URN": pl.col("urn"),
    }
    told = ordered.with_columns(value.alias(name) for name, value in columns.items())
    return told.select(*EPISODES.names, *ORIGINS)


def _runs_on() -> pl.Expr:
    """Short breaks and care that follow each other without a word of why the first ended: an episode ends, another begins."""
    unsaid = pl.col("end_reason").fill_null("") == ""
    return unsaid & (pl.col("end_on") == pl.col("on").shift(-1).over("child")).fill_null(False)


def _first_letter() -> pl.Expr:
    """S, unless a return told the period from some way into it: then the letter it gave, or none."""
    known = pl.col("first_rne").fill_null("") != ""
    earlier = pl.col("began_earlier").fill_null(False)
    return pl.when(known).then("first_rne").when(~earlier).then(pl.lit("S"))


def _why_it_began() -> pl.Expr:
    """The published letter for what changed: legal status, placement, carer."""
    status, placement = (
        pl.col(name).ne_missing(pl.col(name).shift(1).over(_IN_PERIOD)) for name in _CHANGING
    )
    returned = pl.col("began") < pl.col("at")
    # Back from a temporary stay: the carer changed again if going there changed the carer.
    same_carer = (
        pl.when(returned).then(pl.col("same_carer").shift(1).over(_IN_PERIOD)).otherwise("same_carer")
    )
    same = same_carer.fill_null(False)
    return (
        pl.when(~placement)
        .then(pl.lit("L"))
        .when(status & same)
        .then(pl.lit("U"))
        .when(status)
        .then(pl.lit("B"))
        .when(same)
        .then(pl.lit("T"))
        .otherwise(pl.lit("P"))
    )


_CHANGING = ("legal_status", "placement")


def _moves_next() -> pl.Expr:
    """Whether the next episode begins because this placement has ended, and care goes on."""
    goes_on = pl.col("period").shift(-1).over("child") == pl.col("period")
    return (goes_on | _runs_on()) & (pl.col("left") == pl.col("at").shift(-1).over("child"))
