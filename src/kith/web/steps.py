"""A step of care planning."""

from django.http import HttpResponse
from django.urls import path, reverse

from kith.access.roles import Permission
from kith.care.actions.steps import record_step
from kith.care.models import Placement
from kith.reach.doing import get_child_to
from kith.web.forms.steps import StepForm
from kith.web.request import Request
from kith.web.saving import ask, save


def new(request: Request, child: int) -> HttpResponse:
    whose, back = (
        get_child_to(Permission.CARE_STEP_RECORD, request.worker, child, Permission.RECORD_SEE),
        reverse("reviews", args=[child]),
    )
    placements = list(Placement.objects.filter(child=whose, temporary=False).order_by("-start_on", "-pk"))
    form = StepForm(request.POST or None, as_of=request.as_of, placements=placements)
    saved = save(
        request, form, lambda: record_step(child=whose, **form.details, by=request.worker),
        said="The step is recorded", to=lambda made: f"{back}#step-{made.pk}",
    )  # fmt: skip
    return saved or ask(
        request, whose, form, title="Record a step of care planning", back=back, button="Save the step"
    )


urls = [path("children/<int:child>/steps/new/", new, name="step-new")]
