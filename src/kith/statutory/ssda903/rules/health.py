"""Rules about health and convictions in the year: checks, immunisations, teeth, and help with substance misuse."""

import polars as pl

from kith.lib.columns import aged, any_blank, any_given, birthday, given
from kith.lib.rule import Rules
from kith.statutory.ssda903.derived import CONTINUOUSLY
from kith.statutory.ssda903.specification import OC2

rule = Rules()

CORE = ("IMMUNISATIONS", "TEETH_CHECK", "HEALTH_ASSESSMENT", "SUBSTANCE_MISUSE")
HELP = ("INTERVENTION_RECEIVED", "INTERVENTION_OFFERED")
OTHERS = ("CONVICTED", "HEALTH_CHECK", *HELP)
ITEMS = (*CORE, *OTHERS)
ALL_YEAR = pl.col(CONTINUOUSLY)


@rule("158", fields="INTERVENTION_RECEIVED INTERVENTION_OFFERED")
def help_received_and_offered(r):
    """Help with substance misuse was received, so whether it was offered is not asked."""
    return r.oc2.filter((pl.col.INTERVENTION_RECEIVED == "1") & given("INTERVENTION_OFFERED"))


help_received_and_offered.example(
    ok="""
        OC2
        CHILD  INTERVENTION_RECEIVED  INTERVENTION_OFFERED
        a      1                      .
        b      0                      1
        c      .                      1
    """,
    fails="""
        OC2
        CHILD  INTERVENTION_RECEIVED  INTERVENTION_OFFERED
        a      1                      1                     <
        b      1                      0                     <
    """,
)


@rule("159", fields="SUBSTANCE_MISUSE INTERVENTION_RECEIVED INTERVENTION_OFFERED")
def offer_of_help_is_missing(r):
    """The child misuses substances and had no help, but it is not said whether help was offered."""
    without = (pl.col.SUBSTANCE_MISUSE == "1") & (pl.col.INTERVENTION_RECEIVED == "0")
    return r.oc2.filter(without & ~given("INTERVENTION_OFFERED"))


offer_of_help_is_missing.example(
    ok="""
        OC2
        CHILD  SUBSTANCE_MISUSE  INTERVENTION_RECEIVED  INTERVENTION_OFFERED
        a      1                 0                      0
        b      1                 1                      .
        c      0                 0                      .
        d      1                 .                      .
    """,
    fails="""
        OC2
        CHILD  SUBSTANCE_MISUSE  INTERVENTION_RECEIVED  INTERVENTION_OFFERED
        a      1                 0                      .                     <
    """,
)


@rule("181", fields=" ".join(ITEMS))
def health_item_is_neither_yes_nor_no(r):
    """One of the items about health or convictions is neither 0 nor 1."""
    return r.oc2.filter(pl.any_horizontal(r.outside(OC2[item]) for item in ITEMS))


health_item_is_neither_yes_nor_no.example(
    ok="""
        OC2
        CHILD  CONVICTED  TEETH_CHECK
        a      0          1
        b      .          .
    """,
    fails="""
        OC2
        CHILD  CONVICTED  TEETH_CHECK
        a      2          1            <
        b      .          Y            <
    """,
)


@rule("182", fields=" ".join(ITEMS), year_end=True)
def health_items_are_incomplete(r):
    """Some items about health or convictions are given, but one that is asked of every child is missing."""
    return r.oc2.filter(any_blank(*CORE) & any_given(*OTHERS))


health_items_are_incomplete.example(
    ok="""
        OC2
        CHILD  CONVICTED  IMMUNISATIONS  TEETH_CHECK  HEALTH_ASSESSMENT  SUBSTANCE_MISUSE
        a      0          1              1            1                  0
        b      .          1              .            .                  .
        c      .          .              .            .                  .
    """,
    fails="""
        OC2
        CHILD  CONVICTED  HEALTH_CHECK  INTERVENTION_OFFERED  IMMUNISATIONS  TEETH_CHECK  HEALTH_ASSESSMENT  SUBSTANCE_MISUSE
        a      0          .             .                     1              1            1                  .                 <
        b      .          1             .                     .              .            .                  .                 <
        c      .          .             0                     1              .            1                  1                 <
    """,
)


