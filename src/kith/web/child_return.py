"""What is to be put right for the return, for those who work with a child: on the child's record, checked as it stands now;
and what the data team asks of a worker."""

from collections.abc import Iterable, Mapping
from itertools import groupby

import polars as pl
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

from kith.access.audit import Event, viewed
from kith.access.roles import Permission
from kith.people.models import Person
from kith.reach.doing import at_once
from kith.reach.seeing import get_child
from kith.returns.asking import asked_of, open_and_sent
from kith.returns.live import checked, kinds, year_of
from kith.returns.models import ReturnIssue
from kith.statutory.across.checking_built import found_across
from kith.statutory.return_kinds import ReturnKind
from kith.statutory.returns.checking_built import CheckedReturn
from kith.web.jinja import long_date
from kith.web.mending import FORMS, links, places
from kith.web.record import record_frame
from kith.web.request import Request
from kith.web.return_issues import rule_page
from kith.web.return_words import columns_in_words, message, row_in_words
from kith.web.returns_across import of_one_child

Of = tuple[str, str]  # the return and its year
# Whom a return tells of.
WHOSE = {
    "ssda903": "Only children looked after in the year are, and care leavers.",
    "cin": "Only children with a referral, an assessment or a plan in the year are, and those looked after or leaving care.",
}
DOES = {permission for _, permission in FORMS.values()}


def page(request: Request, child: int) -> HttpResponse:
    """A child's issues, checked on the live record now."""
    whose = get_child(request.worker, child, Permission.RECORD_SEE)
    year = year_of(request.as_of)
    asked = list(open_and_sent().filter(child=child, year=year))
    found = {kind.key: checked(kind.key, year, as_of=request.as_of, children=[child]) for kind in kinds()}
    frame = record_frame(
        whose, "child-return-issues", title="Returns: what to put right", year=year,
        returns=[_of_return(request, child, kind, year, found[kind.key], asked) for kind in kinds()],
        across=of_one_child(_across(found, year), child, at_once(request.worker, child, DOES)), asked=_asked(asked),
    )  # fmt: skip
    return render(request, "returns/of_child.html", frame)


def _of_return(
    request: Request,
    child: int,
    kind: ReturnKind,
    year: str,
    found: CheckedReturn,
    asked: Iterable[ReturnIssue],
) -> dict:
    """What one return would say of the child now."""
    rules = {row.rule for row in asked if row.collection == kind.key}
    groups = _groups(request, child, (kind.key, year), found, rules)
    return {"kind": kind, "groups": groups, "in_it": _in_it(found, kind), "whose": WHOSE[kind.key]}


def _across(found: Mapping[str, CheckedReturn], year: str) -> pl.DataFrame:
    return found_across(found["ssda903"].tables, found["cin"].tables, year)


def _groups(request: Request, child: int, of: Of, found: CheckedReturn, asked: set[str]) -> list[dict]:
    """By rule, what was asked of somebody first: the message once, each row it is about, and where to put it right."""
    may_do = at_once(request.worker, child, DOES)
    lines = sorted(
        found.found.iter_rows(named=True), key=lambda each: (each["rule"] not in asked, each["rule"])
    )
    return [
        _group(child, of, rule, list(each), may_do)
        for rule, each in groupby(lines, key=lambda each: each["rule"])
    ]


def _group(child: int, of: Of, rule: str, lines: list[dict], may_do: frozenset) -> dict:
    key, year = of
    found = [places(key, line["table"], line["fields"].split()) for line in lines]
    where = list(dict.fromkeys(place for each in found for place in each))
    return {
        "rule": rule,
        "message": message(key, rule, year),
        "about": rule_page(key, rule),
        "rows": [row_in_words(key, line["table"], line["key"]) for line in lines],
        "columns": list(
            dict.fromkeys(columns_in_words(key, line["table"], line["fields"]) for line in lines)
        ),
        "places": links(child, where, may_do),
        "whys": [each.why for each in where if each.why],
    }


def _in_it(found: CheckedReturn, kind: ReturnKind) -> bool:
    """Whether the child is in the return of the year at all."""
    return any(rows.height for rows in found.tables.values() if kind.of.number in rows.columns)


def _asked(rows: Iterable[ReturnIssue]) -> list[dict]:
    """What the data team said, each once."""
    told = {(row.sent_to_id, row.sent_at, row.words): row for row in rows}
    return [
        {"to": str(row.sent_to), "by": str(row.sent_by), "on": long_date(row.sent_at), "words": row.words}
        for row in told.values()
    ]


def all_asked(request: Request) -> HttpResponse:
    """What the data team asks of whoever is signed in, child by child."""
    rows = asked_of(request.worker, request.as_of) if request.worker else []
    people = Person.objects.with_names().in_bulk({row.child_id for row in rows})
    for child in people:
        viewed(Event.CARD_VIEWED, child=child)
    groups = [_of_one(people[child], list(each)) for child, each in _by_child(rows)]
    return render(request, "returns/asked.html", {"title": "The data team asks", "groups": groups})


def _by_child(rows: list[ReturnIssue]):
    return groupby(sorted(rows, key=lambda row: row.child_id or 0), key=lambda row: row.child_id)


def _of_one(child: Person, rows: list[ReturnIssue]) -> dict:
    messages = dict.fromkeys(message(row.collection, row.rule, row.year) for row in rows)
    return {"child": child, "count": len(rows), "messages": list(messages), "asked": _asked(rows)}


def count_asked(request: Request) -> int:
    """How many things the data team asks of this worker, for the pages a day begins on."""
    return len(asked_of(request.worker, request.as_of))


urls = [
    path("returns/asked/", all_asked, name="return-asked"),
    path("children/<int:child>/return/", page, name="child-return-issues"),
]
