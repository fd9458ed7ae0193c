"""Rules about one child protection plan: its days, its categories, and how many there were before it."""

import polars as pl

from kith.lib.rule import Rules
from kith.statutory.cin.specification import PROTECTION_PLANS
from kith.statutory.cin.times import outside_year

rule = Rules()


@rule("8720", fields="CPPstartDate", severity="error")
def plan_begun_on_no_day_or_after_the_year(census):
    """The day on which the protection plan began is missing or after the reference date."""
    day = pl.col.CPPstartDate
    return census.plans.filter(day.is_null() | (day > census.end))


plan_begun_on_no_day_or_after_the_year.example(
    ok="""
        ChildProtectionPlans
        LAchildID  CPPstartDate
        a          2027-03-31
        b          2019-05-01
    """,
    fails="""
        ChildProtectionPlans
        LAchildID  CPPstartDate
        a          2027-04-01    <
        b          .             <
    """,
)


@rule("8925", fields="CPPstartDate CPPendDate", severity="error")
def plan_ends_before_it_starts(census):
    """The child protection plan ends before it starts."""
    return census.plans.filter(pl.col.CPPendDate < pl.col.CPPstartDate)


plan_ends_before_it_starts.example(
    ok="""
        ChildProtectionPlans
        LAchildID  CPPstartDate  CPPendDate
        a          2026-05-26    2026-05-26
        b          2026-05-26    .
    """,
    fails="""
        ChildProtectionPlans
        LAchildID  CPPstartDate  CPPendDate
        a          2026-05-26    2026-05-25  <
    """,
)


@rule("8840", fields="CPPstartDate CPPendDate", severity="error")
def plan_of_a_single_day(census):
    """The protection plan began and ended on the same day."""
    return census.plans.filter(pl.col.CPPstartDate == pl.col.CPPendDate)


plan_of_a_single_day.example(
    ok="""
        ChildProtectionPlans
        LAchildID  CPPstartDate  CPPendDate
        a          2026-05-01    2026-05-02
        b          2026-05-01    .
        c          .             .
    """,
    fails="""
        ChildProtectionPlans
        LAchildID  CPPstartDate  CPPendDate
        a          2026-05-01    2026-05-01  <
    """,
)


@rule("8930", fields="CPPendDate", severity="error")
def plan_ended_in_another_year(census):
    """The protection plan ended before or after the census year."""
    return census.plans.filter(outside_year(census, "CPPendDate"))


plan_ended_in_another_year.example(
    ok="""
        ChildProtectionPlans
        LAchildID  CPPendDate
        a          2026-04-01
        b          2027-03-31
        c          .
    """,
    fails="""
        ChildProtectionPlans
        LAchildID  CPPendDate
        a          2026-03-31  <
        b          2027-04-01  <
    """,
)


@rule("8905", fields="InitialCategoryOfAbuse", severity="error")
def first_category_of_abuse_is_missing_or_not_a_code(census):
    """The category of abuse when the protection plan began is missing or is not one of the published codes."""
    unknown = census.outside(PROTECTION_PLANS["InitialCategoryOfAbuse"])
    return census.plans.filter(pl.col.InitialCategoryOfAbuse.is_null() | unknown)


first_category_of_abuse_is_missing_or_not_a_code.example(
    ok="""
        ChildProtectionPlans
        LAchildID  InitialCategoryOfAbuse
        a          NEG
        b          MUL
    """,
    fails="""
        ChildProtectionPlans
        LAchildID  InitialCategoryOfAbuse
        a          .                       <
        b          NEGLECT                 <
    """,
)


@rule("8910", fields="LatestCategoryOfAbuse", severity="error")
def latest_category_of_abuse_is_missing_or_not_a_code(census):
    """The latest category of abuse of the protection plan is missing or is not one of the published codes."""
    unknown = census.outside(PROTECTION_PLANS["LatestCategoryOfAbuse"])
    return census.plans.filter(pl.col.LatestCategoryOfAbuse.is_null() | unknown)


latest_category_of_abuse_is_missing_or_not_a_code.example(
    ok="""
        ChildProtectionPlans
        LAchildID  LatestCategoryOfAbuse
        a          EMO
        b          SAB
    """,
    fails="""
        ChildProtectionPlans
        LAchildID  LatestCategoryOfAbuse
        a          .                      <
        b          XXX                    <
    """,
)


@rule("8730", fields="NumberOfPreviousCPP", severity="error")
def number_of_earlier_plans_is_missing_or_below_nought(census):
    """How many protection plans the child had before is missing, is not a whole number, or is below nought."""
    number = pl.col.NumberOfPreviousCPP
    return census.plans.filter(number.is_null() | (number < 0))


number_of_earlier_plans_is_missing_or_below_nought.example(
    ok="""
        ChildProtectionPlans
        LAchildID  NumberOfPreviousCPP
        a          0
        b          12
    """,
    fails="""
        ChildProtectionPlans
        LAchildID  NumberOfPreviousCPP
        a          .                    <
        b          -1                   <
        c          none                 <
    """,
)
