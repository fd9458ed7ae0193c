"""What differs between a return as it was signed off and the latest build of its year."""

from datetime import date

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse

from kith.access.audit import Event, viewed
from kith.returns.frozen import NotAsSigned
from kith.returns.reconciling import records_of
from kith.returns.signed_differences import Compared, compared
from kith.statutory.return_kinds import KINDS
from kith.statutory.returns.declaring import Specification
from kith.statutory.returns.differing import Difference
from kith.web.jinja import short_date
from kith.web.request import Request
from kith.web.signing import find_signed

A_PAGE = 50
ROWS_OF = {"gone": "Row no longer there", "added": "New row"}


def signed_differences(request: Request, signed: int) -> HttpResponse:
    """By table, then one by one. That somebody looked is in the audit, as for the file: it tells of children."""
    found = find_signed(signed)
    viewed(Event.SIGNED_TAKEN, row=found, reason=f"{found}, beside the latest build")
    try:
        beside = compared(found)
    except NotAsSigned as refused:
        return render(
            request, "signing/not_as_signed.html", {"signed": found, "why": str(refused)}, status=409
        )
    context = {"signed": found, "beside": beside, "back": reverse("signed-return", args=[found.pk])}
    listed = _listed(request, beside, KINDS[found.collection].of) if beside else {}
    return render(request, "signing/differences.html", context | listed)


def _listed(request: Request, beside: Compared, of: Specification) -> dict:
    records = records_of({(each.child or "").upper() for each in beside.found})
    named = [each for each in beside.found if (each.child or "").upper() in records]
    page = Paginator(named, A_PAGE).get_page(request.GET.get("page"))
    rows = [_row(each, records, of) for each in page]
    return {
        "tables": beside.by_table,
        "page": page,
        "rows": rows,
        "not_found": len(beside.found) - len(named),
    }


def _row(each: Difference, records: dict[str, int], of: Specification) -> dict:
    number = each.child or ""
    whole = "gone" if each.is_absent else "added" if each.is_added else ""
    return {
        "number": number, "href": reverse("child", args=[records[number.upper()]]), "table": each.table,
        "what": ROWS_OF.get(whole) or each.column, "key": _key(each, of), "signed": _cell(each.told), "now": _cell(each.built),
        "whole": bool(whole),
    }  # fmt: skip


def _key(each: Difference, of: Specification) -> str:
    """What tells the row from the child's others."""
    return ", ".join(f"{name} {_cell(each.row[name])}" for name in of.key(each.table))


def _cell(value: object) -> str:
    if value is None:
        return "blank"
    return short_date(value) if isinstance(value, date) else str(value)


urls = [
    path("returns/signed/<int:signed>/differences/", signed_differences, name="signed-return-differences")
]
