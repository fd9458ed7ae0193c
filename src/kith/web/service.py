"""The whole service's deadlines, late and soon due, by timescale and by team. Names only for whoever sees everyone."""

from datetime import timedelta

from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse

from kith.access.roles import Permission
from kith.deadlines.models import DeadlineRow
from kith.people.models import Person
from kith.reach.seeing import NotFound, must_hold, visible_to
from kith.statutory.clocks import BY_KEY
from kith.store.dated import holds_on
from kith.web.request import Request
from kith.workforce.models import Allocation, Team

SOON = timedelta(days=14)
A_PAGE = 50


def service(request: Request) -> HttpResponse:
    must_hold(Permission.SERVICE_SEE)
    if request.GET.get("timescale") or request.GET.get("team"):
        return late_list(request)
    rows, teams = counted(request), dict(Team.objects.values_list("pk", "name"))
    context = {
        "title": "Service",
        "late": sum(row["late"] for row in rows),
        "soon": sum(row["soon"] for row in rows),
        "by_timescale": totals(rows, "timescale", lambda key: BY_KEY[key].title),
        "by_team": totals(rows, "team", lambda team: teams.get(team, "No team")),
    }
    return render(request, "team/service.html", context)


def open_now(request: Request) -> QuerySet:
    """What is late or due within two weeks, with the team that leads for the child."""
    leads = Allocation.objects.filter(
        holds_on(request.as_of), child=OuterRef("child"), part=Allocation.Part.LEAD
    )
    team = Subquery(leads.order_by("-start_on", "-pk").values("team")[:1])
    still = Q(met_on__isnull=True, ended_on__isnull=True, due_on__lte=request.as_of + SOON)
    return DeadlineRow.objects.filter(still).annotate(team=team)


def counted(request: Request) -> list[dict]:
    """How many are late and how many soon due, for each timescale in each team, in one query."""
    late = Q(due_on__lt=request.as_of)
    rows = open_now(request).values("timescale", "team").order_by("timescale", "team")
    return list(rows.annotate(late=Count("pk", filter=late), soon=Count("pk", filter=~late)))


def totals(rows: list[dict], by: str, words) -> list[dict]:
    """The counts summed by timescale or by team, most late first."""
    keys = {row[by] for row in rows}
    made = [
        {
            "words": words(key), "href": f"?{by}={key if key is not None else 'none'}",
            "late": sum(row["late"] for row in rows if row[by] == key),
            "soon": sum(row["soon"] for row in rows if row[by] == key),
        }
        for key in keys
    ]  # fmt: skip
    return sorted(made, key=lambda each: (-each["late"], -each["soon"], each["words"]))


def late_list(request: Request) -> HttpResponse:
    """The late ones of one timescale or team, by the child's number."""
    rows, title, asked = chosen(request)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    children = {row.child_id for row in page}
    named = {
        each.pk: each
        for each in visible_to(request.worker, Permission.CARD_SEE).filter(pk__in=children).with_names()
    }
    numbers = dict(Person.objects.filter(pk__in=children).values_list("pk", "authority_id"))
    items = [item(row, named.get(row.child_id), numbers, request) for row in page]
    return render(
        request, "team/late.html", {"title": title, "page": page, "rows": items, "link": f"?{asked}&page="}
    )


def chosen(request: Request) -> tuple[QuerySet[DeadlineRow], str, str]:
    """The rows asked for, what they are, and the part of the address that asks for them."""
    rows = open_now(request).filter(due_on__lt=request.as_of).order_by("due_on", "pk")
    key, team = request.GET.get("timescale", ""), request.GET.get("team", "")
    if key in BY_KEY:
        return rows.filter(timescale=key), f"Late: {BY_KEY[key].title.lower()}", f"timescale={key}"
    if team == "none":
        return rows.filter(team__isnull=True), "Late: children with no team", "team=none"
    found = Team.objects.filter(pk=team).first() if team.isdecimal() and len(team) < 19 else None
    if found is None:
        raise NotFound("There is no such timescale or team.")
    return rows.filter(team=found.pk), f"Late: {found.name}", f"team={found.pk}"


def item(row: DeadlineRow, child: Person | None, numbers: dict[int, str], request: Request) -> dict:
    """One late deadline; a name only where this worker sees the child's card without giving a reason."""
    return {
        "child": child.name if child else f"Child {numbers.get(row.child_id) or row.child_id}",
        "href": reverse("deadlines", args=[row.child_id]),
        "title": BY_KEY[row.timescale].title,
        "due_on": row.due_on,
        "days": (request.as_of - row.due_on).days,
    }


urls = [path("service/", service, name="service")]
