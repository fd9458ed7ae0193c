"""Child in need plans and closing: the forms; the plans themselves are listed with the assessments."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from kith.access.roles import Permission
from kith.assessment.actions.plans import (
    add_action,
    end_need_plan,
    finish_action,
    review_need_plan,
    start_need_plan,
)
from kith.assessment.models import NeedPlan, NeedPlanAction
from kith.assessment.queries import open_referrals
from kith.people.models import Person
from kith.protection.actions.closing import close_episode
from kith.reach.doing import get_child_to
from kith.reach.seeing import NotFound
from kith.web.forms.need_plans import ActionForm, CloseForm, EndForm, PlanForm, ReviewForm
from kith.web.forms.record import RecordForm
from kith.web.jinja import long_date
from kith.web.request import Request
from kith.web.saving import ask, save

CHANGE, SEE = Permission.NEED_PLAN_CHANGE, Permission.FAMILY_SEE


def new(request: Request, child: int) -> HttpResponse:
    whose = get_child_to(CHANGE, request.worker, child, SEE)
    form = PlanForm(request.POST or None, as_of=request.as_of, initial={"start_on": request.as_of})
    return _saved(
        request, whose, form, lambda: start_need_plan(child=whose, **form.cleaned_data, by=request.worker),
        said="The plan is started", title="Start a child in need plan", button="Start the plan",
    )  # fmt: skip


def action(request: Request, child: int, plan: int) -> HttpResponse:
    whose, found = _standing(request, child, plan)
    form = ActionForm(request.POST or None, as_of=request.as_of)
    return _saved(
        request, whose, form, lambda: add_action(plan=found, **form.cleaned_data, by=request.worker),
        said="It is in the plan", title="Add something to be done",
    )  # fmt: skip


def review(request: Request, child: int, plan: int) -> HttpResponse:
    whose, found = _standing(request, child, plan)
    form = ReviewForm(request.POST or None, as_of=request.as_of)
    return _saved(
        request, whose, form, lambda: review_need_plan(plan=found, **form.cleaned_data, by=request.worker),
        said="The review is recorded", title="Review the child in need plan", button="Save the review",
    )  # fmt: skip


def end(request: Request, child: int, plan: int) -> HttpResponse:
    whose, found = _standing(request, child, plan)
    form = EndForm(request.POST or None, as_of=request.as_of)
    early = form.data.get("end_reason") == NeedPlan.EndReason.EARLY_HELP
    return _saved(
        request, whose, form, lambda: end_need_plan(plan=found, **form.cleaned_data, by=request.worker),
        said="The plan has ended. Family help goes on from here" if early else "The plan has ended",
        title="End the child in need plan", button="End the plan", to="family-help" if early else "assessments",
    )  # fmt: skip


@require_POST
def done(request: Request, child: int, action: int) -> HttpResponse:
    whose = get_child_to(CHANGE, request.worker, child, SEE)
    found = NeedPlanAction.objects.filter(child=whose, pk=action).first()
    if found is None:
        raise NotFound("There is no such action in a plan of this child.")
    finish_action(action=found, done_on=request.as_of, by=request.worker)
    messages.success(request, "It is done")
    return redirect(reverse("assessments", args=[child]))


def close(request: Request, child: int, referral: int) -> HttpResponse:
    whose = get_child_to(Permission.NEED_CLOSE, request.worker, child, SEE)
    found = open_referrals(whose).filter(pk=referral).first()
    if found is None:
        raise NotFound("Nothing is open that began with this referral.")
    form = CloseForm(request.POST or None, as_of=request.as_of, initial={"closed_on": request.as_of})
    return _saved(
        request, whose, form, lambda: close_episode(referral=found, **form.cleaned_data, by=request.worker),
        said="It is closed", title="Close what began with a referral", button="Close it",
        intro=f"The referral was received on {long_date(found.referred_on)}.",
    )  # fmt: skip


def _standing(request: Request, child: int, plan: int) -> tuple[Person, NeedPlan]:
    whose = get_child_to(CHANGE, request.worker, child, SEE)
    found = NeedPlan.objects.filter(child=whose, pk=plan, end_on__isnull=True).first()
    if found is None:
        raise NotFound("There is no such plan of this child that goes on.")
    return whose, found


def _saved(
    request: Request, whose: Person, form: RecordForm, act: Callable, *,
    said: str, title: str, button: str = "Save", intro: str = "", to: str = "assessments",
) -> HttpResponse:  # fmt: skip
    back = reverse("assessments", args=[whose.pk])
    saved = save(request, form, act, said=said, to=reverse(to, args=[whose.pk]))
    return saved or ask(request, whose, form, back=back, title=title, button=button, intro=intro)


urls = [
    path("children/<int:child>/need-plans/new/", new, name="need-plan-new"),
    path("children/<int:child>/need-plans/<int:plan>/actions/new/", action, name="need-plan-action"),
    path("children/<int:child>/need-plans/<int:plan>/review/", review, name="need-plan-review"),
    path("children/<int:child>/need-plans/<int:plan>/end/", end, name="need-plan-end"),
    path("children/<int:child>/need-plans/actions/<int:action>/done/", done, name="need-plan-done"),
    path("children/<int:child>/referrals/<int:referral>/close/", close, name="need-close"),
]
