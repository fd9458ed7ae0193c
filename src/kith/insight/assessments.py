"""Assessments: finished within 45 working days of the referral, how long they took, and what is late now."""

from django.db.models import F, Q, QuerySet

from kith.deadlines.models import DeadlineRow
from kith.insight.front_door import IN_TIME
from kith.insight.measure import Measure, Scope
from kith.lib.days import day_of
from kith.statutory.clocks.assessment import ASSESSMENT

SOURCE = f"{ASSESSMENT.reference}, {ASSESSMENT.current.source}, as it is worked out for deadlines."
SHOWS = (("day", "Referred on"), ("due_on", "Due by"), ("met_on", "Finished on"))


def _clocks(scope: Scope) -> QuerySet:
    rows = scope.held(DeadlineRow.objects.filter(timescale=ASSESSMENT.key))
    return rows.annotate(whom=F("child"), day=F("started_on"))


def _finished(scope: Scope) -> QuerySet:
    return _clocks(scope).filter(met_on__gte=day_of(scope.since), met_on__lte=scope.as_of)


def _open(scope: Scope) -> QuerySet:
    return _clocks(scope).filter(met_on__isnull=True, ended_on__isnull=True)


IN_45_DAYS = Measure(
    key="assessment.in-time",
    title="Assessments finished within 45 working days",
    counts="assessments finished in the last 12 months within 45 working days of the referral, for each child",
    of="assessments finished in the last 12 months",
    means="45 working days is the longest an assessment may take, not what to aim for.",
    source=f"{SOURCE} England’s figure counts from the day the assessment started.",
    rows=_finished,
    noun=("assessment", "assessments"),
    where=lambda scope: IN_TIME,
    shows=SHOWS,
    rest="not in time",
)
UNTIL_FINISHED = Measure(
    key="assessment.time",
    title="Time from referral to assessment finished",
    counts="assessments finished in the last 12 months, for each child",
    of="",
    means="Half took less than this, half longer; every day of the calendar is counted. 45 working days are about nine weeks.",
    source=SOURCE,
    rows=_finished,
    noun=("assessment", "assessments"),
    shows=SHOWS,
    middle=F("met_on") - F("started_on"),
)
LATE_NOW = Measure(
    key="assessment.late",
    title="Assessments late today",
    counts="assessments not finished, and past 45 working days",
    of="assessments not finished yet, those not started too",
    means="Children who wait for what an assessment decides longer than the guidance allows.",
    source=SOURCE,
    rows=_open,
    noun=("assessment", "assessments"),
    where=lambda scope: Q(due_on__lt=scope.as_of),
    shows=SHOWS[:2],
)
MEASURES = (IN_45_DAYS, UNTIL_FINISHED, LATE_NOW)
