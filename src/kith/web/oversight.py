"""A manager's oversight of a child's record. It is read among the notes and is never edited."""

from django.http import HttpResponse
from django.urls import path, reverse
from django.utils import timezone

from kith.access.roles import Permission
from kith.casework.actions.oversight import may_oversee, record_oversight
from kith.reach.doing import NotPermitted, get_child_to
from kith.web.forms.oversight import OversightForm
from kith.web.request import Request
from kith.web.saving import ask, save


def new(request: Request, child: int) -> HttpResponse:
    whose, back = (
        get_child_to(Permission.OVERSIGHT_WRITE, request.worker, child, Permission.NARRATIVE_SEE),
        reverse("notes", args=[child]),
    )
    if not may_oversee(request.worker, whose):
        raise NotPermitted("You work with this child yourself, so another manager must record the oversight.")
    form = OversightForm(request.POST or None, as_of=request.as_of)
    saved = save(
        request, form,
        lambda: record_oversight(child=whose, **form.cleaned_data, at=timezone.now(), by=request.worker),
        said="The oversight is recorded", to=lambda made: f"{back}#oversight-{made.pk}",
    )  # fmt: skip
    return saved or ask(
        request, whose, form, title="Record a manager’s oversight", back=back, button="Save the oversight",
        intro="It is not edited afterwards. To change a decision, record another oversight.",
    )  # fmt: skip


urls = [path("children/<int:child>/oversight/new/", new, name="oversight-new")]
