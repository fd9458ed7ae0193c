"""Rules about what stands below an episode of need that was closed."""

from collections.abc import Iterator

import polars as pl

from kith.lib.columns import given
from kith.lib.rule import Rules
from kith.statutory.cin.episodes import (
    CLOSED,
    CLOSED_AFTER_ASSESSMENT,
    NO_CONFERENCE_NEEDED,
    with_episode,
    with_these,
)

rule = Rules()


@rule(
    "8565",
    fields="CINclosureDate DateOfInitialCPC AssessmentActualStartDate AssessmentAuthorisationDate S47ActualStartDate"
    " CPPstartDate CPPendDate CINPlanStartDate CINPlanEndDate",
    severity="error",
)
def acted_on_after_closing(census):
    """A conference, assessment, section 47 enquiry or plan has a day after the one on which the episode was closed."""
    return [
        census.details.filter(pl.col.DateOfInitialCPC > pl.col.CINclosureDate),
        *(_after_closing(census, table, *days) for table, days in _days_of(census)),
    ]


def _days_of(census) -> Iterator[tuple[pl.LazyFrame, tuple[str, ...]]]:
    yield census.assessments, ("AssessmentActualStartDate", "AssessmentAuthorisationDate")
    yield census.section47, ("S47ActualStartDate", "DateOfInitialCPC")
    yield census.plans, ("CPPstartDate", "CPPendDate")
    yield census.cin_plans, ("CINPlanStartDate", "CINPlanEndDate")


def _after_closing(census, table: pl.LazyFrame, *days: str) -> pl.LazyFrame:
    joined = with_episode(census, table, "CINclosureDate")
    return joined.filter(pl.any_horizontal(pl.col(*days) > pl.col.CINclosureDate))


acted_on_after_closing.example(
    ok="""
        CINdetails
        LAchildID  CINdetailsID  CINclosureDate  DateOfInitialCPC
        a          1             2026-06-01      2026-06-01
        a          2             .               2026-07-01

        Assessments
        LAchildID  CINdetailsID  AssessmentActualStartDate  AssessmentAuthorisationDate
        a          1             2026-06-01                 .
        a          2             2026-07-01                 2026-08-01

        ChildProtectionPlans
        LAchildID  CINdetailsID  CPPstartDate  CPPendDate
        a          1             2026-05-01    2026-06-01
        a          1             2026-05-01    .
    """,
    fails="""
        CINdetails
        LAchildID  CINdetailsID  CINclosureDate  DateOfInitialCPC
        a          1             2026-06-01      2026-06-02        <
        a          2             2026-06-01      .                 <
        a          3             2026-06-01      .                 <
        b          1             2026-06-01      .                 <
        c          1             2026-06-01      .                 <

        Assessments
        LAchildID  CINdetailsID  AssessmentActualStartDate  AssessmentAuthorisationDate
        a          1             2026-05-01                 2026-06-01
        a          2             2026-05-01                 2026-06-02                   <

        Section47
        LAchildID  CINdetailsID  S47ActualStartDate  DateOfInitialCPC
        a          3             2026-05-01          2026-06-02        <

        ChildProtectionPlans
        LAchildID  CINdetailsID  CPPstartDate  CPPendDate
        b          1             2026-05-01    2026-06-02  <
        b          1             2026-06-02    .           <

        CINplanDates
        LAchildID  CINdetailsID  CINPlanStartDate  CINPlanEndDate
        c          1             2026-06-02        .               <
    """,
)


@rule("8867", fields="CINclosureDate AssessmentAuthorisationDate", severity="error")
def closed_with_an_assessment_open(census):
    """The episode was closed, but an assessment in it has not been authorised."""
    unfinished = census.assessments.filter(~given("AssessmentAuthorisationDate"))
    return with_these(census.details.filter(CLOSED), unfinished)


