"""Rules about girls and young women who are mothers."""

import polars as pl

from kith.lib.columns import aged, among, any_given
from kith.lib.rule import Rules, also_rows_of, identity
from kith.statutory.ssda903.derived import RESPITE
from kith.statutory.ssda903.specification import HEADER
from kith.statutory.ssda903.tables import LAST_YEAR

rule = Rules()

LETTERS_SINCE = "2024-25"  # sex was 1 or 2 before


def female(r):
    return among("SEX", ("F",) if r.year >= LETTERS_SINCE else ("F", "2"))


def male(r):
    return among("SEX", ("M",) if r.year >= LETTERS_SINCE else ("M", "1"))


def short_break():
    """The episode is a short break: worked cases write it small too."""
    return among("LS", [*RESPITE, *map(str.lower, RESPITE)])


def said_to_be(name, rows, children):
    """Rows with a Boolean column: whether the child is among these."""
    those = children.select("CHILD", pl.lit(True).alias(name)).unique("CHILD")
    return rows.join(those, on="CHILD", how="left").with_columns(pl.col(name).fill_null(False))


@rule("165", fields="MOTHER SEX ACTIV ACCOM IN_TOUCH DECOM")
def motherhood_is_wrong_or_missing(r):
    """Whether the child is a mother is neither 0 nor 1, is missing for a girl looked after in the year, or is given for
    a boy or for a care leaver who was not looked after in the year."""
    leavers = r.oc3.filter(any_given("IN_TOUCH", "ACTIV", "ACCOM"))
    told = said_to_be("LEFT", r.header, leavers)
    told = said_to_be("IN_CARE", told, r.episodes.filter(pl.col.IN_YEAR & ~short_break()))
    not_asked = male(r) | (pl.col.LEFT & ~pl.col.IN_CARE)
    missing = female(r) & pl.col.IN_CARE & pl.col.MOTHER.is_null()
    wrong = r.outside(HEADER["MOTHER"]) | (not_asked & pl.col.MOTHER.is_not_null()) | missing
    return also_rows_of("OC3", r.oc3, on="CHILD", rows=told.filter(wrong))


motherhood_is_wrong_or_missing.example(
    ok="""
        Header
        CHILD  SEX  MOTHER
        a      F    0
        b      M    .
        break  F    .
        left   F    .

        Episodes
        CHILD  DECOM       DEC         LS
        a      01/05/2025  .           C2
        b      01/05/2025  .           C2
        break  01/05/2026  08/05/2026  V4
        left   01/05/2020  31/03/2026  C2

        OC3
        CHILD  IN_TOUCH
        left   YES
    """,
    fails="""
        Header
        CHILD  SEX  MOTHER
        a      F    .       <
        b      M    0       <
        c      F    2       <
        left   F    1       <

        Episodes
        CHILD  DECOM       LS
        a      01/05/2025  C2
        b      01/05/2025  C2
        c      01/05/2025  C2

        OC3
        CHILD  IN_TOUCH
        left   YES       <
    """,
)


@rule("207", fields="MOTHER", needs=[LAST_YEAR])
def no_longer_a_mother(r):
    """The child was a mother in last year's return, is looked after this year, and is no longer said to be one."""
    mothers = r.last.header.filter(pl.col.MOTHER == "1")
    changed = r.header.filter(pl.col.MOTHER.ne_missing("1"))
    return changed.join(mothers, on="CHILD", how="semi").join(r.episodes, on="CHILD", how="semi")


no_longer_a_mother.example(
    ok="""
        Header
        CHILD  MOTHER
        a      1
        b      1
        left   .

        Episodes
        CHILD
        a
        b

        Header_last
        CHILD  MOTHER
        a      1
        b      0
        left   1
    """,
    fails="""
        Header
        CHILD  MOTHER
        a      0       <
        b      .       <

        Episodes
        CHILD
        a
        b

        Header_last
        CHILD  MOTHER
        a      1
        b      1
    """,
)


@rule("393", fields="MOTHER")
def girl_in_care_without_motherhood(r):
    """It is not said whether a girl is a mother, though she was not only looked after on short breaks."""
    asked = r.episodes.filter(~short_break())
    return r.header.filter(female(r) & pl.col.MOTHER.is_null()).join(asked, on="CHILD", how="semi")


