"""Rules about the decision that a child should be placed for adoption, and what became of it."""

import polars as pl

from kith.lib.columns import among, any_given, given, unreadable
from kith.lib.rule import Rules
from kith.statutory.ssda903.derived import RESPITE
from kith.statutory.ssda903.rules.adoption import ADOPTED, PLACED
from kith.statutory.ssda903.specification import PLACED_ADOPTION

rule = Rules()


@rule("115", fields="DATE_PLACED")
def decision_to_place_is_not_a_date(r):
    """The day of the decision that the child should be placed for adoption is not a date."""
    return r.placed_adoption.filter(unreadable("DATE_PLACED"))


decision_to_place_is_not_a_date.example(
    ok="""
        PlacedAdoption
        CHILD  DATE_PLACED
        a      01/05/2026
        b      .
    """,
    fails="""
        PlacedAdoption
        CHILD  DATE_PLACED
        a      31/04/2026   <
    """,
)


@rule("116", fields="DATE_PLACED_CEASED")
def end_of_the_decision_is_not_a_date(r):
    """The day on which the decision to place the child for adoption ceased is not a date."""
    return r.placed_adoption.filter(unreadable("DATE_PLACED_CEASED"))


end_of_the_decision_is_not_a_date.example(
    ok="""
        PlacedAdoption
        CHILD  DATE_PLACED_CEASED
        a      01/05/2026
        b      .
    """,
    fails="""
        PlacedAdoption
        CHILD  DATE_PLACED_CEASED
        a      31/04/2026          <
    """,
)


@rule("117", fields="DATE_PLACED_CEASED DATE_PLACED DEC REC DECOM")
def decision_after_care_or_the_year_ended(r):
    """The decision to place the child for adoption was made, or ceased, after the child left care or after the year ended."""
    known = r.episodes.filter(pl.col.DECOM.is_not_null() & pl.col.REC.ne_missing("X1"))
    latest = known.unique("CHILD", keep="last", maintain_order=True).select("CHILD", "DEC", "#Episodes")
    days = (pl.col("DATE_PLACED"), pl.col("DATE_PLACED_CEASED"))
    late = pl.any_horizontal((day > r.end) | (day > pl.col.DEC) for day in days)
    return r.placed_adoption.join(latest, on="CHILD", how="left").filter(late)


decision_after_care_or_the_year_ended.example(
    ok="""
        Episodes
        CHILD  DECOM       DEC         REC
        a      01/05/2026  01/06/2026  E4A
        a      01/07/2026  01/08/2026  X1
        b      01/05/2026  01/06/2026  E4A
        b      01/07/2026  .           .

        PlacedAdoption
        CHILD  DATE_PLACED  DATE_PLACED_CEASED
        a      01/05/2026   01/06/2026
        b      01/08/2026   31/03/2027
    """,
    fails="""
        Episodes
        CHILD  DECOM       DEC         REC
        a      01/05/2026  01/06/2026  E4A  <
        b      01/05/2026  .           .    <

        PlacedAdoption
        CHILD  DATE_PLACED  DATE_PLACED_CEASED
        a      01/05/2026   02/06/2026          <
        b      01/04/2027   .                   <
    """,
)


@rule("118", fields="DATE_PLACED_CEASED DECOM LS")
def decision_ceased_before_care_or_the_year_began(r):
    """The decision to place the child for adoption ceased before the year began, or before the child was looked after."""
    cared_for = r.episodes.filter(pl.col.DECOM.is_not_null() & ~among("LS", RESPITE))
    first = cared_for.unique("CHILD", keep="first", maintain_order=True).select("CHILD", "DECOM", "#Episodes")
    early = (pl.col.DATE_PLACED_CEASED < r.start) | (pl.col.DATE_PLACED_CEASED < pl.col.DECOM)
    return r.placed_adoption.join(first, on="CHILD", how="left").filter(early)


