"""Rules about the codes of the factors of one assessment. They mark the assessment."""

import polars as pl

from kith.lib.rule import Rules
from kith.statutory.cin.episodes import assessments_with

rule = Rules()

FACTOR = pl.col("AssessmentFactor")
NONE_FOUND, PHYSICAL_ABUSE, SEXUAL_ABUSE = "21", "18A", "19A"


@rule("8869", fields="AssessmentFactor", severity="error")
def no_factor_and_yet_another(census):
    """No factor is said to have been found (21), but another is given too."""
    none = census.factors.filter(FACTOR == NONE_FOUND)
    another = census.factors.filter(FACTOR != NONE_FOUND)
    return assessments_with(assessments_with(census.assessments, none), another)


no_factor_and_yet_another.example(
    ok="""
        Assessments
        LAchildID  AssessmentID
        a          1
        a          2
        b          1

        AssessmentFactorsList
        LAchildID  AssessmentID  AssessmentFactor
        a          1             21
        a          1             21
        a          2             3B
        a          2             4B
        b          1             21
        b          1             .
    """,
    fails="""
        Assessments
        LAchildID  AssessmentID
        a          1             <
        a          2

        AssessmentFactorsList
        LAchildID  AssessmentID  AssessmentFactor
        a          1             3B
        a          1             21
        a          2             21
    """,
)


@rule("8898", fields="AssessmentFactor", severity="error")
def factor_given_twice(census):
    """The same factor is given twice for one assessment."""
    twice = pl.len().over("AssessmentID", "AssessmentFactor") > 1
    return assessments_with(census.assessments, census.factors.filter(FACTOR.is_not_null(), twice))


factor_given_twice.example(
    ok="""
        Assessments
        LAchildID  AssessmentID
        a          1
        a          2

        AssessmentFactorsList
        LAchildID  AssessmentID  AssessmentFactor
        a          1             3B
        a          1             3A
        a          1             .
        a          1             .
        a          2             3B
    """,
    fails="""
        Assessments
        LAchildID  AssessmentID
        a          1             <
        a          2

        AssessmentFactorsList
        LAchildID  AssessmentID  AssessmentFactor
        a          1             3B
        a          1             3A
        a          1             3B
        a          2             3B
    """,
)


@rule("8945Q", fields="AssessmentFactor", severity="query", since="2024-25")
def physical_abuse_by_nobody(census):
    """Physical abuse is given as 18A, which was replaced: 18B is abuse by a child, 18C by an adult."""
    return assessments_with(census.assessments, census.factors.filter(FACTOR == PHYSICAL_ABUSE))


physical_abuse_by_nobody.example(
    ok="""
        Assessments
        LAchildID  AssessmentID
        a          1

        AssessmentFactorsList
        LAchildID  AssessmentID  AssessmentFactor
        a          1             18B
    """,
    fails="""
        Assessments
        LAchildID  AssessmentID
        a          1             <

        AssessmentFactorsList
        LAchildID  AssessmentID  AssessmentFactor
        a          1             18A
        a          1             18B
    """,
)


@rule("8950Q", fields="AssessmentFactor", severity="query", since="2024-25")
def sexual_abuse_by_nobody(census):
    """Sexual abuse is given as 19A, which was replaced: 19B is abuse by a child, 19C by an adult."""
    return assessments_with(census.assessments, census.factors.filter(FACTOR == SEXUAL_ABUSE))


sexual_abuse_by_nobody.example(
    ok="""
        Assessments
        LAchildID  AssessmentID
        a          1

        AssessmentFactorsList
        LAchildID  AssessmentID  AssessmentFactor
        a          1             19C
    """,
    fails="""
        Assessments
        LAchildID  AssessmentID
        a          1             <

        AssessmentFactorsList
        LAchildID  AssessmentID  AssessmentFactor
        a          1             19A
    """,
)
