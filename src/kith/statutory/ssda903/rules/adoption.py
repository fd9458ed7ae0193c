"""Rules about children who are adopted, or are to be."""

import polars as pl

from kith.lib.columns import any_given, given, unreadable
from kith.lib.rule import Rules, also_rows_of

rule = Rules()

ADOPTED = ("E11", "E12")
# The rule names E1 too, which is no code of any year here; what it stood for we have not been able to verify.
ADOPTED_OR_E1 = ("E1", *ADOPTED)
WITH_CARERS, WITH_OTHERS = ("A2", "A3", "A5"), ("A1", "A4", "A6")
PLACED = ("A3", "A4", "A5", "A6")
DETAILS = ("DATE_INT", "DATE_MATCH", "FOSTER_CARE", "NB_ADOPTR", "SEX_ADOPTR", "LS_ADOPTR")


@rule("601", fields="REC DATE_INT DATE_MATCH FOSTER_CARE NB_ADOPTR SEX_ADOPTR LS_ADOPTR")
def adopted_without_every_detail(r):
    """The child was adopted in the year, but details of the adoption are missing."""
    ended = pl.col.DEC.is_between(r.start, r.end)
    adopted = r.episodes.filter(pl.col.REC.is_in(ADOPTED) & ended)
    lacking = adopted.join(r.ad1.filter(given(*DETAILS)), on="CHILD", how="anti")
    return also_rows_of("AD1", r.ad1, on="CHILD", rows=lacking)


adopted_without_every_detail.example(
    ok="""
        Episodes
        CHILD  DECOM       DEC         REC
        a      01/05/2025  01/06/2026  E11

        AD1
        CHILD  DATE_INT    DATE_MATCH  FOSTER_CARE  NB_ADOPTR  SEX_ADOPTR  LS_ADOPTR
        a      01/05/2026  10/05/2026  0            2          MF          L11
    """,
    fails="""
        Episodes
        CHILD  DECOM       DEC         REC
        a      01/05/2025  01/06/2026  E11  <
        b      01/05/2025  01/06/2026  E12  <

        AD1
        CHILD  DATE_INT    DATE_MATCH  FOSTER_CARE  NB_ADOPTR  SEX_ADOPTR  LS_ADOPTR
        a      01/05/2026  .           0            2          MF          L11        <
    """,
)


@rule("112", fields="DATE_INT")
def decision_to_adopt_is_not_a_date(r):
    """The day of the decision that the child should be adopted is not a date."""
    return r.ad1.filter(unreadable("DATE_INT"))


decision_to_adopt_is_not_a_date.example(
    ok="""
        AD1
        CHILD  DATE_INT
        a      01/05/2026
        b      .
    """,
    fails="""
        AD1
        CHILD  DATE_INT
        a      31/02/2026  <
    """,
)


@rule("113", fields="DATE_MATCH")
def match_is_not_a_date(r):
    """The day the child was matched with adopters is not a date."""
    return r.ad1.filter(unreadable("DATE_MATCH"))


match_is_not_a_date.example(
    ok="""
        AD1
        CHILD  DATE_MATCH
        a      01/05/2026
        b      .
    """,
    fails="""
        AD1
        CHILD  DATE_MATCH
        a      May         <
    """,
)


@rule("151", fields="DATE_INT DATE_MATCH FOSTER_CARE NB_ADOPTR SEX_ADOPTR LS_ADOPTR")
def some_details_of_the_adoption_are_missing(r):
    """Some details of the adoption are given and others are not: give all six, or none."""
    return r.ad1.filter(any_given(*DETAILS) & ~given(*DETAILS))


some_details_of_the_adoption_are_missing.example(
    ok="""
        AD1
        CHILD  DATE_INT    DATE_MATCH  FOSTER_CARE  NB_ADOPTR  SEX_ADOPTR  LS_ADOPTR
        a      01/05/2026  unclear     0            2          MF          L11
        b      .           .           .            .          .           .
    """,
    fails="""
        AD1
        CHILD  DATE_INT    DATE_MATCH  FOSTER_CARE  NB_ADOPTR  SEX_ADOPTR  LS_ADOPTR
        a      01/05/2026  .           0            2          MF          L11        <
        b      unclear     .           .            .          .           .          <
    """,
)


