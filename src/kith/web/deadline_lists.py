"""Deadlines of a worker's children, of a team's, or of the service: late, due, and what was met lately."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse

from kith.access.roles import Permission
from kith.deadlines.models import MET_LATE, DeadlineRow
from kith.deadlines.queries import met_between, reasons_for
from kith.lib.words import plural
from kith.people.models import Person
from kith.reach.seeing import NotFound, must_hold, visible_to
from kith.statutory.clocks import ALL
from kith.web.due_rows import as_item, met_item, why_late
from kith.web.forms.plain import Form
from kith.web.request import Request

A_PAGE, AHEAD, LATELY = 25, 14, 28
OPEN = Q(met_on__isnull=True, ended_on__isnull=True)
BACK = ((7, "7 days"), (28, "28 days"), (91, "3 months"), (365, "A year"))
SHOW = ("late", "due", "met")


class Narrow(Form):
    """What of a list to show."""

    mark_optional = False

    show = forms.ChoiceField(
        choices=[(each, each) for each in SHOW], required=False, widget=forms.HiddenInput
    )
    team = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    timescale = forms.ChoiceField(
        label="Timescale",
        required=False,
        choices=[("", "All"), *((each.key, each.title) for each in ALL if each.makes_deadlines)],
    )
    how = forms.ChoiceField(
        label="Met late or in time",
        required=False,
        choices=[("", "Both"), ("late", "Late"), ("in-time", "In time")],
    )
    back = forms.TypedChoiceField(
        label="Met in the last", required=False, choices=BACK, coerce=int, initial=LATELY
    )


@dataclass
class Scope:
    """Whose deadlines: the rows, the title, the page to go back to, and the part of the address that asks for them.

    `names` gives the persons of some children whose name this worker sees at once; `called` words for the others.
    """

    rows: QuerySet[DeadlineRow]
    title: str
    back: dict
    names: Callable[[set[int]], dict[int, Person]]
    asked: dict[str, str] = field(default_factory=dict)


def mine(request: Request) -> HttpResponse:
    """Of the children on the worker's own list."""
    must_hold(Permission.CHILDREN_SEE)
    children = visible_to(request.worker, Permission.CHILDREN_SEE)
    scope = Scope(
        DeadlineRow.objects.filter(child__in=children.values("pk")), "Deadlines of my children",
        {"text": "My day", "href": reverse("day")}, persons,
    )  # fmt: skip
    return listed(request, scope)


def persons(children: set[int]) -> dict[int, Person]:
    return {each.pk: each for each in Person.objects.filter(pk__in=children).with_names()}


def listed(request: Request, scope: Scope) -> HttpResponse:
    """The page: three views, a filter, the list a page at a time."""
    form = Narrow(request.GET or None)
    if form.is_bound and not form.is_valid():
        raise NotFound("There is no such list of deadlines.")
    asked: dict[str, Any] = form.cleaned_data if form.is_bound else {}
    asked["back"] = asked.get("back") or LATELY
    show = asked.get("show") or "late"
    rows = scope.rows.filter(timescale=asked["timescale"]) if asked.get("timescale") else scope.rows
    views, counts = chosen(rows, request.as_of, asked), counted(rows, request.as_of, asked["back"])
    page = Paginator(views[show], A_PAGE).get_page(request.GET.get("page"))
    keep = scope.asked | {name: str(asked[name]) for name in ("timescale", "how") if asked.get(name)}
    keep |= {"back": str(asked["back"])} if asked["back"] != LATELY else {}
    context = {
        "title": scope.title, "back": scope.back, "page": page, "show": show, "form": Narrow(initial=asked),
        "items": items(request, scope, page, show), "views": sub_views(counts, show, keep, asked["back"]),
        "kept": scope.asked | {"show": show}, "link": f"?{urlencode(keep | {'show': show})}&page=",
        "clear": f"?{urlencode(scope.asked | {'show': show})}", "filtered": bool(asked.get("timescale") or asked.get("how") or asked["back"] != LATELY),
    }  # fmt: skip
    return render(request, "deadlines/list.html", context)


