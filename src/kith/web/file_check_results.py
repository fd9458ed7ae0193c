"""What a check of files found: by rule, by child, issue by issue; what was not run or read; and taking it away."""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from kith.access.audit import Event, viewed
from kith.filechecks import kept
from kith.filechecks.models import FileCheck
from kith.people.models import Person
from kith.statutory.returns.report_files import csv_of
from kith.web.file_check_words import MENDED, SINCE, frame
from kith.web.file_checks import find
from kith.web.forms.file_checks import ChildForm, IssueFilter
from kith.web.request import Request
from kith.web.return_rules import address

PER_PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TAKEN = {"xlsx": XLSX, "json": "application/json"}
View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Asked:
    """A check, what it found, and the part of it that is shown."""

    check: FileCheck
    result: kept.Result
    form: IssueFilter
    issues: pl.DataFrame
    child: str | None
    chosen: dict


def with_result(view: View) -> View:
    """For pages of a result that is kept; where it is not, the check's own page says why. The audit has who looked."""

    def shown(request: Request, check: int, **given: str) -> HttpResponse:
        found = find(check)
        result = kept.result(found)
        if result is None:
            return redirect("file-check", found.pk)
        if not getattr(view, "takes_away", False):
            viewed(Event.CHECK_VIEWED, row=found)
        return view(request, found, result, **given)

    return shown


def takes_away(view: View) -> View:
    """Mark what is taken away as a file, and kept in the audit as such."""
    view.takes_away = True  # type: ignore[attr-defined]
    return view


@with_result
def rules(request: Request, check: FileCheck, result: kept.Result) -> HttpResponse:
    page, shown = _page(request, result.by_rule)
    lines = [
        row
        | {
            "href": address(check.collection, row["rule"]),
            "issues_href": _issues(check, f"rule={row['rule']}"),
        }
        for row in shown
    ]
    return render(request, "filechecks/by_rule.html", _frame(check, "file-check-rules", page, lines))


@with_result
def children(request: Request, check: FileCheck, result: kept.Result) -> HttpResponse:
    """By child; and the way to one child by number, which is sent and stands in no address."""
    form = ChildForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        place = _place(result, form.cleaned_data["number"])
        if place is not None:
            return redirect(_issues(check, f"child={place}"))
        form.add_error("number", "No issue was found of a child with this number")
    page, shown = _page(request, result.by_child)
    first = page.start_index() - 1
    lines = [row | {"href": _issues(check, f"child={first + at}")} for at, row in enumerate(shown)]
    context = _frame(check, "file-check-children", page, lines) | {"form": form}
    return render(request, "filechecks/by_child.html", context)


def _place(result: kept.Result, number: str) -> int | None:
    """The place of a child among those with issues."""
    found = (result.by_child["child"] == number.strip().upper()).arg_true()
    return int(found[0]) if len(found) else None


@with_result
def issues(request: Request, check: FileCheck, result: kept.Result) -> HttpResponse:
    asked = _asked(request, check, result)
    page, shown = _page(request, asked.issues)
    known = _known(shown)
    lines = [
        row | {
            "href": address(check.collection, row["rule"]), "record": known.get(row["child"]),
            "since": SINCE.get(row.get("since") or ""),
        }
        for row in shown
    ]  # fmt: skip
    context = _frame(check, "file-check-issues", page, lines) | {
        "form": asked.form, "selected": _selected(request, asked), "link": _link(request), "clear": _issues(check),
        "file": f"{reverse('file-check-issues-file', args=[check.pk])}?{_query(request)}".rstrip("?"),
        "mended": asked.chosen.get("since") == MENDED,
    }  # fmt: skip
    return render(request, "filechecks/issues.html", context)


def _asked(request: Request, check: FileCheck, result: kept.Result) -> Asked:
    """The issues asked for. What cannot be read narrows nothing."""
    compared = check.compared_with_id is not None
    since = [(kind, each["text"]) for kind, each in SINCE.items()] if compared else []
    form = IssueFilter(_rules(result), sorted(result.issues["table"].unique()), since, request.GET or None)
    chosen = {k: v for k, v in form.cleaned_data.items() if v not in ("", None)} if form.is_valid() else {}
    mended = chosen.get("since") == MENDED
    found = result.mended if mended else result.issues
    child = None
    if (place := chosen.get("child")) is not None and place < result.by_child.height:
        child = result.by_child["child"][place]
        found = found.filter(pl.col("child").eq_missing(pl.lit(child, pl.String)))
    for name in ("rule", "table") if mended else ("rule", "table", "since"):
        if name in chosen:
            found = found.filter(pl.col(name) == chosen[name])
    return Asked(check, result, form, found, child, chosen)


