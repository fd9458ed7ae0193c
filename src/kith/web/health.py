"""Health: the page, and a form for each thing recorded there."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

from kith.access.roles import Permission
from kith.casework.actions.health import (
    record_dental_check,
    record_health_assessment,
    record_immunisations,
    record_questionnaire,
)
from kith.casework.queries import health_of
from kith.reach.doing import may
from kith.reach.seeing import get_child
from kith.returns.queries import sources_of
from kith.statutory import codes
from kith.web.child import due_of_topic
from kith.web.entries import Entry, addresses
from kith.web.forms.health import AssessmentForm, DentalForm, ImmunisationForm, QuestionnaireForm
from kith.web.record import record_frame
from kith.web.request import Request

RECORD = Permission.HEALTH_RECORD

ENTRIES = {
    "health-new": Entry(
        AssessmentForm, record_health_assessment, RECORD, "Record a health assessment", "The health assessment is recorded"
    ),
    "dental-new": Entry(DentalForm, record_dental_check, RECORD, "Record a dental check", "The dental check is recorded"),
    "immunisations-new": Entry(
        ImmunisationForm, record_immunisations, RECORD, "Record whether immunisations are up to date",
        "The immunisations are recorded",
    ),
    "sdq-new": Entry(
        QuestionnaireForm, record_questionnaire, RECORD, "Record a strengths and difficulties questionnaire",
        "The questionnaire is recorded",
    ),
}  # fmt: skip


def health(request: Request, child: int) -> HttpResponse:
    whose = get_child(request.worker, child, Permission.RECORD_SEE)
    frame = record_frame(
        whose, "health", title="Health", found=health_of(whose), sources=sources_of(child),
        may_read=may(request.worker, Permission.NARRATIVE_SEE, whose), may_record=may(request.worker, RECORD, whose),
        due=due_of_topic(child, "health", request.as_of), no_score=dict(codes.SDQ_REASON.choices),
    )  # fmt: skip
    return render(request, "casework/health.html", frame)


urls = [
    path("children/<int:child>/health/", health, name="health"),
    *addresses(ENTRIES, see=Permission.RECORD_SEE, back="health"),
]
