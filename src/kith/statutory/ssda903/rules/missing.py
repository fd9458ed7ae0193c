"""Rules about the times a child was missing."""

import polars as pl

from kith.lib.columns import among, given, unreadable
from kith.lib.rule import Rules
from kith.statutory.ssda903.specification import MISSING
from kith.statutory.ssda903.tables import LAST_YEAR
from kith.statutory.ssda903.times import (
    beginning_in_no_episode,
    beginning_outside_care,
    ending_outside_care,
    in_order,
    overlapping,
)

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
    return ending_outside_care(r.missing, r.episodes, "MIS_START", "MIS_END")


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


@rule("1004", fields="MIS_START")
def start_of_time_missing_is_not_a_date(r):
    """The day on which the child went missing is not given, or is not a date."""
    return r.missing.filter(pl.col.MIS_START.is_null())


start_of_time_missing_is_not_a_date.example(
    ok="""
        Missing
        CHILD  MIS_START
        a      01/05/2026
    """,
    fails="""
        Missing
        CHILD  MIS_START
        a      31/04/2026  <
        b      .           <
    """,
)


@rule("1005", fields="MIS_END")
def end_of_time_missing_is_not_a_date(r):
    """The day on which the child was no longer missing is not a date."""
    return r.missing.filter(unreadable("MIS_END"))


end_of_time_missing_is_not_a_date.example(
    ok="""
        Missing
        CHILD  MIS_END
        a      01/05/2026
        b      .
    """,
    fails="""
        Missing
        CHILD  MIS_END
        a      31/04/2026  <
    """,
)


@rule("564", fields="MISSING MIS_START")
def missing_from_no_day(r):
    """The child was missing or away without authorisation, but the day it began is not given."""
    return r.missing.filter(among("MISSING", ["M", "A"]) & ~given("MIS_START"))


missing_from_no_day.example(
    ok="""
        Missing
        CHILD  MISSING  MIS_START
        a      M        01/05/2026
        b      A        unclear
        c      .        .
    """,
    fails="""
        Missing
        CHILD  MISSING  MIS_START
        a      M        .           <
        b      A        .           <
    """,
)


@rule("565", fields="MISSING MIS_START")
def kind_of_absence_is_not_given(r):
    """The day on which a time missing began is given, but not whether the child was missing or away without authorisation."""
    return r.missing.filter(given("MIS_START") & pl.col.MISSING.is_null())


kind_of_absence_is_not_given.example(
    ok="""
        Missing
        CHILD  MISSING  MIS_START
        a      M        01/05/2026
        b      A        .
        c      .        .
    """,
    fails="""
        Missing
        CHILD  MISSING  MIS_START
        a      .        01/05/2026  <
        b      .        unclear     <
    """,
)


@rule("566", fields="MISSING MIS_END")
def kind_of_ended_absence_is_not_given(r):
    """The day on which a time missing ended is given, but not whether the child was missing or away without authorisation."""
    return r.missing.filter(given("MIS_END") & pl.col.MISSING.is_null())


kind_of_ended_absence_is_not_given.example(
    ok="""
        Missing
        CHILD  MISSING  MIS_END
        a      M        01/05/2026
        b      A        .
        c      .        .
    """,
    fails="""
        Missing
        CHILD  MISSING  MIS_END
        a      .        01/05/2026  <
    """,
)


@rule("570", fields="MIS_START")
def missing_after_the_year(r):
    """The time missing begins after the end of the year."""
    return r.missing.filter(pl.col.MIS_START > r.end)


missing_after_the_year.example(
    ok="""
        Missing
        CHILD  MIS_START
        a      31/03/2027
        b      31/03/2026
    """,
    fails="""
        Missing
        CHILD  MIS_START
        a      01/04/2027  <
    """,
)


@rule("571", fields="MIS_END")
def found_outside_the_year(r):
    """The time missing ended before the year began, or after it ended."""
    return r.missing.filter((pl.col.MIS_END < r.start) | (pl.col.MIS_END > r.end))


found_outside_the_year.example(
    ok="""
        Missing
        CHILD  MIS_END
        a      01/04/2026
        b      31/03/2027
        c      .
    """,
    fails="""
        Missing
        CHILD  MIS_END
        a      31/03/2026  <
        b      01/04/2027  <
    """,
)


@rule("574", fields="MIS_START MIS_END")
def missing_twice_at_once(r):
    """Two times missing overlap: this one began before the other had ended, or while the other is left open."""
    return overlapping(r.missing, "MIS_START", "MIS_END")


missing_twice_at_once.example(
    ok="""
        Missing
        CHILD  MIS_START   MIS_END
        a      02/05/2026  .
        a      01/05/2026  02/05/2026
        b      .           01/05/2026
        b      .           01/05/2026
    """,
    fails="""
        Missing
        CHILD  MIS_START   MIS_END
        a      01/05/2026  03/05/2026
        a      02/05/2026  04/05/2026  <
        b      01/05/2026  .
        b      02/05/2026  04/05/2026  <
        c      01/05/2026  .
        c      02/05/2026  .           <
        d      01/05/2026  09/05/2026  <
        d      02/05/2026  .
    """,
)