@rule("331", fields="DATE_MATCH DECOM REC")
def matched_after_the_adoptive_placement_began(r):
    """The child was matched with adopters after the episode that ended in adoption had begun."""
    adopted = r.episodes.filter(pl.col.REC.is_in(ADOPTED))
    return r.ad1.join(adopted, on="CHILD").filter(pl.col.DATE_MATCH > pl.col.DECOM)


matched_after_the_adoptive_placement_began.example(
    ok="""
        Episodes
        CHILD  DECOM       REC
        a      01/04/2026  X1
        a      01/05/2026  E11

        AD1
        CHILD  DATE_MATCH
        a      01/05/2026
    """,
    fails="""
        Episodes
        CHILD  DECOM       REC
        a      01/05/2026  E12  <

        AD1
        CHILD  DATE_MATCH
        a      02/05/2026  <
    """,
)


@rule("333", fields="DATE_INT")
def matched_before_the_decision_to_adopt(r):
    """The child was matched with adopters, but the decision that the child should be adopted is missing or later."""
    undecided = pl.col.DATE_INT.is_null() | (pl.col.DATE_INT > pl.col.DATE_MATCH)
    return r.ad1.filter(pl.col.DATE_MATCH.is_not_null() & undecided)


matched_before_the_decision_to_adopt.example(
    ok="""
        AD1
        CHILD  DATE_INT    DATE_MATCH
        a      01/05/2026  01/05/2026
        b      01/05/2026  .
        c      .           .
    """,
    fails="""
        AD1
        CHILD  DATE_INT    DATE_MATCH
        a      02/05/2026  01/05/2026  <
        b      .           01/05/2026  <
    """,
)


@rule("334", fields="DATE_INT DECOM RNE")
def decision_to_adopt_before_care_started(r):
    """The decision that the child should be adopted was made before the child last started to be looked after."""
    started = r.episodes.filter(pl.col.RNE == "S")
    latest = started.filter(pl.col.DECOM == pl.col.DECOM.max().over("CHILD"))
    return r.ad1.join(latest, on="CHILD").filter(pl.col.DATE_INT < pl.col.DECOM)


decision_to_adopt_before_care_started.example(
    ok="""
        Episodes
        CHILD  DECOM       RNE
        a      01/05/2026  S
        a      01/06/2026  P

        AD1
        CHILD  DATE_INT
        a      01/05/2026
    """,
    fails="""
        Episodes
        CHILD  DECOM       RNE
        a      01/05/2025  S
        a      01/05/2026  S    <

        AD1
        CHILD  DATE_INT
        a      30/04/2026  <
    """,
)


@rule("335", fields="PLACE FOSTER_CARE")
def adopters_and_last_placement_disagree(r):
    """The child's last placement and the details of the adoption disagree on whether the foster carers adopted the child."""
    adopted = r.episodes.filter(pl.col.REC.is_in(ADOPTED_OR_E1))
    others = (pl.col.FOSTER_CARE == "0") & pl.col.PLACE.is_in(WITH_CARERS)
    carers = (pl.col.FOSTER_CARE == "1") & pl.col.PLACE.is_in(WITH_OTHERS)
    return r.ad1.join(adopted, on="CHILD").filter(others | carers)


adopters_and_last_placement_disagree.example(
    ok="""
        Episodes
        CHILD  PLACE  REC
        a      A5     E11
        b      A6     E12
        c      A3     X1

        AD1
        CHILD  FOSTER_CARE
        a      1
        b      0
        c      0
    """,
    fails="""
        Episodes
        CHILD  PLACE  REC
        a      A5     E11  <
        b      A6     E12  <

        AD1
        CHILD  FOSTER_CARE
        a      0            <
        b      1            <
    """,
)


@rule("521", fields="PLACE DECOM DATE_INT")
def placed_with_adopters_before_the_decision(r):
    """The child was placed for adoption before the decision that the child should be adopted."""
    placed = r.episodes.filter(pl.col.PLACE.is_in(PLACED))
    return r.ad1.join(placed, on="CHILD").filter(pl.col.DATE_INT > pl.col.DECOM)


