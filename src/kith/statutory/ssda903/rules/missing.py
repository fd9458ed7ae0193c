"""Rules about the times a child was missing."""

import polars as pl

from kith.lib.rule import Rules
from kith.statutory.ssda903.specification import MISSING

rule = Rules()


@rule("1006", fields="MISSING")
def kind_of_absence_is_not_a_published_code(r):
    """The kind of absence is not one of the published codes."""
    return r.missing.filter(r.outside(MISSING["MISSING"]))


kind_of_absence_is_not_a_published_code.example(
    ok="""
        Missing
        CHILD  MISSING
        a      M
        b      A
        c      .
    """,
    fails="""
        Missing
        CHILD  MISSING
        a      AWOL     <
    """,
)


@rule("567", fields="MIS_START MIS_END")
def found_before_missing(r):
    """The time missing ends before it begins."""
    return r.missing.filter(pl.col.MIS_END < pl.col.MIS_START)


found_before_missing.example(
    ok="""
        Missing
        CHILD  MIS_START   MIS_END
        a      01/05/2026  01/05/2026
        b      01/05/2026  .
    """,
    fails="""
        Missing
        CHILD  MIS_START   MIS_END
        a      02/05/2026  01/05/2026  <
    """,
)


@rule("577", fields="MIS_END")
def missing_beyond_the_period_of_care(r):
    """The time missing was left open after care ended, or ended when the child was not in care."""
    periods = r.episodes.select("CHILD", "PERIOD_START", "PERIOD_END").unique()
    ended = pl.col.MIS_END.is_between("PERIOD_START", pl.coalesce("PERIOD_END", "MIS_END"))
    still = pl.col.MIS_END.is_null() & pl.col.PERIOD_END.is_null()
    goes_on = still & (pl.col.MIS_START >= pl.col.PERIOD_START)
    fitting = r.missing.join(periods, on="CHILD").filter(ended | goes_on).select("#Missing")
    cared_for = r.missing.filter(pl.col.MIS_START.is_not_null()).join(periods, on="CHILD", how="semi")
    return cared_for.join(fitting, on="#Missing", how="anti")


missing_beyond_the_period_of_care.example(
    ok="""
        Episodes
        CHILD  DECOM       DEC         REC
        a      01/05/2026  01/06/2026  X1
        a      01/06/2026  01/07/2026  E4A
        b      01/05/2026  .           .

        Missing
        CHILD  MIS_START   MIS_END
        a      30/06/2026  01/07/2026
        b      30/06/2026  .
    """,
    fails="""
        Episodes
        CHILD  DECOM       DEC         REC
        a      01/05/2026  01/06/2026  E4A
        a      01/12/2026  01/01/2027  E4A

        Missing
        CHILD  MIS_START   MIS_END
        a      31/05/2026  .            <
        a      30/05/2026  02/06/2026   <
    """,
)
