"""Facts about what practitioners recorded."""

import polars as pl

from kith.casework.models import (
    DentalCheck,
    EducationPlan,
    HealthAssessment,
    HealthYear,
    ImmunisationCheck,
    MissingPeriod,
    StrengthsQuestionnaire,
    VisitChild,
    VisitFrequency,
)
from kith.store.facts import facts
from kith.store.holding import tells

Chosen = list[int] | None


@tells(VisitChild)
def visits(chosen: Chosen) -> pl.DataFrame:
    """Table `visits`: one row for each child a visit was about."""
    rows = VisitChild.objects.all()
    return facts(
        "visits",
        rows,
        chosen,
        id="visit",
        on="visit__visited_on",
        kind="visit__kind",
        seen="seen",
        seen_alone="seen_alone",
    )


@tells(MissingPeriod)
def missing(chosen: Chosen) -> pl.DataFrame:
    """Table `missing`: periods missing or away, and their return interviews, as moments."""
    return facts(
        "missing", MissingPeriod.objects.all(), chosen,
        id="pk", kind="kind", started_at="started_at", ended_at="ended_at",
        interview_offered_at="interview_offered_at", interview_at="interview_at",
        interview_declined_at="interview_declined_at",
    )  # fmt: skip


@tells(HealthAssessment)
def health_assessments(chosen: Chosen) -> pl.DataFrame:
    return facts(
        "health_assessments", HealthAssessment.objects.all(), chosen, id="pk", on="assessed_on", kind="kind"
    )


@tells(DentalCheck)
def dental_checks(chosen: Chosen) -> pl.DataFrame:
    return facts("dental_checks", DentalCheck.objects.all(), chosen, id="pk", on="checked_on")


@tells(ImmunisationCheck)
def immunisations(chosen: Chosen) -> pl.DataFrame:
    rows = ImmunisationCheck.objects.all()
    return facts("immunisations", rows, chosen, id="pk", on="checked_on", up_to_date="up_to_date")


@tells(StrengthsQuestionnaire)
def sdqs(chosen: Chosen) -> pl.DataFrame:
    rows = StrengthsQuestionnaire.objects.all()
    return facts("sdqs", rows, chosen, id="pk", on="completed_on", score="score", reason="reason")


@tells(EducationPlan)
def education_plans(chosen: Chosen) -> pl.DataFrame:
    return facts("education_plans", EducationPlan.objects.all(), chosen, id="pk", on="held_on")


@tells(VisitFrequency)
def visit_frequencies(chosen: Chosen) -> pl.DataFrame:
    rows = VisitFrequency.objects.all()
    return facts(
        "visit_frequencies", rows, chosen, id="pk", start_on="start_on", end_on="end_on", days="days"
    )


@tells(HealthYear)
def health_years(chosen: Chosen) -> pl.DataFrame:
    return facts(
        "health_years", HealthYear.objects.all(), chosen,
        year="collection_year", sdq_score="sdq_score", sdq_reason="sdq_reason", convicted="convicted",
        health_check="health_check", immunisations="immunisations", teeth_check="teeth_check",
        health_assessment="health_assessment", substance_misuse="substance_misuse",
        intervention_received="intervention_received", intervention_offered="intervention_offered",
    )  # fmt: skip
