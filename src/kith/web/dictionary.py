"""The data dictionary of each return: every table, column and code of a year, in words. For anyone signed in."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse

from kith.statutory.cin.specification import CIN
from kith.statutory.codes import Code
from kith.statutory.returns.collection import YEARS
from kith.statutory.returns.declaring import Column, Kind, Specification, Table
from kith.statutory.ssda903.specification import SSDA903
from kith.web.request import Request

RETURNS = {each.name.lower(): each for each in (SSDA903, CIN)}


def tables(request: Request, collection: str) -> HttpResponse:
    of, year = _find(collection), _year(request)
    asked = {name: found for name, found in of.tables.items() if found.columns_in(year)}
    rows = [
        {"name": name, "href": _address(collection, found, year), "columns": len(found.columns_in(year)),
         "key": ", ".join(found.key)}
        for name, found in asked.items()
    ]  # fmt: skip
    return render(request, "dictionary/tables.html", _frame(of, collection, year) | {"rows": rows})


def table(request: Request, collection: str, name: str) -> HttpResponse:
    of, year = _find(collection), _year(request)
    found = next((each for each in of.tables.values() if each.name.lower() == name), None)
    columns = found.columns_in(year) if found else []
    if not columns:
        raise Http404("There is no such table in that year.")
    told = {"table": found, "columns": [line(each, year) for each in columns]}
    return render(request, "dictionary/table.html", _frame(of, collection, year) | told)


def _find(collection: str) -> Specification:
    if collection not in RETURNS:
        raise Http404("There is no such return.")
    return RETURNS[collection]


def _year(request: Request) -> str:
    """The year asked for; the newest where none, or one we do not know, was."""
    wanted = request.GET.get("year", "")
    return wanted if wanted in YEARS else YEARS[-1]


def _address(collection: str, found: Table, year: str) -> str:
    return f"{reverse('dictionary-table', args=[collection, found.name.lower()])}?year={year}"


def _frame(of: Specification, collection: str, year: str) -> dict:
    others = [(each.name, key) for key, each in RETURNS.items() if key != collection]
    return {"called": of.name, "collection": collection, "year": year, "years": YEARS[::-1], "others": others}


def line(column: Column, year: str) -> dict:
    """A column as the page shows it."""
    return {
        "name": column.name, "means": column.means, "required": sentence(column.required),
        "holds": sentence(column.codes.title if column.kind is Kind.CODE and column.codes else column.wanted),
        "codes": list(map(code, column.codes.in_force(year))) if column.codes else [],
    }  # fmt: skip


def code(each: Code) -> dict:
    return {
        "code": each.code,
        "means": each.means if each.sure else f"{each.means} (we are not sure)".strip(),
    }


def sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


urls = [
    path("data-dictionary/<slug:collection>/", tables, name="dictionary"),
    path("data-dictionary/<slug:collection>/<slug:name>/", table, name="dictionary-table"),
]
