"""Beginning anew with the code that an administrator gave: for whoever has forgotten their password."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from kith.access import one_time
from kith.access.audit import Event, viewed
from kith.access.doors import held, must_wait
from kith.access.models import OneTimeCode
from kith.web import sessions
from kith.web.forms.sign_in import WRONG_CODE, NewPasswordForm, OneTimeForm
from kith.web.middleware import may_come_in, public, today
from kith.web.sign_in import PATIENCE, after_password

OPENED = "opened"
WRONG = f"The username and the code do not fit, or the code’s day is over. Ask for another. {WRONG_CODE.partition('again. ')[2]}"


@public
@never_cache
@sensitive_post_parameters()
def one_time_code(request: HttpRequest) -> HttpResponse:
    """Whose code it is, and the code."""
    form = OneTimeForm(request.POST or None)
    if request.method == "POST" and settings.PASSWORDS and form.is_valid():
        code = _code(**form.cleaned_data)
        if code:
            request.session.cycle_key()
            request.session[OPENED] = {"code": code.pk, "at": sessions.now()}
            return redirect("new-password")
        viewed(Event.SIGN_IN_FAILED, row=held(form.cleaned_data["username"]))
        form.add_error(None, WRONG)
    frame = {"form": form, "title": "Use a one-time code", "passwords": settings.PASSWORDS}
    return render(request, "sign_in/one_time.html", frame)


@public
@never_cache
@sensitive_post_parameters()
def new_password(request: HttpRequest) -> HttpResponse:
    """The new password; then the second step, unless the code opens that too."""
    code = _opened(request)
    if code is None:
        return redirect("one-time-code")
    form = NewPasswordForm(request.POST or None, user=code.user)
    if request.method == "POST" and form.is_valid():
        one_time.use(code, form.cleaned_data["password"])
        del request.session[OPENED]
        messages.success(request, "Your password is changed.")
        return after_password(request, code.user)
    return render(request, "sign_in/new_password.html", {"form": form, "title": "Choose a new password"})


def _code(username: str, code: str) -> OneTimeCode | None:
    """The code, if it is that login's and the login may come in."""
    user, at = held(username), timezone.now()
    found = one_time.found(user, code, at, one_time.PASSWORD)
    return found if found and not must_wait(user, at) and may_come_in(found.user, today()) else None


def _opened(request: HttpRequest) -> OneTimeCode | None:
    """The code given a short while ago, if it still serves."""
    opened = request.session.get(OPENED) or {"code": None, "at": 0}
    codes = OneTimeCode.objects.select_for_update(of=("self",)).select_related("user")
    code = codes.filter(pk=opened["code"], ends_at__gt=timezone.now()).first()
    lately = sessions.now() - opened["at"] <= PATIENCE
    return code if code and lately and may_come_in(code.user, today()) else None


urls = [
    path("sign-in/one-time-code/", one_time_code, name="one-time-code"),
    path("sign-in/new-password/", new_password, name="new-password"),
]
