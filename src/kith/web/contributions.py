"""Asking partners by a link: the section of a child's record, a new link with its code, ending one; and the whole log."""

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from kith.access.audit import Event, viewed
from kith.access.roles import Permission
from kith.casework.queries import siblings_within
from kith.people.models import Person
from kith.reach.doing import get_child_to, may
from kith.reach.seeing import NotFound, get_child, must_hold
from kith.sharing.actions.asking import ask_for_contribution, end_link
from kith.sharing.queries import contributions_of, log_of, whole_log
from kith.web.contribution_words import told
from kith.web.forms.contributions import SOURCES, AskForm
from kith.web.record import record_frame
from kith.web.request import Request
from kith.web.saving import ask, finish_draft
from kith.web.withheld_words import warnings

ASK, SEE = Permission.CONTRIBUTION_ASK, Permission.FAMILY_SEE
A_PAGE = 50


def section(request: Request, child: int) -> HttpResponse:
    whose = get_child(request.worker, child, SEE)
    frame = record_frame(whose, "contributions", title="Partners’ contributions")
    page = Paginator(log_of(whose), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "sharing/section.html", frame | {
        "lines": [told(each, request) for each in contributions_of(whose)], "log": page, "may_ask": may(request.worker, ASK, whose),
    })  # fmt: skip


@sensitive_variables("made")
def new(request: Request, child: int) -> HttpResponse:
    """Ask. The link and the code are shown this once, so the page is drawn at once and leads nowhere."""
    whose = get_child_to(ASK, request.worker, child, SEE)
    children = [whose, *siblings_within(request.worker, ASK, whose)]
    form = AskForm(
        request.POST or None, as_of=request.as_of, children=children, initial={"children": [str(child)]}
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = ask_for_contribution(**form.details, at=timezone.now(), by=request.worker)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            finish_draft(request)
            link = request.build_absolute_uri(reverse("contribute", args=[made.link]))
            return render(request, "sharing/made.html", record_frame(whose, "contributions", title="Give the link and the code")
                          | {"link": link, "code": made.code, "made": made.contribution})  # fmt: skip
    return ask(
        request, whose, form, template="sharing/ask.html", title="Ask a partner", back=back_to(whose), button="Make the link",
        sources=SOURCES, withheld_warnings=warnings(children),
    )  # fmt: skip


def back_to(child: Person) -> str:
    return reverse("contributions", args=[child.pk])


@require_POST
def end(request: Request, child: int, contribution: int) -> HttpResponse:
    whose = get_child_to(ASK, request.worker, child, SEE)
    found = contributions_of(whose).filter(pk=contribution, sent_at=None, revoked_at=None).first()
    if found is None:
        raise NotFound("There is no such link on this record, or it has ended.")
    end_link(contribution=found, at=timezone.now(), by=request.worker)
    return redirect(back_to(whose))


def log(request: Request) -> HttpResponse:
    """What was shared of everybody, for information governance."""
    must_hold(Permission.AUDIT_SEE)
    viewed(Event.AUDIT_SEARCHED, reason="Sharing log")
    page = Paginator(whole_log(), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "sharing/log.html", {"title": "Sharing log", "page": page})


urls = [
    path("children/<int:child>/contributions/", section, name="contributions"),
    path("children/<int:child>/contributions/new/", new, name="contribution-new"),
    path("children/<int:child>/contributions/<int:contribution>/end/", end, name="contribution-end"),
    path("sharing/", log, name="sharing-log"),
]
