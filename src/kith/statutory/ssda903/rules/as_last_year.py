"""Rules that compare a child's first episode with the one that was open when last year ended."""

import polars as pl

from kith.lib.columns import differs
from kith.lib.rule import Rules
from kith.statutory.ssda903.tables import LAST_YEAR, POSTCODES

rule = Rules()


def carried_over(r):
    """The child's first episode that is the one that last year left open, with last year's columns as `X_last`."""
    left = r.last.episodes.filter(pl.col.LATEST & pl.col.DEC.is_null())
    first = r.episodes.filter("FIRST")
    return first.join(left, on=["CHILD", "DECOM"], suffix="_last")


@rule("503A", fields="RNE", needs=[LAST_YEAR])
def reason_for_start_changed_since_last_year(r):
    """The episode that was open at the end of last year now has another reason for its start."""
    return carried_over(r).filter(differs("RNE", "RNE_last"))


reason_for_start_changed_since_last_year.example(
    ok="""
        Episodes
        CHILD  DECOM       RNE
        a      01/05/2025  S
        a      01/05/2026  P

        Episodes_last
        CHILD  DECOM       RNE
        a      01/05/2025  S
    """,
    fails="""
        Episodes
        CHILD  DECOM       RNE
        a      01/05/2025  P    <
        a      01/05/2026  P

        Episodes_last
        CHILD  DECOM       RNE
        a      01/05/2025  S
    """,
)


@rule("503G", fields="PL_DISTANCE", needs=[LAST_YEAR, POSTCODES])
def distance_changed_since_last_year(r):
    """The distance of the placement from home is not what it was for the same episode last year."""
    now, before = pl.col.PL_DISTANCE, pl.col.PL_DISTANCE_last
    further = (now - before).abs().round(1) >= 0.2
    return carried_over(r).filter(further | (now.is_not_null() & before.is_null()))


distance_changed_since_last_year.example(
    ok="""
        Episodes
        CHILD  DECOM       PL_DISTANCE
        a      01/05/2025  10.1
        b      01/05/2025  .

        Episodes_last
        CHILD  DECOM       PL_DISTANCE
        a      01/05/2025  10
        b      01/05/2025  3
    """,
    fails="""
        Episodes
        CHILD  DECOM       PL_DISTANCE
        a      01/05/2025  10.2         <
        b      01/05/2025  3            <

        Episodes_last
        CHILD  DECOM       PL_DISTANCE
        a      01/05/2025  10
        b      01/05/2025  .
    """,
)