decision_ceased_before_care_or_the_year_began.example(
    ok="""
        Episodes
        CHILD  DECOM       LS
        a      01/05/2026  C2
        b      01/05/2025  .
        c      .           C2

        PlacedAdoption
        CHILD  DATE_PLACED_CEASED
        a      01/05/2026
        b      01/04/2026
        c      01/04/2026
    """,
    fails="""
        Episodes
        CHILD  DECOM       LS
        a      01/04/2026  V4
        a      01/05/2026  C2  <
        b      01/05/2025  C2  <

        PlacedAdoption
        CHILD  DATE_PLACED_CEASED
        a      30/04/2026          <
        b      31/03/2026          <
    """,
)


@rule("119", fields="REASON_PLACED_CEASED DATE_PLACED_CEASED")
def decision_ceased_without_day_or_reason(r):
    """The decision to place the child for adoption ceased, but only the day or only the reason is given."""
    return r.placed_adoption.filter(given("DATE_PLACED_CEASED") ^ given("REASON_PLACED_CEASED"))


decision_ceased_without_day_or_reason.example(
    ok="""
        PlacedAdoption
        CHILD  DATE_PLACED_CEASED  REASON_PLACED_CEASED
        a      01/05/2026          RD1
        b      .                   .
    """,
    fails="""
        PlacedAdoption
        CHILD  DATE_PLACED_CEASED  REASON_PLACED_CEASED
        a      01/05/2026          .                     <
        b      .                   RD1                   <
    """,
)


@rule("120", fields="REASON_PLACED_CEASED")
def reason_the_decision_ceased_is_not_a_published_code(r):
    """The reason why the decision to place the child for adoption ceased is not one of the published codes."""
    return r.placed_adoption.filter(r.outside(PLACED_ADOPTION["REASON_PLACED_CEASED"]))


reason_the_decision_ceased_is_not_a_published_code.example(
    ok="""
        PlacedAdoption
        CHILD  REASON_PLACED_CEASED
        a      RD1
        b      RD4
        c      .
    """,
    fails="""
        PlacedAdoption
        CHILD  REASON_PLACED_CEASED
        a      RD5                   <
    """,
)


@rule("184", fields="DATE_PLACED DOB")
def decision_to_place_before_birth(r):
    """The decision that the child should be placed for adoption was made before birth, or the date of birth is missing."""
    born = r.header.select("CHILD", pl.col.DOB.alias("BORN")).unique(
        "CHILD", keep="first", maintain_order=True
    )
    before = pl.col.BORN.is_null() | (pl.col.DATE_PLACED < pl.col.BORN)
    placed = r.placed_adoption.filter(pl.col.DATE_PLACED.is_not_null())
    return placed.join(born, on="CHILD", how="left").filter(before)


decision_to_place_before_birth.example(
    ok="""
        Header
        CHILD  DOB
        a      01/05/2026
        b      .

        PlacedAdoption
        CHILD  DATE_PLACED
        a      01/05/2026
        b      .
    """,
    fails="""
        Header
        CHILD  DOB
        a      01/05/2026
        b      .

        PlacedAdoption
        CHILD  DATE_PLACED
        a      30/04/2026   <
        b      01/05/2026   <
    """,
)


@rule("522", fields="DATE_PLACED DATE_PLACED_CEASED")
def decision_ceased_before_it_was_made(r):
    """The decision to place the child for adoption ceased before it was made."""
    return r.placed_adoption.filter(pl.col.DATE_PLACED_CEASED < pl.col.DATE_PLACED)


decision_ceased_before_it_was_made.example(
    ok="""
        PlacedAdoption
        CHILD  DATE_PLACED  DATE_PLACED_CEASED
        a      01/05/2026   01/05/2026
        b      01/05/2026   .
    """,
    fails="""
        PlacedAdoption
        CHILD  DATE_PLACED  DATE_PLACED_CEASED
        a      02/05/2026   01/05/2026          <
    """,
)


