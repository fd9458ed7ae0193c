"""Health: assessments, dental checks, immunisations, questionnaires."""

from datetime import date
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import models

from kith.access.audit import Event, current, record
from kith.access.roles import Permission
from kith.casework.models import DentalCheck, HealthAssessment, ImmunisationCheck, StrengthsQuestionnaire
from kith.people.models import Person
from kith.reach.doing import require
from kith.workforce.models import Worker

Row = TypeVar("Row", bound=models.Model)


def record_health_assessment(
    *, child: Person, kind: str, assessed_on: date, summary: str, by: Worker
) -> HealthAssessment:
    """Record a health assessment of a looked-after child."""
    require(by, Permission.HEALTH_RECORD, child)
    return _added(
        HealthAssessment(child=child, kind=kind, assessed_on=assessed_on, summary=summary),
        assessed_on,
        "assessed_on",
    )


def record_dental_check(*, child: Person, checked_on: date, by: Worker) -> DentalCheck:
    """Record that a dentist checked the child's teeth."""
    require(by, Permission.HEALTH_RECORD, child)
    return _added(DentalCheck(child=child, checked_on=checked_on), checked_on, "checked_on")


def record_immunisations(
    *, child: Person, checked_on: date, up_to_date: bool, outstanding: str, by: Worker
) -> ImmunisationCheck:
    """Record whether the child's immunisations were up to date on a day, and what is still to be given."""
    require(by, Permission.HEALTH_RECORD, child)
    if up_to_date and outstanding:
        raise ValidationError(
            {"outstanding": "Leave this empty if they are up to date, or say that they are not"}
        )
    row = ImmunisationCheck(
        child=child, checked_on=checked_on, up_to_date=up_to_date, outstanding=outstanding
    )
    return _added(row, checked_on, "checked_on")


def record_questionnaire(
    *, child: Person, completed_on: date, score: int | None, reason: str, by: Worker
) -> StrengthsQuestionnaire:
    """Record a Strengths and Difficulties Questionnaire: its total, or why there is none."""
    require(by, Permission.HEALTH_RECORD, child)
    if (score is None) is (not reason):
        raise ValidationError({"score": "Enter the score, or choose why there is none"})
    if score is not None and not 0 <= score <= 40:
        raise ValidationError({"score": "The score must be between 0 and 40"})
    row = StrengthsQuestionnaire(child=child, completed_on=completed_on, score=score, reason=reason)
    return _added(row, completed_on, "completed_on")


def _added(row: Row, on: date, field: str) -> Row:
    if on > current().as_of:
        raise ValidationError({field: "The date must be today or in the past"})
    row.save()
    record(Event.ADDED, row, on=on)
    return row
