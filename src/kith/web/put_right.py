"""Putting right the days that the census tells: of an assessment being written, of plans, of a closure, of pre-proceedings."""

from collections.abc import Callable, Iterable

from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.urls import path, reverse

from kith.access.roles import Permission
from kith.assessment.actions import corrections as of_need
from kith.assessment.models import Assessment
from kith.assessment.queries import closures_of, plans_of
from kith.assessment.seeing import get_assessment, require_writing
from kith.people.models import Person
from kith.protection.actions import corrections as of_protection
from kith.protection.before_court import pre_proceedings_of
from kith.protection.queries import plans_of as protection_plans_of
from kith.reach.doing import get_child_to
from kith.reach.seeing import NotFound
from kith.web.forms import put_right as forms
from kith.web.forms.record import RecordForm
from kith.web.request import Request
from kith.web.saving import ask, save

SEE = Permission.FAMILY_SEE


def assessment(request: Request, child: int, assessment: int) -> HttpResponse:
    whose = get_child_to(Permission.ASSESSMENT_WRITE, request.worker, child, SEE)
    found: Assessment = get_assessment(whose, assessment)
    require_writing(request.worker, found, whose.pk)
    form = forms.CorrectAssessmentForm(
        request.POST or None, as_of=request.as_of, initial=_stands(found, ("started_on", "review_on"))
    )
    return _saved(
        request, whose, form, found, "assessment", "assessments",
        lambda: of_need.correct_assessment(assessment=found, child=whose.pk, **form.cleaned_data, by=request.worker),
    )  # fmt: skip


def need_plan(request: Request, child: int, plan: int) -> HttpResponse:
    whose = get_child_to(Permission.NEED_PLAN_CHANGE, request.worker, child, SEE)
    found = _one(plans_of(whose), plan, "child in need plan")
    form = forms.CorrectNeedPlanForm(
        request.POST or None,
        as_of=request.as_of,
        initial=_stands(found, ("start_on", "end_on", "end_reason")),
    )
    return _saved(
        request, whose, form, found, "child in need plan", "assessments",
        lambda: of_need.correct_need_plan(plan=found, **form.cleaned_data, by=request.worker),
    )  # fmt: skip


def closure(request: Request, child: int, closure: int) -> HttpResponse:
    whose = get_child_to(Permission.NEED_CLOSE, request.worker, child, SEE)
    found = _one(closures_of(whose), closure, "closure")
    stands = {"closed_on": found.closed_on, "because": found.reason}
    form = forms.CorrectClosureForm(request.POST or None, as_of=request.as_of, initial=stands)
    return _saved(
        request, whose, form, found, "closure", "assessments",
        lambda: of_need.correct_closure(closure=found, **form.cleaned_data, by=request.worker),
    )  # fmt: skip


def protection_plan(request: Request, child: int, protection_plan: int) -> HttpResponse:
    whose = get_child_to(Permission.CONFERENCE_HOLD, request.worker, child, SEE)
    found = _one(protection_plans_of(whose), protection_plan, "protection plan")
    form = forms.CorrectPlanForm(
        request.POST or None,
        as_of=request.as_of,
        initial=_stands(found, forms.CorrectPlanForm.declared_fields),
    )
    return _saved(
        request, whose, form, found, "protection plan", "protection",
        lambda: of_protection.correct_plan(plan=found, **form.cleaned_data, by=request.worker),
    )  # fmt: skip


def pre_proceedings(request: Request, child: int, pre_proceedings: int) -> HttpResponse:
    whose = get_child_to(Permission.PRE_PROCEEDINGS_DECIDE, request.worker, child, SEE)
    found = _one(pre_proceedings_of(whose), pre_proceedings, "pre-proceedings")
    form = forms.CorrectPreProceedingsForm(
        request.POST or None,
        as_of=request.as_of,
        initial=_stands(found, forms.CorrectPreProceedingsForm.declared_fields),
    )
    return _saved(
        request, whose, form, found, "pre-proceedings", "court",
        lambda: of_protection.correct_pre_proceedings(pre_proceedings=found, **form.cleaned_data, by=request.worker),
    )  # fmt: skip


def _one(rows: QuerySet, number: int, called: str):
    found = rows.filter(pk=number).first()
    if found is None:
        raise NotFound(f"There is no such {called} on this record.")
    return found


def _stands(row: Model, names: Iterable[str]) -> dict:
    """What the row says now; why it is corrected is asked anew."""
    return {name: getattr(row, name) for name in names if name != "reason"}


def _saved(
    request: Request, whose: Person, form: RecordForm, row: Model, called: str, page: str, act: Callable
) -> HttpResponse:
    back = reverse(page, args=[whose.pk])
    saved = save(request, form, act, said=f"Corrected: the {called}", to=back, row=row)
    return saved or ask(
        request, whose, form, title=f"Correct the {called}", back=back, button="Save the correction", row=row
    )


urls = [
    path("children/<int:child>/assessments/<int:assessment>/correct/", assessment, name="assessment-correct"),
    path("children/<int:child>/need-plans/<int:plan>/correct/", need_plan, name="need-plan-correct"),
    path("children/<int:child>/closures/<int:closure>/correct/", closure, name="closure-correct"),
    path(
        "children/<int:child>/protection-plans/<int:protection_plan>/correct/", protection_plan,
        name="protection-plan-correct",
    ),
    path(
        "children/<int:child>/pre-proceedings/<int:pre_proceedings>/correct/", pre_proceedings,
        name="pre-proceedings-correct",
    ),
]  # fmt: skip
