"""A child's chronology, opening on what is significant."""

from urllib.parse import urlencode

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import path

from kith.access.roles import Permission
from kith.childfile.chronology import chronology, narrowed
from kith.childfile.entry import Entry, Kind
from kith.reach.seeing import get_child
from kith.web.forms.fields import DateField
from kith.web.forms.plain import Form
from kith.web.jinja import long_date, with_query
from kith.web.record import record_frame
from kith.web.request import Request
from kith.web.sources import source_link

PAGE, LONGEST = 25, 600
EVERYTHING = "everything"


class Narrowing(Form):
    """What to show of the chronology. Sent by GET, so that a narrowed list has an address."""

    mark_optional = False

    words = forms.CharField(label="Words", required=False, max_length=100)
    kind = forms.MultipleChoiceField(
        label="Kind", required=False, choices=[(each.name.lower(), each.value) for each in Kind],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes--small"}),
    )  # fmt: skip
    since = DateField(label="From", called="the first day", required=False)
    until = DateField(label="To", called="the last day", required=False)

    def kinds(self) -> list[Kind]:
        return [Kind[each.upper()] for each in self.cleaned_data.get("kind", [])]


def page(request: Request, child: int) -> HttpResponse:
    person = get_child(request.worker, child, Permission.NARRATIVE_SEE)
    form = Narrowing(request.GET)
    form.is_valid()
    entries = chronology(child, request.as_of)
    found = fitting(entries, form, significant=request.GET.get("show") != EVERYTHING)
    whole = request.GET.get("print") == "1"
    shown = Paginator(found, max(len(found), 1) if whole else PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": shown,
        "items": [item(each, child, whole=whole) for each in shown],
        "views": views(request),
        "selected": selected(request, form),
        "recorded": len(entries),
        "link": with_query(request, page=""),
        "everything": request.GET.get("show") == EVERYTHING,
        "clear": with_query_only(request, "show"),
        "print_link": with_query(request, print="1", page=None),
        "screen_link": with_query(request, print=None),
        "whole": whole,
    }
    return render(request, "chronology/chronology.html", record_frame(person, "chronology", **context))


def fitting(entries: list[Entry], form: Narrowing, *, significant: bool) -> list[Entry]:
    """The entries that fit; a filter that was not understood is left out, and the form says so."""
    chosen = form.cleaned_data
    return narrowed(
        entries, significant=significant, kinds=form.kinds(), since=chosen.get("since"), until=chosen.get("until"),
        words=chosen.get("words") or "",
    )  # fmt: skip


def item(entry: Entry, child: int, *, whole: bool) -> dict:
    """An entry as the page shows it: a long text is cut, unless the whole is printed, and its source has the rest."""
    cut = len(entry.text) > LONGEST and not whole
    return {
        "title": entry.title,
        "href": source_link(child, entry.source, entry.number),
        "on": entry.on,
        "at": entry.at,
        "byline": entry.by,
        "paragraphs": (f"{entry.text[:LONGEST].rsplit(' ', 1)[0]} …" if cut else entry.text).splitlines(),
        "significant": entry.significant,
    }


def views(request: Request) -> list[dict]:
    """Significant or everything; the filters stay."""
    everything = request.GET.get("show") == EVERYTHING
    return [
        {"text": "Significant", "href": with_query(request, show=None, page=None), "active": not everything},
        {"text": "Everything", "href": with_query(request, show=EVERYTHING, page=None), "active": everything},
    ]


def selected(request: Request, form: Narrowing) -> list[dict]:
    """The filters in force, each a link that takes it away."""
    chosen, words = form.cleaned_data, []
    if chosen.get("words"):
        words.append({"text": f"“{chosen['words']}”", "href": without(request, "words")})
    for kind in form.kinds():
        words.append({"text": kind.value, "href": without(request, "kind", kind.name.lower())})
    for name, said in (("since", "From"), ("until", "To")):
        if chosen.get(name):
            words.append({"text": f"{said} {long_date(chosen[name])}", "href": without(request, name)})
    return words


def with_query_only(request: Request, name: str) -> str:
    """This page with nothing of its query but one name."""
    return f"?{urlencode({name: request.GET[name]})}" if name in request.GET else "?"


def without(request: Request, name: str, value: str | None = None) -> str:
    """This page with one filter taken away: a date's three boxes go together."""
    query: QueryDict = request.GET.copy()
    kept = [each for each in query.getlist(name) if value is not None and each != value]
    for box in (name, f"{name}-day", f"{name}-month", f"{name}-year", "page"):
        query.pop(box, None)
    query.setlist(name, kept)
    return f"?{query.urlencode()}"


urls = [path("children/<int:child>/chronology/", page, name="chronology")]
