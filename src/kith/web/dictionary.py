"""The data dictionary of a return: every table, column and code of a year, in words. For anyone signed in."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse

from kith.statutory.codes import Code
from kith.statutory.returns.declaring import Column, Kind, Table
from kith.statutory.ssda903 import specification as ssda903
from kith.statutory.ssda903.checking import YEARS
from kith.web.request import Request

# By the address of each return: what it is called, and its tables.
RETURNS = {"ssda903": ("SSDA903", ssda903.TABLES)}


def tables(request: Request, collection: str) -> HttpResponse:
    called, every = _find(collection)
    year = _year(request)
    rows = [
        {"name": each.name, "href": _address(collection, each, year), "columns": len(columns_of(each, year)),
         "key": ", ".join(each.key)}
        for each in every.values() if stands(each, year)
    ]  # fmt: skip
    return render(request, "dictionary/tables.html", _frame(called, collection, year) | {"rows": rows})


def table(request: Request, collection: str, name: str) -> HttpResponse:
    called, every = _find(collection)
    year = _year(request)
    found = next((each for each in every.values() if each.name.lower() == name), None)
    if found is None or not stands(found, year):
        raise Http404("There is no such table in that year.")
    frame = _frame(called, collection, year)
    columns = [line(each, year) for each in columns_of(found, year)]
    return render(request, "dictionary/table.html", frame | {"table": found, "columns": columns})


def _find(collection: str) -> tuple[str, dict[str, Table]]:
    if collection not in RETURNS:
        raise Http404("There is no such return.")
    return RETURNS[collection]


def _year(request: Request) -> str:
    """The year asked for; the newest where none, or one we do not know, was."""
    wanted = request.GET.get("year", "")
    return wanted if wanted in YEARS else YEARS[-1]


def _address(collection: str, found: Table, year: str) -> str:
    return f"{reverse('dictionary-table', args=[collection, found.name.lower()])}?year={year}"


def _frame(called: str, collection: str, year: str) -> dict:
    return {"called": called, "collection": collection, "year": year, "years": YEARS[::-1]}


def stands(found: Table | Column, year: str) -> bool:
    """Whether a table, or a column, is asked for in a year."""
    until = getattr(found, "until", None)
    return (found.since or year) <= year <= (until or year)


def columns_of(found: Table, year: str) -> list[Column]:
    return [each for each in found.columns if stands(each, year)]


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
