"""Every page is a piece of work: signed in, in one transaction, drawn before it closes."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from ipaddress import ip_address
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.response import SimpleTemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from kith.access.models import Installation, User
from kith.reach.seeing import NotFound, ReasonNeeded
from kith.web import sessions
from kith.web.merged import KEPT_MEANWHILE, MERGED_MEANWHILE, address_after_merge, keep_words
from kith.web.navigation import navigation
from kith.web.notices import unread
from kith.web.sent import MOST_SENT
from kith.work import work
from kith.workforce.models import Worker

View = Callable[..., HttpResponse]
LARGEST_OF_PUBLIC, OF_PUBLIC = 256 * 1024, ("/help/", "/contribute/")
LARGEST = MOST_SENT + 1024 * 1024  # the largest form is a return's: its files, and the form around them


def public(view: View) -> View:
    """Mark a page that needs no sign-in. Every other page does."""
    view.public = True  # type: ignore[attr-defined]
    return view


def public_to_nobody(view: View) -> View:
    """Mark a page for the public on which whoever is here is nobody, signed in or not: the database serves nobody."""
    view.to_nobody = True  # type: ignore[attr-defined]
    return public(view)


def before_second_step(view: View) -> View:
    """Mark a page open to whoever has signed in and must still set up a second step."""
    view.before_second_step = True  # type: ignore[attr-defined]
    return view


class WorkMiddleware:
    """Runs each view inside `kith.work.work` for the signed-in worker, today."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _too_large(request):
            return render(
                request,
                "413.html",
                {"most": MOST_SENT // 1024**2, "words_only": request.path.startswith(OF_PUBLIC)},
                status=413,
            )
        response = self.get_response(request)
        add_never_cache_headers(response)  # a record must not be read in a browser after signing out
        return response

    def process_view(self, request, view: View, args: tuple, kwargs: dict) -> HttpResponse:
        _prepare(request)
        if getattr(view, "to_nobody", False):
            _as_nobody(request)
        if not request.user.is_authenticated and not getattr(view, "public", False):
            return _to_sign_in(request)
        if request.must_set_up and not _open_before(view):
            return HttpResponseRedirect(reverse("own-account"))
        if request.user.is_authenticated and not getattr(view, "quiet", False):
            sessions.touch(request.session)
        try:
            return _at_work(request, view, args, kwargs)
        except ReasonNeeded as needed:
            return _ask_reason(request, needed.child)
        except NotFound as refused:
            if to := _merged(request, kwargs):
                return HttpResponseRedirect(to)
            raise Http404(str(refused)) from None


def today() -> date:
    """The day it is here. Only interfaces ask."""
    return timezone.localdate()


def address_of(request: HttpRequest) -> str | None:
    """Where the request came from: as our own proxy says, if there is one; what a client says of itself is ignored."""
    if settings.BEHIND_PROXY:
        return _plain(request.headers.get("X-Forwarded-For", "").split(",")[-1].strip())
    return _plain(request.META.get("REMOTE_ADDR", ""))


def _plain(said: str) -> str | None:
    """The address without the port that some proxies add; None where it is none."""
    host = said.rpartition(":")[0] if said.count(":") == 1 or said.startswith("[") else said
    try:
        return str(ip_address(host.strip("[]")))
    except ValueError:
        return None


def worker_of(user: User | AnonymousUser) -> Worker | None:
    """Who a login is, if anybody."""
    return Worker.objects.filter(user=user.pk).first() if user.is_authenticated else None


def may_come_in(user: User, day: date) -> bool:
    """Whether a login opens anything on that day: it holds a role, and is not a leaver's."""
    return _opens(user, worker_of(user), day)


def _opens(user: User, worker: Worker | None, day: date) -> bool:
    return bool(user.roles_on(day)) and not (worker and worker.has_left(day))


def _too_large(request: HttpRequest) -> bool:
    """Asked before anything of it is read: an upload beyond every form's limit would only fill the disk."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return not length.isdecimal() or int(length) > _largest(request)


def _largest(request: HttpRequest) -> int:
    """What the public may send is words, and few."""
    return LARGEST_OF_PUBLIC if request.path.startswith(OF_PUBLIC) else LARGEST


def _prepare(request) -> None:
    request.as_of = today()
    here = Installation.objects.first()
    request.authority_name = here.authority_name if here else ""
    request.demonstration = bool(here and here.demonstration)
    request.worker = worker_of(request.user)
    request.ended = request.user.is_authenticated and not _goes_on(request)
    if request.ended:
        logout(request)
        request.worker = None
    request.must_set_up = _must_set_up(request)
    request.navigation = navigation(request) if request.worker and not request.must_set_up else []


def _as_nobody(request) -> None:
    """A worker may be signed in on the same machine: this page does not know them, and neither does the database."""
    request.user = request._cached_user = AnonymousUser()
    request.worker, request.navigation, request.must_set_up = None, [], False


def _goes_on(request) -> bool:
    """Whether whoever is signed in still is: their time is not over, and neither is their login."""
    return sessions.seconds_left(request.session) > 0 and _opens(request.user, request.worker, request.as_of)


def _must_set_up(request) -> bool:
    """Whether a second step is asked of everybody here, and this session began without one."""
    asked = settings.SECOND_STEP_REQUIRED and not request.demonstration
    return bool(asked and request.user.is_authenticated and not request.session.get(sessions.STEP))


def _open_before(view: View) -> bool:
    return any(getattr(view, each, False) for each in ("public", "before_second_step"))


def _to_sign_in(request) -> HttpResponse:
    """A page leads to signing in; what a script sends is told plainly, so that it keeps what it has."""
    if request.headers.get("Sec-Fetch-Dest") == "empty":
        return HttpResponse("You are signed out. Sign in again.", "text/plain", status=401)
    asked = {"next": request.get_full_path()} | ({"ended": "1"} if request.ended else {})
    return HttpResponseRedirect(f"{reverse('sign-in')}?{urlencode(asked)}")


def _merged(request, kwargs: dict) -> str:
    """Where the page is now, if the record was merged into another; what was being sent is not saved there."""
    with _work(request):
        to = address_after_merge(request, kwargs) if request.worker else ""
        sent = bool(to) and request.method != "GET"
        kept = sent and keep_words(request)
    if sent:
        messages.warning(request, KEPT_MEANWHILE if kept else MERGED_MEANWHILE)
    return to


def _at_work(request, view: View, args: tuple, kwargs: dict) -> HttpResponse:
    user = request.user if request.user.is_authenticated else None
    page = f"{request.method} {request.resolver_match.view_name}"
    with work(request.worker, request.as_of, via="web", user=user, page=page, address=address_of(request)):
        if request.worker and not request.must_set_up and not getattr(view, "quiet", False):
            request.unread = unread(request.worker)
        response = view(request, *args, **kwargs)
        return response.render() if isinstance(response, SimpleTemplateResponse) else response


def _work(request) -> AbstractContextManager:
    user = request.user if request.user.is_authenticated else None
    page = f"{request.method} {request.resolver_match.view_name}"
    return work(request.worker, request.as_of, via="web", user=user, page=page, address=address_of(request))


def _ask_reason(request, child: int) -> HttpResponse:
    asked_for = request.get_full_path() if request.method == "GET" else reverse("child", args=[child])
    return HttpResponseRedirect(f"{reverse('reason', args=[child])}?{urlencode({'next': asked_for})}")
