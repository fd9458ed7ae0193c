"""Signing in by the council's own sign-in: there and back again. Nobody is let in who has no account here."""

import logging
from dataclasses import asdict

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables

from kith.access.audit import Event, record, viewed
from kith.access.models import User
from kith.web import openid, sessions
from kith.web.middleware import may_come_in, public, today
from kith.web.sign_in import NEXT, come_in, safe

ASKED = "openid"
# The same for a login that has ended and for one that never was.
NO_ACCOUNT = (
    "You do not have an account here that is open. Ask the person who looks after accounts in your service."
)
NOT_NOW = "We could not sign you in with {}. Try again. If it happens again, tell the people who run Kith."
log = logging.getLogger(__name__)


@public
@never_cache
def provider(request: HttpRequest) -> HttpResponse:
    """Go there. What was asked is remembered in this browser's session, so that only its answer is taken."""
    if not settings.OPENID["issuer"]:
        return redirect("sign-in")
    asked = openid.Asked.anew()
    try:
        there = openid.address_to_ask(_us(request), asked)
    except openid.Refused as why:
        return _not_now(request, why)
    request.session[ASKED] = asdict(asked)
    request.session[NEXT] = safe(request, request.GET.get("next", ""))
    return redirect(there)


@public
@never_cache
@sensitive_variables()
def back(request: HttpRequest) -> HttpResponse:
    """Come back. Raises nothing: whatever is wrong with the answer, nobody is let in by it."""
    asked = request.session.pop(ASKED, None)
    if not settings.OPENID["issuer"] or not asked:
        return redirect("sign-in")
    try:
        claims = _claims(request, openid.Asked(**asked))
    except openid.Refused as why:
        return _not_now(request, why)
    user = known(claims)
    if user is None or not may_come_in(user, today()):
        viewed(Event.SIGN_IN_FAILED, row=user)
        messages.warning(request, NO_ACCOUNT)
        return redirect("sign-in")
    _bind(user, claims)
    return come_in(request, user, step=sessions.PROVIDER)


def known(claims: dict) -> User | None:
    """Whose account it is: by the subject, which never changes hands; the first time, if so set, by the username."""
    subject, username = (_said(claims, settings.OPENID[each]) for each in ("subject", "username"))
    if not subject:
        return None
    logins = User.objects.select_for_update()
    found = logins.filter(subject=subject).first()
    if found is None and username:
        found = logins.filter(subject__isnull=True, username__iexact=username).first()
    return found


def _said(claims: dict, name: str) -> str:
    """A claim that is words, and no longer than we keep."""
    said = claims.get(name) if name else None
    return said if isinstance(said, str) and len(said) <= 255 and "\0" not in said else ""


def _bind(user: User, claims: dict) -> None:
    """From the first time on it is the subject that says who they are."""
    if user.subject is None:
        user.subject = _said(claims, settings.OPENID["subject"])
        user.save(update_fields=["subject"])
        record(Event.CHANGED, user)


def _claims(request: HttpRequest, asked: openid.Asked) -> dict:
    if not constant_time_compare(request.GET.get("state", ""), asked.state):
        raise openid.Refused("the answer is to another question")
    if "code" not in request.GET:
        raise openid.Refused("the provider sent nobody back")
    return openid.who_it_is(_us(request), asked, request.GET["code"])


def _us(request: HttpRequest) -> openid.Client:
    given = settings.OPENID
    there = request.build_absolute_uri(reverse("provider-back"))
    return openid.Client(given["issuer"], given["client"], given["secret"], there)


def _not_now(request: HttpRequest, why: openid.Refused) -> HttpResponse:
    """Those who run Kith read why in the log; it names nobody."""
    log.warning(f"Signing in by OpenID Connect was refused: {why}")
    viewed(Event.SIGN_IN_FAILED)
    messages.warning(request, NOT_NOW.format(settings.OPENID["name"]))
    return redirect("sign-in")


urls = [
    path("sign-in/provider/", provider, name="provider"),
    path("sign-in/provider/back/", back, name="provider-back"),
]
