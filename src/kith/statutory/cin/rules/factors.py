"""Rules about whether an assessment has factors, and what followed from them. They mark the assessment."""

import polars as pl

from kith.lib.columns import given
from kith.lib.rule import Rules
from kith.statutory.cin.episodes import CLOSED_AFTER_ASSESSMENT, assessments_with, with_these
from kith.statutory.cin.specification import FACTORS
from kith.statutory.cin.times import in_year

rule = Rules()

FACTOR = pl.col("AssessmentFactor")
NONE_FOUND = "21"


@rule("8614", fields="AssessmentAuthorisationDate AssessmentFactor", severity="error")
def factors_before_authorised(census):
    """Factors are given, but the assessment has not been authorised."""
    unfinished = census.assessments.filter(~given("AssessmentAuthorisationDate"))
    return assessments_with(unfinished, census.factors.filter(FACTOR.is_not_null()))


factors_before_authorised.example(
    ok="""
        Assessments
        LAchildID  AssessmentID  AssessmentAuthorisationDate
        a          1             2026-05-01
        a          2             .
        a          3             .

        AssessmentFactorsList
        LAchildID  AssessmentID  AssessmentFactor
        a          1             3B
        a          3             .
    """,
    fails="""
        Assessments
        LAchildID  AssessmentID  AssessmentAuthorisationDate
        a          1             .                            <
        a          2             .

        AssessmentFactorsList
        LAchildID  AssessmentID  AssessmentFactor
        a          1             3B
        a          1             4B
    """,
)


@rule("8897Q", fields="AssessmentAuthorisationDate AssessmentFactor", severity="query")
def authorised_without_a_factor(census):
    """The assessment was authorised in the census year, but has no factor of the published list."""
    finished = census.assessments.filter(in_year(census, "AssessmentAuthorisationDate"))
    known = census.factors.filter(FACTOR.is_not_null(), ~census.outside(FACTORS["AssessmentFactor"]))
    return finished.join(known, on="AssessmentID", how="anti")


authorised_without_a_factor.example(
    ok="""
        Assessments
        LAchildID  AssessmentID  AssessmentAuthorisationDate
        a          1             2026-05-01
        a          2             2025-05-01
        a          3             .
        a          4             2026-05-01

        AssessmentFactorsList
        LAchildID  AssessmentID  AssessmentFactor
        a          1             21
        a          4             99
        a          4             24A
    """,
    fails="""
        Assessments
        LAchildID  AssessmentID  AssessmentAuthorisationDate
        a          1             2026-05-01                   <
        a          2             2026-05-01                   <
        a          3             2027-03-31                   <

        AssessmentFactorsList
        LAchildID  AssessmentID  AssessmentFactor
        a          1             99
        a          2             .
    """,
)


@rule("8873Q", fields="AssessmentFactor ReasonForClosure", severity="query")
def nothing_found_but_not_closed_after_assessment(census):
    """The only assessment of the episode found no factor (21), but the episode was not closed after assessment (RC8 or
    RC9)."""
    only = census.assessments.filter(pl.len().over("CINdetailsID") == 1)
    nothing_found = assessments_with(only, census.factors.filter(FACTOR == NONE_FOUND))
    return with_these(census.details.filter(~CLOSED_AFTER_ASSESSMENT), nothing_found)


nothing_found_but_not_closed_after_assessment.example(
    ok="""
        CINdetails
        LAchildID  CINdetailsID  ReasonForClosure
        a          1             RC8
        a          2             RC9
        a          3             RC7
        a          4             RC7

        Assessments
        LAchildID  CINdetailsID  AssessmentID
        a          1             1
        a          2             1
        a          3             1
        a          3             2
        a          4             1

        AssessmentFactorsList
        LAchildID  CINdetailsID  AssessmentID  AssessmentFactor
        a          1             1             21
        a          2             1             21
        a          3             1             21
        a          3             2             3B
        a          4             1             3B
    """,
    fails="""
        CINdetails
        LAchildID  CINdetailsID  ReasonForClosure
        a          1             RC7               <
        a          2             .                 <

        Assessments
        LAchildID  CINdetailsID  AssessmentID
        a          1             1             <
        a          2             1             <

        AssessmentFactorsList
        LAchildID  CINdetailsID  AssessmentID  AssessmentFactor
        a          1             1             21
        a          2             1             21
    """,
)