def _rules(result: kept.Result) -> list[tuple[str, int]]:
    """The rules that found something now or before, with how many there are now."""
    now = dict(result.by_rule.select("rule", "issues").iter_rows())
    return sorted((dict.fromkeys(result.mended["rule"].unique(), 0) | now).items())


def _selected(request: Request, asked: Asked) -> list[dict]:
    """The filters in force, each with the address that takes it away."""
    words = dict(asked.chosen)
    if "rule" in words:
        words["rule"] = f"Rule {words['rule']}"
    if "since" in words:
        words["since"] = SINCE[words["since"]]["text"]
    if "child" in words:
        words["child"] = f"Child {asked.child}" if asked.child else "Without a child’s number"
    return [{"text": text, "href": f"?{_query(request, without=name)}"} for name, text in words.items()]


def _query(request: Request, without: str = "") -> str:
    query = request.GET.copy()
    for name in ("page", without):
        query.pop(name, None)
    return query.urlencode()


def _link(request: Request) -> str:
    query = _query(request)
    return f"?{query}&page=" if query else "?page="


def _known(shown: list[dict]) -> dict[str, int]:
    """The children of a page who are on the record, by number."""
    numbers = {row["child"] for row in shown if row["child"]}
    found = Person.objects.children().filter(authority_id__in=numbers)
    return dict(found.values_list("authority_id", "pk"))


@with_result
def not_run(request: Request, check: FileCheck, result: kept.Result) -> HttpResponse:
    """The rules that were not run, by reason. One that was not run has not been passed."""
    reasons = result.not_run.group_by("why", "explanation", maintain_order=True).agg("rule")
    lines = [
        {"why": why, "explanation": explanation, "broken": why == "could not be checked",
         "rules": [{"code": code, "href": address(check.collection, code)} for code in codes]}
        for why, explanation, codes in reasons.iter_rows()
    ]  # fmt: skip
    return render(request, "filechecks/not_run.html", frame(check, "file-check-not-run") | {"reasons": lines})


@with_result
def not_read(request: Request, check: FileCheck, result: kept.Result) -> HttpResponse:
    page, lines = _page(request, result.not_read)
    return render(request, "filechecks/not_read.html", _frame(check, "file-check-not-read", page, lines))


@with_result
@takes_away
def file(request: Request, check: FileCheck, result: kept.Result, ending: str) -> HttpResponse:
    """The whole report as a workbook or JSON. It names children, so the audit keeps who took it."""
    if ending not in TAKEN:
        return redirect("file-check", check.pk)
    viewed(Event.CHECK_TAKEN, row=check)
    return _taken(result.file(f".{ending}"), TAKEN[ending], f"{_name(check)}.{ending}")


@with_result
@takes_away
def issues_file(request: Request, check: FileCheck, result: kept.Result) -> HttpResponse:
    """The issues asked for, as CSV."""
    asked = _asked(request, check, result)
    viewed(Event.CHECK_TAKEN, row=check)
    return _taken(csv_of(asked.issues), "text/csv; charset=utf-8", f"{_name(check)}-issues.csv")


def _name(check: FileCheck) -> str:
    return f"check-{check.pk}-{check.collection}-{check.year}"


def _taken(data: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


def _page(request: Request, table: pl.DataFrame) -> tuple[Page, list[dict]]:
    """A page of a table, and its rows."""
    page = Paginator(range(table.height), PER_PAGE).get_page(request.GET.get("page"))
    first = max(page.start_index() - 1, 0)
    return page, list(table.slice(first, len(page)).iter_rows(named=True))


def _frame(check: FileCheck, here: str, page: Page, lines: list[dict]) -> dict:
    return frame(check, here) | {"page": page, "lines": lines, "link": "?page="}


def _issues(check: FileCheck, query: str = "") -> str:
    there = reverse("file-check-issues", args=[check.pk])
    return f"{there}?{query}" if query else there


urls = [
    path("checks/<int:check>/rules/", rules, name="file-check-rules"),
    path("checks/<int:check>/children/", children, name="file-check-children"),
    path("checks/<int:check>/issues/", issues, name="file-check-issues"),
    path("checks/<int:check>/issues.csv", issues_file, name="file-check-issues-file"),
    path("checks/<int:check>/not-run/", not_run, name="file-check-not-run"),
    path("checks/<int:check>/not-read/", not_read, name="file-check-not-read"),
    path("checks/<int:check>/report.<str:ending>", file, name="file-check-file"),
]