@rule("190", fields=" ".join(ITEMS))
def health_items_without_a_year_in_care(r):
    """Items about health or convictions are given, which are asked only of children looked after all year."""
    return r.oc2.filter(any_given(*ITEMS) & ~ALL_YEAR)


health_items_without_a_year_in_care.example(
    ok="""
        OC2
        CHILD  TEETH_CHECK  CONTINUOUSLY_LOOKED_AFTER
        a      1            yes
        b      .            no
    """,
    fails="""
        OC2
        CHILD  TEETH_CHECK  CONTINUOUSLY_LOOKED_AFTER
        a      0            no                         <
    """,
)


@rule("191", fields="IMMUNISATIONS TEETH_CHECK HEALTH_ASSESSMENT SUBSTANCE_MISUSE CHILD", year_end=True)
def health_items_are_missing(r):
    """The child was looked after all year, but an item about health that is asked of every such child is missing."""
    none = r.episodes.filter(ALL_YEAR & pl.col.FIRST).join(r.oc2, on="CHILD", how="anti")
    return [r.oc2.filter(ALL_YEAR & any_blank(*CORE)), none]


health_items_are_missing.example(
    ok="""
        Episodes
        CHILD  DECOM       RNE
        a      01/05/2025  S
        new    01/05/2026  S

        OC2
        CHILD  IMMUNISATIONS  TEETH_CHECK  HEALTH_ASSESSMENT  SUBSTANCE_MISUSE
        a      1              1            1                  0
        new    .              .            .                  .
    """,
    fails="""
        Episodes
        CHILD  DECOM       DEC         REC  RNE
        a      01/05/2025  .           .    S
        b      01/05/2026  .           .    P
        b      01/05/2025  01/05/2026  X1   S    <

        OC2
        CHILD  IMMUNISATIONS  TEETH_CHECK  HEALTH_ASSESSMENT  SUBSTANCE_MISUSE
        a      1              1            1                  .                 <
    """,
)


@rule("192", fields="SUBSTANCE_MISUSE INTERVENTION_RECEIVED")
def help_received_is_missing(r):
    """The child misuses substances, but it is not said whether the child had help."""
    return r.oc2.filter((pl.col.SUBSTANCE_MISUSE == "1") & ~given("INTERVENTION_RECEIVED"))


help_received_is_missing.example(
    ok="""
        OC2
        CHILD  SUBSTANCE_MISUSE  INTERVENTION_RECEIVED
        a      1                 0
        b      0                 .
        c      .                 .
    """,
    fails="""
        OC2
        CHILD  SUBSTANCE_MISUSE  INTERVENTION_RECEIVED
        a      1                 .                      <
    """,
)


@rule("193", fields="SUBSTANCE_MISUSE INTERVENTION_RECEIVED INTERVENTION_OFFERED")
def help_without_substance_misuse(r):
    """Help with substance misuse is spoken of, but the child is not said to misuse substances."""
    none = pl.col.SUBSTANCE_MISUSE.is_null() | (pl.col.SUBSTANCE_MISUSE == "0")
    return r.oc2.filter(none & any_given(*HELP))


help_without_substance_misuse.example(
    ok="""
        OC2
        CHILD  SUBSTANCE_MISUSE  INTERVENTION_RECEIVED  INTERVENTION_OFFERED
        a      1                 0                      1
        b      0                 .                      .
        c      .                 .                      .
    """,
    fails="""
        OC2
        CHILD  SUBSTANCE_MISUSE  INTERVENTION_RECEIVED  INTERVENTION_OFFERED
        a      0                 0                      .                     <
        b      .                 .                      1                     <
    """,
)


@rule("542", fields="CONVICTED")
def conviction_under_ten(r):
    """Whether the child was convicted is given, but the child was under ten when the year ended."""
    return r.oc2.filter(given("CONVICTED") & ~aged("DOB", 10, r.end))


conviction_under_ten.example(
    ok="""
        OC2
        CHILD  DOB         CONVICTED
        a      31/03/2017  0
        b      01/04/2017  .
        c      .           0
    """,
    fails="""
        OC2
        CHILD  DOB         CONVICTED
        a      01/04/2017  0          <
    """,
)


