"""The second step of signing in, for whoever has just given a password that fits: app, security key, or paper."""

import json
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from kith.access import keys, one_time, second_step
from kith.access.audit import Event, viewed
from kith.access.doors import must_wait
from kith.access.models import User
from kith.web import sessions
from kith.web.forms.sign_in import WRONG_CODE, CodeForm, KeyForm, PaperCodeForm
from kith.web.jinja import plural
from kith.web.middleware import may_come_in, public, today
from kith.web.sign_in import PATIENCE, PENDING, come_in

ASKED = "key_asked"
WRONG_KEY = "The key did not answer, or it is not one of yours. Try again, or sign in another way."


@public
@never_cache
@sensitive_post_parameters()
def code(request: HttpRequest) -> HttpResponse:
    """The digits of the authenticator app."""
    return _step(
        request, CodeForm, "sign_in/code.html", "Enter the code from your app",
        lambda user, given: "app" if second_step.app_says_so(user, given["code"], timezone.now()) else "",
    )  # fmt: skip


@public
@never_cache
@sensitive_post_parameters()
def recovery(request: HttpRequest) -> HttpResponse:
    """A recovery code, or the code that an administrator gave for a lost second step."""
    return _step(
        request, PaperCodeForm, "sign_in/recovery.html", "Use a code from paper",
        lambda user, given: _from_paper(request, user, given["code"]),
    )  # fmt: skip


@public
@never_cache
@sensitive_post_parameters()
def key(request: HttpRequest) -> HttpResponse:
    """A security key, asked by a script."""
    return _step(
        request, KeyForm, "sign_in/key.html", "Use your security key",
        lambda user, given: _from_key(request, user, given["answer"]),
    )  # fmt: skip


def _step(
    request: HttpRequest, kind: type, template: str, title: str, fits: Callable[[User, dict], str]
) -> HttpResponse:
    """Ask for it, and let them in if it fits. `fits` says by what; empty where it does not."""
    user = waiting(request)
    if user is None:
        return redirect("sign-in")
    form = kind(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = "" if must_wait(user, timezone.now()) else fits(user, form.cleaned_data)
        if by:
            return come_in(request, user, step="" if by == "one-time" else by)
        viewed(Event.SECOND_STEP_FAILED, row=user)
        form.add_error(None if kind is KeyForm else "code", WRONG_KEY if kind is KeyForm else WRONG_CODE)
    return render(request, template, _frame(request, user, form, title))


def waiting(request: HttpRequest) -> User | None:
    """Whose second step is awaited: a password that still stands was given a short while ago, and they may come in."""
    pending = request.session.get(PENDING) or {"user": 0, "at": 0, "hash": ""}
    user = User.objects.select_for_update().filter(pk=pending["user"]).first()
    if user is None or sessions.now() - pending["at"] > PATIENCE:
        return None
    stands = constant_time_compare(pending["hash"], user.get_session_auth_hash())
    return user if stands and may_come_in(user, today()) else None


def where(request: HttpRequest) -> keys.Where:
    """The host that keys are bound to; only hosts of ours get so far (KITH_HOSTS)."""
    host = request.get_host()
    return keys.Where(host.partition(":")[0], f"{request.scheme}://{host}")


def read(answer: str) -> dict:
    """What a script sent. Raises NoSuchKey for what no script of ours would send."""
    try:
        told = json.loads(answer)
    except ValueError:
        raise keys.NoSuchKey(WRONG_KEY) from None
    if not isinstance(told, dict):
        raise keys.NoSuchKey(WRONG_KEY)
    return told


def _from_paper(request: HttpRequest, user: User, typed: str) -> str:
    given = one_time.found(user, typed, timezone.now(), {one_time.Opens.SECOND_STEP})
    if given:
        one_time.use(given)
        user.refresh_from_db()
        messages.warning(request, "Your second step was taken away. Set up another now.")
        return "one-time"
    if not second_step.use_recovery_code(user, typed):
        return ""
    left = user.recovery_codes.count()
    messages.warning(request, f"That recovery code is used up. You have {plural(left, 'code')} left.")
    return "recovery"


def _from_key(request: HttpRequest, user: User, answer: str) -> str:
    asked = request.session.pop(ASKED, None)  # each question is answered once
    try:
        keys.answered(user, where(request), asked or {}, read(answer))
    except keys.NoSuchKey:
        return ""
    return "key"


def _frame(request: HttpRequest, user: User, form, title: str) -> dict:
    frame = {
        "form": form, "title": title, "has_app": hasattr(user, "authenticator_app"),
        "has_keys": user.security_keys.exists(),
    }  # fmt: skip
    if isinstance(form, KeyForm):
        frame["options"], request.session[ASKED] = keys.ask(user, where(request))
    return frame


urls = [
    path("sign-in/code/", code, name="second-step-code"),
    path("sign-in/key/", key, name="second-step-key"),
    path("sign-in/recovery/", recovery, name="second-step-recovery"),
]
