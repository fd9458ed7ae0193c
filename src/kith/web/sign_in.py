"""Coming in and going out."""

from datetime import timedelta

from django import forms
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from kith.access.audit import Event, current, viewed
from kith.access.models import AuditEntry, User
from kith.web.middleware import may_come_in, public, today

TRIES, FROM_ANYWHERE, A_WHILE = 10, 50, timedelta(minutes=15)
# The same whatever was wrong: whether there is such an account, and whether it waits, is nobody's to learn here.
WRONG = (
    "The username and password do not match an account that is open. Check both and try again. "
    f"After {TRIES} wrong tries wait a quarter of an hour."
)


class SignInForm(forms.Form):
    """Username and password."""

    username = forms.CharField(
        max_length=150, error_messages={"required": "Enter your username"},
        widget=forms.TextInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
    )  # fmt: skip
    password = forms.CharField(
        max_length=200, error_messages={"required": "Enter your password"},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )  # fmt: skip

    def clean(self) -> dict:
        given = super().clean() or {}
        if not self.errors:
            self.user = authenticate(username=given["username"], password=given["password"])
            if self.user is None or must_wait(self.user) or not may_come_in(self.user, today()):
                raise forms.ValidationError(WRONG)
        return given


def must_wait(user: User) -> bool:
    """Whether somebody has lately tried this account too often: from where this try comes, or from everywhere."""
    lately = AuditEntry.objects.filter(at__gte=timezone.now() - A_WHILE, event=Event.SIGN_IN_FAILED)
    tried = list(lately.filter(model=User._meta.label, row=user.pk).values_list("address", flat=True))
    return tried.count(current().address) >= TRIES or len(tried) >= FROM_ANYWHERE


@public
@never_cache
@sensitive_post_parameters()
def sign_in(request: HttpRequest) -> HttpResponse:
    form = SignInForm(request.POST or None)
    if request.method == "POST":
        if form.is_valid():
            login(request, form.user)
            current().user, current().worker = (
                form.user,
                getattr(getattr(form.user, "worker", None), "pk", None),
            )
            viewed(Event.SIGNED_IN)
            return redirect(_after(request))
        viewed(
            Event.SIGN_IN_FAILED,
            row=User.objects.filter(
                username=request.POST.get("username", "")[:150].replace("\0", "")
            ).first(),
        )
    return render(request, "sign_in.html", {"form": form, "next": request.GET.get("next", "")})


def sign_out(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        viewed(Event.SIGNED_OUT)
        logout(request)
    return redirect("sign-in")


def _after(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe and wanted else reverse("home")