girl_in_care_without_motherhood.example(
    ok="""
        Header
        CHILD  SEX  MOTHER
        a      F    0
        b      M    .
        c      F    .
        left   F    .

        Episodes
        CHILD  LS
        a      C2
        b      C2
        c      V4
    """,
    fails="""
        Header
        CHILD  SEX  MOTHER
        a      F    .       <
        b      F    .       <

        Episodes
        CHILD  LS
        a      V3
        a      C2
        b      .
    """,
)


@rule("399", fields="MOTHER LS REVIEW REVIEW_CODE")
def short_breaks_with_motherhood_or_reviews(r):
    """The child was only looked after on short breaks, for which neither motherhood nor reviews are asked."""
    others = r.episodes.filter(~short_break())
    only = r.episodes.filter(short_break()).join(others, on="CHILD", how="anti")
    reviews = r.reviews.filter(any_given("REVIEW", "REVIEW_CODE")).join(only, on="CHILD", how="semi")
    told = pl.concat([r.header.filter(pl.col.MOTHER.is_not_null()).select("CHILD"), reviews.select("CHILD")])
    breaks = only.join(told, on="CHILD", how="semi")
    return [also_rows_of("Header", r.header, on="CHILD", rows=breaks), reviews]


short_breaks_with_motherhood_or_reviews.example(
    ok="""
        Header
        CHILD  MOTHER
        a      .
        b      0

        Episodes
        CHILD  LS
        a      V4
        b      V3
        b      C2

        Reviews
        CHILD  REVIEW      REVIEW_CODE
        a      .           .
        b      01/05/2026  PN1
    """,
    fails="""
        Header
        CHILD  MOTHER
        a      0       <
        b      .       <

        Episodes
        CHILD  LS
        a      V4    <
        a      V4    <
        b      V3    <

        Reviews
        CHILD  REVIEW      REVIEW_CODE
        b      01/05/2026  PN1          <
    """,
)


@rule("607", fields="DEC REC MOTHER LS SEX")
def girl_left_care_without_motherhood(r):
    """A girl left care in the year, and it is not said whether she is a mother."""
    left = pl.col.DEC.is_between(r.start, r.end) & (pl.col.REC != "X1") & ~short_break()
    unsaid = r.header.filter(female(r) & pl.col.MOTHER.is_null()).select("CHILD", identity("Header"))
    return r.episodes.filter(left).join(unsaid, on="CHILD")


girl_left_care_without_motherhood.example(
    ok="""
        Header
        CHILD  SEX  MOTHER
        a      F    0
        b      M    .
        c      F    .

        Episodes
        CHILD  DEC         REC  LS
        a      01/05/2026  E4A  C2
        b      01/05/2026  E4A  C2
        c      01/05/2026  X1   C2
        c      02/05/2026  E4A  V4
        c      31/03/2026  E4A  C2
        c      03/05/2026  .    C2
    """,
    fails="""
        Header
        CHILD  SEX  MOTHER
        a      F    .       <

        Episodes
        CHILD  DEC         REC  LS
        a      01/05/2026  E4A  C2  <
        a      31/03/2027  E8   .   <
    """,
)


@rule("620", fields="DOB MOTHER")
def mother_under_eleven(r):
    """The child is said to be a mother, but was under 11 when the year began."""
    return r.header.filter((pl.col.MOTHER == "1") & ~aged("DOB", 11, r.start))


mother_under_eleven.example(
    ok="""
        Header
        CHILD  DOB         MOTHER
        a      01/04/2015  1
        b      02/04/2015  0
        c      .           1
    """,
    fails="""
        Header
        CHILD  DOB         MOTHER
        a      02/04/2015  1       <
    """,
)


@rule("628", fields="MOTHER")
def care_leaver_with_motherhood(r):
    """It is said whether a care leaver is a mother, which is asked only of those looked after in the year."""
    leavers = r.oc3.join(r.episodes, on="CHILD", how="anti")
    return r.header.filter(pl.col.MOTHER.is_not_null()).join(leavers, on="CHILD", how="semi")


care_leaver_with_motherhood.example(
    ok="""
        Header
        CHILD  MOTHER
        a      0
        b      .

        Episodes
        CHILD
        a

        OC3
        CHILD
        a
        b
    """,
    fails="""
        Header
        CHILD  MOTHER
        a      0       <

        OC3
        CHILD
        a
    """,
)
