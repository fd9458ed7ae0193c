"""Rules about the days on which an episode begins and ends."""

from datetime import date

import polars as pl

from kith.lib.columns import given, unreadable
from kith.lib.rule import Rules, also_rows_of

rule = Rules()

CHILDREN_ACT = date(1991, 10, 14)  # the Children Act 1989 came into force


@rule("141", fields="DECOM")
def start_is_not_a_date(r):
    """The day the episode began is not a date."""
    return r.episodes.filter(unreadable("DECOM"))


start_is_not_a_date.example(
    ok="""
        Episodes
        CHILD  DECOM
        a      01/05/2026
        b      .
    """,
    fails="""
        Episodes
        CHILD  DECOM
        a      31/06/2026  <
    """,
)


@rule("302", fields="DECOM DOB")
def first_episode_before_birth(r):
    """The child's first episode began before the child was born."""
    early = r.episodes.filter(pl.col.FIRST & (pl.col.DECOM < pl.col.DOB))
    return also_rows_of("Header", r.header, on="CHILD", rows=early)


first_episode_before_birth.example(
    ok="""
        Header
        CHILD  DOB
        a      01/05/2026

        Episodes
        CHILD  DECOM
        a      01/05/2026
    """,
    fails="""
        Header
        CHILD  DOB
        b      01/05/2026
        a      01/05/2026  <

        Episodes
        CHILD  DECOM
        a      01/06/2026
        a      30/04/2026  <
    """,
)


@rule("353", fields="DECOM")
def begins_before_the_children_act(r):
    """The episode began before 14 October 1991, when the Children Act came into force."""
    return r.episodes.filter(pl.col.DECOM < CHILDREN_ACT)


begins_before_the_children_act.example(
    ok="""
        Episodes
        CHILD  DECOM
        a      14/10/1991
    """,
    fails="""
        Episodes
        CHILD  DECOM
        a      13/10/1991  <
    """,
)


@rule("354", fields="DECOM")
def begins_after_the_year(r):
    """The episode begins after the end of the collection year."""
    return r.episodes.filter(pl.col.DECOM > r.end)


begins_after_the_year.example(
    ok="""
        Episodes
        CHILD  DECOM
        a      31/03/2027
    """,
    fails="""
        Episodes
        CHILD  DECOM
        a      01/04/2027  <
    """,
)


@rule("355", fields="DECOM DEC")
def begins_and_ends_on_one_day(r):
    """The episode begins and ends on the same day."""
    return r.episodes.filter(pl.col.DECOM == pl.col.DEC)


begins_and_ends_on_one_day.example(
    ok="""
        Episodes
        CHILD  DECOM       DEC
        a      01/05/2026  02/05/2026
        b      .           .
    """,
    fails="""
        Episodes
        CHILD  DECOM       DEC
        a      01/05/2026  01/05/2026  <
    """,
)


@rule("147", fields="DEC")
def end_is_not_a_date(r):
    """The day the episode ended is not a date."""
    return r.episodes.filter(unreadable("DEC"))


end_is_not_a_date.example(
    ok="""
        Episodes
        CHILD  DEC
        a      30/06/2026
        b      .
    """,
    fails="""
        Episodes
        CHILD  DEC
        a      31/06/2026  <
    """,
)


@rule("148", fields="DEC REC")
def end_without_reason_or_reason_without_end(r):
    """The episode has a day it ended but no reason, or a reason but no day."""
    return r.episodes.filter(given("DEC") != given("REC"))


end_without_reason_or_reason_without_end.example(
    ok="""
        Episodes
        CHILD  DEC         REC
        a      01/06/2026  E4A
        b      .           .
        c      31/06/2026  X1
    """,
    fails="""
        Episodes
        CHILD  DEC         REC
        a      01/06/2026  .    <
        b      .           X1   <
    """,
)


@rule("356", fields="DECOM")
def ends_before_it_begins(r):
    """The episode ends before it begins."""
    return r.episodes.filter(pl.col.DEC < pl.col.DECOM)


ends_before_it_begins.example(
    ok="""
        Episodes
        CHILD  DECOM       DEC
        a      01/05/2026  01/05/2026
        b      01/05/2026  .
    """,
    fails="""
        Episodes
        CHILD  DECOM       DEC
        a      01/05/2026  30/04/2026  <
    """,
)


@rule("385", fields="DEC")
def ends_after_the_year(r):
    """The episode ends after the end of the collection year."""
    return r.episodes.filter(pl.col.DEC > r.end)


ends_after_the_year.example(
    ok="""
        Episodes
        CHILD  DEC
        a      31/03/2027
        b      .
    """,
    fails="""
        Episodes
        CHILD  DEC
        a      01/04/2027  <
    """,
)
