"""Twins: one unborn child's record becomes two."""

from django.http import HttpResponse
from django.urls import path, reverse
from django.utils import timezone

from kith.access.roles import Permission
from kith.protection.actions.twins import split_twins
from kith.reach.doing import get_child_to
from kith.web.forms.people import TwinsForm
from kith.web.request import Request
from kith.web.saving import ask, save


def split(request: Request, child: int) -> HttpResponse:
    whose = get_child_to(Permission.PROTECTION_RECORD, request.worker, child, Permission.FAMILY_SEE)
    named = whose.current_name
    form = TwinsForm(
        request.POST or None, as_of=request.as_of,
        initial={"given": "Second baby", "family": named.family if named else ""},
    )  # fmt: skip
    saved = save(
        request, form,
        lambda: split_twins(child=whose, **form.cleaned_data, at=timezone.now(), by=request.worker),
        said="There are two records now: this is the second", to=lambda second: reverse("details", args=[second.pk]),
    )  # fmt: skip
    return saved or ask(
        request, whose, form, title="Twins: make a second record", back=reverse("details", args=[child]),
        button="Make the second record",
        intro="The second baby gets a record with everything written so far about both: contacts, assessment, discussions, "
              "conferences, plans, and who works with them. From then on each has their own. If it was a mistake, the two are "
              "merged again.",
    )  # fmt: skip


urls = [path("children/<int:child>/twins/", split, name="twins")]
