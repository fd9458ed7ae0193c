"""Rules about child in need plans beside the referral, the protection plan and death."""

import polars as pl

from kith.lib.columns import any_blank
from kith.lib.rule import Rules

rule = Rules()


@rule("4000", fields="ReferralNFA CINPlanStartDate", severity="error")
def need_plan_without_further_action(census):
    """There is a child in need plan, but the referral is said to have needed no further action."""
    closed = census.details.filter(pl.col.ReferralNFA == "1")
    return census.cin_plans.join(closed, on="CINdetailsID")


need_plan_without_further_action.example(
    ok="""
        CINdetails
        LAchildID  CINdetailsID  ReferralNFA
        a          1             0
        a          2             1
        b          1             .

        CINplanDates
        LAchildID  CINdetailsID
        a          1
        b          1
    """,
    fails="""
        CINdetails
        LAchildID  CINdetailsID  ReferralNFA
        a          1             true         <
        b          1             0

        CINplanDates
        LAchildID  CINdetailsID
        a          1             <
        b          1
    """,
)


@rule("4001", fields="CINPlanEndDate CPPendDate", severity="error")
def need_plan_open_beside_protection_plan(census):
    """A child in need plan and a child protection plan are open together in one episode of need. End one of them: there is
    no child in need plan while there is a protection plan."""
    need = census.cin_plans.filter(any_blank("CINPlanEndDate"))
    protection = census.plans.filter(any_blank("CPPendDate"))
    return need.join(protection, on="CINdetailsID")


need_plan_open_beside_protection_plan.example(
    ok="""
        CINplanDates
        LAchildID  CINdetailsID  CINPlanEndDate
        a          1             .
        b          1             2026-05-01
        c          1             .

        ChildProtectionPlans
        LAchildID  CINdetailsID  CPPendDate
        a          2             .
        b          1             .
        c          1             2026-05-01
    """,
    fails="""
        CINplanDates
        LAchildID  CINdetailsID  CINPlanEndDate
        a          1             .               <
        a          1             2026-05-01

        ChildProtectionPlans
        LAchildID  CINdetailsID  CPPendDate
        a          1             .           <
        a          1             2026-05-01
    """,
)


@rule("4008", fields="PersonDeathDate CINPlanStartDate", severity="error")
def need_plan_begins_after_death(census):
    """The child in need plan begins after the date of death."""
    late = pl.col.CINPlanStartDate > pl.col.PersonDeathDate
    return census.cin_plans.join(census.children, on="child").filter(late)


need_plan_begins_after_death.example(
    ok="""
        ChildIdentifiers
        LAchildID  PersonDeathDate
        a          2026-05-01
        b          .

        CINplanDates
        LAchildID  CINPlanStartDate
        a          2026-05-01
        a          .
        b          2026-05-01
    """,
    fails="""
        ChildIdentifiers
        LAchildID  PersonDeathDate
        a          2026-05-01       <

        CINplanDates
        LAchildID  CINPlanStartDate
        a          2026-04-01
        a          2026-05-02        <
    """,
)


@rule("4009Q", fields="PersonDeathDate CINPlanEndDate", severity="query")
def need_plan_ends_after_death(census):
    """The child in need plan ends after the date of death."""
    late = pl.col.CINPlanEndDate > pl.col.PersonDeathDate
    return census.cin_plans.join(census.children, on="child").filter(late)


need_plan_ends_after_death.example(
    ok="""
        ChildIdentifiers
        LAchildID  PersonDeathDate
        a          2026-05-01
        b          .

        CINplanDates
        LAchildID  CINPlanEndDate
        a          2026-05-01
        a          .
        b          2026-05-01
    """,
    fails="""
        ChildIdentifiers
        LAchildID  PersonDeathDate
        a          2026-05-01       <

        CINplanDates
        LAchildID  CINPlanEndDate
        a          2026-04-01
        a          2026-05-02      <
    """,
)


@rule("4015", fields="CINPlanStartDate CINreferralDate", severity="error")
def need_plan_begins_before_the_referral(census):
    """The child in need plan begins before the day of the referral to which it belongs."""
    early = pl.col.CINPlanStartDate < pl.col.CINreferralDate
    return census.cin_plans.join(census.details, on="CINdetailsID").filter(early)


need_plan_begins_before_the_referral.example(
    ok="""
        CINdetails
        LAchildID  CINdetailsID  CINreferralDate
        a          1             2026-05-01
        a          2             2026-07-01
        b          1             .

        CINplanDates
        LAchildID  CINdetailsID  CINPlanStartDate
        a          1             2026-05-01
        a          2             .
        b          1             2026-05-01
    """,
    fails="""
        CINdetails
        LAchildID  CINdetailsID  CINreferralDate
        a          1             2026-05-01
        a          2             2026-07-01       <

        CINplanDates
        LAchildID  CINdetailsID  CINPlanStartDate
        a          1             2026-05-02
        a          2             2026-06-30        <
    """,
)
