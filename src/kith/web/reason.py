"""Asking why, before a record beyond one's reach is opened."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from kith.reach.actions.reasons import give_reason
from kith.reach.seeing import get_card
from kith.web.request import Request


class ReasonForm(forms.Form):
    """Why a record must be opened."""

    reason = forms.CharField(
        label="Your reason", min_length=10, max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Your name, the time and your reason are kept, and the child’s worker and manager can read them.",
        error_messages={
            "required": "Enter why you need to open this record",
            "min_length": "Say a little more, so that the child’s worker can understand: at least 10 characters",
        },
    )  # fmt: skip


def reason(request: Request, child: int) -> HttpResponse:
    card = get_card(request.worker, child)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        give_reason(child=child, reason=form.cleaned_data["reason"], at=timezone.now(), by=request.worker)
        return redirect(_wanted(request, child))
    return render(request, "reason.html", {"form": form, "card": card, "next": request.GET.get("next", "")})


def _wanted(request: Request, child: int) -> str:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe and wanted else reverse("child", args=[child])