def chosen(rows: QuerySet[DeadlineRow], as_of: date, asked: dict) -> dict[str, QuerySet[DeadlineRow]]:
    """The three views, none of them read yet."""
    still = rows.filter(OPEN).order_by("due_on", "child", "timescale", "started_on")
    met = met_between(rows, as_of - timedelta(days=asked["back"]), as_of)
    how = {"late": met.filter(MET_LATE), "in-time": met.exclude(MET_LATE)}
    return {
        "late": still.filter(due_on__lt=as_of),
        "due": still.filter(due_on__gte=as_of, due_on__lte=as_of + timedelta(days=AHEAD)),
        "met": how.get(asked.get("how", ""), met),
    }


def counted(rows: QuerySet[DeadlineRow], as_of: date, back: int = LATELY) -> dict[str, int]:
    """How many are late, due within two weeks, met lately, and of those met late: in one query."""
    return rows.filter(counts_only(as_of, back)).aggregate(**counts(as_of, back))


def counts(as_of: date, back: int = LATELY) -> dict[str, Count]:
    """The same, for a query that counts."""
    met = Q(met_on__gte=as_of - timedelta(days=back), met_on__lte=as_of)
    ahead = Q(due_on__gte=as_of, due_on__lte=as_of + timedelta(days=AHEAD))
    return {
        "late": Count("pk", filter=OPEN & Q(due_on__lt=as_of)), "soon": Count("pk", filter=OPEN & ahead),
        "met": Count("pk", filter=met), "met_late": Count("pk", filter=met & MET_LATE),
    }  # fmt: skip


def counts_only(as_of: date, back: int = LATELY) -> Q:
    """The rows that any of these counts looks at: the long past is left unread."""
    open_soon = OPEN & Q(due_on__lte=as_of + timedelta(days=AHEAD))
    return open_soon | Q(met_on__gte=as_of - timedelta(days=back), met_on__lte=as_of)


def sub_views(found: dict[str, int], show: str, keep: dict[str, str], back: int) -> list[dict]:
    words = {
        "late": f"Late ({found['late']:,})",
        "due": f"Due in {AHEAD} days ({found['soon']:,})",
        "met": f"Met in the last {dict(BACK)[back].lower().removeprefix('a ')} ({found['met']:,})",
    }
    return [
        {"text": words[each], "href": f"?{urlencode(keep | {'show': each})}", "active": each == show}
        for each in SHOW
    ]


def items(request: Request, scope: Scope, page: Page, show: str) -> list[dict]:
    """What the page shows, with the reason for lateness or the way to give it, in a constant number of queries."""
    rows = list(page)
    children = {row.child_id for row in rows}
    names, numbers = scope.names(children), authority_numbers(children)
    reasons = reasons_for(rows) if show != "due" else {}
    explains = among(request, Permission.LATENESS_EXPLAIN, children)
    reads = among(request, Permission.RECORD_SEE, children)
    made = met_item if show == "met" else as_item
    found = []
    for row in rows:
        item = made(row, request.as_of, names.get(row.child_id))
        if row.child_id not in names:
            item["child"] = f"Child {numbers.get(row.child_id) or row.child_id}"
        if show == "late" or item.get("met_late"):
            item |= why_late(row, reasons, explains=row.child_id in explains, reads=row.child_id in reads)
        found.append(item)
    return found


def authority_numbers(children: set[int]) -> dict[int, str]:
    return dict(Person.objects.filter(pk__in=children).values_list("pk", "authority_id"))


def among(request: Request, permission: Permission, children: set[int]) -> set[int]:
    """Those of these children for whom the worker holds a permission at once."""
    return set(visible_to(request.worker, permission).filter(pk__in=children).values_list("pk", flat=True))


def met_lately(found: dict[str, int]) -> str:
    """ "12 deadlines met in the last 28 days, 3 of them late"."""
    late = f", {found['met_late']:,} of them late" if found["met_late"] else ""
    return f"{plural(found['met'], 'deadline')} met in the last {LATELY} days{late}"


urls = [path("day/deadlines/", mine, name="day-deadlines")]
