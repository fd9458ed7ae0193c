"""One's own account: password, second step, recovery codes, and what was done with the login lately."""

from collections.abc import Callable
from functools import wraps

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from kith.access import keys, sealed, second_step, totp
from kith.access.audit import Event, record, viewed
from kith.access.doors import held, must_wait
from kith.access.models import SecurityKey, User
from kith.web import sessions
from kith.web.forms.sign_in import (
    WRONG_CODE,
    CodeForm,
    CurrentPasswordForm,
    NewKeyForm,
    NewPasswordForm,
)
from kith.web.lately import lately
from kith.web.middleware import before_second_step
from kith.web.request import Request
from kith.web.second_step import read, where
from kith.web.sign_in import safe

SECRET, OFFERED = "app_secret", "key_offered"
View = Callable[..., HttpResponse]


def its_owner(view: View) -> View:
    """For pages that change how a login is opened: only for whoever has shown lately that it is theirs."""

    @wraps(view)
    def shown(request: Request, *args, **options) -> HttpResponse:
        if sessions.proved_lately(request.session):
            return view(request, *args, **options)
        here = request.path if request.method == "GET" else reverse("own-account")
        return redirect(f"{reverse('account-confirm')}?{urlencode({'next': here})}")

    return before_second_step(sensitive_post_parameters()(shown))


@before_second_step
def own_account(request: Request) -> HttpResponse:
    user = request.user
    return render(request, "account/own.html", {
        "title": "Your account", "username": user.username, "app": getattr(user, "authenticator_app", None),
        "keys": list(user.security_keys.order_by("added_at")), "codes": user.recovery_codes.count(),
        "lately": lately(user), "has_password": settings.PASSWORDS and user.has_usable_password(),
        "provider": settings.OPENID["name"], "must_set_up": request.must_set_up,
    })  # fmt: skip


@before_second_step
@sensitive_post_parameters()
def confirm(request: Request) -> HttpResponse:
    """The password again, before anything is changed about how the login is opened."""
    form = CurrentPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if _is_theirs(request.user, form.cleaned_data["current"]):
            request.session[sessions.PROVED] = sessions.now()
            return redirect(safe(request, request.POST.get("next", "")) or reverse("own-account"))
        viewed(Event.SIGN_IN_FAILED, row=request.user)
        form.add_error("current", "The password is not right. Type it again")
    frame = {"form": form, "title": "Enter your password to go on", "next": request.GET.get("next", "")}
    return render(request, "account/confirm.html", frame)


def _is_theirs(user: User, password: str) -> bool:
    """Whether the password is the login's; as when signing in, too many wrong ones must wait."""
    tried = held(user.username)
    fits = authenticate(username=user.username, password=password) is not None
    return fits and not must_wait(tried, timezone.now())


@its_owner
def password(request: Request) -> HttpResponse:
    form = NewPasswordForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        request.user.set_password(form.cleaned_data["password"])
        request.user.save(update_fields=["password"])
        record(Event.PASSWORD_CHANGED, request.user)
        return _changed(
            request, "Your password is changed. Wherever else you were signed in, you are signed out."
        )
    return render(request, "account/password.html", {"form": form, "title": "Change your password"})


@its_owner
def app(request: Request) -> HttpResponse:
    """Set up an authenticator app: show the secret, and ask for a code that proves it arrived."""
    form = CodeForm(request.POST or None)
    secret = _secret(request)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data["code"]
        if second_step.add_app(user=request.user, secret=secret, typed=typed, at=timezone.now()):
            del request.session[SECRET]
            return _added(request, "app", "Your authenticator app is set up.")
        form.add_error("code", WRONG_CODE.partition(" After")[0])
    frame = {
        "form": form,
        "title": "Set up an authenticator app",
        "letters": in_fours(totp.in_letters(secret)),
    }
    return render(request, "account/app.html", frame | {"square": square(request, secret)})


def _secret(request: Request) -> bytes:
    """The secret on offer, the same until it is taken up: a page loaded again must not spoil what was scanned."""
    offered = sealed.unseal(request.session.get(SECRET, ""))
    if offered is None:
        offered = totp.new_secret()
        request.session[SECRET] = sealed.seal(offered)
    return offered


