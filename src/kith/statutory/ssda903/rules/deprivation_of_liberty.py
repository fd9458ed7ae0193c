"""Rules about the orders that deprive a child of liberty."""

import polars as pl

from kith.lib.columns import among, unreadable
from kith.lib.rule import Rules
from kith.statutory.ssda903.tables import LAST_YEAR
from kith.statutory.ssda903.times import ending_outside_care, overlapping

rule = Rules()

FIRST = "2026-27"  # the year in which the table was first collected
EXPECTED, NEVER = ("K2", "Z12", "Z13"), ("K1", "P1", "R5", "K3")


@rule("700", fields="DOLO_START", since=FIRST)
def start_of_deprivation_is_not_a_date(r):
    """The day on which the deprivation of liberty began is not given, or is not a date."""
    return r.dolo.filter(pl.col.DOLO_START.is_null())


start_of_deprivation_is_not_a_date.example(
    ok="""
        DoLo
        CHILD  DOLO_START
        a      01/05/2026
    """,
    fails="""
        DoLo
        CHILD  DOLO_START
        a      31/04/2026  <
        b      .           <
    """,
)


@rule("701", fields="DOLO_END", since=FIRST)
def end_of_deprivation_is_not_a_date(r):
    """The day on which the deprivation of liberty ended is not a date."""
    return r.dolo.filter(unreadable("DOLO_END"))


end_of_deprivation_is_not_a_date.example(
    ok="""
        DoLo
        CHILD  DOLO_END
        a      01/05/2026
        b      .
    """,
    fails="""
        DoLo
        CHILD  DOLO_END
        a      31/04/2026  <
    """,
)


@rule("702", fields="DOLO_START DOLO_END", since=FIRST)
def deprivation_ends_before_the_next_day(r):
    """The deprivation of liberty ends on the day it begins, or before it."""
    return r.dolo.filter(pl.col.DOLO_END <= pl.col.DOLO_START)


deprivation_ends_before_the_next_day.example(
    ok="""
        DoLo
        CHILD  DOLO_START  DOLO_END
        a      01/05/2026  02/05/2026
        b      01/05/2026  .
        c      .           01/05/2026
    """,
    fails="""
        DoLo
        CHILD  DOLO_START  DOLO_END
        a      01/05/2026  01/05/2026  <
        b      02/05/2026  01/05/2026  <
    """,
)


@rule("703", fields="DOLO_START", since=FIRST)
def deprivation_after_the_year(r):
    """The deprivation of liberty begins after the end of the year."""
    return r.dolo.filter(pl.col.DOLO_START > r.end)


deprivation_after_the_year.example(
    ok="""
        DoLo
        CHILD  DOLO_START
        a      31/03/2027
        b      31/03/2026
    """,
    fails="""
        DoLo
        CHILD  DOLO_START
        a      01/04/2027  <
    """,
)


@rule("704", fields="DOLO_END", since=FIRST)
def deprivation_ends_outside_the_year(r):
    """The deprivation of liberty ended before the year began, or after it ended."""
    return r.dolo.filter((pl.col.DOLO_END < r.start) | (pl.col.DOLO_END > r.end))


deprivation_ends_outside_the_year.example(
    ok="""
        DoLo
        CHILD  DOLO_END
        a      01/04/2026
        b      31/03/2027
        c      .
    """,
    fails="""
        DoLo
        CHILD  DOLO_END
        a      31/03/2026  <
        b      01/04/2027  <
    """,
)


@rule("705", fields="DOLO_START DOLO_END", since=FIRST)
def deprived_of_liberty_twice_at_once(r):
    """Two deprivations of liberty overlap: this one began before the other had ended, or while the other is left open."""
    return overlapping(r.dolo, "DOLO_START", "DOLO_END")


deprived_of_liberty_twice_at_once.example(
    ok="""
        DoLo
        CHILD  DOLO_START  DOLO_END
        a      02/05/2026  .
        a      01/05/2026  02/05/2026
    """,
    fails="""
        DoLo
        CHILD  DOLO_START  DOLO_END
        a      01/05/2026  03/05/2026
        a      02/05/2026  04/05/2026  <
        b      01/05/2026  .
        b      02/05/2026  04/05/2026  <
    """,
)


@rule("706", fields="DOLO_START", since=FIRST, needs=[LAST_YEAR])
def deprivation_of_last_year_is_forgotten(r):
    """A deprivation of liberty was still open at the end of last year, but none that began on its day is here this year."""
    still = r.last.dolo.filter(pl.col.DOLO_END.is_null() & pl.col.DOLO_START.is_not_null())
    forgotten = still.join(r.dolo, on=["CHILD", "DOLO_START"], how="anti")
    return r.dolo.join(forgotten, on="CHILD", how="semi")


