"""A child who moved here with another authority's protection plan: its notification, and that no conference is needed."""

from django.http import HttpResponse
from django.urls import path, reverse

from kith.access.roles import Permission
from kith.people.models import Person
from kith.protection.actions import moving_in as act
from kith.protection.queries import waiting_transfers
from kith.reach.doing import get_child_to
from kith.reach.seeing import NotFound
from kith.web.forms import moving_in as forms
from kith.web.request import Request
from kith.web.saving import ask, save

RECORD, SEE = Permission.PROTECTION_RECORD, Permission.FAMILY_SEE


def new(request: Request, child: int) -> HttpResponse:
    whose, back = _child(request, child)
    form = forms.MovedInForm(
        request.POST or None, as_of=request.as_of, initial={"notified_on": request.as_of}
    )
    saved = save(
        request, form, lambda: act.record_transfer_in(child=whose, **form.cleaned_data, by=request.worker),
        said="It is recorded, and the conference is due", to=back,
    )  # fmt: skip
    return saved or ask(
        request, whose, form, title="Moved here with a protection plan", back=back, button="Save the move",
        intro="Another authority told that the child has its protection plan and moved here. It keeps the plan until the transfer-in conference here.",
    )  # fmt: skip


def end(request: Request, child: int, transfer: int) -> HttpResponse:
    whose, back = _child(request, child)
    found = waiting_transfers(whose).filter(pk=transfer).first()
    if found is None:
        raise NotFound("There is no such move that waits for a conference.")
    form = forms.NotNeededForm(request.POST or None, as_of=request.as_of, initial={"ended_on": request.as_of})
    saved = save(
        request, form,
        lambda: act.no_conference_needed(transfer=found, **form.cleaned_data, by=request.worker),
        said="No conference is due", to=back, row=found,
    )  # fmt: skip
    return saved or ask(
        request, whose, form, title="No transfer-in conference is needed", back=back, button="Save", row=found,
        intro="For example, the child has moved back, or the other authority has ended its plan.",
    )  # fmt: skip


def _child(request: Request, child: int) -> tuple[Person, str]:
    return get_child_to(RECORD, request.worker, child, SEE), reverse("protection", args=[child])


urls = [
    path("children/<int:child>/moved-in/new/", new, name="transfer-in-new"),
    path("children/<int:child>/moved-in/<int:transfer>/not-needed/", end, name="transfer-in-end"),
]