closed_with_an_assessment_open.example(
    ok="""
        CINdetails
        LAchildID  CINdetailsID  CINclosureDate
        a          1             2026-06-01
        a          2             .

        Assessments
        LAchildID  CINdetailsID  AssessmentAuthorisationDate
        a          1             2026-05-01
        a          2             .
    """,
    fails="""
        CINdetails
        LAchildID  CINdetailsID  CINclosureDate
        a          1             2026-06-01      <
        a          2             .

        Assessments
        LAchildID  CINdetailsID  AssessmentAuthorisationDate
        a          1             .                            <
        a          1             2026-05-01
        a          2             .
    """,
)


@rule("8868", fields="CINclosureDate DateOfInitialCPC ICPCnotRequired", severity="error")
def closed_with_an_enquiry_undecided(census):
    """The episode was closed, but a section 47 enquiry in it neither led to an initial conference nor needed none, or is
    said to have done both."""
    undecided = census.section47.filter(given("DateOfInitialCPC") == NO_CONFERENCE_NEEDED)
    return with_these(census.details.filter(CLOSED), undecided)


closed_with_an_enquiry_undecided.example(
    ok="""
        CINdetails
        LAchildID  CINdetailsID  CINclosureDate
        a          1             2026-06-01
        a          2             .

        Section47
        LAchildID  CINdetailsID  DateOfInitialCPC  ICPCnotRequired
        a          1             2026-05-01        0
        a          1             2026-05-01        .
        a          1             .                 1
        a          2             .                 0
    """,
    fails="""
        CINdetails
        LAchildID  CINdetailsID  CINclosureDate
        a          1             2026-06-01      <
        a          2             2026-06-01      <

        Section47
        LAchildID  CINdetailsID  DateOfInitialCPC  ICPCnotRequired
        a          1             .                 0                <
        a          1             .                 .                <
        a          2             2026-05-01        1                <
        a          2             2026-05-01        0
    """,
)


@rule("2990", fields="ReasonForClosure DateOfInitialCPC", severity="error")
def closed_after_assessment_but_more_followed(census):
    """The episode is said to have been closed after assessment, but a conference, a section 47 enquiry or a plan is given
    too."""
    closed = census.details.filter(CLOSED_AFTER_ASSESSMENT)
    followed = with_these(closed, census.section47, census.plans, census.cin_plans)
    return [closed.filter(given("DateOfInitialCPC")), *followed]


closed_after_assessment_but_more_followed.example(
    ok="""
        CINdetails
        LAchildID  CINdetailsID  ReasonForClosure  DateOfInitialCPC
        a          1             RC8               .
        a          2             RC7               2026-06-01
        a          3             .                 .

        Section47
        LAchildID  CINdetailsID
        a          2

        CINplanDates
        LAchildID  CINdetailsID
        a          2
        a          3
    """,
    fails="""
        CINdetails
        LAchildID  CINdetailsID  ReasonForClosure  DateOfInitialCPC
        a          1             RC8               2026-06-01        <
        a          2             RC9               .                 <
        a          3             RC9               .                 <
        a          4             RC9               .                 <
        a          5             RC9               .

        Section47
        LAchildID  CINdetailsID
        a          2             <

        ChildProtectionPlans
        LAchildID  CINdetailsID
        a          3             <

        CINplanDates
        LAchildID  CINdetailsID
        a          4             <
    """,
)


@rule("8825Q", fields="ReasonForClosure", severity="query")
def closed_after_assessment_but_not_assessed(census):
    """The episode is said to have been closed after assessment, but it has no assessment."""
    return census.details.filter(CLOSED_AFTER_ASSESSMENT).join(
        census.assessments, on="CINdetailsID", how="anti"
    )


closed_after_assessment_but_not_assessed.example(
    ok="""
        CINdetails
        LAchildID  CINdetailsID  ReasonForClosure
        a          1             RC8
        a          2             RC7
        a          3             .

        Assessments
        LAchildID  CINdetailsID
        a          1
    """,
    fails="""
        CINdetails
        LAchildID  CINdetailsID  ReasonForClosure
        a          1             RC8
        a          2             RC9               <
        b          1             RC8               <

        Assessments
        LAchildID  CINdetailsID
        a          1
    """,
)
