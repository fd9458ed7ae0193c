"""Reconciliation of a built return: counts beside last year and England, the arithmetic of the year, and who explains it."""

import csv
from io import StringIO

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from kith.access.roles import Permission
from kith.reach.doing import may
from kith.reach.seeing import NotFound, must_hold
from kith.returns.built_files import NotKept
from kith.returns.models import BuiltReturn
from kith.returns.reconciling import LastYear, of_built, records_of
from kith.statutory.return_counts import COUNTINGS
from kith.statutory.returns.reconciling import Counted, Section, reconciled
from kith.statutory.ssda903.reconciling_children import Arithmetic, arithmetic
from kith.statutory.ssda903.years import last_day
from kith.web import reconciliation_words as words
from kith.web.jinja import as_day, long_date
from kith.web.request import Request
from kith.web.return_words import title


def reconciliation(request: Request, built: int) -> HttpResponse:
    """Every count of one built return, with what differs much from last year on top."""
    found = find_built(built)
    try:
        this, last = of_built(found)
    except NotKept as gone:
        return render(
            request, "signing/not_kept.html", {"built": found, "why": str(gone), "back": back(request, found)}
        )
    counting, sections = COUNTINGS[found.collection], _sections(found, this, last)
    parts, year_end = counting.groups.parts, last_day(found.year)
    context = {
        "built": found, "called": title(found), "back": back(request, found), "parts": words.parts(parts, sections),
        "to_look_at": words.to_look_at(parts, sections), "last": words.last_year(last, found.year), "how": counting.how,
        "adds_up": counting.adds_up, "sum": _sum(request, this, last) if counting.adds_up else None,
        "blank": words.blank(this), "unnumbered": this.unnumbered, "england": counting.england.source,
        "early": counting.early.format(day=long_date(year_end)) if _before_the_end(found) else "",
    }  # fmt: skip
    return render(request, "signing/reconciliation.html", context)


def find_built(number: int) -> BuiltReturn:
    """A return that was built, for whoever sees the service's figures."""
    must_hold(Permission.SERVICE_SEE)
    found = BuiltReturn.objects.filter(pk=number, state=BuiltReturn.State.DONE).first()
    if found is None:
        raise NotFound("There is no such return, or you may not see it.")
    return found


def back(request: Request, built: BuiltReturn) -> str:
    return reverse("sign-off", args=[built.pk])


def _sections(built: BuiltReturn, this: Counted, last: LastYear | None) -> list[Section]:
    counting = COUNTINGS[built.collection]
    return reconciled(this, last.counted if last else None, counting.england, counting.groups)


def _before_the_end(built: BuiltReturn) -> bool:
    return built.ended_at is not None and as_day(built.ended_at) <= last_day(built.year)


def _sum(request: Request, this: Counted, last: LastYear | None) -> dict | None:
    """The arithmetic of the year, and for whoever builds returns the children who explain what is left over."""
    if last is None:
        return None
    found = arithmetic(this, last.counted)
    return words.arithmetic(
        found, this.year, _records(found) if may(request.worker, Permission.RETURN_BUILD) else None
    )


def _records(found: Arithmetic) -> dict[str, int]:
    return records_of(number for each in found.explained for number in each.children)


def reconciliation_file(request: Request, built: int) -> HttpResponse:
    """The counts, for a spreadsheet. It names no child."""
    found = find_built(built)
    try:
        this, last = of_built(found)
    except NotKept as gone:
        messages.error(request, str(gone))
        return redirect("reconciliation", found.pk)
    written = StringIO()
    csv.writer(written).writerows(
        words.lines(_sections(found, this, last), found, words.last_year(last, found.year))
    )
    response = HttpResponse("\ufeff" + written.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = (
        f'attachment; filename="reconciliation-{found.collection}-{found.year}.csv"'
    )
    response["Cache-Control"] = "no-store"
    return response


urls = [
    path("returns/<int:built>/reconciliation/", reconciliation, name="reconciliation"),
    path("returns/<int:built>/reconciliation.csv", reconciliation_file, name="reconciliation-file"),
]
