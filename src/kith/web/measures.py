"""Measures for managers: what came and how soon it was dealt with, plans, caseload. Each number opens to its children."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse

from kith.access.roles import Permission
from kith.frontdoor.seeing import screened_by
from kith.insight.caseload import WORDS as STANDS
from kith.insight.caseload import caseload
from kith.insight.england import england
from kith.insight.front_door import CONTACTS
from kith.insight.measure import Measure, Scope
from kith.insight.measures import BY_KEY, GROUPS
from kith.insight.plans import last_seen
from kith.people.models import Person
from kith.reach.doing import may
from kith.reach.seeing import NotFound
from kith.web import measure_words as words
from kith.web.deadline_lists import among, authority_numbers
from kith.web.person_words import line
from kith.web.request import Request
from kith.web.team import teams_of
from kith.workforce.models import Allocation, Team

A_PAGE = 25
SHOW = {"": None, "part": True, "rest": False}


@dataclass(frozen=True)
class Whose:
    """Of what the measures are: the service, or one team; and the teams there are to choose from."""

    scope: Scope
    team: Team | None
    teams: list[Team]
    service: bool

    @property
    def asked(self) -> dict[str, str]:
        return {"team": str(self.team.pk)} if self.team else {}


def measures(request: Request) -> HttpResponse:
    """Every measure, in groups, with England beside it."""
    whose = find(request)
    if whose is None:
        return render(request, "measures/measures.html", {"title": "Measures", "groups": []})
    groups = [
        {
            "title": title,
            "rows": [words.row(each, each.count(whose.scope), link(whose, each)) for each in group],
        }
        for title, group in GROUPS
    ]
    context = {
        "title": "Measures", "whose": whose, "groups": groups, "since": whose.scope.since, "teams": chosen(whose),
        "flow": words.flow(CONTACTS.by(whose.scope, "month", "outcome"), link(whose, CONTACTS)),
        "caseload": words.weighed(caseload(whose.scope), link(whose, BY_KEY["caseload.children"])),
        "stands": STANDS, "england": england(),
    }  # fmt: skip
    return render(request, "measures/measures.html", context)


def find(request: Request) -> Whose | None:
    """What was asked for: the service for whoever sees it, else one of the worker's own teams; none where they have none."""
    service = may(request.worker, Permission.SERVICE_SEE)
    if not service and not may(request.worker, Permission.TEAM_SEE):
        raise NotFound("There is no such page, or you may not see it.")
    teams = list(Team.objects.order_by("name", "pk") if service else teams_of(request))
    team, asked = None, request.GET.get("team", "")
    if asked or not service:
        team = (
            next((each for each in teams if str(each.pk) == asked), None)
            if asked
            else next(iter(teams), None)
        )
        if team is None and asked:
            raise NotFound("There is no such team, or you may not see it.")
        if team is None:
            return None
    return Whose(Scope(request.as_of, team.pk if team else None), team, teams, service)


def chosen(whose: Whose) -> list[dict]:
    """The teams to choose from, and the service for whoever sees it."""
    every = [{"value": "", "text": "The service"}] if whose.service else []
    every += [{"value": str(each.pk), "text": each.name} for each in whose.teams]
    return [each | {"selected": each["value"] == whose.asked.get("team", "")} for each in every]


def link(whose: Whose, measure: Measure) -> Callable[..., str]:
    """The address of the children behind a number."""

    def to(**asked: str) -> str:
        query = urlencode(whose.asked | {name: value for name, value in asked.items() if value})
        return reverse("measure", args=[measure.key]) + (f"?{query}" if query else "")

    return to


def measure(request: Request, measure: str) -> HttpResponse:
    """The children behind one number, each with the day and what makes them counted."""
    whose, found = find(request), BY_KEY.get(measure)
    show = request.GET.get("show", "")
    if found is None or show not in SHOW:
        raise NotFound("There is no such measure.")
    narrowed = {name: request.GET[name] for name in found.narrows if request.GET.get(name)}
    page = paged(request, whose, found, narrowed) if whose else None
    context = {
        "title": found.title, "measure": found, "whose": whose, "page": page, "show": show,
        "of": words.of_what(found, show, narrowed), "items": items(request, found, page) if page else [],
        "back": reverse("measures") + (f"?{urlencode(whose.asked)}" if whose and whose.asked else ""),
        "link": f"?{urlencode((whose.asked if whose else {}) | narrowed | ({'show': show} if show else {}) | {'page': ''})}",
    }  # fmt: skip
    return render(request, "measures/children.html", context)


def paged(request: Request, whose: Whose, found: Measure, narrowed: dict[str, str]) -> Page:
    """The rows asked for, a page at a time; "none" narrows to what is not decided."""
    asked = {name: words.narrowing(name, value) for name, value in narrowed.items()}
    if None in asked.values():
        raise NotFound("There is no such list.")
    rows = found.listed(whose.scope, SHOW[request.GET.get("show", "")], **asked)
    return Paginator(rows, A_PAGE).get_page(request.GET.get("page"))


def items(request: Request, found: Measure, page: Page) -> list[dict]:
    """What the page shows of each row, in a constant number of queries. Named are only those this worker sees at once, or
    reads about in a contact that is theirs to screen; the others are the authority's numbers."""
    rows = list(page)
    children = {row["whom"] for row in rows}
    screened = contacts_of(request, rows)
    cards = among(request, Permission.CARD_SEE, children)
    named = cards | {row["whom"] for row in rows if row.get("contact") in screened}
    persons = {each.pk: each for each in Person.objects.filter(pk__in=named).with_names()}
    numbers, opens = authority_numbers(children), among(request, Permission.RECORD_SEE, children)
    leads, seen = (
        leads_of(cards, request.as_of),
        last_seen(children, request.as_of) if found.last_seen else {},
    )
    shown = []
    for row in rows:
        child, contact = row["whom"], row.get("contact")
        person = persons.get(child)
        said = words.said(found, row) + (words.seen_last(seen.get(child)) if found.last_seen else [])
        who = line(person, request.as_of) if person else {"name": f"Child {numbers.get(child) or child}"}
        shown.append(who | {
            "href": reverse("child", args=[child]) if child in opens else "", "said": said,
            "lead": leads.get(child, "") if child in cards else None,
            "contact": reverse("contact", args=[contact]) if contact in screened else "",
        })  # fmt: skip
    return shown


def contacts_of(request: Request, rows: list[dict[str, Any]]) -> set[int]:
    """Which of the contacts in these rows are this worker's to screen."""
    asked = {row["contact"] for row in rows if row.get("contact")}
    return (
        set(screened_by(request.worker).filter(pk__in=asked).values_list("pk", flat=True)) if asked else set()
    )


def leads_of(children: set[int], as_of: date) -> dict[int, str]:
    """Who leads for each of these children today, in words."""
    rows = Allocation.objects.on(as_of).filter(child__in=children, part=Allocation.Part.LEAD)
    found: dict[int, list[str]] = {}
    for row in rows.select_related("worker", "team").order_by("start_on", "pk"):
        found.setdefault(row.child_id, []).append(row.who)
    return {child: " and ".join(each) for child, each in found.items()}


urls = [
    path("measures/", measures, name="measures"),
    path("measures/<str:measure>/", measure, name="measure"),
]
