"""Rules about the legal status of an episode and how long it may last."""

import polars as pl

from kith.lib.rule import Rules

rule = Rules()


def lasts_longer(r, status, days):
    """The episodes of a run of one legal status, without a day between them, of more than so many days. One that is
    still open is counted to the end of the year."""
    lasted = (pl.col.LS_RUN_END.fill_null(r.end) - pl.col.LS_RUN_START).dt.total_days()
    return r.episodes.filter((status == pl.col.LS) & (lasted > days))


@rule("362", fields="DECOM LS DEC")
def emergency_protection_lasts_too_long(r):
    """An emergency protection order lasts longer than 21 days."""
    return lasts_longer(r, "L2", 21)


emergency_protection_lasts_too_long.example(
    ok="""
        Episodes
        CHILD  DECOM       DEC         LS
        a      01/05/2026  22/05/2026  L2
        a      22/05/2026  .           C1
        b      10/03/2027  .           L2
    """,
    fails="""
        Episodes
        CHILD  DECOM       DEC         LS
        a      01/05/2026  12/05/2026  L2  <
        a      12/05/2026  23/05/2026  L2  <
        a      23/05/2026  .           C1
        b      09/03/2027  .           L2  <
    """,
)


@rule("363", fields="LS DECOM DEC")
def assessment_order_lasts_too_long(r):
    """A child assessment order lasts longer than 7 days."""
    return lasts_longer(r, "L3", 7)


assessment_order_lasts_too_long.example(
    ok="""
        Episodes
        CHILD  DECOM       DEC         LS
        a      01/05/2026  08/05/2026  L3
    """,
    fails="""
        Episodes
        CHILD  DECOM       DEC         LS
        a      01/05/2026  09/05/2026  L3  <
    """,
)


@rule("384", fields="PLACE LS")
def short_break_in_long_term_foster_care(r):
    """A short break is given with a long-term foster placement."""
    return r.episodes.filter(pl.col.LS.is_in(["V3", "V4"]) & pl.col.PLACE.is_in(["U1", "U4"]))


short_break_in_long_term_foster_care.example(
    ok="""
        Episodes
        CHILD  LS  PLACE
        a      V3  U3
        b      C2  U4
    """,
    fails="""
        Episodes
        CHILD  LS  PLACE
        a      V4  U1     <
    """,
)


@rule("426", fields="LS")
def both_kinds_of_short_break(r):
    """The child has both kinds of short break in the year."""
    both = (pl.col.LS == "V3").any().over("CHILD") & (pl.col.LS == "V4").any().over("CHILD")
    return r.episodes.filter(both & pl.col.LS.is_in(["V3", "V4"]))


both_kinds_of_short_break.example(
    ok="""
        Episodes
        CHILD  DECOM       LS
        a      01/05/2026  V3
        b      01/05/2026  V4
    """,
    fails="""
        Episodes
        CHILD  DECOM       LS
        a      01/05/2026  V3  <
        a      01/06/2026  V4  <
        a      01/07/2026  C2
    """,
)
