"""Rules about a child in need plan and a child protection plan at one time, and about the protection plan's reviews."""

import polars as pl

from kith.lib.columns import differs
from kith.lib.rule import Rules, identity
from kith.statutory.cin.times import last_day

rule = Rules()


@rule("4016", fields="CINPlanStartDate CPPstartDate CPPendDate", severity="error")
def need_plan_begins_under_a_protection_plan(census):
    """A child in need plan begins while a child protection plan is in force. It can begin on the day the other ends."""
    within = pl.col.CINPlanStartDate.is_between("CPPstartDate", last_day(census, "CPPendDate"))
    return census.cin_plans.join(census.plans, on="child").filter(within)


need_plan_begins_under_a_protection_plan.example(
    ok="""
        ChildProtectionPlans
        LAchildID  CPPstartDate  CPPendDate
        a          2026-05-01    2026-06-01
        b          2026-05-01    .

        CINplanDates
        LAchildID  CINPlanStartDate
        a          2026-04-30
        a          2026-06-01
        b          2026-04-30
        b          2027-04-01
        b          .
    """,
    fails="""
        ChildProtectionPlans
        LAchildID  CPPstartDate  CPPendDate
        a          2026-05-01    2026-06-01  <
        b          2026-05-01    .           <

        CINplanDates
        LAchildID  CINPlanStartDate
        a          2026-05-01        <
        a          2026-05-31        <
        b          2027-03-31        <
    """,
)


@rule("4017", fields="CINPlanStartDate CINPlanEndDate CPPstartDate", severity="error")
def protection_plan_begins_under_a_need_plan(census):
    """A child protection plan begins while a child in need plan is in force. It can begin on the day the other ends."""
    within = pl.col.CPPstartDate.is_between("CINPlanStartDate", last_day(census, "CINPlanEndDate"))
    return census.cin_plans.join(census.plans, on="child").filter(within)


protection_plan_begins_under_a_need_plan.example(
    ok="""
        CINplanDates
        LAchildID  CINPlanStartDate  CINPlanEndDate
        a          2026-05-01        2026-06-01
        b          2026-05-01        .

        ChildProtectionPlans
        LAchildID  CPPstartDate
        a          2026-04-30
        a          2026-06-01
        b          2026-04-30
        b          .
    """,
    fails="""
        CINplanDates
        LAchildID  CINPlanStartDate  CINPlanEndDate
        a          2026-05-01        2026-06-01      <
        b          2026-05-01        .               <

        ChildProtectionPlans
        LAchildID  CPPstartDate
        a          2026-05-01    <
        a          2026-05-31    <
        b          2027-03-31    <
    """,
)


@rule("4003", fields="CINPlanStartDate CINPlanEndDate CPPreviewDate CPPendDate", severity="error")
def protection_plan_reviewed_under_a_need_plan(census):
    """A child protection plan was reviewed while a child in need plan was in force, and not on the day on which the protection
    plan ended. Check the days of the child in need plan."""
    until = last_day(census, "CINPlanEndDate", of_the_end=True)
    ended = census.plans.select("CPPID", "CPPendDate", identity("ChildProtectionPlans"))
    going_on = census.reviews.join(ended, on="CPPID", how="left").filter(
        differs("CPPreviewDate", "CPPendDate")
    )
    within = pl.col.CPPreviewDate.is_between("CINPlanStartDate", until)
    return going_on.join(census.cin_plans, on="child").filter(within)


protection_plan_reviewed_under_a_need_plan.example(
    ok="""
        CINplanDates
        LAchildID  CINPlanStartDate  CINPlanEndDate
        a          2026-06-01        .
        b          2026-06-01        2026-07-01

        ChildProtectionPlans
        LAchildID  CINdetailsID  CPPID  CPPendDate
        a          1             1      2026-06-01
        b          1             1      .

        Reviews
        LAchildID  CINdetailsID  CPPID  CPPreviewDate
        a          1             1      2026-05-31
        a          1             1      2026-06-01
        b          1             1      2026-05-31
        b          1             1      2026-07-02
        b          1             1      .
    """,
    fails="""
        CINplanDates
        LAchildID  CINPlanStartDate  CINPlanEndDate
        a          2026-06-01        .               <
        a          2026-01-01        2026-02-01
        b          2026-06-01        2026-07-01      <
        c          2026-06-01        .               <

        ChildProtectionPlans
        LAchildID  CINdetailsID  CPPID  CPPendDate
        a          1             1      2026-08-01  <
        a          1             2      2026-07-15
        b          1             1      .           <

        Reviews
        LAchildID  CINdetailsID  CPPID  CPPreviewDate
        a          1             1      2026-07-15     <
        b          1             1      2026-06-01     <
        c          1             1      2026-06-02     <
    """,
)


@rule("8842Q", fields="CPPreviewDate", severity="query")
def review_has_no_date(census):
    """There is a review of the protection plan without the day on which it was held."""
    return census.reviews.filter(pl.col.CPPreviewDate.is_null())


review_has_no_date.example(
    ok="""
        Reviews
        LAchildID  CPPreviewDate
        a          2026-05-01
        a          2026-11-01
    """,
    fails="""
        Reviews
        LAchildID  CPPreviewDate
        a          2026-05-01
        a          .              <
        a          2026-31-01     <
    """,
)
