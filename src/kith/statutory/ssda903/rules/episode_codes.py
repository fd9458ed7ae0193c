"""Rules about the codes of an episode: whether they are published ones, and which provider goes with which placement."""

import polars as pl

from kith.lib.columns import among, given
from kith.lib.rule import Rules
from kith.statutory.ssda903.specification import EPISODES

rule = Rules()

ADOPTIVE = ("A3", "A4", "A5", "A6")
FOSTER = ("U1", "U2", "U3", "U4", "U5", "U6")
TEMPORARY = ("T0", "T1", "T2", "T3", "T4")
OTHER = ("Z11", "Z12", "Z13", "Z14")  # in place of Z1, from 2025-26
NO_PROVIDER = (*TEMPORARY, *OTHER)


@rule("143", fields="RNE")
def reason_for_start_is_not_a_published_code(r):
    """The reason why the episode began is not one of the published codes."""
    return r.episodes.filter(r.outside(EPISODES["RNE"]))


reason_for_start_is_not_a_published_code.example(
    ok="""
        Episodes
        CHILD  RNE
        a      S
        b      .
    """,
    fails="""
        Episodes
        CHILD  RNE
        a      X1   <
        b      s    <
    """,
)


@rule("144", fields="LS")
def legal_status_is_not_a_published_code(r):
    """The legal status is not one of the published codes."""
    return r.episodes.filter(r.outside(EPISODES["LS"]))


legal_status_is_not_a_published_code.example(
    ok="""
        Episodes
        CHILD  LS
        a      C2
        b      .
    """,
    fails="""
        Episodes
        CHILD  LS
        a      V1  <
    """,
)


@rule("145", fields="CIN")
def main_need_is_not_a_published_code(r):
    """The main need of the child is not one of the published codes."""
    return r.episodes.filter(r.outside(EPISODES["CIN"]))


main_need_is_not_a_published_code.example(
    ok="""
        Episodes
        CHILD  CIN
        a      N8
        b      .
    """,
    fails="""
        Episodes
        CHILD  CIN
        a      N0   <
        b      N9   <
    """,
)


@rule("146", fields="PLACE")
def placement_is_not_a_published_code(r):
    """The type of placement is not one of the codes published for this year."""
    return r.episodes.filter(r.outside(EPISODES["PLACE"]))


placement_is_not_a_published_code.example(
    ok="""
        Episodes
        CHILD  PLACE
        a      U6
        b      Z14
        c      .
    """,
    fails="""
        Episodes
        CHILD  PLACE
        a      Z1     <
        b      H5     <
        c      U7     <
    """,
)


@rule("149", fields="REC")
def reason_for_end_is_not_a_published_code(r):
    """The reason why the episode ended is not one of the published codes."""
    return r.episodes.filter(r.outside(EPISODES["REC"]))


reason_for_end_is_not_a_published_code.example(
    ok="""
        Episodes
        CHILD  REC
        a      E4A
        b      .
    """,
    fails="""
        Episodes
        CHILD  REC
        a      E4   <
    """,
)


@rule("178", fields="PLACE_PROVIDER", since="2025-26", began="2022-23")
def provider_is_not_a_code_that_can_stand_here(r):
    """The kind of provider is not one of the published codes, or stands with a placement that has no provider."""
    none_asked = among("PLACE", set(NO_PROVIDER) - {"T4"})
    return r.episodes.filter(r.outside(EPISODES["PLACE_PROVIDER"]) | (given("PLACE_PROVIDER") & none_asked))


provider_is_not_a_code_that_can_stand_here.example(
    ok="""
        Episodes
        CHILD  PLACE  PLACE_PROVIDER
        a      U1     PR1
        b      T1     .
        c      T4     PR1
        d      .      PR5
    """,
    fails="""
        Episodes
        CHILD  PLACE  PLACE_PROVIDER
        a      U1     PR6             <
        b      T3     PR1             <
        c      Z11    PR2             <
        d      .      X               <
    """,
)


@rule("213", fields="PLACE_PROVIDER", since="2025-26", began="2022-23")
def placement_has_a_provider_that_is_not_asked(r):
    """The kind of provider is given for a temporary or other placement, for which it is not asked."""
    return r.episodes.filter(given("PLACE_PROVIDER") & among("PLACE", NO_PROVIDER))


placement_has_a_provider_that_is_not_asked.example(
    ok="""
        Episodes
        CHILD  PLACE  PLACE_PROVIDER
        a      U1     PR1
        b      T4     .
        c      .      PR1
    """,
    fails="""
        Episodes
        CHILD  PLACE  PLACE_PROVIDER
        a      T4     PR1             <
        b      Z12    PR4             <
    """,
)


@rule("526", fields="PLACE PLACE_PROVIDER", since="2025-26", began="2022-23")
def provider_is_missing(r):
    """The kind of provider is missing for a placement that has one."""
    asked = pl.col.PLACE.is_not_null() & ~among("PLACE", NO_PROVIDER)
    return r.episodes.filter(asked & ~given("PLACE_PROVIDER"))


