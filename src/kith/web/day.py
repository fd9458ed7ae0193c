"""A worker's day: what is due, my children, what changed since yesterday."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from kith.access.audit import DRAFTING, VIEWS, Event
from kith.access.models import AuditEntry
from kith.access.roles import Permission
from kith.childfile.summary import Summary, summaries
from kith.deadlines.models import DeadlineRow
from kith.deadlines.queries import next_due, open_deadlines
from kith.lib.days import is_working_day, start_of
from kith.people.models import Person
from kith.reach.seeing import must_hold, visible_to
from kith.web.audit import names_of_workers, thing
from kith.web.child_return import count_asked
from kith.web.deadline_lists import counted, met_lately
from kith.web.drafts import waiting
from kith.web.due_rows import as_item
from kith.web.request import Request

SOON = timedelta(days=14)
MOST_DUE, MOST_CHANGES = 15, 20


@dataclass
class MyChild:
    """One of the worker's children, for the list."""

    child: Person
    summary: Summary
    due: dict | None


def home(request: Request) -> HttpResponse:
    """The first page of whoever signs in: their day, their team, or words that say nothing is shared yet."""
    if request.navigation:
        return redirect(request.navigation[0]["href"])
    return render(request, "home.html", {"title": "Nothing is shared with you yet"})


def day(request: Request) -> HttpResponse:
    must_hold(Permission.CHILDREN_SEE)
    children = list(visible_to(request.worker, Permission.CHILDREN_SEE).with_names())
    children.sort(key=lambda child: child.name)
    names = {child.pk: child for child in children}
    due = open_deadlines(names).filter(due_on__lte=request.as_of + SOON)
    return render(
        request,
        "day/day.html",
        {
            "as_of": request.as_of,
            "children": my_children(children, request.as_of),
            "due": [as_item(row, request.as_of, names[row.child_id]) for row in due[:MOST_DUE]],
            "late": due.filter(due_on__lt=request.as_of).count(),
            "due_count": due.count(),
            "drafts": waiting(request),
            "asked": count_asked(request),
            "met": met_lately(counted(DeadlineRow.objects.filter(child__in=[*names]), request.as_of)),
            "changes": changes(children, request),
        },
    )


def my_children(children: list[Person], as_of: date) -> list[MyChild]:
    numbers = [child.pk for child in children]
    found, due = summaries(numbers, as_of), next_due(numbers)
    return [
        MyChild(child, found[child.pk], as_item(due[child.pk], as_of) if child.pk in due else None)
        for child in children
    ]


def changes(children: list[Person], request: Request) -> list[dict]:
    """What others recorded about these children since the last working day began."""
    names: dict[int | None, str] = {child.pk: child.name for child in children}
    since = start_of(last_working_day(request.as_of))
    rows = AuditEntry.objects.filter(child__in=[*names], at__gte=since).exclude(
        event__in=[*VIEWS, *DRAFTING, Event.REASON_GIVEN]
    )
    rows = rows.exclude(worker=request.worker.pk).order_by("-at", "-pk")[:MOST_CHANGES]
    workers = names_of_workers(rows)
    return [
        {
            "title": names[row.child],
            "href": reverse("child", args=[row.child]),
            "text": f"{thing(row.model)} {row.event}",
            "byline": workers.get(row.worker, ""),
            "on": row.at,
        }
        for row in rows
    ]


def last_working_day(as_of: date) -> date:
    """The working day before this one."""
    day = as_of - timedelta(days=1)
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


urls = [path("", home, name="home"), path("day/", day, name="day")]