@rule("563", fields="DATE_PLACED REASON_PLACED_CEASED DATE_PLACED_CEASED")
def decision_ceased_but_was_never_made(r):
    """The decision to place the child for adoption ceased, but the day it was made is missing."""
    ceased = given("DATE_PLACED_CEASED", "REASON_PLACED_CEASED")
    return r.placed_adoption.filter(ceased & ~given("DATE_PLACED"))


decision_ceased_but_was_never_made.example(
    ok="""
        PlacedAdoption
        CHILD  DATE_PLACED  DATE_PLACED_CEASED  REASON_PLACED_CEASED
        a      01/05/2026   01/06/2026          RD1
        b      .            01/06/2026          .
        c      .            .                   .
    """,
    fails="""
        PlacedAdoption
        CHILD  DATE_PLACED  DATE_PLACED_CEASED  REASON_PLACED_CEASED
        a      .            01/06/2026          RD1                   <
    """,
)


@rule("551", fields="DATE_PLACED PLACE")
def placed_for_adoption_without_a_decision(r):
    """The child is placed for adoption, but there is no day of a decision to do so."""
    decided = r.placed_adoption.filter(given("DATE_PLACED"))
    return r.episodes.filter(pl.col.PLACE.is_in(PLACED)).join(decided, on="CHILD", how="anti")


placed_for_adoption_without_a_decision.example(
    ok="""
        Episodes
        CHILD  PLACE
        a      A3
        b      U1

        PlacedAdoption
        CHILD  DATE_PLACED
        a      .
        a      01/05/2026
    """,
    fails="""
        Episodes
        CHILD  PLACE
        a      A3     <
        b      A6     <

        PlacedAdoption
        CHILD  DATE_PLACED
        a      .
    """,
)


@rule("552", fields="DATE_PLACED DECOM")
def placed_for_adoption_before_the_decision(r):
    """The child was first placed for adoption before the latest decision to do so was made."""
    newest = pl.col.DATE_PLACED == pl.col.DATE_PLACED.max().over("CHILD")
    placed = r.episodes.filter(pl.col.PLACE.is_in(PLACED))
    first = placed.filter(pl.col.DECOM == pl.col.DECOM.min().over("CHILD"))
    both = r.placed_adoption.filter(newest).join(first, on="CHILD")
    return both.filter(pl.col.DATE_PLACED > pl.col.DECOM)


placed_for_adoption_before_the_decision.example(
    ok="""
        Episodes
        CHILD  DECOM       PLACE
        a      01/04/2026  U1
        a      01/05/2026  A5

        PlacedAdoption
        CHILD  DATE_PLACED
        a      01/05/2026
        a      .
    """,
    fails="""
        Episodes
        CHILD  DECOM       PLACE
        a      01/05/2026  A3     <
        a      01/07/2026  A5

        PlacedAdoption
        CHILD  DATE_PLACED
        a      01/04/2026
        a      02/05/2026   <
    """,
)


@rule("553", fields="CHILD DATE_PLACED DATE_PLACED_CEASED REASON_PLACED_CEASED")
def placement_order_without_a_decision_that_stands(r):
    """The child is under a placement order, but there is no decision to place for adoption, or the decision has ceased."""
    under_order = r.episodes.filter(pl.col.LS == "E1")
    ceased = any_given("DATE_PLACED_CEASED", "REASON_PLACED_CEASED")
    stands = r.placed_adoption.filter(~ceased)
    over = r.placed_adoption.filter(ceased).join(stands, on="CHILD", how="anti")
    undecided = under_order.join(r.placed_adoption, on="CHILD", how="anti")
    return [undecided, over.join(under_order.filter(~given("DEC")), on="CHILD", how="semi")]


placement_order_without_a_decision_that_stands.example(
    ok="""
        Episodes
        CHILD  DECOM       DEC         LS
        a      01/05/2026  .           E1
        b      01/05/2026  01/06/2026  E1
        c      01/05/2026  .           E1
        d      01/05/2026  .           C2

        PlacedAdoption
        CHILD  DATE_PLACED  DATE_PLACED_CEASED
        a      01/05/2026   .
        b      01/05/2026   01/06/2026
        c      01/05/2025   01/05/2026
        c      01/06/2026   .
    """,
    fails="""
        Episodes
        CHILD  DECOM       DEC         LS
        a      01/05/2026  .           E1
        b      01/05/2026  01/06/2026  E1  <

        PlacedAdoption
        CHILD  DATE_PLACED  DATE_PLACED_CEASED
        a      01/05/2026   01/06/2026          <
    """,
)


