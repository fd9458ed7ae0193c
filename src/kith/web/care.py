"""Becoming looked after, and ceasing to be."""

from django.http import HttpResponse
from django.urls import path, reverse

from kith.access.roles import Permission
from kith.care.actions.periods import become_looked_after, cease_to_be_looked_after
from kith.people.models import Person
from kith.reach.doing import get_child_to
from kith.web.forms.care import CareEndForm, CareStartForm
from kith.web.homes_to_choose import ask_which_home, chosen_home
from kith.web.request import Request
from kith.web.saving import ask, save


def start(request: Request, child: int) -> HttpResponse:
    whose, back = _child(request, child), reverse("homes", args=[child])
    home = chosen_home(request)
    if home is None:
        return ask_which_home(request, whose, title="Find the home the child goes to", back=back)
    form = CareStartForm(request.POST or None, as_of=request.as_of, home=home)
    saved = save(
        request, form,
        lambda: become_looked_after(child=whose, home=form.home, by=request.worker, **form.details),
        said="The child is recorded as looked after", to=back,
    )  # fmt: skip
    return saved or ask(
        request, whose, form, template="care/placement_form.html", title="Record that the child became looked after",
        back=reverse("care-start", args=[child]), cancel=back, button="Save", home=home,
        find=reverse("care-start", args=[child]),
    )  # fmt: skip


def end(request: Request, child: int) -> HttpResponse:
    whose, back = _child(request, child), reverse("homes", args=[child])
    form = CareEndForm(request.POST or None, as_of=request.as_of)
    saved = save(
        request, form, lambda: cease_to_be_looked_after(child=whose, **form.cleaned_data, by=request.worker),
        said="The end of the period of care is recorded", to=back,
    )  # fmt: skip
    return saved or ask(
        request, whose, form, title="Record that the child ceased to be looked after", back=back, button="Save the end date",
        intro="The placement and the legal status end on the same day.",
    )  # fmt: skip


def _child(request: Request, child: int) -> Person:
    return get_child_to(Permission.PERIOD_OF_CARE_CHANGE, request.worker, child, Permission.HOMES_SEE)


urls = [
    path("children/<int:child>/care/start/", start, name="care-start"),
    path("children/<int:child>/care/end/", end, name="care-end"),
]
