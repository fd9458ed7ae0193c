"""Times of a child that have a beginning and an end, other than episodes: one after another, and against care."""

import polars as pl


def in_order(table: pl.LazyFrame, *by: str | pl.Expr, before: tuple[str, ...] = ()) -> pl.LazyFrame:
    """Each child's rows in an order (blanks last, then as in the file), with FIRST and LATEST (Boolean) and, for each
    column of `before`, PREV_ with the row before (null at the first). A row without a child stands alone."""
    ordered = table.sort("CHILD", *by, nulls_last=True, maintain_order=True)
    same = (pl.col("CHILD") == pl.col("CHILD").shift(1)).fill_null(False)
    placed = ordered.with_columns((~same).alias("FIRST")).with_columns(
        pl.col("FIRST").shift(-1).fill_null(True).alias("LATEST")
    )
    return placed.with_columns(
        pl.when(~pl.col("FIRST")).then(pl.col(n).shift(1)).alias(f"PREV_{n}") for n in before
    )


def overlapping(table: pl.LazyFrame, start: str, end: str) -> pl.LazyFrame:
    """The times that begin before the one before them ended, or while it is open: in the order in which they ended, one
    without an end where it began. So of two that overlap the row is marked that other checkers of the return mark."""
    begun = table.filter(pl.col(start).is_not_null())
    ordered = in_order(begun, pl.coalesce(end, start), start, end, before=(end,))
    left_open = ~pl.col("FIRST") & pl.col(f"PREV_{end}").is_null()
    return ordered.filter(left_open | (pl.col(start) < pl.col(f"PREV_{end}")))


def ending_outside_care(table: pl.LazyFrame, episodes: pl.LazyFrame, start: str, end: str) -> pl.LazyFrame:
    """The times of children with episodes that fit no period of care: they end outside it, or are open though it ended."""
    periods = episodes.select("CHILD", "PERIOD_START", "PERIOD_END")
    ended = pl.col(end).is_between("PERIOD_START", pl.coalesce("PERIOD_END", end))
    still = pl.col(end).is_null() & pl.col("PERIOD_END").is_null() & (pl.col(start) >= pl.col("PERIOD_START"))
    return _fitting_none(table.filter(pl.col(start).is_not_null()), periods, ended | still)


def beginning_outside_care(table: pl.LazyFrame, episodes: pl.LazyFrame, start: str) -> pl.LazyFrame:
    """The times of children with episodes that begin in no period of care."""
    periods = episodes.select("CHILD", "PERIOD_START", "PERIOD_END")
    within = pl.col(start).is_between("PERIOD_START", pl.coalesce("PERIOD_END", start))
    return _fitting_none(table.filter(pl.col(start).is_not_null()), periods, within)


def beginning_in_no_episode(table: pl.LazyFrame, episodes: pl.LazyFrame, start: str) -> pl.LazyFrame:
    """The times of children with episodes that begin in none of them."""
    spans = episodes.select("CHILD", "DECOM", "DEC")
    within = pl.col(start).is_between("DECOM", pl.coalesce("DEC", start))
    return _fitting_none(table.filter(pl.col(start).is_not_null()), spans, within)


def _fitting_none(times: pl.LazyFrame, spans: pl.LazyFrame, fits: pl.Expr) -> pl.LazyFrame:
    numbered = times.with_row_index("_time")
    # Few children have such times, and most rows are of the others.
    theirs = spans.join(times, on="CHILD", how="semi").unique()
    fitting = numbered.join(theirs, on="CHILD").filter(fits).select("_time")
    return numbered.join(theirs, on="CHILD", how="semi").join(fitting, on="_time", how="anti")
