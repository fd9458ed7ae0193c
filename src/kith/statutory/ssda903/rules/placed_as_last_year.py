"""Rules about several decisions to place a child for adoption: within the year, and as they stood last year."""

import polars as pl

from kith.lib.columns import any_given, as_text, given
from kith.lib.rule import Rules
from kith.statutory.ssda903.rules.adoption import ADOPTED
from kith.statutory.ssda903.tables import LAST_YEAR
from kith.statutory.ssda903.times import in_order

rule = Rules()

CEASED = any_given("DATE_PLACED_CEASED", "REASON_PLACED_CEASED")


@rule("559", fields="DATE_PLACED", needs=[LAST_YEAR])
def decision_of_an_earlier_year_is_new(r):
    """The decision to place the child for adoption was made before this year, but last year's files do not have its day."""
    decided = r.last.placed_adoption.filter(pl.col.DATE_PLACED.is_not_null())
    return r.placed_adoption.filter(pl.col.DATE_PLACED < r.start).join(decided, on="CHILD", how="anti")


decision_of_an_earlier_year_is_new.example(
    ok="""
        PlacedAdoption_last
        CHILD  DATE_PLACED
        a      .
        b      01/05/2025

        PlacedAdoption
        CHILD  DATE_PLACED
        a      01/04/2026
        b      01/05/2025
    """,
    fails="""
        PlacedAdoption_last
        CHILD  DATE_PLACED
        a      .

        PlacedAdoption
        CHILD  DATE_PLACED
        a      31/03/2026   <
        c      01/05/2025   <
    """,
)


@rule("560", fields="DATE_PLACED DATE_PLACED_CEASED", needs=[LAST_YEAR])
def decision_has_another_day_than_last_year(r):
    """The decision to place the child for adoption had not ceased last year, but this year it has another day."""
    day = as_text("DATE_PLACED").alias("day")
    stood = r.last.placed_adoption.filter(~CEASED & given("DATE_PLACED")).select("CHILD", day)
    changed = stood.join(r.placed_adoption.select("CHILD", day), on=["CHILD", "day"], how="anti")
    return r.placed_adoption.join(changed, on="CHILD", how="semi")


decision_has_another_day_than_last_year.example(
    ok="""
        PlacedAdoption_last
        CHILD  DATE_PLACED  DATE_PLACED_CEASED
        a      01/05/2025   .
        b      01/05/2025   01/06/2025
        c      unclear      .

        PlacedAdoption
        CHILD  DATE_PLACED
        a      01/05/2025
        a      01/05/2026
        b      01/05/2026
        c      unclear
    """,
    fails="""
        PlacedAdoption_last
        CHILD  DATE_PLACED  DATE_PLACED_CEASED
        a      01/05/2025   .
        b      01/05/2025   .

        PlacedAdoption
        CHILD  DATE_PLACED
        a      02/05/2025   <
        b      .            <
    """,
)


@rule("561", fields="DATE_PLACED", needs=[LAST_YEAR])
def decision_that_ceased_last_year_is_given_again(r):
    """The decision to place the child for adoption ceased last year, but this year has one with the same day."""
    day = as_text("DATE_PLACED").alias("day")
    over = r.last.placed_adoption.filter(CEASED).select("CHILD", day)
    return r.placed_adoption.with_columns(day).join(over, on=["CHILD", "day"], how="semi")


decision_that_ceased_last_year_is_given_again.example(
    ok="""
        PlacedAdoption_last
        CHILD  DATE_PLACED  DATE_PLACED_CEASED
        a      01/05/2025   .
        b      01/05/2025   01/06/2025
        c      .            01/06/2025

        PlacedAdoption
        CHILD  DATE_PLACED
        a      01/05/2025
        b      01/05/2026
        c      .
    """,
    fails="""
        PlacedAdoption_last
        CHILD  DATE_PLACED  DATE_PLACED_CEASED  REASON_PLACED_CEASED
        a      01/05/2025   01/06/2025          RD1
        b      01/05/2025   .                   RD1

        PlacedAdoption
        CHILD  DATE_PLACED
        a      01/05/2025   <
        b      01/05/2025   <
    """,
)