@rule("543", fields="DOB CONVICTED", year_end=True)
def conviction_is_missing(r):
    """It is not said whether the child was convicted, though the child had turned ten before the year's last day and was
    looked after all year."""
    return r.oc2.filter(ALL_YEAR & (birthday("DOB", 10) < r.end) & ~given("CONVICTED"))


conviction_is_missing.example(
    ok="""
        OC2
        CHILD  DOB         CONVICTED  CONTINUOUSLY_LOOKED_AFTER
        a      30/03/2017  0          yes
        b      31/03/2017  .          yes
        c      01/05/2012  .          no
    """,
    fails="""
        OC2
        CHILD  DOB         CONVICTED  CONTINUOUSLY_LOOKED_AFTER
        a      30/03/2017  .          yes                        <
    """,
)


@rule("544", fields="CONVICTED IMMUNISATIONS TEETH_CHECK HEALTH_ASSESSMENT SUBSTANCE_MISUSE", year_end=True)
def convicted_but_health_items_missing(r):
    """The child was convicted, so the items about health are asked too, and one is missing."""
    return r.oc2.filter((pl.col.CONVICTED == "1") & any_blank(*CORE))


convicted_but_health_items_missing.example(
    ok="""
        OC2
        CHILD  CONVICTED  IMMUNISATIONS  TEETH_CHECK  HEALTH_ASSESSMENT  SUBSTANCE_MISUSE
        a      1          1              1            0                  0
        b      0          .              .            .                  .
    """,
    fails="""
        OC2
        CHILD  CONVICTED  IMMUNISATIONS  TEETH_CHECK  HEALTH_ASSESSMENT  SUBSTANCE_MISUSE
        a      1          1              1            .                  0                 <
    """,
)


@rule("545", fields="DOB HEALTH_CHECK", year_end=True)
def health_check_is_missing(r):
    """It is not said whether health checks are up to date, for a child under five who was looked after all year."""
    return r.oc2.filter(ALL_YEAR & ~aged("DOB", 5, r.end) & ~given("HEALTH_CHECK"))


health_check_is_missing.example(
    ok="""
        OC2
        CHILD  DOB         HEALTH_CHECK  CONTINUOUSLY_LOOKED_AFTER
        a      01/04/2022  1             yes
        b      31/03/2022  .             yes
        c      01/05/2024  .             no
    """,
    fails="""
        OC2
        CHILD  DOB         HEALTH_CHECK  CONTINUOUSLY_LOOKED_AFTER
        a      01/04/2022  .             yes                        <
    """,
)


@rule("546", fields="DOB HEALTH_CHECK")
def health_check_from_five(r):
    """Whether health checks are up to date is given, but the child was five or more when the year ended."""
    return r.oc2.filter(ALL_YEAR & aged("DOB", 5, r.end) & given("HEALTH_CHECK"))


health_check_from_five.example(
    ok="""
        OC2
        CHILD  DOB         HEALTH_CHECK  CONTINUOUSLY_LOOKED_AFTER
        a      01/04/2022  1             yes
        b      31/03/2022  .             yes
        c      31/03/2022  1             no
    """,
    fails="""
        OC2
        CHILD  DOB         HEALTH_CHECK  CONTINUOUSLY_LOOKED_AFTER
        a      31/03/2022  0             yes                        <
    """,
)


@rule(
    "547", fields="HEALTH_CHECK IMMUNISATIONS TEETH_CHECK HEALTH_ASSESSMENT SUBSTANCE_MISUSE", year_end=True
)
def health_checked_but_items_missing(r):
    """The child's health checks are up to date, so the other items about health are asked too, and one is missing."""
    return r.oc2.filter((pl.col.HEALTH_CHECK == "1") & any_blank(*CORE))


health_checked_but_items_missing.example(
    ok="""
        OC2
        CHILD  HEALTH_CHECK  IMMUNISATIONS  TEETH_CHECK  HEALTH_ASSESSMENT  SUBSTANCE_MISUSE
        a      1             1              1            0                  0
        b      0             .              .            .                  .
    """,
    fails="""
        OC2
        CHILD  HEALTH_CHECK  IMMUNISATIONS  TEETH_CHECK  HEALTH_ASSESSMENT  SUBSTANCE_MISUSE
        a      1             1              .            0                  0                 <
    """,
)
