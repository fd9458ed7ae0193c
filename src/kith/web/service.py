"""The whole service's deadlines, late, due and lately met, by timescale and by team. Names only for whoever sees everyone."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse

from kith.access.roles import Permission
from kith.deadlines.models import DeadlineRow
from kith.people.models import Person
from kith.reach.seeing import NotFound, must_hold, visible_to
from kith.statutory.clocks import BY_KEY
from kith.store.dated import holds_on
from kith.web.deadline_lists import AHEAD, LATELY, Scope, counts, counts_only, listed
from kith.web.request import Request
from kith.workforce.models import Allocation, Team

TEAMS = 20  # a page
NO_TEAM = "No team"
COUNTED = ("late", "soon", "met", "met_late")
# Which list a count opens.
OPENS = {
    "late": {"show": "late"},
    "soon": {"show": "due"},
    "met": {"show": "met"},
    "met_late": {"show": "met", "how": "late"},
}


def service(request: Request) -> HttpResponse:
    must_hold(Permission.SERVICE_SEE)
    if any(request.GET.get(each) for each in ("timescale", "team", "show")):
        return listed(request, scope(request))
    rows, teams = counted(request), dict(Team.objects.values_list("pk", "name"))
    by_team = totals(rows, "team", lambda team: teams.get(team, NO_TEAM))
    by_team.sort(key=lambda row: row["words"] != NO_TEAM)  # whom nobody holds, first
    page = Paginator(by_team, TEAMS).get_page(request.GET.get("page"))
    page.object_list = linked(list(page.object_list), "team")
    context = {
        "title": "Service", "ahead": AHEAD, "lately": LATELY,
        "totals": {each: sum(row[each] for row in rows) for each in COUNTED},
        "by_timescale": linked(totals(rows, "timescale", lambda key: BY_KEY[key].title), "timescale"),
        "by_team": page,
    }  # fmt: skip
    return render(request, "team/service.html", context)


def with_team(request: Request) -> QuerySet:
    """Every deadline, with the team that leads for the child."""
    leads = Allocation.objects.filter(
        holds_on(request.as_of), child=OuterRef("child"), part=Allocation.Part.LEAD
    )
    return DeadlineRow.objects.annotate(team=Subquery(leads.order_by("-start_on", "-pk").values("team")[:1]))


def counted(request: Request) -> list[dict]:
    """How many are late, soon due and lately met, for each timescale in each team, in one query."""
    rows = with_team(request).filter(counts_only(request.as_of))
    by_both = rows.values("timescale", "team").order_by()
    return list(by_both.annotate(**counts(request.as_of)))


def totals(rows: list[dict], by: str, words: Callable[[Any], str]) -> list[dict]:
    """The counts summed by timescale or by team, most late first."""
    summed: dict[Any, list[int]] = defaultdict(lambda: [0] * len(COUNTED))
    for row in rows:
        found = summed[row[by]]
        for place, each in enumerate(COUNTED):
            found[place] += row[each]
    made = [
        {"of": key, "words": words(key), **dict(zip(COUNTED, found, strict=True))}
        for key, found in summed.items()
    ]
    return sorted(made, key=lambda each: (-each["late"], -each["soon"], each["words"]))


def linked(rows: list[dict], by: str) -> list[dict]:
    """The rows that are shown: each count opens its list."""
    return [
        row | {"href": {each: f"?{urlencode({by: row['of'] or 'none'} | OPENS[each])}" for each in COUNTED}}
        for row in rows
    ]


def scope(request: Request) -> Scope:
    """The deadlines asked for: the service's, or those of one team's children or of the children with no team."""
    rows, asked = with_team(request), request.GET.get("team", "")
    back = {"text": "Service", "href": reverse("service")}
    if not asked:
        return Scope(rows, "Deadlines of the service", back, named(request))
    if asked == "none":
        return Scope(
            rows.filter(team__isnull=True),
            "Deadlines of children with no team",
            back,
            named(request),
            {"team": asked},
        )
    found = Team.objects.filter(pk=asked).first() if asked.isdecimal() and len(asked) < 19 else None
    if found is None:
        raise NotFound("There is no such team.")
    return Scope(
        rows.filter(team=found.pk), f"Deadlines of {found.name}", back, named(request), {"team": asked}
    )


def named(request: Request) -> Callable[[set[int]], dict[int, Person]]:
    """Names only of the children whose card this worker sees without giving a reason."""

    def names(children: set[int]) -> dict[int, Person]:
        seen = visible_to(request.worker, Permission.CARD_SEE).filter(pk__in=children)
        return {each.pk: each for each in seen.with_names()}

    return names


urls = [path("service/", service, name="service")]
