"""Rules about what is said to have begun before the referral that led to it."""

import polars as pl

from kith.lib.rule import Rules
from kith.statutory.cin.episodes import with_episode

rule = Rules()


@rule("1103", fields="AssessmentActualStartDate CINreferralDate", severity="error")
def assessed_before_referred(census):
    """The assessment began before the day of the referral."""
    joined = with_episode(census, census.assessments, "CINreferralDate")
    return joined.filter(pl.col.AssessmentActualStartDate < pl.col.CINreferralDate)


assessed_before_referred.example(
    ok="""
        CINdetails
        LAchildID  CINdetailsID  CINreferralDate
        a          1             2026-05-02
        a          2             2026-06-01
        b          1             .

        Assessments
        LAchildID  CINdetailsID  AssessmentActualStartDate
        a          1             2026-05-02
        a          2             .
        b          1             2026-05-02
    """,
    fails="""
        CINdetails
        LAchildID  CINdetailsID  CINreferralDate
        a          1             2026-05-02
        a          2             2026-06-01       <

        Assessments
        LAchildID  CINdetailsID  AssessmentActualStartDate
        a          1             2026-05-03
        a          2             2026-05-31                 <
    """,
)


@rule("2889", fields="S47ActualStartDate CINreferralDate", severity="error")
def enquiry_begun_before_referred(census):
    """The section 47 enquiry began before the day of the referral."""
    joined = with_episode(census, census.section47, "CINreferralDate")
    return joined.filter(pl.col.S47ActualStartDate < pl.col.CINreferralDate)


enquiry_begun_before_referred.example(
    ok="""
        CINdetails
        LAchildID  CINdetailsID  CINreferralDate
        a          1             2026-05-02
        a          2             2026-06-01

        Section47
        LAchildID  CINdetailsID  S47ActualStartDate
        a          1             2026-05-02
        a          2             .
    """,
    fails="""
        CINdetails
        LAchildID  CINdetailsID  CINreferralDate
        a          1             2026-05-02
        a          2             2026-06-01       <

        Section47
        LAchildID  CINdetailsID  S47ActualStartDate
        a          1             2026-05-03
        a          2             2026-05-31          <
    """,
)


@rule("1104", fields="DateOfInitialCPC CINreferralDate", severity="error")
def conference_before_referred(census):
    """The initial conference of the section 47 enquiry was held before the day of the referral."""
    joined = with_episode(census, census.section47, "CINreferralDate")
    return joined.filter(pl.col.DateOfInitialCPC < pl.col.CINreferralDate)


conference_before_referred.example(
    ok="""
        CINdetails
        LAchildID  CINdetailsID  CINreferralDate
        a          1             2026-05-02
        a          2             2026-06-01

        Section47
        LAchildID  CINdetailsID  DateOfInitialCPC
        a          1             2026-05-02
        a          2             .
    """,
    fails="""
        CINdetails
        LAchildID  CINdetailsID  CINreferralDate
        a          1             2026-05-02
        a          2             2026-06-01       <

        Section47
        LAchildID  CINdetailsID  DateOfInitialCPC
        a          1             2026-05-03
        a          2             2026-05-29        <
    """,
)


@rule("1105", fields="CPPstartDate CINreferralDate", severity="error")
def protection_plan_before_referred(census):
    """The protection plan began before the day of the referral."""
    joined = with_episode(census, census.plans, "CINreferralDate")
    return joined.filter(pl.col.CPPstartDate < pl.col.CINreferralDate)


protection_plan_before_referred.example(
    ok="""
        CINdetails
        LAchildID  CINdetailsID  CINreferralDate
        a          1             2026-05-02
        a          2             2026-06-01

        ChildProtectionPlans
        LAchildID  CINdetailsID  CPPstartDate
        a          1             2026-05-02
        a          2             .
    """,
    fails="""
        CINdetails
        LAchildID  CINdetailsID  CINreferralDate
        a          1             2026-05-02
        a          2             2026-06-01       <

        ChildProtectionPlans
        LAchildID  CINdetailsID  CPPstartDate
        a          1             2026-05-03
        a          2             2026-05-31    <
    """,
)