@rule("558", fields="DATE_PLACED_CEASED REC")
def adopted_though_every_decision_ceased(r):
    """The child was adopted, but each of several decisions to place for adoption has ceased."""
    ended = given("DATE_PLACED_CEASED").alias("ended")
    decisions = r.placed_adoption.with_columns(ended).group_by("CHILD")
    several = decisions.agg(pl.col.ended.all(), pl.len()).filter(pl.col.ended & (pl.col.len > 1))
    return r.episodes.filter(pl.col.REC.is_in(ADOPTED)).join(several, on="CHILD", how="semi")


adopted_though_every_decision_ceased.example(
    ok="""
        Episodes
        CHILD  REC
        a      E11
        b      E12
        c      E4A

        PlacedAdoption
        CHILD  DATE_PLACED_CEASED
        a      01/05/2025
        a      .
        b      01/05/2025
        c      01/05/2025
        c      01/05/2026
    """,
    fails="""
        Episodes
        CHILD  REC
        a      E11  <

        PlacedAdoption
        CHILD  DATE_PLACED_CEASED
        a      01/05/2025
        a      unclear
    """,
)


@rule("579", fields="DATE_PLACED DATE_PLACED_CEASED")
def decision_made_while_another_stood(r):
    """The decision to place the child for adoption was made before the one before it had ceased."""
    made = r.placed_adoption.filter(pl.col.DATE_PLACED.is_not_null())
    ordered = in_order(made, "DATE_PLACED", "DATE_PLACED_CEASED", before=("DATE_PLACED_CEASED",))
    stands = ~pl.col.FIRST & pl.col.PREV_DATE_PLACED_CEASED.is_null()
    return ordered.filter(stands | (pl.col.DATE_PLACED < pl.col.PREV_DATE_PLACED_CEASED))


decision_made_while_another_stood.example(
    ok="""
        PlacedAdoption
        CHILD  DATE_PLACED  DATE_PLACED_CEASED
        a      01/06/2026   .
        a      01/05/2026   01/06/2026
        b      .            .
        b      .            .
    """,
    fails="""
        PlacedAdoption
        CHILD  DATE_PLACED  DATE_PLACED_CEASED
        a      01/06/2026   .                   <
        a      01/05/2026   02/06/2026
        b      01/05/2026   .
        b      01/06/2026   .                   <
    """,
)


@rule("583", fields="DATE_PLACED DATE_PLACED_CEASED")
def earlier_decision_is_left_open(r):
    """The decision to place the child for adoption was followed by another, but the day it ceased is missing."""
    made = r.placed_adoption.filter(pl.col.DATE_PLACED.is_not_null())
    ordered = in_order(made, "DATE_PLACED", "DATE_PLACED_CEASED")
    return ordered.filter(~pl.col.LATEST & ~given("DATE_PLACED_CEASED"))


earlier_decision_is_left_open.example(
    ok="""
        PlacedAdoption
        CHILD  DATE_PLACED  DATE_PLACED_CEASED
        a      01/06/2026   .
        a      01/05/2026   01/06/2026
        b      01/05/2026   .
        b      .            .
    """,
    fails="""
        PlacedAdoption
        CHILD  DATE_PLACED  DATE_PLACED_CEASED
        a      01/06/2026   .
        a      01/05/2026   .                   <
    """,
)


@rule("584", fields="DATE_PLACED", needs=[LAST_YEAR])
def new_decision_is_not_later_than_the_one_that_ceased(r):
    """Last year's decision to place the child for adoption ceased, and this year's has no day, or one that is no later."""
    over = r.last.placed_adoption.filter(CEASED).select("CHILD", pl.col.DATE_PLACED.alias("ENDED_ONE"))
    no_later = pl.col.DATE_PLACED.is_null() | (pl.col.DATE_PLACED <= pl.col.ENDED_ONE)
    return r.placed_adoption.join(over, on="CHILD").filter(no_later)


new_decision_is_not_later_than_the_one_that_ceased.example(
    ok="""
        PlacedAdoption_last
        CHILD  DATE_PLACED  DATE_PLACED_CEASED
        a      01/05/2025   01/06/2025
        b      01/05/2025   .
        c      .            01/06/2025

        PlacedAdoption
        CHILD  DATE_PLACED
        a      02/05/2025
        b      01/05/2025
        c      01/05/2025
    """,
    fails="""
        PlacedAdoption_last
        CHILD  DATE_PLACED  DATE_PLACED_CEASED  REASON_PLACED_CEASED
        a      01/05/2025   01/06/2025          .
        b      01/05/2025   .                   RD1

        PlacedAdoption
        CHILD  DATE_PLACED
        a      01/05/2025   <
        b      .            <
    """,
)
