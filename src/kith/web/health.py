"""Health and education: the page, and a form for each thing recorded there."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse

from kith.access.roles import Permission
from kith.casework.actions.education import record_education_plan, start_school
from kith.casework.actions.health import record_dental_check, record_health_assessment, record_questionnaire
from kith.casework.queries import health_of
from kith.people.models import Person
from kith.reach.doing import get_child_to, may
from kith.reach.seeing import get_child
from kith.reach.withheld import What, hidden
from kith.returns.queries import sources_of
from kith.web.forms.health import AssessmentForm, DentalForm, EducationPlanForm, QuestionnaireForm, SchoolForm
from kith.web.forms.record import RecordForm
from kith.web.record import record_frame
from kith.web.request import Request
from kith.web.saving import ask, save

RECORD = Permission.HEALTH_RECORD


@dataclass(frozen=True)
class Entry:
    """One thing recorded on this page: its form, its action, and what is said."""

    form: type[RecordForm]
    act: Callable
    title: str
    said: str


ENTRIES = {
    "health-new": Entry(
        AssessmentForm, record_health_assessment, "Record a health assessment", "The health assessment is recorded"
    ),
    "dental-new": Entry(DentalForm, record_dental_check, "Record a dental check", "The dental check is recorded"),
    "sdq-new": Entry(
        QuestionnaireForm, record_questionnaire, "Record a strengths and difficulties questionnaire",
        "The questionnaire is recorded",
    ),
    "school-new": Entry(SchoolForm, start_school, "Record a school", "The school is recorded"),
    "education-plan-new": Entry(
        EducationPlanForm, record_education_plan, "Record a personal education plan", "The education plan is recorded"
    ),
}  # fmt: skip


def health(request: Request, child: int) -> HttpResponse:
    whose = get_child(request.worker, child, Permission.RECORD_SEE)
    secret = What.SCHOOL in hidden(whose.pk)
    may_read = may(request.worker, Permission.NARRATIVE_SEE, whose)
    frame = record_frame(
        whose, "health", title="Health and education", found=health_of(whose), school_withheld=secret, may_read=may_read,
        may_record=may(request.worker, RECORD, whose), sources=sources_of(child),
    )  # fmt: skip
    return render(request, "casework/health.html", frame)


def new(request: Request, child: int, entry: str) -> HttpResponse:
    whose, back = _child(request, child), reverse("health", args=[child])
    kind = ENTRIES[entry]
    form = kind.form(request.POST or None, as_of=request.as_of)
    saved = save(
        request,
        form,
        lambda: kind.act(child=whose, **form.cleaned_data, by=request.worker),
        said=kind.said,
        to=back,
    )
    return saved or ask(request, whose, form, title=kind.title, back=back)


def _child(request: Request, child: int) -> Person:
    return get_child_to(RECORD, request.worker, child, Permission.RECORD_SEE)


urls = [
    path("children/<int:child>/health/", health, name="health"),
    path("children/<int:child>/health/new/", new, {"entry": "health-new"}, name="health-new"),
    path("children/<int:child>/dental/new/", new, {"entry": "dental-new"}, name="dental-new"),
    path("children/<int:child>/sdq/new/", new, {"entry": "sdq-new"}, name="sdq-new"),
    path("children/<int:child>/school/new/", new, {"entry": "school-new"}, name="school-new"),
    path(
        "children/<int:child>/education-plan/new/",
        new,
        {"entry": "education-plan-new"},
        name="education-plan-new",
    ),
]
