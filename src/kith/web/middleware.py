"""Every page is a piece of work: signed in, in one transaction, drawn before it closes."""

from collections.abc import Callable
from datetime import date
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import SimpleTemplateResponse
from django.urls import reverse
from django.utils import timezone

from kith.access.models import Installation
from kith.reach.seeing import NotFound, ReasonNeeded
from kith.web.navigation import navigation
from kith.work import work
from kith.workforce.models import Worker

View = Callable[..., HttpResponse]


def public(view: View) -> View:
    """Mark a page that needs no sign-in. Every other page does."""
    view.public = True  # type: ignore[attr-defined]
    return view


class WorkMiddleware:
    """Runs each view inside `kith.work.work` for the signed-in worker, today."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request, view: View, args: tuple, kwargs: dict) -> HttpResponse:
        _prepare(request)
        if not request.user.is_authenticated and not getattr(view, "public", False):
            return HttpResponseRedirect(
                f"{reverse('sign-in')}?{urlencode({'next': request.get_full_path()})}"
            )
        try:
            return _at_work(request, view, args, kwargs)
        except ReasonNeeded as needed:
            return _ask_reason(request, needed.child)
        except NotFound as refused:
            raise Http404(str(refused)) from None


def today() -> date:
    """The day it is here. Only interfaces ask."""
    return timezone.localdate()


def address_of(request: HttpRequest) -> str | None:
    """Where the request came from: as our own proxy says, if there is one; what a client says of itself is ignored."""
    if settings.BEHIND_PROXY:
        return request.headers.get("X-Forwarded-For", "").split(",")[-1].strip() or None
    return request.META.get("REMOTE_ADDR")


def _prepare(request) -> None:
    request.as_of = today()
    here = Installation.objects.first()
    request.authority_name = here.authority_name if here else ""
    request.demonstration = bool(here and here.demonstration)
    if request.user.is_authenticated and not request.user.roles_on(request.as_of):
        logout(request)
    request.worker = (
        Worker.objects.filter(user=request.user.pk).first() if request.user.is_authenticated else None
    )
    request.navigation = navigation(request) if request.user.is_authenticated else []


def _at_work(request, view: View, args: tuple, kwargs: dict) -> HttpResponse:
    user = request.user if request.user.is_authenticated else None
    page = f"{request.method} {request.resolver_match.view_name}"
    with work(request.worker, request.as_of, via="web", user=user, page=page, address=address_of(request)):
        response = view(request, *args, **kwargs)
        return response.render() if isinstance(response, SimpleTemplateResponse) else response


def _ask_reason(request, child: int) -> HttpResponse:
    asked_for = request.get_full_path() if request.method == "GET" else reverse("child", args=[child])
    return HttpResponseRedirect(f"{reverse('reason', args=[child])}?{urlencode({'next': asked_for})}")
