"""The last of what is recorded about missing, health and school, in one line each, for a child's overview."""

from kith.casework.models import HealthYear, MissingPeriod
from kith.childfile.overview import Overview
from kith.childfile.summary import Summary
from kith.lib.days import day_of
from kith.reach.withheld import What
from kith.web.jinja import long_date

NONE, WITHHELD = "None recorded", "Withheld"


def last_of_health_and_school(summary: Summary, found: Overview) -> tuple[tuple[str, str], ...]:
    """Pairs of words and what to say. What a child of whom little is recorded has never had is said once, shortly."""
    return (
        ("Missing", missing_words(found.missing)),
        ("Health assessment", health_words(found)),
        ("Teeth checked", teeth_words(found)),
        ("Immunisations", immunisation_words(found)),
        ("Strengths and difficulties", questionnaire_words(found)),
        ("School", school_words(summary, found)),
        ("Attendance", attendance_words(found)),
        ("Education plan", plan_words(found)),
    )


def missing_words(row: MissingPeriod | None) -> str:
    """ "3 March 2026, back 4 March 2026. Return interview held 5 March 2026"."""
    if row is None:
        return NONE
    away = "" if row.kind == MissingPeriod.Kind.MISSING else "Away without authorisation, "
    if row.ended_at is None:
        return f"{away}{long_date(row.started_at)}: not back yet"
    same_day = day_of(row.ended_at) == day_of(row.started_at)
    back = "back the same day" if same_day else f"back {long_date(row.ended_at)}"
    asked = f". Return interview {interview_words(row)}" if not away or row.interview_offered_at else ""
    return f"{away}{long_date(row.started_at)}, {back}{asked}"


def interview_words(row: MissingPeriod) -> str:
    answers = (
        ("held", row.interview_at), ("declined", row.interview_declined_at), ("accepted", row.interview_accepted_at),
        ("offered", row.interview_offered_at),
    )  # fmt: skip
    return next((f"{what} {long_date(at)}" for what, at in answers if at), "not offered yet")


def health_words(found: Overview) -> str:
    row = found.health
    if row is None:
        return returned(found.year, "health_assessment")
    return f"{row.get_kind_display()} {long_date(row.assessed_on)}"


def teeth_words(found: Overview) -> str:
    return long_date(found.teeth.checked_on) if found.teeth else returned(found.year, "teeth_check")


def immunisation_words(found: Overview) -> str:
    row = found.immunisations
    if row is None:
        return returned(found.year, "immunisations", "Up to date", "Not up to date")
    return f"{'Up to date' if row.up_to_date else 'Not up to date'} {long_date(row.checked_on)}"


def questionnaire_words(found: Overview) -> str:
    row, year = found.questionnaire, found.year
    if row is None:
        known = year is not None and year.sdq_score is not None
        return f"Score {year.sdq_score} in the return for {year.collection_year}" if known and year else NONE
    said = f"Score {row.score}" if row.score is not None else row.get_reason_display()
    return f"{said}, {long_date(row.completed_on)}"


def returned(year: HealthYear | None, field: str, yes: str = "Yes", no: str = "No") -> str:
    """What a return tells of a year, where no day is recorded."""
    told = getattr(year, field) if year else None
    return (
        f"{yes if told else no}, in the return for {year.collection_year}"
        if year and told is not None
        else NONE
    )


def school_words(summary: Summary, found: Overview) -> str:
    school = found.school
    if school is None:
        return NONE
    named = WITHHELD if What.SCHOOL in summary.hidden else school.school
    year = f"year group {school.year_group}" if school.year_group else ""
    return ", ".join(part for part in (named, year, f"since {long_date(school.start_on)}") if part)


def attendance_words(found: Overview) -> str:
    row = found.attendance
    return f"{row.percent}%, {long_date(row.start_on)} to {long_date(row.last_on)}" if row else NONE


def plan_words(found: Overview) -> str:
    row = found.plan
    term = f", {row.get_term_display().lower()}" if row and row.term else ""
    return f"{long_date(row.held_on)}{term}" if row else NONE
