"""Rules about referrals that needed no further action, and those that went forward."""

import polars as pl

from kith.lib.columns import given
from kith.lib.days import DAY, working_days_back
from kith.lib.rule import Rules
from kith.statutory.cin.episodes import NO_FURTHER_ACTION, WENT_FORWARD, with_these
from kith.statutory.cin.specification import CIN_DETAILS

rule = Rules()


@rule("8568", fields="ReferralNFA", severity="error")
def whether_it_went_forward_is_not_said(census):
    """Whether the referral needed no further action is missing, or is neither yes nor no."""
    unknown = census.outside(CIN_DETAILS["ReferralNFA"])
    return census.details.filter(pl.col.ReferralNFA.is_null() | unknown)


whether_it_went_forward_is_not_said.example(
    ok="""
        CINdetails
        LAchildID  ReferralNFA
        a          0
        b          1
        c          true
        d          false
    """,
    fails="""
        CINdetails
        LAchildID  ReferralNFA
        a          .            <
        b          2            <
        c          maybe        <
    """,
)


@rule("8569Q", fields="CINreferralDate ReferralNFA", severity="query")
def no_further_action_of_an_earlier_year(census):
    """The referral needed no further action, but was made more than one working day before the census year began, so
    that should have been decided in the year before."""
    last_working_day = working_days_back(census.start - DAY, 1)
    return census.details.filter(NO_FURTHER_ACTION, pl.col.CINreferralDate < last_working_day)


no_further_action_of_an_earlier_year.example(
    # 31 March 2026 is a Tuesday.
    ok="""
        CINdetails
        LAchildID  CINreferralDate  ReferralNFA
        a          2026-03-31       1
        b          2026-03-30       0
        c          2026-03-30       .
        d          .                1
    """,
    fails="""
        CINdetails
        LAchildID  CINreferralDate  ReferralNFA
        a          2026-03-30       1            <
        b          2019-05-01       true         <
    """,
)
no_further_action_of_an_earlier_year.example(
    # 1 April 2024 was Easter Monday: the last working day before it was Thursday 28 March.
    ok="""
        CINdetails
        LAchildID  CINreferralDate  ReferralNFA
        a          2024-03-28       1
        b          2024-03-30       1
    """,
    fails="""
        CINdetails
        LAchildID  CINreferralDate  ReferralNFA
        a          2024-03-27       1            <
    """,
    year="2024-25",
)


@rule("8610", fields="ReferralNFA PrimaryNeedCode", severity="error")
def went_forward_without_a_need(census):
    """The referral went forward, but no main need is given."""
    return census.details.filter(WENT_FORWARD, pl.col.PrimaryNeedCode.is_null())


went_forward_without_a_need.example(
    ok="""
        CINdetails
        LAchildID  ReferralNFA  PrimaryNeedCode
        a          0            N1
        b          1            .
        c          .            .
    """,
    fails="""
        CINdetails
        LAchildID  ReferralNFA  PrimaryNeedCode
        a          0            .                <
        b          false        .                <
    """,
)


@rule(
    "8831",
    fields="ReferralNFA AssessmentActualStartDate AssessmentAuthorisationDate S47ActualStartDate DateOfInitialCPC",
    severity="error",
)
def acted_on_though_no_further_action(census):
    """The referral needed no further action, but an assessment, a section 47 enquiry or an initial conference followed."""
    ended_there = census.details.filter(NO_FURTHER_ACTION)
    return [
        ended_there.filter(given("DateOfInitialCPC")),
        *with_these(ended_there, census.assessments, census.section47),
    ]


acted_on_though_no_further_action.example(
    ok="""
        CINdetails
        LAchildID  CINdetailsID  ReferralNFA  DateOfInitialCPC
        a          1             1            .
        a          2             0            2026-06-01
        b          1             .            2026-06-01

        Assessments
        LAchildID  CINdetailsID  AssessmentActualStartDate
        a          2             2026-05-01

        Section47
        LAchildID  CINdetailsID  S47ActualStartDate
        a          2             2026-05-01
        b          1             2026-05-01
    """,
    fails="""
        CINdetails
        LAchildID  CINdetailsID  ReferralNFA  DateOfInitialCPC
        a          1             1            .                 <
        a          2             1            .                 <
        a          3             1            2026-06-01        <
        b          1             1            .

        Assessments
        LAchildID  CINdetailsID  AssessmentActualStartDate
        a          1             2026-05-01                 <

        Section47
        LAchildID  CINdetailsID  S47ActualStartDate
        a          2             2026-05-01          <
        b          2             2026-05-01
    """,
)


@rule("8832", fields="ReferralNFA CPPstartDate", severity="error")
def protected_though_no_further_action(census):
    """The referral needed no further action, but there is a protection plan."""
    return with_these(census.details.filter(NO_FURTHER_ACTION), census.plans)


protected_though_no_further_action.example(
    ok="""
        CINdetails
        LAchildID  CINdetailsID  ReferralNFA
        a          1             1
        a          2             0

        ChildProtectionPlans
        LAchildID  CINdetailsID  CPPstartDate
        a          2             2026-05-01
    """,
    fails="""
        CINdetails
        LAchildID  CINdetailsID  ReferralNFA
        a          1             1            <
        a          2             0

        ChildProtectionPlans
        LAchildID  CINdetailsID  CPPstartDate
        a          1             2026-05-01    <
        a          1             2026-06-01    <
        a          2             2026-07-01
    """,
)
