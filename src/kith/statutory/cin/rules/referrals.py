"""Rules about a referral: its day, who made it, and the main need found."""

from datetime import date, timedelta

import polars as pl

from kith.lib.rule import Rules
from kith.statutory.cin.children import days_of_death
from kith.statutory.cin.specification import CIN_DETAILS

rule = Rules()

SOURCES_ARE_ASKED_SINCE = date(2013, 4, 1)
LONGEST_BEFORE_BIRTH = timedelta(days=280)


@rule("8600", fields="CINreferralDate", severity="error")
def referral_on_no_day_or_after_the_year(census):
    """The day of the referral is missing or after the reference date."""
    day = pl.col.CINreferralDate
    return census.details.filter(day.is_null() | (day > census.end))


referral_on_no_day_or_after_the_year.example(
    ok="""
        CINdetails
        LAchildID  CINreferralDate
        a          2027-03-31
        b          2019-05-01
    """,
    fails="""
        CINdetails
        LAchildID  CINreferralDate
        a          2027-04-01       <
        b          .                <
    """,
)


@rule("8606", fields="CINreferralDate PersonBirthDate ExpectedPersonBirthDate", severity="error")
def referred_before_the_pregnancy(census):
    """The referral was made more than 280 days before the child was born or was expected to be."""
    days = ("PersonBirthDate", "ExpectedPersonBirthDate")
    births = census.children.select("child", "#ChildIdentifiers", pl.max_horizontal(days).alias("birth"))
    joined = census.details.join(births, on="child")
    return joined.filter(pl.col.CINreferralDate < pl.col.birth - LONGEST_BEFORE_BIRTH)


referred_before_the_pregnancy.example(
    ok="""
        ChildIdentifiers
        LAchildID  PersonBirthDate  ExpectedPersonBirthDate
        a          2026-12-31       .
        b          .                2026-12-31
        c          .                .

        CINdetails
        LAchildID  CINreferralDate
        a          2026-03-26
        b          2026-03-26
        c          2026-03-26
        b          .
    """,
    fails="""
        ChildIdentifiers
        LAchildID  PersonBirthDate  ExpectedPersonBirthDate
        a          2026-12-31       .                        <
        b          .                2026-12-31               <
        c          2026-12-31       .

        CINdetails
        LAchildID  CINreferralDate
        a          2026-03-25       <
        a          2026-03-26
        b          2026-03-25       <
        c          2026-12-31
    """,
)


@rule("8555Q", fields="CINreferralDate PersonDeathDate", severity="query")
def referred_after_death(census):
    """The referral was made after the child died."""
    joined = census.details.join(days_of_death(census), on="child")
    return joined.filter(pl.col.CINreferralDate > pl.col.PersonDeathDate)


referred_after_death.example(
    ok="""
        ChildIdentifiers
        LAchildID  PersonDeathDate
        a          2026-06-01
        b          .

        CINdetails
        LAchildID  CINreferralDate
        a          2026-06-01
        b          2026-06-01
    """,
    fails="""
        ChildIdentifiers
        LAchildID  PersonDeathDate
        a          2026-06-01       <
        b          2026-06-01

        CINdetails
        LAchildID  CINreferralDate
        a          2026-05-01
        a          2026-06-02       <
        b          .
    """,
)


@rule("8866", fields="CINreferralDate ReferralSource", severity="error")
def who_referred_is_missing_or_not_a_code(census):
    """Who referred the child is missing or is not one of the published codes; it has been asked of every referral since
    1 April 2013."""
    asked = pl.col.CINreferralDate >= SOURCES_ARE_ASKED_SINCE
    unknown = pl.col.ReferralSource.is_null() | census.outside(CIN_DETAILS["ReferralSource"])
    return census.details.filter(asked & unknown)


who_referred_is_missing_or_not_a_code.example(
    ok="""
        CINdetails
        LAchildID  CINreferralDate  ReferralSource
        a          2026-05-01       3A
        b          2013-03-31       .
        c          .                .
    """,
    fails="""
        CINdetails
        LAchildID  CINreferralDate  ReferralSource
        a          2026-05-01       .               <
        b          2013-04-01       3G              <
    """,
)


@rule("8650", fields="PrimaryNeedCode", severity="error")
def main_need_is_not_a_published_code(census):
    """The main need is not one of the published codes."""
    return census.details.filter(census.outside(CIN_DETAILS["PrimaryNeedCode"]))


main_need_is_not_a_published_code.example(
    ok="""
        CINdetails
        LAchildID  PrimaryNeedCode
        a          N1
        b          N0
        c          .
    """,
    fails="""
        CINdetails
        LAchildID  PrimaryNeedCode
        a          N10              <
    """,
)