deprivation_of_last_year_is_forgotten.example(
    ok="""
        DoLo_last
        CHILD  DOLO_START  DOLO_END
        a      01/03/2026  .
        b      01/03/2026  31/03/2026

        DoLo
        CHILD  DOLO_START
        a      01/03/2026
        a      01/05/2026
        b      01/05/2026
    """,
    fails="""
        DoLo_last
        CHILD  DOLO_START  DOLO_END
        a      01/03/2026  .

        DoLo
        CHILD  DOLO_START
        a      02/03/2026  <
        b      01/03/2026
    """,
)


@rule("707", fields="DOLO_END", since=FIRST)
def deprived_of_liberty_beyond_care(r):
    """The deprivation of liberty was left open after care ended, or ended when the child was not in care."""
    return ending_outside_care(r.dolo, r.episodes, "DOLO_START", "DOLO_END")


deprived_of_liberty_beyond_care.example(
    ok="""
        Episodes
        CHILD  DECOM       DEC         REC
        a      01/05/2026  01/06/2026  X1
        a      01/06/2026  01/07/2026  E4A
        b      01/05/2026  .           .

        DoLo
        CHILD  DOLO_START  DOLO_END
        a      30/05/2026  01/07/2026
        b      30/05/2026  .
    """,
    fails="""
        Episodes
        CHILD  DECOM       DEC         REC
        a      01/05/2026  01/07/2026  E4A
        b      01/05/2026  01/07/2026  E4A

        DoLo
        CHILD  DOLO_START  DOLO_END
        a      30/05/2026  02/07/2026  <
        b      30/05/2026  .           <
    """,
)


@rule("708", fields="DOLO_START", since=FIRST)
def deprived_of_liberty_before_birth(r):
    """The deprivation of liberty began on the day the child was born, or before it."""
    return r.dolo.filter(pl.col.DOLO_START <= pl.col.DOB)


deprived_of_liberty_before_birth.example(
    ok="""
        DoLo
        CHILD  DOB         DOLO_START
        a      01/05/2015  01/05/2026
        b      .           01/05/2026
    """,
    fails="""
        DoLo
        CHILD  DOB         DOLO_START
        a      01/05/2026  01/05/2026  <
        b      02/05/2026  01/05/2026  <
    """,
)


def during(episodes, orders):
    """Each order that has ended with each of these episodes of the child that it shares a day with."""
    both = orders.filter(pl.col.DOLO_END.is_not_null()).join(episodes, on="CHILD")
    goes_on = pl.col.DEC.is_null() | (pl.col.DOLO_START < pl.col.DEC)
    return both.filter(goes_on & (pl.col.DECOM < pl.col.DOLO_END))


@rule("709", fields="DOLO_START PLACE", since=FIRST)
def deprived_of_liberty_in_an_unexpected_placement(r):
    """The child was deprived of liberty in a placement that is neither a children's home nor of type Z12 or Z13."""
    return during(r.episodes.filter(~among("PLACE", EXPECTED)), r.dolo)


deprived_of_liberty_in_an_unexpected_placement.example(
    ok="""
        Episodes
        CHILD  DECOM       DEC         PLACE
        a      01/04/2026  01/05/2026  U1
        a      01/05/2026  01/06/2026  K2
        a      01/06/2026  .           U1
        b      01/05/2026  .           U1

        DoLo
        CHILD  DOLO_START  DOLO_END
        a      01/05/2026  01/06/2026
        b      01/05/2026  .
    """,
    fails="""
        Episodes
        CHILD  DECOM       DEC         PLACE
        a      01/04/2026  01/05/2026  U1     <
        a      01/05/2026  .           K2

        DoLo
        CHILD  DOLO_START  DOLO_END
        a      30/04/2026  01/06/2026  <
    """,
)


@rule("710", fields="DOLO_START PLACE", since=FIRST)
def deprived_of_liberty_where_it_cannot_be(r):
    """The child was deprived of liberty in a secure home, in custody, in supported accommodation or with parents."""
    return during(r.episodes.filter(among("PLACE", NEVER)), r.dolo)


deprived_of_liberty_where_it_cannot_be.example(
    ok="""
        Episodes
        CHILD  DECOM       DEC         PLACE
        a      01/04/2026  01/05/2026  P1
        a      01/05/2026  .           U1

        DoLo
        CHILD  DOLO_START  DOLO_END
        a      01/05/2026  01/06/2026
    """,
    fails="""
        Episodes
        CHILD  DECOM       DEC         PLACE
        a      01/05/2026  .           K1     <

        DoLo
        CHILD  DOLO_START  DOLO_END
        a      01/04/2026  02/05/2026  <
    """,
)
