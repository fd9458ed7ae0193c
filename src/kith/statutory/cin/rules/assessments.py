"""Rules about assessments: when they began, and when they were authorised."""

import polars as pl

from kith.lib.columns import given
from kith.lib.days import working_days_back
from kith.lib.rule import Rules
from kith.statutory.cin.times import beginning_during_another, in_year, last_day, outside_year, several

rule = Rules()

MOST_WORKING_DAYS = 45
AUTHORISED = given("AssessmentAuthorisationDate")


@rule("8608", fields="AssessmentActualStartDate AssessmentAuthorisationDate", severity="error")
def assessment_authorised_before_it_began(census):
    """The assessment was authorised before it began."""
    return census.assessments.filter(pl.col.AssessmentAuthorisationDate < pl.col.AssessmentActualStartDate)


assessment_authorised_before_it_began.example(
    ok="""
        Assessments
        LAchildID  AssessmentActualStartDate  AssessmentAuthorisationDate
        a          2026-05-01                 2026-05-01
        b          2026-05-01                 .
        c          .                          2026-05-01
    """,
    fails="""
        Assessments
        LAchildID  AssessmentActualStartDate  AssessmentAuthorisationDate
        a          2026-05-02                 2026-05-01                   <
    """,
)


@rule("8696", fields="AssessmentAuthorisationDate", severity="error")
def assessment_authorised_in_another_year(census):
    """The assessment was authorised before or after the census year."""
    return census.assessments.filter(outside_year(census, "AssessmentAuthorisationDate"))


assessment_authorised_in_another_year.example(
    ok="""
        Assessments
        LAchildID  AssessmentAuthorisationDate
        a          2026-04-01
        b          2027-03-31
        c          .
    """,
    fails="""
        Assessments
        LAchildID  AssessmentAuthorisationDate
        a          2026-03-31                   <
        b          2027-04-01                   <
    """,
)


@rule("8736", fields="AssessmentActualStartDate AssessmentAuthorisationDate", severity="error")
def open_assessment_did_not_begin_in_the_year(census):
    """The assessment has not been authorised, and it did not begin in the census year."""
    began = in_year(census, "AssessmentActualStartDate").fill_null(False)
    return census.assessments.filter(~AUTHORISED, ~began)


open_assessment_did_not_begin_in_the_year.example(
    ok="""
        Assessments
        LAchildID  AssessmentActualStartDate  AssessmentAuthorisationDate
        a          2026-04-01                 .
        b          2027-03-31                 .
        c          2026-03-31                 2026-04-01
    """,
    fails="""
        Assessments
        LAchildID  AssessmentActualStartDate  AssessmentAuthorisationDate
        a          2026-03-31                 .                            <
        b          2027-04-01                 .                            <
        c          .                          .                            <
    """,
)


@rule("8670Q", fields="AssessmentActualStartDate AssessmentAuthorisationDate", severity="query")
def assessment_open_for_too_long(census):
    """The assessment has not been authorised, though 45 working days have passed since it began."""
    late = pl.col.AssessmentActualStartDate < working_days_back(census.known_until, MOST_WORKING_DAYS)
    return census.assessments.filter(~AUTHORISED, late)


assessment_open_for_too_long.example(
    # The last 45 working days of this year, which ends at Easter, begin on Tuesday 26 January 2027.
    ok="""
        Assessments
        LAchildID  AssessmentActualStartDate  AssessmentAuthorisationDate
        a          2027-01-26                 .
        b          2026-05-01                 2026-09-01
        c          .                          .
    """,
    fails="""
        Assessments
        LAchildID  AssessmentActualStartDate  AssessmentAuthorisationDate
        a          2027-01-25                 .                            <
        b          2025-05-01                 .                            <
    """,
)


@rule("8863Q", fields="AssessmentActualStartDate AssessmentAuthorisationDate", severity="query")
def assessed_twice_at_once(census):
    """An assessment began while another of the same episode had not been authorised."""
    until = last_day(census, "AssessmentAuthorisationDate")
    begins = "AssessmentActualStartDate"
    return beginning_during_another(
        census.assessments, "Assessments", of="CINdetailsID", begins=begins, until=until
    )


assessed_twice_at_once.example(
    ok="""
        Assessments
        LAchildID  CINdetailsID  AssessmentActualStartDate  AssessmentAuthorisationDate
        a          1             2026-05-01                 2026-06-01
        a          1             2026-06-01                 .
        a          2             2026-06-15                 .
        b          1             2026-05-15                 .
    """,
    fails="""
        Assessments
        LAchildID  CINdetailsID  AssessmentActualStartDate  AssessmentAuthorisationDate
        a          1             2026-05-01                 2026-06-01                   <
        a          1             2026-05-31                 2026-06-15                   <
        a          1             2026-07-01                 2026-07-15
        b          1             2026-05-01                 .                            <
        b          1             2026-08-01                 2026-08-15                   <
        b          1             2026-05-01                 2026-05-01                   <
    """,
)


@rule("8896", fields="AssessmentAuthorisationDate", severity="error")
def more_than_one_assessment_open(census):
    """More than one assessment of the episode has not been authorised."""
    return several(census.assessments.filter(~AUTHORISED), of="CINdetailsID")


more_than_one_assessment_open.example(
    ok="""
        Assessments
        LAchildID  CINdetailsID  AssessmentAuthorisationDate
        a          1             .
        a          1             2026-05-01
        a          2             .
        b          1             .
    """,
    fails="""
        Assessments
        LAchildID  CINdetailsID  AssessmentAuthorisationDate
        a          1             .                            <
        a          1             .                            <
        a          1             2026-05-01
        a          2             .
    """,
)


@rule("2991Q", fields="S47ActualStartDate", severity="query")
def enquiry_without_an_assessment(census):
    """There is a section 47 enquiry, but the episode has no assessment."""
    return census.section47.join(census.assessments, on="CINdetailsID", how="anti")


enquiry_without_an_assessment.example(
    ok="""
        Assessments
        LAchildID  CINdetailsID
        a          1
        a          2

        Section47
        LAchildID  CINdetailsID
        a          1
        a          1
    """,
    fails="""
        Assessments
        LAchildID  CINdetailsID
        a          1

        Section47
        LAchildID  CINdetailsID
        a          1
        a          2             <
        b          1             <
    """,
)
