"""Rules about children who came to the country alone to seek asylum, and the day that status ended."""

import polars as pl

from kith.lib.columns import aged, among, any_given, birthday, differs, given, unreadable
from kith.lib.rule import Rules, identity
from kith.statutory.ssda903.rules.places import alone_last_year
from kith.statutory.ssda903.tables import LAST_YEAR, POSTCODES, XML

rule = Rules()


@rule("104", fields="DUC")
def end_of_status_is_before_the_year(r):
    """The day the child stopped being unaccompanied is not a date, or is before the year began."""
    return r.uasc.filter(unreadable("DUC") | (pl.col.DUC < r.start))


end_of_status_is_before_the_year.example(
    ok="""
        UASC
        CHILD  DUC
        a      01/04/2026
        b      .
    """,
    fails="""
        UASC
        CHILD  DUC
        a      31/03/2026  <
        b      31/13/2026  <
    """,
)


@rule("105", fields="UASC")
def status_is_neither_yes_nor_no(r):
    """Whether the child is unaccompanied is neither 0 nor 1."""
    in_files = r.lacks(XML) is None  # CSV does not say it: there it follows from the table of these children
    return r.header.filter(~among("UASC", ("0", "1")) & pl.lit(in_files))


status_is_neither_yes_nor_no.example(
    file_format="xml",
    ok="""
        Header
        CHILD  UASC
        a      0
        b      1
    """,
    fails="""
        Header
        CHILD  UASC
        a      Y     <
        b      .     <
    """,
)


@rule("231", fields="DOB UASC", since="2024-25")
def unaccompanied_under_eleven(r):
    """The child is said to have come alone, but was under 11 when the year ended."""
    return r.header.filter((pl.col.UASC == "1") & ~aged("DOB", 11, r.end))


unaccompanied_under_eleven.example(
    ok="""
        Header
        CHILD  DOB         UASC
        a      31/03/2016  1
        b      01/04/2016  0
        c      .           1
    """,
    fails="""
        Header
        CHILD  DOB         UASC
        a      01/04/2016  1     <
    """,
)


@rule("303", fields="DUC UASC")
def end_of_status_without_status(r):
    """There is a day on which the child stopped being unaccompanied, but the header does not say the child was."""
    others = r.header.filter(pl.col.UASC.ne_missing("1")).select("CHILD", identity("Header"))
    return r.uasc.filter(given("DUC")).join(others, on="CHILD")


end_of_status_without_status.example(
    ok="""
        Header
        CHILD  UASC
        a      1
        b      0

        UASC
        CHILD  DUC
        a      01/05/2026
        b      .
    """,
    fails="""
        Header
        CHILD  UASC
        a      0           <

        UASC
        CHILD  DUC
        a      01/05/2026  <
    """,
)


@rule("304", fields="DUC")
def end_of_status_is_after_eighteen(r):
    """The day the child stopped being unaccompanied is after the 18th birthday."""
    return r.uasc.filter(birthday("DOB", 18) < pl.col.DUC)


end_of_status_is_after_eighteen.example(
    ok="""
        UASC
        CHILD  DOB         DUC
        a      01/05/2008  01/05/2026
        b      01/05/2008  .
        c      .           01/05/2026
    """,
    fails="""
        UASC
        CHILD  DOB         DUC
        a      01/05/2008  02/05/2026  <
    """,
)


