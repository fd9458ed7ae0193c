"""Checking a return's files by page: send them, wait, see what came of it, compare, remove."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST

from kith.access.audit import Event, viewed
from kith.access.models import Installation
from kith.access.roles import Permission
from kith.filechecks import kept
from kith.filechecks.actions.checking import ask_again, ask_check, remove_result
from kith.filechecks.models import FileCheck
from kith.filechecks.queries import checks
from kith.filechecks.running import broken_off
from kith.reach.doing import require
from kith.reach.seeing import NotFound, must_hold
from kith.web.file_check_words import changes, frame, headline, line, not_asked_again, summary
from kith.web.forms.file_checks import CheckForm
from kith.web.request import Request
from kith.web.return_rules import address
from kith.web.sent import contents
from kith.web.tasks import run_check

CHECK = Permission.RETURN_CHECK
State = FileCheck.State
PER_PAGE, REFRESH_SECONDS, MOST_RULES, MOST_UNREAD = 25, 2, 10, 50


def all_checks(request: Request) -> HttpResponse:
    """Every check so far, and the form to send files."""
    must_hold(CHECK)
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        return redirect("file-check", _asked(request, form.cleaned_data).pk)
    page = Paginator(checks(), PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "lines": [line(each) for each in page]}
    return render(request, "filechecks/checks.html", context)


def _form(request: Request) -> CheckForm:
    """The form as it was sent, if it was; it knows whose record this is."""
    here = Installation.objects.first()
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    return CheckForm(*sent, as_of=request.as_of, here=here.authority_code if here else "")


def _asked(request: Request, given: dict) -> FileCheck:
    last, lists = (contents(given[name]) for name in ("last", "lists"))
    check = ask_check(
        collection=given["collection"], year=given["year"], authority=given["authority"], as_of=given["as_of"],
        sent=given["files"], last=last, lists=lists, at=timezone.now(), by=request.worker,
    )  # fmt: skip
    run_check.defer(check=check.pk, worker=request.worker.pk)
    return check


def check(request: Request, check: int) -> HttpResponse:
    """One check: under way, what came of it, or why there is nothing. Sent, it asks for the same files once more."""
    found = find(check)
    if request.method == "POST":
        return _again(request, found)
    broken = broken_off(found)
    if found.state in (State.WAITING, State.CHECKING) and not broken:
        context = frame(found) | {"refresh_seconds": REFRESH_SECONDS}
        return render(request, "filechecks/under_way.html", context)
    viewed(Event.CHECK_VIEWED, row=found)
    result = kept.result(found)
    return _summed_up(request, found, result) if result else _nothing(request, found, broken)


def _summed_up(request: Request, found: FileCheck, result: kept.Result) -> HttpResponse:
    context = frame(found, "file-check") | {
        "headline": headline(found.counts), "summary": summary(found), "changes": changes(found),
        "not_asked_again": not_asked_again(found), "read": list(result.rows_read.iter_rows(named=True)),
        "rules": [
            row | {"href": address(found.collection, row["rule"])}
            for row in result.by_rule.head(MOST_RULES).iter_rows(named=True)
        ],
        "more": result.by_rule.height > MOST_RULES, "clean": _clean(found.counts),
    }  # fmt: skip
    return render(request, "filechecks/summary.html", context)


def _clean(counts: dict) -> bool:
    """Nothing was found, everything was read and no rule failed."""
    return not (counts["issues"] or counts["errors"] or counts["broken"])


def _nothing(request: Request, found: FileCheck, broken: bool) -> HttpResponse:
    unread = kept.unread(found) if found.state == State.FAILED else None
    rows = [] if unread is None else list(unread.head(MOST_UNREAD).iter_rows(named=True))
    context = frame(found) | {
        "broken": broken,
        "may_ask_again": broken and kept.are_sent(found),
        "problems": rows,
    }
    return render(request, "filechecks/ended.html", context | {"line": line(found)})


def _again(request: Request, found: FileCheck) -> HttpResponse:
    """Check the same files again, where a check was broken off."""
    require(request.worker, CHECK)
    if not (broken_off(found) and kept.are_sent(found)):
        messages.error(request, "This check cannot be done again: send the files once more")
        return redirect("file-check", found.pk)
    ask_again(check=found, by=request.worker)
    run_check.defer(check=found.pk, worker=request.worker.pk)
    return redirect("file-check", found.pk)


@require_POST
def remove(request: Request, check: int) -> HttpResponse:
    """Remove what a check found, before its time."""
    found = find(check)
    require(request.worker, CHECK)
    if kept.result(found):
        remove_result(check=found, at=timezone.now(), by=request.worker)
        messages.success(
            request, f"The result of {str(found).lower()} is removed. Its counts stay on the list"
        )
    return redirect("file-checks")


def find(number: int) -> FileCheck:
    """A check, for those who may check files; for everybody else there is none."""
    must_hold(CHECK)
    found = checks().filter(pk=number).first()
    if found is None:
        raise NotFound("There is no such check, or you may not see it.")
    return found


urls = [
    path("checks/", all_checks, name="file-checks"),
    path("checks/<int:check>/", check, name="file-check"),
    path("checks/<int:check>/remove/", remove, name="file-check-remove"),
]