@rule("554", fields="DATE_PLACED DECOM LS")
def placement_order_before_the_decision(r):
    """The child came under a placement order before the decision to place for adoption was made."""
    under_order = r.episodes.filter(pl.col.LS == "E1")
    first = under_order.filter(pl.col.DECOM == pl.col.DECOM.min().over("CHILD"))
    return r.placed_adoption.join(first, on="CHILD").filter(pl.col.DATE_PLACED > pl.col.DECOM)


placement_order_before_the_decision.example(
    ok="""
        Episodes
        CHILD  DECOM       LS
        a      01/04/2026  C2
        a      01/05/2026  E1

        PlacedAdoption
        CHILD  DATE_PLACED
        a      01/05/2026
    """,
    fails="""
        Episodes
        CHILD  DECOM       LS
        a      01/05/2026  E1  <
        a      01/07/2026  E1

        PlacedAdoption
        CHILD  DATE_PLACED
        a      02/05/2026   <
    """,
)


@rule(
    "557",
    fields="DATE_PLACED_CEASED REASON_PLACED_CEASED PLACE LS REC",
    since="2024-25",
    began="2022-23",
)
def left_care_but_the_decision_stands(r):
    """The child was to be adopted and left care in another way, but the day and reason that decision ceased are not both given."""
    to_be_adopted = among("PLACE", PLACED) | among("LS", ["E1"])
    left = pl.col.REC.is_not_null() & ~pl.col.REC.is_in(["X1", *ADOPTED])
    episodes = r.episodes.filter(to_be_adopted & left)
    stands = r.placed_adoption.filter(~given("DATE_PLACED_CEASED", "REASON_PLACED_CEASED"))
    return [
        episodes.join(stands, on="CHILD"),
        episodes.join(r.placed_adoption, on="CHILD", how="anti"),
    ]


left_care_but_the_decision_stands.example(
    ok="""
        Episodes
        CHILD  PLACE  LS  REC
        a      A3     E1  E4A
        b      A3     E1  E11
        c      A3     E1  X1
        d      A3     E1  .
        e      U1     C2  E4A

        PlacedAdoption
        CHILD  DATE_PLACED_CEASED  REASON_PLACED_CEASED
        a      01/05/2026          RD1
    """,
    fails="""
        Episodes
        CHILD  PLACE  LS  REC
        a      A3     .   E4A  <
        b      U1     E1  E4A  <

        PlacedAdoption
        CHILD  DATE_PLACED_CEASED  REASON_PLACED_CEASED
        a      01/05/2026          .                     <
    """,
)


@rule("1003", fields="DATE_PLACED DECOM RNE")
def decision_to_place_before_care_started(r):
    """The decision to place the child for adoption was made before the child first started to be looked after."""
    started = r.episodes.filter(pl.col.RNE == "S")
    first = started.filter(pl.col.DECOM == pl.col.DECOM.min().over("CHILD"))
    return r.placed_adoption.join(first, on="CHILD").filter(pl.col.DATE_PLACED < pl.col.DECOM)


decision_to_place_before_care_started.example(
    ok="""
        Episodes
        CHILD  DECOM       RNE
        a      01/05/2025  S
        a      01/05/2026  S

        PlacedAdoption
        CHILD  DATE_PLACED
        a      01/05/2025
    """,
    fails="""
        Episodes
        CHILD  DECOM       RNE
        a      01/04/2025  L
        a      01/05/2025  S    <
        a      01/05/2026  S

        PlacedAdoption
        CHILD  DATE_PLACED
        a      30/04/2025   <
    """,
)
