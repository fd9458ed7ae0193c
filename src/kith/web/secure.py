"""Secure accommodation: going in; and coming out, or a court's authority."""

from django.http import HttpResponse
from django.urls import path, reverse
from django.utils import timezone

from kith.access.roles import Permission
from kith.care.actions.secure import change_secure_stay, record_secure_stay
from kith.care.models import SecureStay
from kith.people.models import Person
from kith.reach.doing import get_child_to
from kith.reach.seeing import NotFound
from kith.web.forms.secure import ChangeSecureForm, SecureForm
from kith.web.request import Request
from kith.web.saving import ask, save

RECORD = Permission.LEGAL_STATUS_CHANGE


def new(request: Request, child: int) -> HttpResponse:
    whose, back = _child(request, child)
    form = SecureForm(request.POST or None, as_of=request.as_of)
    saved = save(
        request, form,
        lambda: record_secure_stay(child=whose, **form.details, at=timezone.now(), by=request.worker),
        said="The time in secure accommodation is recorded", to=back,
    )  # fmt: skip
    return saved or ask(request, whose, form, title="Record a time in secure accommodation", back=back)


def change(request: Request, child: int, stay: int) -> HttpResponse:
    whose, back = _child(request, child)
    found = SecureStay.objects.filter(child=whose, pk=stay).select_related("child").first()
    if found is None:
        raise NotFound("There is no such time in secure accommodation on this record.")
    form = ChangeSecureForm(request.POST or None, as_of=request.as_of, initial=_stands(found))
    saved = save(
        request, form,
        lambda: change_secure_stay(stay=found, **form.details, at=timezone.now(), by=request.worker),
        said="What came of it is recorded", to=back,
    )  # fmt: skip
    return saved or ask(
        request, whose, form, title="Secure accommodation: leaving, or a court’s authority", back=back
    )


def _stands(stay: SecureStay) -> dict:
    """What is recorded already."""
    known = {"ended": stay.ended_at, "authorised": stay.authorised_at}
    here = {name: timezone.localtime(at) for name, at in known.items() if at}
    return {f"{name}_on": at.date() for name, at in here.items()} | {
        f"{name}_time": at.time() for name, at in here.items()
    }


def _child(request: Request, child: int) -> tuple[Person, str]:
    whose = get_child_to(RECORD, request.worker, child, Permission.HOMES_SEE)
    return whose, reverse("homes", args=[child])


urls = [
    path("children/<int:child>/secure/new/", new, name="secure-new"),
    path("children/<int:child>/secure/<int:stay>/", change, name="secure-change"),
]
