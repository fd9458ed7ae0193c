"""A child's episodes in order: the one before, the one after, the period of care and the run of one legal status."""

from datetime import date

import polars as pl

# Columns of the neighbouring episodes that rules ask of, as PREV_DEC and NEXT_DECOM.
NEXT = ("DECOM", "RNE", "PLACE")
PREVIOUS = (
    "DECOM",
    "RNE",
    "LS",
    "CIN",
    "PLACE",
    "PLACE_PROVIDER",
    "DEC",
    "REC",
    "REASON_PLACE_CHANGE",
    "HOME_POST",
    "PL_POST",
    "URN",
)
_SAME, _LAST_OF = "_same", "_last_of"
_OPEN = date(9999, 12, 31)


def neighbours(episodes: pl.LazyFrame) -> pl.LazyFrame:
    """The episodes by child and DECOM (no DECOM last), with PREV_ and NEXT_ columns (null at the ends), FIRST and
    LATEST (Boolean)."""
    mark = next(name for name in episodes.collect_schema().names() if name.startswith("#"))
    ordered = episodes.sort("CHILD", "DECOM", "DEC", mark, nulls_last=True)
    same = (pl.col("CHILD") == pl.col("CHILD").shift(1)).fill_null(False)
    ordered = ordered.with_columns(same.alias(_SAME)).with_columns(
        (~pl.col(_SAME)).alias("FIRST"),
        (~pl.col(_SAME).shift(-1).fill_null(False)).alias("LATEST"),
    )
    before = [pl.when(_SAME).then(pl.col(n).shift(1)).alias(f"PREV_{n}") for n in PREVIOUS]
    after = [pl.when(~pl.col("LATEST")).then(pl.col(n).shift(-1)).alias(f"NEXT_{n}") for n in NEXT]
    return ordered.with_columns(*before, *after)


def periods(ordered: pl.LazyFrame) -> pl.LazyFrame:
    """With PERIOD (UInt32, one number for each period of care: episodes with no day between them; one without DECOM stands alone), PERIOD_START and
    PERIOD_END (null while open); and LS_RUN, LS_RUN_START and LS_RUN_END for the part of it with one legal status."""
    gap = (pl.col("DECOM") > pl.col("PREV_DEC")).fill_null(False)
    new_period = ~pl.col(_SAME) | gap | pl.col("DECOM").is_null()
    new_run = new_period | pl.col("LS").ne_missing(pl.col("PREV_LS"))
    numbered = ordered.with_columns(new_period.alias("PERIOD"), new_run.alias("LS_RUN"))
    spans = [each for name in ("PERIOD", "LS_RUN") for each in _span(name)]
    numbers = [pl.col(name).cast(pl.UInt32).cum_sum() for name in ("PERIOD", "LS_RUN")]
    return numbered.with_columns(spans).with_columns(numbers).drop(_SAME)


def _span(name: str) -> list[pl.Expr]:
    """First and last day, from a column that is true where a span begins."""
    last = pl.col(name).shift(-1).fill_null(True)
    # An open end is a day of its own, so that it is not filled from the span that follows.
    ends = pl.when(last).then(pl.col("DEC").fill_null(_OPEN)).backward_fill()
    starts = pl.when(name).then(pl.col("DECOM").fill_null(_OPEN)).forward_fill()
    spans = {f"{name}_START": starts, f"{name}_END": ends}
    return [pl.when(day != _OPEN).then(day).alias(alias) for alias, day in spans.items()]