placed_with_adopters_before_the_decision.example(
    ok="""
        Episodes
        CHILD  DECOM       PLACE
        a      01/04/2026  U1
        a      01/05/2026  A5

        AD1
        CHILD  DATE_INT
        a      01/05/2026
    """,
    fails="""
        Episodes
        CHILD  DECOM       PLACE
        a      01/05/2026  A3     <

        AD1
        CHILD  DATE_INT
        a      02/05/2026  <
    """,
)


@rule("523", fields="DATE_PLACED DATE_INT")
def two_dates_for_the_decision(r):
    """The decision to place the child for adoption and the decision that the child should be adopted are one, but their dates differ."""
    both = r.placed_adoption.join(r.ad1, on="CHILD")
    return both.filter(pl.col.DATE_PLACED != pl.col.DATE_INT)


two_dates_for_the_decision.example(
    ok="""
        PlacedAdoption
        CHILD  DATE_PLACED
        a      01/05/2026
        b      01/05/2026

        AD1
        CHILD  DATE_INT
        a      01/05/2026
        b      .
    """,
    fails="""
        PlacedAdoption
        CHILD  DATE_PLACED
        a      01/05/2026   <

        AD1
        CHILD  DATE_INT
        a      02/05/2026  <
    """,
)


@rule("525", fields="DATE_PLACED_CEASED DATE_INT DATE_MATCH FOSTER_CARE NB_ADOPTR SEX_ADOPTR LS_ADOPTR")
def adopted_though_the_decision_ceased(r):
    """The decision to place the child for adoption ceased, but there are details of an adoption."""
    ceased = r.placed_adoption.filter(given("DATE_PLACED_CEASED"))
    return ceased.join(r.ad1.filter(any_given(*DETAILS)), on="CHILD")


adopted_though_the_decision_ceased.example(
    ok="""
        PlacedAdoption
        CHILD  DATE_PLACED  DATE_PLACED_CEASED
        a      01/05/2025   01/05/2026
        b      01/05/2025   .

        AD1
        CHILD  DATE_INT    LS_ADOPTR
        a      .           .
        b      01/05/2025  L11
    """,
    fails="""
        PlacedAdoption
        CHILD  DATE_PLACED  DATE_PLACED_CEASED
        a      01/05/2025   01/05/2026          <

        AD1
        CHILD  DATE_INT    LS_ADOPTR
        a      .           L11        <
    """,
)


@rule("582", fields="DEC DATE_MATCH")
def adopted_on_the_day_of_the_match(r):
    """The child was adopted on the very day of the match with adopters."""
    adopted = r.episodes.filter(pl.col.REC.is_in(ADOPTED))
    return adopted.join(r.ad1, left_on=["CHILD", "DEC"], right_on=["CHILD", "DATE_MATCH"], how="semi")


adopted_on_the_day_of_the_match.example(
    ok="""
        Episodes
        CHILD  DEC         REC
        a      01/05/2026  E11
        b      01/05/2026  E4A

        AD1
        CHILD  DATE_MATCH
        a      30/04/2026
        b      01/05/2026
    """,
    fails="""
        Episodes
        CHILD  DEC         REC
        a      01/05/2026  E12  <

        AD1
        CHILD  DATE_MATCH
        a      01/05/2026
    """,
)


@rule("602", fields="CHILD")
def adoption_of_a_child_who_was_not_adopted(r):
    """There are details of an adoption, but no episode of the child ended in adoption in the year."""
    ended = pl.col.DEC.is_between(r.start, r.end)
    adopted = r.episodes.filter(pl.col.REC.is_in(ADOPTED) & ended)
    return r.ad1.filter(any_given(*DETAILS)).join(adopted, on="CHILD", how="anti")


adoption_of_a_child_who_was_not_adopted.example(
    ok="""
        Episodes
        CHILD  DEC         REC
        a      31/03/2027  E11
        b      01/05/2026  E4A

        AD1
        CHILD  DATE_INT
        a      01/05/2026
        b      .
    """,
    fails="""
        Episodes
        CHILD  DEC         REC
        a      31/03/2026  E11
        b      01/05/2026  E4A

        AD1
        CHILD  DATE_INT
        a      01/05/2025  <
        b      unclear     <
        c      01/05/2025  <
    """,
)
