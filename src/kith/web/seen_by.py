"""Who has seen a child's record: for those to whom it is open at once."""

from datetime import date, timedelta
from itertools import groupby

from django import forms
from django.core.paginator import Paginator
from django.db.models import Count, Max, Min, QuerySet
from django.db.models.functions import TruncDate
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse

from kith.access.audit import Event
from kith.access.models import AuditEntry
from kith.access.roles import Permission
from kith.casework.merges import audited_as
from kith.lib.days import LONDON, start_of
from kith.lib.words import plural
from kith.reach.doing import get_child_to
from kith.web.forms.fields import DateField
from kith.web.forms.plain import Form
from kith.web.jinja import clock
from kith.web.record import record_frame
from kith.web.request import Request
from kith.workforce.models import Worker

A_PAGE = 50
OPENED = (Event.REASON_GIVEN, Event.EMERGENCY_OPENED)
SEEN = (
    Event.CARD_VIEWED,
    Event.RECORD_VIEWED,
    Event.PERSON_VIEWED,
    Event.DOCUMENT_OPENED,
    Event.CONTACT_VIEWED,
    *OPENED,
)
NOBODY = "The service itself"


class SeenFilter(Form):
    """Whose views to show, and from when to when."""

    mark_optional = False

    worker = forms.ChoiceField(label="Worker", required=False)
    since = DateField(label="From", required=False, called="the first day")
    until = DateField(label="To", required=False, called="the last day")
    own = forms.BooleanField(label="Show my own views too", required=False)

    def __init__(self, *args: object, workers: list[tuple[int, str]], **options: object) -> None:
        super().__init__(*args, **options)
        self.fields["worker"].choices = [("", "Anybody"), *workers]  # type: ignore[attr-defined]


def seen_by(request: Request, child: int) -> HttpResponse:
    whose = get_child_to(Permission.VIEWS_SEE, request.worker, child, Permission.RECORD_SEE)
    entries = AuditEntry.objects.filter(audited_as(child), event__in=SEEN)
    names = dict(Worker.objects.filter(pk__in=entries.values("worker")).values_list("pk", "name"))
    form = SeenFilter(request.GET or None, workers=sorted(names.items(), key=lambda each: each[1]))
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = narrowed(entries, asked)
    folded = 0
    if not asked.get("own") and asked.get("worker") != str(request.worker.pk):
        folded = found.filter(worker=request.worker.pk).count()
        found = found.exclude(worker=request.worker.pk)
    page = Paginator(by_day(found), A_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    frame = record_frame(
        whose, "seen-by", title="Who has seen this record", page=page, form=form,
        days=together([in_words(row, names) for row in page]), clear=reverse("seen-by", args=[child]),
        link=f"?{query.urlencode()}&page=" if query else "?page=", folded=folded,
        own=f"?{query.urlencode()}&own=on" if query else "?own=on", filtered=bool(query),
    )  # fmt: skip
    return render(request, "restrictions/seen_by.html", frame)


def narrowed(entries: QuerySet[AuditEntry], asked: dict) -> QuerySet[AuditEntry]:
    """The entries of the worker and the time asked for."""
    found = entries.filter(worker=asked["worker"]) if asked.get("worker") else entries
    if asked.get("since"):
        found = found.filter(at__gte=start_of(asked["since"]))
    return found.filter(at__lt=start_of(asked["until"] + timedelta(days=1))) if asked.get("until") else found


def by_day(entries: QuerySet[AuditEntry]):
    """What one worker saw in one way on one day is one row, the latest day first; a reason stands by itself."""
    days = entries.annotate(day=TruncDate("at", tzinfo=LONDON)).values("worker", "event", "reason", "day")
    rows = days.annotate(first=Min("at"), last=Max("at"), many=Count("pk"), number=Max("pk"))
    return rows.order_by("-day", "worker", "-last", "-number")


def in_words(row: dict, names: dict[int, str]) -> dict:
    """Who, when, what kind of view, how often, and the reason given."""
    first, last = clock(row["first"]), clock(row["last"])
    often = f" {plural(row['many'], 'time')}" if row["many"] > 1 else ""
    return {
        "who": names.get(row["worker"], NOBODY),
        "day": as_day(row["day"]),
        "time": first if first == last else f"{first} to {last}",
        "what": f"{row['event'][:1].upper()}{row['event'][1:]}{often}",
        "reason": row["reason"],
        "opened": row["event"] in OPENED,
    }


def together(rows: list[dict]) -> list[dict]:
    """The rows of one worker on one day under one heading."""
    found = groupby(rows, key=lambda row: (row["who"], row["day"]))
    days = [(who, day, list(some)) for (who, day), some in found]
    return [
        {"who": who, "day": day, "rows": some, "opened": any(row["opened"] for row in some)}
        for who, day, some in days
    ]


def as_day(day: date) -> str:
    return f"{day:%-d %B %Y}"


urls = [path("children/<int:child>/seen-by/", seen_by, name="seen-by")]
