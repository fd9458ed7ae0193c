"""Legal status: a change, a correction; and orders of courts."""

from django.http import HttpResponse
from django.urls import path, reverse

from kith.access.roles import Permission
from kith.care.actions.legal_status import change_legal_status, correct_legal_status, end_order, record_order
from kith.care.models import LegalStatus, Order
from kith.people.models import Person
from kith.reach.doing import get_child_to
from kith.reach.seeing import NotFound
from kith.web.forms.legal_status import CorrectLegalStatusForm, EndOrderForm, LegalStatusForm, OrderForm
from kith.web.request import Request
from kith.web.saving import ask, save


def new(request: Request, child: int) -> HttpResponse:
    whose, back = _child(request, child), reverse("homes", args=[child])
    form = LegalStatusForm(request.POST or None, as_of=request.as_of)
    saved = save(
        request, form, lambda: change_legal_status(child=whose, **form.cleaned_data, by=request.worker),
        said="The new legal status is recorded", to=back,
    )  # fmt: skip
    return saved or ask(
        request, whose, form, title="Record a change of legal status", back=back, button="Save the legal status",
        intro="The legal status before it ends on the first day of the new one.",
    )  # fmt: skip


def correct(request: Request, child: int, status: int) -> HttpResponse:
    whose, back = _child(request, child), reverse("homes", args=[child])
    found = _find(LegalStatus, whose, status)
    form = CorrectLegalStatusForm(request.POST or None, as_of=request.as_of, status=found)
    saved = save(
        request, form,
        lambda: correct_legal_status(status=found, **({"end_on": None} | form.cleaned_data), by=request.worker),
        said="The legal status is corrected", to=back, row=found,
    )  # fmt: skip
    return saved or ask(
        request, whose, form, title="Correct the legal status", back=back, button="Save the correction", row=found,
        intro="Only to put right what was wrong. If the status has changed, record a change of legal status.",
    )  # fmt: skip


def order(request: Request, child: int) -> HttpResponse:
    whose, back = _child(request, child), reverse("homes", args=[child])
    form = OrderForm(request.POST or None, as_of=request.as_of)
    saved = save(
        request, form, lambda: record_order(child=whose, **form.cleaned_data, by=request.worker),
        said="The order is recorded", to=back,
    )  # fmt: skip
    return saved or ask(
        request, whose, form, title="Record an order of a court", back=back, button="Save the order",
        intro="Orders may stand beside each other. If the legal status changes too, record that as well.",
    )  # fmt: skip


def order_end(request: Request, child: int, order: int) -> HttpResponse:
    whose, back = _child(request, child), reverse("homes", args=[child])
    found = _find(Order, whose, order)
    form = EndOrderForm(request.POST or None, as_of=request.as_of)
    saved = save(
        request, form, lambda: end_order(order=found, **form.cleaned_data, by=request.worker),
        said="The end of the order is recorded", to=back, row=found,
    )  # fmt: skip
    return saved or ask(
        request,
        whose,
        form,
        title=f"End the order: {found.get_kind_display()}",
        back=back,
        button="Save the end date",
        row=found,
    )


def _child(request: Request, child: int) -> Person:
    return get_child_to(Permission.LEGAL_STATUS_CHANGE, request.worker, child, Permission.HOMES_SEE)


def _find(model, child: Person, number: int):
    found = model.objects.filter(child=child, pk=number).select_related("child").first()
    if found is None:
        raise NotFound("There is no such row on this record.")
    return found


urls = [
    path("children/<int:child>/legal-status/new/", new, name="legal-status-new"),
    path("children/<int:child>/legal-status/<int:status>/correct/", correct, name="legal-status-correct"),
    path("children/<int:child>/orders/new/", order, name="order-new"),
    path("children/<int:child>/orders/<int:order>/end/", order_end, name="order-end"),
]
