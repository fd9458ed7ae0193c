"""What the two built returns of a year say differently of the same child, for the data team; and the same in words for the
child's own page."""

from collections.abc import Iterable
from itertools import groupby

import polars as pl
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

from kith.access.roles import Permission
from kith.lib.words import plural
from kith.reach.seeing import NotFound, must_hold
from kith.returns.across import Across, across
from kith.returns.reconciling import records_of
from kith.statutory.across.rules import RULES
from kith.statutory.return_kinds import KINDS
from kith.statutory.returns.collection import YEARS
from kith.web.mending import links, places
from kith.web.request import Request
from kith.web.return_rules import address
from kith.web.return_words import built_when, row_in_words, title

PER_PAGE = 50
SAYS = {rule.code: rule.message.replace("\n", " ") for rule in RULES}


def page(request: Request, year: str) -> HttpResponse:
    """By rule how many, then child by child, each with the pages where it is put right."""
    must_hold(Permission.RETURN_BUILD)
    if year not in YEARS:
        raise NotFound("There are no returns of such a year.")
    found = across(year)
    return render(request, "returns/across.html", _frame(found, year) | _listed(request, found))


def _frame(found: Across, year: str) -> dict:
    builds = [
        {"built": each, "text": f"{title(each)}. {built_when(each)}"}
        for each in found.builds.values()
        if each
    ]
    return {
        "title": f"Two returns, one child: {year}",
        "year": year,
        "builds": builds,
        "missing": found.missing,
    }


def _listed(request: Request, found: Across) -> dict:
    if found.found is None:
        return {"page": None}
    told = _of_children(found.found)
    records = records_of({number for number, _, _ in told if number})
    seen = [each for each in told if each[0] in records]
    shown = Paginator(seen, PER_PAGE).get_page(request.GET.get("page"))
    rows = [_row(records, *each) for each in shown]
    return {"page": shown, "rows": rows, "rules": _rules(told), "hidden": _hidden(len(told) - len(seen))}


def _row(records: dict[str, int], number: str | None, rule: str, lines: list[dict]) -> dict:
    child = records[number or ""]
    return {"number": number, "child": child} | of_rule(rule, lines, child, frozenset())


def _of_children(found: pl.DataFrame) -> list[tuple[str | None, str, list[dict]]]:
    """Number, rule and lines: of one child by one rule together."""
    lines = found.sort("rule", "number", maintain_order=True).iter_rows(named=True)
    return [
        (number, rule, list(each))
        for (number, rule), each in groupby(lines, key=lambda line: (line["number"], line["rule"]))
    ]


def _rules(told: Iterable[tuple[str | None, str, list[dict]]]) -> list[dict]:
    counts: dict[str, int] = {}
    for _, rule, _ in told:
        counts[rule] = counts.get(rule, 0) + 1
    return [
        {"rule": rule, "about": address("across", rule), "message": SAYS[rule], "count": count}
        for rule, count in counts.items()
    ]


def _hidden(count: int) -> str:
    if not count:
        return ""
    return f"{plural(count, 'more is', 'more are')} of children whose records are restricted or not found by number: their own workers see them."


def of_rule(rule: str, lines: list[dict], child: int, may_do: frozenset[Permission]) -> dict:
    """What one rule found of a child: the message once, each row it is about, and where to put it right."""
    where = [place for line in lines for place in _places(line)]
    return {
        "rule": rule, "message": SAYS[rule], "about": address("across", rule),
        "rows": [row_in_words(_return_of(line["table"]), line["table"], line["key"]) for line in lines],
        "columns": list(dict.fromkeys(column for line in lines for column in line["fields"].split())),
        "places": links(child, list(dict.fromkeys(where)), may_do),
        "whys": list(dict.fromkeys(place.why for place in where if place.why)),
    }  # fmt: skip


def _return_of(table: str) -> str:
    return next(key for key, kind in KINDS.items() if table in kind.of.tables)


def _places(line: dict) -> list:
    """The places of the columns that stand in the row's own return."""
    key = _return_of(line["table"])
    known = {name for table in KINDS[key].of.tables.values() for name in table.names}
    return places(key, line["table"], [name for name in line["fields"].split() if name in known])


def of_one_child(found: pl.DataFrame, child: int, may_do: frozenset[Permission]) -> list[dict]:
    """The same of one child, for the child's own page."""
    return [of_rule(rule, lines, child, may_do) for _, rule, lines in _of_children(found)]


urls = [path("returns/across/<str:year>/", page, name="returns-across")]