provider_is_missing.example(
    ok="""
        Episodes
        CHILD  PLACE  PLACE_PROVIDER
        a      U1     PR1
        b      T4     .
        c      .      .
    """,
    fails="""
        Episodes
        CHILD  PLACE  PLACE_PROVIDER
        a      U1     .               <
        b      P1     .               <
    """,
)


@rule("527", fields="PLACE PLACE_PROVIDER")
def own_provision_where_it_cannot_be(r):
    """A placement with parents, in hospital or in custody is given as this authority's own provision."""
    return r.episodes.filter((pl.col.PLACE_PROVIDER == "PR1") & among("PLACE", ["P1", "R2", "R5"]))


own_provision_where_it_cannot_be.example(
    ok="""
        Episodes
        CHILD  PLACE  PLACE_PROVIDER
        a      R1     PR1
        b      R2     PR3
    """,
    fails="""
        Episodes
        CHILD  PLACE  PLACE_PROVIDER
        a      P1     PR1             <
        b      R2     PR1             <
        c      R5     PR1             <
    """,
)


@rule("528", fields="PLACE PLACE_PROVIDER")
def other_authority_where_it_cannot_be(r):
    """A placement with parents, in hospital or in custody is given as another authority's provision."""
    return r.episodes.filter((pl.col.PLACE_PROVIDER == "PR2") & among("PLACE", ["P1", "R2", "R5"]))


other_authority_where_it_cannot_be.example(
    ok="""
        Episodes
        CHILD  PLACE  PLACE_PROVIDER
        a      U6     PR2
        b      R5     PR3
    """,
    fails="""
        Episodes
        CHILD  PLACE  PLACE_PROVIDER
        a      P1     PR2             <
        b      R2     PR2             <
        c      R5     PR2             <
    """,
)


@rule("529", fields="PLACE PLACE_PROVIDER")
def public_body_where_it_cannot_be(r):
    """A health trust or other public body is given as the provider of a kind of placement it does not provide."""
    never = ("P1", "K1", "K2", *ADOPTIVE, *FOSTER)
    return r.episodes.filter((pl.col.PLACE_PROVIDER == "PR3") & among("PLACE", never))


public_body_where_it_cannot_be.example(
    ok="""
        Episodes
        CHILD  PLACE  PLACE_PROVIDER
        a      R2     PR3
        b      .      PR3
    """,
    fails="""
        Episodes
        CHILD  PLACE  PLACE_PROVIDER
        a      P1     PR3             <
        b      A6     PR3             <
        c      K2     PR3             <
        d      U1     PR3             <
    """,
)


@rule("530", fields="PLACE PLACE_PROVIDER")
def private_provider_of_a_home_with_parents(r):
    """A placement with parents is given as private provision."""
    return r.episodes.filter((pl.col.PLACE_PROVIDER == "PR4") & (pl.col.PLACE == "P1"))


private_provider_of_a_home_with_parents.example(
    ok="""
        Episodes
        CHILD  PLACE  PLACE_PROVIDER
        a      P1     PR0
        b      U6     PR4
    """,
    fails="""
        Episodes
        CHILD  PLACE  PLACE_PROVIDER
        a      P1     PR4             <
    """,
)


@rule("531", fields="PLACE PLACE_PROVIDER")
def voluntary_provider_of_a_home_with_parents(r):
    """A placement with parents is given as the provision of a voluntary body."""
    return r.episodes.filter((pl.col.PLACE_PROVIDER == "PR5") & (pl.col.PLACE == "P1"))


voluntary_provider_of_a_home_with_parents.example(
    ok="""
        Episodes
        CHILD  PLACE  PLACE_PROVIDER
        a      P1     PR0
        b      U6     PR5
    """,
    fails="""
        Episodes
        CHILD  PLACE  PLACE_PROVIDER
        a      P1     PR5             <
    """,
)


@rule("550", fields="PLACE PLACE_PROVIDER")
def parents_provide_another_placement(r):
    """Parents are given as the provider, but the child is not placed with them."""
    return r.episodes.filter((pl.col.PLACE_PROVIDER == "PR0") & ~among("PLACE", ["P1"]))


parents_provide_another_placement.example(
    ok="""
        Episodes
        CHILD  PLACE  PLACE_PROVIDER
        a      P1     PR0
        b      U6     PR1
    """,
    fails="""
        Episodes
        CHILD  PLACE  PLACE_PROVIDER
        a      U6     PR0             <
        b      .      PR0             <
    """,
)


@rule("1009", fields="REASON_PLACE_CHANGE")
def reason_for_the_move_is_not_a_published_code(r):
    """The reason why the placement changed is not one of the published codes."""
    return r.episodes.filter(r.outside(EPISODES["REASON_PLACE_CHANGE"]))


reason_for_the_move_is_not_a_published_code.example(
    ok="""
        Episodes
        CHILD  REASON_PLACE_CHANGE
        a      CARPL
        b      .
    """,
    fails="""
        Episodes
        CHILD  REASON_PLACE_CHANGE
        a      CAREPL               <
    """,
)
