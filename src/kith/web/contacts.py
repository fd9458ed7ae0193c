"""The front door: the queue of contacts, and taking a new one on one page."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet
from django.forms.utils import ErrorDict
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone

from kith.access.roles import Permission
from kith.casework.actions.people import add_person
from kith.frontdoor.actions.contacts import take_contact
from kith.frontdoor.models import Contact, ContactChild
from kith.frontdoor.queries import a_year_before, repeated, repeats, to_look_at_again
from kith.frontdoor.seeing import help_requests_for, screened_by, undecided, untold, with_children
from kith.people.models import Person
from kith.reach.doing import may, require
from kith.reach.seeing import NotFound, must_hold
from kith.web.already_known import find_alike, fits_restricted
from kith.web.contact_words import queue_line
from kith.web.drafting import asks, find, page_here
from kith.web.forms.contacts import Narrow
from kith.web.forms.new_contact import NEW, ChildForm, ContactForm, now
from kith.web.person_words import line
from kith.web.request import Request
from kith.web.saving import save
from kith.web.saving_apart import ask_apart

A_PAGE, MOST_CHILDREN = 25, 12
SHOW = {"waiting": "To decide", "tell": "To be told", "decided": "Decided"}


# The queue


def queue(request: Request) -> HttpResponse:
    must_hold(Permission.CONTACTS_SEE)
    form = Narrow(request.GET or None)
    if form.is_bound and not form.is_valid():
        raise NotFound("There is no such list of contacts.")
    asked = form.cleaned_data if form.is_bound else {}
    show = str(asked.get("show")) if asked.get("show") in SHOW else "waiting"
    page = Paginator(narrowed(listed(request, show), asked), A_PAGE).get_page(request.GET.get("page"))
    again = repeats(list(page))
    return render(request, "contacts/queue.html", {
        "title": "Contacts", "page": page, "show": show, "form": Narrow(initial=asked),
        "lines": [queue_line(each, request.as_of, again[each.pk]) for each in page],
        "views": [{"text": words, "href": f"?show={each}", "active": each == show} for each, words in SHOW.items()],
        "filtered": any(asked.get(each) for each in ("priority", "outside", "unborn", "again")),
        "link": f"?{kept(request)}&page=", "may_take": may(request.worker, Permission.CONTACT_TAKE),
        "may_decide": may(request.worker, Permission.CONTACT_DECIDE), "to_look_at": looked(request),
        "asked_online": help_requests_for(request.worker).filter(taken_at=None).count(),
    })  # fmt: skip


def looked(request: Request) -> int:
    """How many children are to be looked at again, for whoever decides contacts."""
    return len(to_look_at_again(request.worker)) if may(request.worker, Permission.CONTACT_DECIDE) else 0


def kept(request: Request) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()


def listed(request: Request, show: str) -> QuerySet[Contact]:
    """The contacts of one view: danger first, then by priority, then who has waited longest."""
    rows = screened_by(request.worker).prefetch_related(with_children())
    if show == "waiting":
        return rows.filter(Q(undecided())).order_by("-in_danger", "priority", "received_at", "pk")
    since = a_year_before(request.as_of)
    decided = ContactChild.objects.filter(contact=OuterRef("pk"), decided_at__gte=since)
    rows = rows.filter(~Q(undecided()), Exists(decided)).annotate(last=Max("about__decided_at"))
    return (rows.filter(untold()) if show == "tell" else rows).order_by(F("last").desc(), "-pk")


def narrowed(rows: QuerySet[Contact], asked: dict) -> QuerySet[Contact]:
    """Only those that fit every filter given."""
    if asked.get("priority"):
        rows = rows.filter(priority=asked["priority"])
    if asked.get("outside"):
        rows = rows.filter(outside_home=True)
    if asked.get("unborn"):
        unborn = ContactChild.objects.filter(
            contact=OuterRef("pk"),
            child__born_on=None,
            child__expected_on__isnull=False,
            child__pregnancy_ended_on=None,
        )
        rows = rows.filter(Exists(unborn))
    return rows.filter(repeated()) if asked.get("again") else rows


# A new contact


def new(request: Request) -> HttpResponse:
    require(request.worker, Permission.CONTACT_TAKE)
    children = rows_of(request)
    form = ContactForm(
        request.POST or None, as_of=request.as_of, children=children,
        initial={"received_on": now()["day"], "received_time": now()["time"]},
    )  # fmt: skip
    if wants_more(request):
        return show(request, form, [*children, a_row(request, len(children), bound=False)], quiet=True)
    for each in children if request.method == "POST" and not asks(request) else ():
        look_up(request, each)
    saved = save(
        request, form, lambda: take(request, form, children), said="The contact is taken",
        to=lambda contact: reverse("contact", args=[contact.pk]),
    )  # fmt: skip
    return saved or show(request, form, children)


def show(
    request: Request, form: ContactForm, children: Sequence[ChildForm], *, quiet: bool = False
) -> HttpResponse:
    """The form; `quiet` without complaints, while it is still being filled in."""
    every: list[Any] = [form, *children]
    for each in every if quiet else ():
        each._errors = ErrorDict()
    return ask_apart(
        request, form, template="contacts/new.html", title="New contact", back=reverse("contacts"),
        button="Save the contact", forms=[*children, form], children=children, child_count=len(children),
        choices=[choices(each, request) for each in children], most=len(children) >= MOST_CHILDREN,
        restricted=any(each.restricted for each in children), may_open=may(request.worker, Permission.EMERGENCY_OPEN),
    )  # fmt: skip


def wants_more(request: Request) -> bool:
    return request.method == "POST" and "more" in request.POST and not asks(request)


def rows_of(request: Request) -> list[ChildForm]:
    """As many children as the form, or the draft of it, has rows for."""
    said = request.POST.get("children", "")
    page = page_here(request)
    if request.method == "GET" and page and (draft := find(request, page)):
        said = (draft.values.get("children") or [""])[0]
    count = int(said) if said.isascii() and said.isdecimal() and len(said) < 3 else 1
    return [a_row(request, place) for place in range(min(max(count, 1), MOST_CHILDREN))]


def a_row(request: Request, place: int, *, bound: bool = True) -> ChildForm:
    told = request.POST if bound and request.method == "POST" else None
    return ChildForm(told, as_of=request.as_of, prefix=f"child{place}", first=place == 0)


def look_up(request: Request, row: ChildForm) -> None:
    """Who on the record the child may be. Nobody is added, or taken, until the worker has said which."""
    if not row.is_valid() or row.is_empty:
        return
    row.alike, row.restricted = find_alike(request, row.cleaned_data, None), fits_restricted(row.cleaned_data)
    may_be = {str(person.pk) for person, _ in row.alike} | {NEW}
    who = row.cleaned_data["who"]
    if (row.alike or row.restricted or who) and who not in may_be:
        row.add_error("who", "Say whether the child is one of these")


def choices(row: ChildForm, request: Request) -> list[dict]:
    """The people a child may be, as choices, and that it is none of them."""
    if not (row.alike or row.restricted):
        return []
    chosen = row["who"].value() or ""
    found = [_choice(person, why, chosen, request) for person, why in row.alike]
    none = "None of these: a new child" if row.alike else "Take the contact all the same, for a new child"
    return [*found, {"value": NEW, "text": none, "checked": chosen == NEW}]


def _choice(person: Person, why: list[str], chosen: str, request: Request) -> dict:
    told = line(person, request.as_of)
    known = "has a record" if person.record_opened_on else "known as a relative"
    born = ", ".join(each for each in (told["age"] or told["born_note"], known) if each)
    value = str(person.pk)
    hint = {"text": f"{born}. {'. '.join(why)}."}
    return {"value": value, "text": person.name, "hint": hint, "checked": chosen == value}


def take(request: Request, form: ContactForm, children: Sequence[ChildForm]) -> Contact:
    people = [person_of(request, each) for each in children if not each.is_empty]
    return take_contact(children=people, **form.details, at=timezone.now(), by=request.worker)


def person_of(request: Request, row: ChildForm) -> Person:
    """The child chosen among those shown; else somebody new."""
    shown = {str(person.pk): person for person, _ in row.alike}
    if found := shown.get(row.cleaned_data["who"]):
        return found
    return add_person(**row.details, record_opened_on=request.as_of, by=request.worker)


urls = [
    path("contacts/", queue, name="contacts"),
    path("contacts/new/", new, name="contact-take"),
]