def both_years(r):
    """The children of this year's header and UASC, with their rows. NOW and BEFORE (Boolean): unaccompanied this year, last
    year; IN_BOTH (Boolean): in both headers; DUC and DUC_last, ENDS and ENDED (Boolean): whether each is given; DOB."""
    now = r.uasc.select("CHILD", identity("UASC"), "DUC", BORN="DOB", LISTED=pl.lit(True), ENDS=given("DUC"))
    last = r.last.uasc.select("CHILD", LISTED_last=pl.lit(True), DUC_last="DUC", ENDED=given("DUC"))
    headers = r.header.select("CHILD", identity("Header"), "DOB", FLAG="UASC", IN_HEADER=pl.lit(True))
    before = r.last.header.select("CHILD", FLAG_last="UASC", IN_LAST=pl.lit(True)).unique("CHILD")
    told = headers.join(now, on="CHILD", how="full", coalesce=True)
    told = told.join(before, on="CHILD", how="left").join(last.unique("CHILD"), on="CHILD", how="left")
    return told.with_columns(
        pl.col("ENDS", "ENDED").fill_null(False),
        flagged("IN_HEADER", "FLAG", "ENDS").alias("NOW"),
        flagged("IN_LAST", "FLAG_last", "ENDED").alias("BEFORE"),
        pl.coalesce("DOB", "BORN").alias("DOB"),
        in_both().alias("IN_BOTH"),
    )


def flagged(known, flag, ends):
    """What the header says; where there is none, a child whose status has an end had that status."""
    return pl.when(known).then(pl.col(flag) == "1").otherwise(pl.col(ends)).fill_null(False)


def in_both():
    """The child is in both years' headers, or in both years' UASC where a header is missing."""
    now, last = pl.coalesce("IN_HEADER", "LISTED"), pl.coalesce("IN_LAST", "LISTED_last")
    return (now & last).fill_null(False)


@rule("205A", fields="CHILD UASC", needs=[LAST_YEAR])
def status_ended_without_a_day_last_year(r):
    """The child was unaccompanied last year and is not now, but the status did not end last year or still has an end
    this year."""
    last = r.collection.before
    then = pl.col.DUC_last.is_between(last.start, last.end).fill_null(False)
    return both_years(r).filter(pl.col.BEFORE & ~pl.col.NOW & (pl.col.ENDS | ~then))


status_ended_without_a_day_last_year.example(
    ok="""
        Header
        CHILD  UASC
        a      0
        b      1

        UASC
        CHILD  DUC
        b      01/05/2026

        Header_last
        CHILD  UASC
        a      1
        b      1

        UASC_last
        CHILD  DUC
        a      31/03/2026
        b      .
    """,
    fails="""
        Header
        CHILD  UASC
        a      0     <
        b      0     <
        c      0     <

        UASC
        CHILD  DUC
        b      01/05/2025  <

        Header_last
        CHILD  UASC
        a      1
        b      1
        c      1

        UASC_last
        CHILD  DUC
        a      01/04/2026
        b      01/05/2025
        c      .
    """,
)


@rule("205B", fields="DUC UASC", needs=[LAST_YEAR])
def end_of_status_contradicts_last_year(r):
    """The child is unaccompanied in both years, but the status ends on a day that is neither in this year nor the one
    given last year, or last year gave another day than the 18th birthday."""
    moved = ~pl.col.DUC.is_between(r.start, r.end).fill_null(False) & differs("DUC", "DUC_last")
    ended = pl.col.DUC_last != birthday("DOB", 18)
    return both_years(r).filter(pl.col.NOW & pl.col.BEFORE & (moved | ended.fill_null(False)))


end_of_status_contradicts_last_year.example(
    ok="""
        Header
        CHILD  UASC  DOB
        a      1     01/05/2009
        b      1     01/05/2009
        c      1     01/05/2009

        UASC
        CHILD  DUC
        a      01/05/2027
        b      01/06/2026
        c      .

        Header_last
        CHILD  UASC
        a      1
        b      1
        c      1

        UASC_last
        CHILD  DUC
        a      01/05/2027
        b      01/05/2027
        c      .
    """,
    fails="""
        Header
        CHILD  UASC  DOB
        a      1     01/05/2009  <
        b      1     01/05/2009  <
        c      1     01/05/2009  <

        UASC
        CHILD  DUC
        a      .           <
        b      01/06/2027  <
        c      01/06/2026  <

        Header_last
        CHILD  UASC
        a      1
        b      1
        c      1

        UASC_last
        CHILD  DUC
        a      01/05/2027
        b      01/05/2027
        c      01/06/2026
    """,
)


