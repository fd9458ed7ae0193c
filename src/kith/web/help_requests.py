"""What was asked on the public page, for the front door: the list, one request, taking it into a contact, setting it aside."""

from collections.abc import Sequence

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone

from kith.access.roles import Permission
from kith.frontdoor.actions.asking import FROM, set_help_aside, take_help_request
from kith.frontdoor.asking import HelpRequest
from kith.frontdoor.models import Contact
from kith.frontdoor.seeing import get_help_request, help_requests_for
from kith.reach.doing import may, require
from kith.reach.seeing import NotFound, must_hold
from kith.web.contacts import MOST_CHILDREN, choices, look_up, person_of
from kith.web.forms.help_requests import AsideForm, TakeForm
from kith.web.forms.new_contact import ChildForm
from kith.web.help_request_words import lines, safe_rows, told_rows
from kith.web.request import Request
from kith.web.saving import save
from kith.web.saving_apart import ask_apart

A_PAGE = 25
SHOW = {"waiting": "Waiting", "aside": "Set aside"}


def listed(request: Request) -> HttpResponse:
    must_hold(Permission.CONTACTS_SEE)
    show = "aside" if request.GET.get("show") == "aside" else "waiting"
    rows = help_requests_for(request.worker)
    rows = rows.filter(taken_at=None) if show == "waiting" else rows.exclude(aside="").order_by("-sent_at")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "contacts/asked_online.html", {
        "title": "Asked online", "page": page, "show": show, "lines": lines(page, request.as_of), "link": f"?show={show}&page=",
        "views": [{"text": words, "href": f"?show={each}", "active": each == show} for each, words in SHOW.items()],
    })  # fmt: skip


def one(request: Request, online: int) -> HttpResponse:
    found = get_help_request(request.worker, online)
    return render(request, "contacts/asked.html", {
        "title": "Asked online", "asked": found, "rows": told_rows(found), "safe": safe_rows(found),
        "may_take": not found.aside and may(request.worker, Permission.CONTACT_TAKE), "line": lines([found], request.as_of)[0],
    })  # fmt: skip


def take(request: Request, online: int) -> HttpResponse:
    """One form, filled in with what they sent: the worker says who the children are."""
    found = waiting_one(request, online)
    children = rows_of(request, found)
    form = TakeForm(
        request.POST or None, as_of=request.as_of, children=children, initial={"source": FROM[found.whom]}
    )
    for each in children if request.method == "POST" else ():
        look_up(request, each)
    saved = save(
        request, form, lambda: taken(request, found, form, children), said="The contact is taken, with their own words",
        to=lambda contact: reverse("contact", args=[contact.pk]),
    )  # fmt: skip
    return saved or ask_apart(
        request, form, template="contacts/take_asked.html", title="Take into a contact", back=reverse("help-request", args=[found.pk]),
        button="Take the contact", forms=[*children, form], children=children, asked=found, safe=safe_rows(found),
        choices=[choices(each, request) for each in children], restricted=any(each.restricted for each in children),
        may_open=may(request.worker, Permission.EMERGENCY_OPEN),
    )  # fmt: skip


def waiting_one(request: Request, online: int) -> HelpRequest:
    require(request.worker, Permission.CONTACT_TAKE)
    found = get_help_request(request.worker, online)
    if found.aside:
        raise NotFound("This request was set aside.")
    return found


def rows_of(request: Request, found: HelpRequest) -> list[ChildForm]:
    """A form for each child they named, with one more to leave empty."""
    named = [*found.children, {}][:MOST_CHILDREN]
    first = [{"given": each.get("given", ""), "family": each.get("family", "")} for each in named]
    return [
        ChildForm(request.POST or None, as_of=request.as_of, prefix=f"child{place}", first=place == 0, initial=each)
        for place, each in enumerate(first)
    ]  # fmt: skip


def taken(request: Request, found: HelpRequest, form: TakeForm, children: Sequence[ChildForm]) -> Contact:
    people = [person_of(request, each) for each in children if not each.is_empty]
    return take_help_request(
        request=found, children=people, **form.cleaned_data, at=timezone.now(), by=request.worker
    )


def set_aside(request: Request, online: int) -> HttpResponse:
    found = waiting_one(request, online)
    form = AsideForm(request.POST or None, as_of=request.as_of)
    saved = save(
        request, form,
        lambda: set_help_aside(request=found, **form.cleaned_data, at=timezone.now(), by=request.worker),
        said="The request is set aside", to=reverse("help-requests"),
    )  # fmt: skip
    return saved or ask_apart(
        request, form, template="contacts/aside_form.html", title="Set aside", back=reverse("help-request", args=[found.pk]),
        button="Set it aside",
    )  # fmt: skip


urls = [
    path("contacts/asked-online/", listed, name="help-requests"),
    path("contacts/asked-online/<int:online>/", one, name="help-request"),
    path("contacts/asked-online/<int:online>/take/", take, name="help-request-take"),
    path("contacts/asked-online/<int:online>/set-aside/", set_aside, name="help-request-aside"),
]
