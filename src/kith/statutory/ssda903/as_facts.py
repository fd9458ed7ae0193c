"""The facts of imported histories: the same tables that are built from the live record."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from kith.statutory.codes import DIED
from kith.statutory.facts import SCHEMAS, Facts
from kith.statutory.ssda903.history import ChildHistory

ENGLAND = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class ImportedFacts:
    """The facts, and the authority's number of each child by the number the facts know the child by."""

    facts: Facts
    numbers: Mapping[int, str]


def as_facts(children: Iterable[ChildHistory]) -> ImportedFacts:
    """Facts of these histories. What the return does not say (visits, plans, the days of checks) is not there."""
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in SCHEMAS}
    numbers = {}
    for number, child in enumerate(children, 1):
        numbers[number] = child.child
        for name, found in _rows(child).items():
            rows[name] += [{"child": number, **row} for row in found]
    tables = {name: _table(name, found) for name, found in rows.items() if found}
    return ImportedFacts(Facts(**tables), numbers)


def _table(name: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    schema = SCHEMAS[name]
    numbered = [{"id": number, **row} for number, row in enumerate(rows, 1)] if "id" in schema else rows
    return pl.DataFrame([{column: row.get(column) for column in schema} for row in numbered], schema=schema)


def _rows(child: ChildHistory) -> dict[str, list[dict[str, Any]]]:
    return {
        "children": [{"born_on": child.born_on, "died_on": _died_on(child), "sex": child.sex}],
        "periods_of_care": [vars(each) for each in child.periods_of_care],
        "legal_statuses": [vars(each) for each in child.legal_statuses],
        "placements": [vars(each) for each in child.placements],
        "needs": [vars(each) for each in child.needs],
        "home_postcodes": [vars(each) for each in child.home_postcodes],
        "reviews": [vars(each) for each in child.reviews],
        "missing": [
            {"kind": each.kind, "started_at": _moment(each.start_on), "ended_at": _moment(each.end_on)}
            for each in child.missing
        ],
    }


def _died_on(child: ChildHistory) -> date | None:
    return next((each.end_on for each in child.periods_of_care if each.end_reason == DIED), None)


def _moment(day: date | None) -> datetime | None:
    """The first moment of the day: the return gives no times."""
    return datetime.combine(day, time(), ENGLAND) if day else None