@rule("205C", fields="DUC UASC", needs=[LAST_YEAR])
def end_of_status_in_neither_year(r):
    """The child is unaccompanied in neither year, but a day on which that ended is given."""
    return both_years(r).filter(~pl.col.NOW & ~pl.col.BEFORE & (pl.col.ENDS | pl.col.ENDED))


end_of_status_in_neither_year.example(
    ok="""
        Header
        CHILD  UASC
        a      0
        b      1

        UASC
        CHILD  DUC
        b      01/05/2026

        Header_last
        CHILD  UASC
        a      0
        b      0
    """,
    fails="""
        Header
        CHILD  UASC
        a      0     <
        b      0     <

        UASC
        CHILD  DUC
        a      01/05/2026  <

        Header_last
        CHILD  UASC
        a      0
        b      0

        UASC_last
        CHILD  DUC
        b      01/05/2025
    """,
)


@rule("205D", fields="UASC CHILD", needs=[LAST_YEAR])
def became_unaccompanied(r):
    """The child is unaccompanied this year but was in last year's return without being so."""
    found = both_years(r).filter(pl.col.NOW & ~pl.col.BEFORE & pl.col.IN_BOTH)
    # It is the header that is at fault, not the row of UASC that follows from it.
    mark, listed = identity("Header"), identity("UASC")
    told = found.with_columns(pl.when(pl.col(mark).is_null()).then(listed).alias(listed))
    return told.unique([mark, listed])


became_unaccompanied.example(
    ok="""
        Header
        CHILD  UASC
        a      1
        new    1

        UASC
        CHILD
        a
        new

        Header_last
        CHILD  UASC
        a      1
    """,
    fails="""
        Header
        CHILD  UASC
        a      1     <

        UASC
        CHILD
        a

        Header_last
        CHILD  UASC
        a      0
    """,
)


@rule("406", fields="PL_DISTANCE", needs=[POSTCODES])
def distance_for_an_unaccompanied_child(r):
    """A distance from home is given for a child who came to the country alone."""
    flagged = r.header.filter(pl.col.UASC == "1").select("CHILD")
    alone = pl.concat([flagged, r.uasc.select("CHILD"), alone_last_year(r)])
    return r.episodes.filter(given("PL_DISTANCE")).join(alone, on="CHILD", how="semi")


distance_for_an_unaccompanied_child.example(
    ok="""
        Header
        CHILD  UASC
        a      0
        b      1

        Episodes
        CHILD  PL_DISTANCE
        a      5
        b      .
    """,
    fails="""
        Header
        CHILD  UASC
        a      1
        b      0

        Episodes
        CHILD  PL_DISTANCE
        a      5            <
        b      0            <

        Header_last
        CHILD  UASC
        b      1
    """,
)


@rule("1014", fields="ACTIV ACCOM IN_TOUCH DUC")
def care_leaver_is_said_to_be_unaccompanied(r):
    """A care leaver who was not looked after in the year is among the unaccompanied children."""
    leavers = r.oc3.filter(any_given("IN_TOUCH", "ACTIV", "ACCOM")).select("CHILD", identity("OC3"))
    gone = r.uasc.join(r.episodes.filter("IN_YEAR"), on="CHILD", how="anti")
    return gone.join(leavers, on="CHILD")


care_leaver_is_said_to_be_unaccompanied.example(
    ok="""
        UASC
        CHILD
        a
        b

        OC3
        CHILD  IN_TOUCH
        a      YES
        b      .

        Episodes
        CHILD  DECOM       DEC
        a      01/05/2024  01/04/2026
        b      01/05/2024  31/03/2026
    """,
    fails="""
        UASC
        CHILD
        a      <
        b      <

        OC3
        CHILD  IN_TOUCH  ACCOM
        a      YES       .      <
        b      .         B1     <

        Episodes
        CHILD  DECOM       DEC
        a      01/05/2024  31/03/2026
    """,
)