def square(request: Request, secret: bytes) -> str:
    """The square code as a drawing within the page, which the content policy allows; nothing is fetched."""
    said = totp.address(secret, request.user.username, f"Kith {request.authority_name}".strip())
    return segno.make(said, micro=False).svg_inline(
        scale=5, border=4, light="#fff", svgclass=None, lineclass=None
    )


def in_fours(letters: str) -> str:
    return " ".join(letters[start : start + 4] for start in range(0, len(letters), 4))


@its_owner
def app_remove(request: Request) -> HttpResponse:
    found = get_object_or_404(second_step.AuthenticatorApp, user=request.user)
    if request.method == "POST":
        second_step.remove_app(app=found)
        return _changed(request, "Your authenticator app is removed.")
    return render(request, "account/remove.html", {
        "title": "Remove your authenticator app", "button": "Remove the app", "last": not request.user.security_keys.exists(),
    })  # fmt: skip


@its_owner
def key_new(request: Request) -> HttpResponse:
    """Add a security key: a script asks the browser for one and sends what it answers."""
    form = NewKeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            offered = request.session.pop(OFFERED, None) or {}
            known = keys.made(where(request), offered, read(form.cleaned_data["answer"]))
            second_step.add_key(
                user=request.user, name=form.cleaned_data["name"], known=known, at=timezone.now()
            )
        except keys.NoSuchKey:
            form.add_error(None, "The key was not added. Try again, or try another browser.")
        else:
            return _added(request, "key", "Your security key is added.")
    options, request.session[OFFERED] = keys.offer(request.user, where(request))
    frame = {"form": form, "title": "Add a security key", "options": options}
    return render(request, "account/key_new.html", frame)


@its_owner
def key_remove(request: Request, security_key: int) -> HttpResponse:
    found = get_object_or_404(SecurityKey, user=request.user, pk=security_key)
    if request.method == "POST":
        second_step.remove_key(key=found)
        return _changed(request, f"The key “{found.name}” is removed.")
    others = request.user.security_keys.count() > 1 or hasattr(request.user, "authenticator_app")
    frame = {"title": f"Remove the key “{found.name}”", "button": "Remove the key", "last": not others}
    return render(request, "account/remove.html", frame)


@its_owner
def recovery_codes(request: Request) -> HttpResponse:
    """Ten new codes, shown with the answer to the form and never again."""
    if request.method == "POST" and second_step.has_one(request.user):
        return _show_codes(request)
    frame = {"title": "Get new recovery codes", "may": second_step.has_one(request.user)}
    return render(request, "account/recovery_codes.html", frame)


@before_second_step
@require_POST
def sign_out_everywhere(request: Request) -> HttpResponse:
    request.user.end_sessions()
    record(Event.SESSIONS_ENDED, request.user)
    return _changed(request, "Wherever else you were signed in, you are signed out.")


def _changed(request: Request, said: str) -> HttpResponse:
    sessions.keep(request)
    if request.session.get(sessions.STEP) != sessions.PROVIDER and not second_step.has_one(request.user):
        request.session[sessions.STEP] = ""
    messages.success(request, said)
    return redirect("own-account")


def _added(request: Request, step: str, said: str) -> HttpResponse:
    """A second step is there now. With the first come the recovery codes."""
    request.session[sessions.STEP] = request.session.get(sessions.STEP) or step
    first = not request.user.recovery_codes.exists()
    if not first:
        return _changed(request, said)
    sessions.keep(request)
    return _show_codes(request, said)


def _show_codes(request: Request, said: str = "") -> HttpResponse:
    codes = second_step.make_recovery_codes(user=request.user)
    notices = [{"text": said, "kind": "success"}] if said else []
    frame = {"title": "Your recovery codes", "codes": codes, "notices": notices}
    return render(request, "account/codes.html", frame)


urls = [
    path("account/", own_account, name="own-account"),
    path("account/confirm/", confirm, name="account-confirm"),
    path("account/password/", password, name="account-password"),
    path("account/app/", app, name="account-app"),
    path("account/app/remove/", app_remove, name="account-app-remove"),
    path("account/keys/new/", key_new, name="account-key-new"),
    path("account/keys/<int:security_key>/remove/", key_remove, name="account-key-remove"),
    path("account/recovery-codes/", recovery_codes, name="account-recovery-codes"),
    path("account/sign-out-everywhere/", sign_out_everywhere, name="account-sign-out-everywhere"),
]
