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
from kith.returns.reconciling import LastYear, of_built, of_last_year, records_of
from kith.statutory.ssda903.reconciling import Counted, Section, reconciled
from kith.statutory.ssda903.reconciling_children import Arithmetic, arithmetic
from kith.statutory.ssda903.reconciling_england import england
from kith.statutory.ssda903.years import last_day
from kith.web import reconciliation_words as words
from kith.web.jinja import as_day
from kith.web.request import Request


def reconciliation(request: Request, built: int) -> HttpResponse:
    """Every count of one built return, with what differs much from last year on top."""
    found = find_built(built)
    try:
        this, last = of_built(found), of_last_year(found.year)
    except NotKept as gone:
        return render(
            request, "signing/not_kept.html", {"built": found, "why": str(gone), "back": back(request, found)}
        )
    sections = _sections(this, last)
    context = {
        "built": found, "back": back(request, found), "parts": words.parts(sections, this, last),
        "to_look_at": words.to_look_at(sections), "last": words.last_year(last, found.year),
        "sum": _sum(request, this, last), "blank": words.blank(this), "unnumbered": this.unnumbered,
        "year_end": last_day(found.year), "not_ended": _before_the_end(found), "england": england().source,
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


def _sections(this: Counted, last: LastYear | None) -> list[Section]:
    return reconciled(this, last.counted if last else None, england())


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
        this, last = of_built(found), of_last_year(found.year)
    except NotKept as gone:
        messages.error(request, str(gone))
        return redirect("reconciliation", found.pk)
    written = StringIO()
    csv.writer(written).writerows(
        words.lines(_sections(this, last), found, words.last_year(last, found.year))
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
