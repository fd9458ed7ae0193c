"""Finding a person by what is known of them, and why each was found. What is looked for is in no address."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from kith.access.roles import Permission
from kith.childfile.summary import Summary, summaries
from kith.people.models import Person
from kith.reach.doing import may
from kith.reach.search import Found, is_restricted, openable
from kith.reach.search import find as find_people
from kith.reach.seeing import must_hold, visible_to
from kith.web.forms.people import SearchForm
from kith.web.found_words import reasons
from kith.web.person_words import line
from kith.web.request import Request

A_PAGE = 20
KEPT = "searched_for"  # in the session: names belong neither in addresses nor in logs


@dataclass(frozen=True)
class Openable:
    """Which of the persons found this worker may open at once."""

    records: set[int]
    persons: set[int]


def find(request: Request) -> HttpResponse:
    must_hold(Permission.SEARCH)
    form = SearchForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        request.session[KEPT] = form.cleaned_data["words"]
        return redirect(f"{reverse('search')}?page=1")
    return render(request, "people/search.html", found(request, form))


def found(request: Request, form: SearchForm) -> dict:
    """The page: the form, and what was found the last time it was sent."""
    words = request.session.get(KEPT, "") if request.method == "GET" and "page" in request.GET else ""
    if words:
        form = SearchForm(initial={"words": words})
    page = Paginator(find_people(request.worker, words) if words else [], A_PAGE).get_page(
        request.GET.get("page")
    )
    return {
        "title": f"Find a person: page {page.number} of {page.paginator.num_pages}"
        if words
        else "Find a person",
        "form": form,
        "looked": bool(words),
        "page": page,
        "cards": cards(request, list(page), words),
        "restricted": bool(words) and is_restricted(words),
        "may_open": may(request.worker, Permission.EMERGENCY_OPEN),
        "may_add": may(request.worker, Permission.PERSON_ADD),
        "may_merge": may(request.worker, Permission.PERSON_MERGE),
    }


def cards(request: Request, found: list[Found], words: str) -> list[dict]:
    """Each as a short card with why they were found, in a constant number of queries."""
    persons = [each.person for each in found]
    children = [each.pk for each in persons if each.record_opened_on]
    glance, may_open, why = summaries(children, request.as_of), which(request, persons), reasons(words, found)
    return [
        card(each, glance.get(each.pk), address(each, may_open), request) | {"why": why[each.pk]}
        for each in persons
    ]


def card(person: Person, glance: Summary | None, href: str, request: Request) -> dict:
    tag = {"text": "Child’s record", "colour": "blue"} if person.record_opened_on else None
    return line(person, request.as_of, href=href, note=held_by(person, glance, href), tag=tag)


def which(request: Request, persons: list[Person]) -> Openable:
    numbers = [each.pk for each in persons]
    records = visible_to(request.worker, Permission.RECORD_SEE).filter(pk__in=numbers)
    return Openable(set(records.values_list("pk", flat=True)), openable(request.worker, numbers))


def address(person: Person, may_open: Openable) -> str:
    """A child of one's own leads to the record, any other to the short card; a relative to their page, if it opens."""
    if person.record_opened_on:
        return reverse("child" if person.pk in may_open.records else "card", args=[person.pk])
    return reverse("person", args=[person.pk]) if person.pk in may_open.persons else ""


def held_by(person: Person, glance: Summary | None, href: str) -> str:
    """Who works with a child, and in which team; for a relative who cannot be opened, why."""
    if not person.record_opened_on or glance is None:
        return "" if href else "A relative: open them from the child’s record"
    if glance.lead is None:
        return "Nobody allocated"
    return ", ".join(
        str(each) for each in (glance.lead.worker or "Nobody allocated", glance.lead.team) if each
    )


urls = [path("search/", find, name="search")]
