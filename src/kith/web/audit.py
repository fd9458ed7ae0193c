"""The audit, for information governance: who saw or changed what, when and from where."""

import csv
from collections.abc import Iterable, Iterator
from datetime import timedelta
from io import StringIO

from django import forms
from django.apps import apps
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse

from kith.access.audit import Event, viewed
from kith.access.models import AuditEntry
from kith.access.roles import Permission
from kith.casework.merges import audited_as
from kith.lib.days import start_of
from kith.reach.seeing import must_hold
from kith.web.forms.fields import DateField
from kith.web.forms.plain import Form
from kith.web.jinja import as_day, clock
from kith.web.page_words import in_words
from kith.web.request import Request
from kith.workforce.models import Worker

PER_PAGE = 50
MOST = 20_000  # rows of one file: more is for two files, or for a narrower question
HEAD = (
    "Day",
    "Time",
    "Who",
    "What",
    "About",
    "Child",
    "For the day",
    "Reason",
    "Page",
    "From address",
    "Entry",
)
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would work out instead of showing


class AuditFilter(Form):
    """What to look for. Numbers, never names: an address of a page must not carry anybody's name."""

    mark_optional = False

    child = forms.IntegerField(label="Child’s record number", required=False, min_value=1)
    worker = forms.ChoiceField(label="Worker", required=False)
    event = forms.ChoiceField(
        label="What happened",
        required=False,
        choices=[("", "Anything"), *((each.value, each.value.capitalize()) for each in Event)],
    )
    why = forms.ChoiceField(
        label="With a reason",
        required=False,
        choices=[
            ("", "With or without"),
            ("reason", "Any reason given"),
            ("opened", "Records opened with a reason"),
            ("emergency", "Emergency access only"),
        ],
    )
    via = forms.ChoiceField(
        label="By way of",
        required=False,
        choices=[("", "Any way"), ("web", "A page"), ("command", "A command"), ("job", "The service itself")],
    )
    since = DateField(label="From", required=False, called="the first day")
    until = DateField(label="To", required=False, called="the last day")

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        workers = Worker.objects.filter(user__isnull=False).order_by("name").values_list("pk", "name")
        self.fields["worker"].choices = [("", "Anybody"), *workers]  # type: ignore[attr-defined]


def audit(request: Request) -> HttpResponse:
    form, asked = _asked(request)
    page = Paginator(entries(asked), PER_PAGE).get_page(request.GET.get("page"))
    viewed(Event.AUDIT_SEARCHED)
    query = request.GET.copy()
    query.pop("page", None)
    file = f"{reverse('audit-file')}?{query.urlencode()}" if query else reverse("audit-file")
    link = f"?{query.urlencode()}&page=" if query else "?page="
    context = {"form": form, "page": page, "rows": rows(page), "link": link, "file": file, "most": MOST}
    return render(request, "audit/audit.html", context)


def audit_file(request: Request) -> HttpResponse:
    """What was found, for a spreadsheet; the audit keeps who took it, and what was asked for."""
    _, asked = _asked(request)
    found = rows(entries(asked)[:MOST])
    viewed(Event.AUDIT_TAKEN, child=asked.get("child"), reason=_in_words(asked))
    written = StringIO()
    csv.writer(written).writerows([HEAD, *lines(found)])
    response = HttpResponse("\ufeff" + written.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="audit-{request.as_of.isoformat()}.csv"'
    response["Cache-Control"] = "no-store"
    return response


def _asked(request: Request) -> tuple[AuditFilter, dict]:
    """The form, and what it asks for. What cannot be read narrows nothing, so it finds nothing: never too much."""
    must_hold(Permission.AUDIT_SEE)
    form = AuditFilter(request.GET or None)
    if form.is_bound and not form.is_valid():
        return form, {"nothing": True}
    return form, form.cleaned_data if form.is_bound else {}


def _in_words(asked: dict) -> str:
    told = ", ".join(f"{name} {value}" for name, value in asked.items() if value)
    return f"Asked for: {told or 'everything'}"


def entries(asked: dict) -> QuerySet[AuditEntry]:
    """The entries asked for, newest first."""
    found = AuditEntry.objects.order_by("-at", "-pk")
    if asked.get("nothing"):
        return found.none()
    if asked.get("child"):
        found = found.filter(audited_as(asked["child"]))
    same = {name: asked[name] for name in ("worker", "event", "via") if asked.get(name)}
    if asked.get("since"):
        same["at__gte"] = start_of(asked["since"])
    if asked.get("until"):
        same["at__lt"] = start_of(asked["until"] + timedelta(days=1))
    return _with_reason(found.filter(**same), asked.get("why", ""))


def _with_reason(found: QuerySet[AuditEntry], why: str) -> QuerySet[AuditEntry]:
    opened = {"opened": [Event.REASON_GIVEN, Event.EMERGENCY_OPENED], "emergency": [Event.EMERGENCY_OPENED]}
    if why in opened:
        return found.filter(event__in=opened[why])
    return found.exclude(reason="") if why == "reason" else found


def lines(found: list[dict]) -> Iterator[list[str]]:
    """The rows of the file, one for each entry."""
    for row in found:
        entry = row["entry"]
        told = [
            as_day(entry.at).isoformat(), clock(entry.at), row["worker"], entry.event, row["thing"], entry.child or "",
            entry.on.isoformat() if entry.on else "", entry.reason, row["page"], entry.address or "", entry.pk,
        ]  # fmt: skip
        yield [plain(str(each)) for each in told]


def plain(words: str) -> str:
    """Words that a spreadsheet shows as they are."""
    return f"'{words}" if words.startswith(FORMULA) else words


def rows(page: Iterable[AuditEntry]) -> list[dict]:
    """Each entry with its worker's name and what it was about, in words."""
    page = list(page)
    workers = names_of_workers(page)
    return [
        {
            "entry": each,
            "worker": workers.get(each.worker, "Nobody signed in"),
            "thing": thing(each.model),
            "page": where(each),
        }
        for each in page
    ]


def names_of_workers(entries: Iterable[AuditEntry]) -> dict[int | None, str]:
    return dict(Worker.objects.filter(pk__in={each.worker for each in entries}).values_list("pk", "name"))


def where(entry: AuditEntry) -> str:
    """The page, in words; or the command, as it is called."""
    other = ", ".join(each for each in (entry.via, entry.page) if each).capitalize()
    return in_words(entry.page) if entry.via == "web" and entry.page else other


def thing(label: str) -> str:
    """ "care.Placement" as a person says it: "Placement"."""
    return str(apps.get_model(label)._meta.verbose_name).capitalize() if label else ""


urls = [path("audit/", audit, name="audit"), path("audit/audit.csv", audit_file, name="audit-file")]
