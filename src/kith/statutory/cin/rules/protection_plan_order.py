"""Rules about child protection plans beside one another, their reviews, and a child's death."""

import polars as pl

from kith.lib.columns import given
from kith.lib.rule import Rules
from kith.statutory.cin.children import days_of_death
from kith.statutory.cin.times import beginning_during_another, last_day, several

rule = Rules()


@rule("8935", fields="CPPendDate", severity="error")
def more_than_one_plan_open(census):
    """The child has more than one protection plan that has not ended."""
    return several(census.plans.filter(~given("CPPendDate")), of="child")


more_than_one_plan_open.example(
    ok="""
        ChildProtectionPlans
        LAchildID  CINdetailsID  CPPendDate
        a          1             2026-05-01
        a          1             .
        b          1             .
    """,
    fails="""
        ChildProtectionPlans
        LAchildID  CINdetailsID  CPPendDate
        a          1             .           <
        a          1             .           <
        a          1             2026-05-01
        b          1             .           <
        b          2             .           <
    """,
)


@rule("8940", fields="CPPstartDate CPPendDate", severity="error")
def two_plans_at_once(census):
    """Two protection plans of the child overlap."""
    until = last_day(census, "CPPendDate", of_the_end=True)
    return beginning_during_another(
        census.plans, "ChildProtectionPlans", of="child", begins="CPPstartDate", until=until
    )


two_plans_at_once.example(
    ok="""
        ChildProtectionPlans
        LAchildID  CINdetailsID  CPPstartDate  CPPendDate
        a          1             2026-05-01    2026-06-01
        a          1             2026-06-02    .
        b          1             2026-05-01    .
    """,
    fails="""
        ChildProtectionPlans
        LAchildID  CINdetailsID  CPPstartDate  CPPendDate
        a          1             2026-05-01    2026-06-01  <
        a          2             2026-06-01    .           <
        b          1             2026-05-01    .           <
        b          1             2026-08-01    2026-09-01  <
    """,
)


@rule("8841", fields="CPPstartDate CPPreviewDate", severity="error")
def reviewed_before_the_plan(census):
    """The protection plan was reviewed on or before the day it began."""
    plans = census.plans.select("CPPID", "#ChildProtectionPlans", "CPPstartDate")
    return census.reviews.join(plans, on="CPPID").filter(pl.col.CPPreviewDate <= pl.col.CPPstartDate)


reviewed_before_the_plan.example(
    ok="""
        ChildProtectionPlans
        LAchildID  CINdetailsID  CPPID  CPPstartDate
        a          1             1      2026-05-01
        a          1             2      2026-09-01

        Reviews
        LAchildID  CINdetailsID  CPPID  CPPreviewDate
        a          1             1      2026-05-02
        a          1             1      2026-08-01
        a          1             2      .
    """,
    fails="""
        ChildProtectionPlans
        LAchildID  CINdetailsID  CPPID  CPPstartDate
        a          1             1      2026-05-01    <
        a          1             2      2026-09-01    <

        Reviews
        LAchildID  CINdetailsID  CPPID  CPPreviewDate
        a          1             1      2026-08-01
        a          1             1      2026-05-01     <
        a          1             2      2026-08-01     <
    """,
)


@rule("8915", fields="CPPstartDate PersonDeathDate", severity="error")
def plan_begun_after_death(census):
    """The protection plan began after the child died."""
    joined = census.plans.join(days_of_death(census), on="child")
    return joined.filter(pl.col.CPPstartDate > pl.col.PersonDeathDate)


plan_begun_after_death.example(
    ok="""
        ChildIdentifiers
        LAchildID  PersonDeathDate
        a          2026-06-01
        b          .

        ChildProtectionPlans
        LAchildID  CPPstartDate
        a          2026-06-01
        b          2026-06-01
    """,
    fails="""
        ChildIdentifiers
        LAchildID  PersonDeathDate
        a          2026-06-01       <

        ChildProtectionPlans
        LAchildID  CPPstartDate
        a          2026-05-01
        a          2026-06-02    <
    """,
)


@rule("8920", fields="CPPendDate PersonDeathDate", severity="error")
def plan_ended_after_death(census):
    """The protection plan ended after the child died."""
    joined = census.plans.join(days_of_death(census), on="child")
    return joined.filter(pl.col.CPPendDate > pl.col.PersonDeathDate)


plan_ended_after_death.example(
    ok="""
        ChildIdentifiers
        LAchildID  PersonDeathDate
        a          2026-06-01
        b          .

        ChildProtectionPlans
        LAchildID  CPPendDate
        a          2026-06-01
        a          .
        b          2026-06-01
    """,
    fails="""
        ChildIdentifiers
        LAchildID  PersonDeathDate
        a          2026-06-01       <

        ChildProtectionPlans
        LAchildID  CPPendDate
        a          2026-05-01
        a          2026-06-02  <
    """,
)
