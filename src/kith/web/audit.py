"""The audit, for information governance: who saw or changed what, when and from where."""

from collections.abc import Iterable
from datetime import timedelta

from django import forms
from django.apps import apps
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

from kith.access.audit import Event, viewed
from kith.access.models import AuditEntry
from kith.access.roles import Permission
from kith.lib.days import start_of
from kith.reach.seeing import must_hold
from kith.web.forms.fields import DateField
from kith.web.forms.plain import Form
from kith.web.page_words import in_words
from kith.web.request import Request
from kith.workforce.models import Worker

PER_PAGE = 50


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
    since = DateField(label="From", required=False, called="the first day")
    until = DateField(label="To", required=False, called="the last day")

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        workers = Worker.objects.filter(user__isnull=False).order_by("name").values_list("pk", "name")
        self.fields["worker"].choices = [("", "Anybody"), *workers]  # type: ignore[attr-defined]


def audit(request: Request) -> HttpResponse:
    must_hold(Permission.AUDIT_SEE)
    form = AuditFilter(request.GET or None)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    page = Paginator(entries(asked), PER_PAGE).get_page(request.GET.get("page"))
    viewed(Event.AUDIT_SEARCHED)
    query = request.GET.copy()
    query.pop("page", None)
    link = f"?{query.urlencode()}&page=" if query else "?page="
    return render(request, "audit/audit.html", {"form": form, "page": page, "rows": rows(page), "link": link})


def entries(asked: dict) -> QuerySet[AuditEntry]:
    """The entries asked for, newest first."""
    found = AuditEntry.objects.order_by("-at", "-pk")
    same = {name: asked[name] for name in ("child", "worker", "event") if asked.get(name)}
    if asked.get("since"):
        same["at__gte"] = start_of(asked["since"])
    if asked.get("until"):
        same["at__lt"] = start_of(asked["until"] + timedelta(days=1))
    return found.filter(**same)


def rows(page) -> list[dict]:
    """Each entry with its worker's name and what it was about, in words."""
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


urls = [path("audit/", audit, name="audit")]
