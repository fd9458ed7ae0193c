"""Rules about the end of an episode of need: its day and its reason."""

import polars as pl

from kith.lib.columns import given
from kith.lib.rule import Rules
from kith.statutory.cin.episodes import CLOSED
from kith.statutory.cin.specification import CIN_DETAILS
from kith.statutory.cin.times import outside_year

rule = Rules()

DIED = "RC2"


@rule("8620", fields="CINclosureDate", severity="error")
def closed_in_another_year(census):
    """The episode was closed before or after the census year."""
    return census.details.filter(outside_year(census, "CINclosureDate"))


closed_in_another_year.example(
    ok="""
        CINdetails
        LAchildID  CINclosureDate
        a          2026-04-01
        b          2027-03-31
        c          .
    """,
    fails="""
        CINdetails
        LAchildID  CINclosureDate
        a          2026-03-31      <
        b          2027-04-01      <
    """,
)


@rule("8630", fields="CINreferralDate CINclosureDate", severity="error")
def closed_before_referred(census):
    """The episode was closed before the day of the referral."""
    return census.details.filter(pl.col.CINclosureDate < pl.col.CINreferralDate)


closed_before_referred.example(
    ok="""
        CINdetails
        LAchildID  CINreferralDate  CINclosureDate
        a          2026-05-01       2026-05-01
        b          2026-05-01       .
        c          .                2026-05-01
    """,
    fails="""
        CINdetails
        LAchildID  CINreferralDate  CINclosureDate
        a          2026-05-01       2026-04-30      <
    """,
)


@rule("8640", fields="ReasonForClosure", severity="error")
def reason_for_closing_is_not_a_published_code(census):
    """The reason for closing is not one of the published codes."""
    return census.details.filter(census.outside(CIN_DETAILS["ReasonForClosure"]))


reason_for_closing_is_not_a_published_code.example(
    ok="""
        CINdetails
        LAchildID  ReasonForClosure
        a          RC1
        b          RC9
        c          .
    """,
    fails="""
        CINdetails
        LAchildID  ReasonForClosure
        a          RC10              <
        b          closed            <
    """,
)


@rule("8805", fields="CINclosureDate ReasonForClosure", severity="error")
def closed_for_no_reason(census):
    """The episode was closed, but no reason for closing is given."""
    return census.details.filter(CLOSED, pl.col.ReasonForClosure.is_null())


closed_for_no_reason.example(
    ok="""
        CINdetails
        LAchildID  CINclosureDate  ReasonForClosure
        a          2026-05-01      RC7
        b          .               RC7
        c          .               .
    """,
    fails="""
        CINdetails
        LAchildID  CINclosureDate  ReasonForClosure
        a          2026-05-01      .                 <
        b          soon            .                 <
    """,
)


@rule("8810", fields="ReasonForClosure CINclosureDate", severity="error")
def closed_on_no_day(census):
    """A reason for closing is given, but not the day on which the episode was closed."""
    return census.details.filter(pl.col.ReasonForClosure.is_not_null(), ~CLOSED)


closed_on_no_day.example(
    ok="""
        CINdetails
        LAchildID  CINclosureDate  ReasonForClosure
        a          2026-05-01      RC7
        b          2026-05-01      .
        c          .               .
        d          soon            RC7
    """,
    fails="""
        CINdetails
        LAchildID  CINclosureDate  ReasonForClosure
        a          .               RC7               <
        b          .               RC10              <
    """,
)


@rule("8585Q", fields="ReasonForClosure PersonDeathDate", severity="query")
def closed_by_a_death_that_is_not_recorded(census):
    """The episode was closed because the child died, but no date of death is given."""
    dead = census.children.filter(given("PersonDeathDate"))
    said = census.children.select("child", "#ChildIdentifiers")
    closed = census.details.filter(pl.col.ReasonForClosure == DIED).join(dead, on="child", how="anti")
    return closed.join(said, on="child", how="left")


closed_by_a_death_that_is_not_recorded.example(
    ok="""
        ChildIdentifiers
        LAchildID  PersonDeathDate
        a          2026-06-01
        b          .

        CINdetails
        LAchildID  ReasonForClosure
        a          RC2
        b          RC7
        b          .
    """,
    fails="""
        ChildIdentifiers
        LAchildID  PersonDeathDate
        a          2026-06-01
        b          .                <

        CINdetails
        LAchildID  ReasonForClosure
        a          RC2
        b          RC2               <
    """,
)