@rule("575", fields="MIS_END")
def placement_ended_while_missing(r):
    """The child went missing from a placement that has ended, but the time missing is left open."""
    # On the day on which an episode ends and the next begins, the child is missing from the next.
    until = pl.when(pl.col.NEXT_DECOM == pl.col.DEC).then(pl.col.DEC.dt.offset_by("-1d")).otherwise("DEC")
    ended = r.episodes.filter(pl.col.DEC.is_not_null()).select("CHILD", "DECOM", UNTIL=until)
    from_it = pl.col.MIS_START.is_between("DECOM", "UNTIL")
    return r.missing.filter(~given("MIS_END")).join(ended, on="CHILD").filter(from_it)


placement_ended_while_missing.example(
    ok="""
        Episodes
        CHILD  DECOM       DEC
        a      01/05/2026  01/06/2026
        a      01/06/2026  .

        Missing
        CHILD  MIS_START   MIS_END
        a      02/05/2026  01/06/2026
        a      01/06/2026  .
    """,
    fails="""
        Episodes
        CHILD  DECOM       DEC
        a      01/05/2026  01/06/2026
        a      01/06/2026  .
        b      01/05/2026  01/06/2026

        Missing
        CHILD  MIS_START   MIS_END
        a      01/05/2026  .           <
        a      31/05/2026  .           <
        b      01/06/2026  .           <
    """,
)


@rule("576", fields="CHILD", needs=[LAST_YEAR])
def missing_last_year_and_forgotten(r):
    """The child was still missing at the end of last year, but the first time missing of this year began on another day."""
    still = r.last.missing.filter(pl.col.MIS_END.is_null() & pl.col.MIS_START.is_not_null())
    latest = in_order(still, "MIS_START").filter("LATEST")
    first = in_order(r.missing, "MIS_START").filter("FIRST")
    both = first.join(latest.select("CHILD", pl.col.MIS_START.alias("SINCE")), on="CHILD")
    return both.filter(pl.col.MIS_START.ne_missing(pl.col.SINCE))


missing_last_year_and_forgotten.example(
    ok="""
        Missing_last
        CHILD  MIS_START   MIS_END
        a      30/03/2026  .
        b      30/03/2026  31/03/2026
        c      30/03/2026  .

        Missing
        CHILD  MIS_START
        a      01/05/2026
        a      30/03/2026
        b      01/05/2026
    """,
    fails="""
        Missing_last
        CHILD  MIS_START   MIS_END
        a      30/03/2026  .
        b      30/03/2026  .

        Missing
        CHILD  MIS_START
        a      31/03/2026  <
        a      01/05/2026
        b      .           <
    """,
)


@rule("578", fields="MIS_START")
def missing_when_not_in_care(r):
    """The time missing began when the child was not in care."""
    return beginning_outside_care(r.missing, r.episodes, "MIS_START")


missing_when_not_in_care.example(
    ok="""
        Episodes
        CHILD  DECOM       DEC
        a      01/05/2026  01/06/2026
        a      01/06/2026  01/07/2026
        a      01/09/2026  .

        Missing
        CHILD  MIS_START
        a      01/05/2026
        a      01/07/2026
        a      01/10/2026
        a      .
    """,
    fails="""
        Episodes
        CHILD  DECOM       DEC
        a      01/05/2026  01/06/2026
        a      01/09/2026  .

        Missing
        CHILD  MIS_START
        a      30/04/2026  <
        a      02/06/2026  <
    """,
)


@rule("581", fields="MIS_START")
def missing_from_no_placement(r):
    """The time missing began on a day on which the child has no episode."""
    return beginning_in_no_episode(r.missing, r.episodes, "MIS_START")


missing_from_no_placement.example(
    ok="""
        Episodes
        CHILD  DECOM       DEC
        a      01/05/2026  01/06/2026
        a      03/06/2026  .

        Missing
        CHILD  MIS_START
        a      01/06/2026
        a      03/06/2026
        a      .
    """,
    fails="""
        Episodes
        CHILD  DECOM       DEC
        a      01/05/2026  01/06/2026
        a      03/06/2026  .

        Missing
        CHILD  MIS_START
        a      30/04/2026  <
        a      02/06/2026  <
    """,
)


@rule("586", fields="MIS_START")
def missing_before_birth(r):
    """The time missing began on the day the child was born, or before it."""
    return r.missing.filter(pl.col.MIS_START <= pl.col.DOB)


missing_before_birth.example(
    ok="""
        Missing
        CHILD  DOB         MIS_START
        a      01/05/2015  01/05/2026
        b      .           01/05/2026
    """,
    fails="""
        Missing
        CHILD  DOB         MIS_START
        a      01/05/2026  01/05/2026  <
        b      02/05/2026  01/05/2026  <
    """,
)
