"""All that imported histories tell, as the facts a return is built from: to build it again without a record."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

import polars as pl

from kith.statutory.facts import Facts
from kith.statutory.return_facts import RETURN_SCHEMAS, ReturnFacts, table
from kith.statutory.ssda903.as_facts import as_facts
from kith.statutory.ssda903.history import ChildHistory

_ANSWERS = {"1": True, "0": False}
Row = Mapping[str, Any]


def as_return_facts(children: Iterable[ChildHistory]) -> ReturnFacts:
    """Facts of these histories. What no return carries (visits, the days of checks) is never recorded by files."""
    told = list(children)
    known = as_facts(told).facts
    rows: dict[str, list[Row]] = {name: [] for name in RETURN_SCHEMAS}
    for number, child in enumerate(told, 1):
        for name, found in (*_once(child), *_often(child)):
            rows[name] += [{"child": number, **row} for row in found]
    never = known.children.with_columns(pl.lit(date.max).alias("recorded_from"))
    given = {each.name: getattr(known, each.name) for each in fields(Facts)} | {"children": never}
    return ReturnFacts(**given, **{name: _table(name, found) for name, found in rows.items()})


def _table(name: str, rows: list[Row]) -> pl.DataFrame:
    return table(name, [tuple(row.get(column) for column in RETURN_SCHEMAS[name]) for row in rows])


def _once(child: ChildHistory) -> Iterator[tuple[str, list[Row]]]:
    upn = child.upn or ""
    unknown = upn.startswith("UN")
    person = {
        "number": child.child,
        "ethnicity": child.ethnicity,
        "upn": "" if unknown else upn,
        "upn_unknown": upn if unknown else "",
    }
    yield "persons", [person]
    mother = {"mother": child.mother, "first_child_born_on": child.first_child_born_on}
    yield "parenthoods", [mother] if child.mother is not None or child.first_child_born_on else []
    if alone := child.unaccompanied:
        yield "unaccompanied", [{"ended_on": alone.ceased_on}]
    if before := child.previous_permanence:
        told = {"kind": before.kind, "authority": before.authority, "date": before.on}
        yield "previous_permanence", [told]
    if adopted := child.adoption:
        carer = _ANSWERS.get(adopted.former_foster_carer or "")
        status = adopted.adopters_legal_status
        yield "adoptions", [vars(adopted) | {"by_foster_carer": carer, "adopters_status": status}]


def _often(child: ChildHistory) -> Iterator[tuple[str, list[Row]]]:
    yield "adoption_plans", [vars(each) for each in child.placed_for_adoption]
    yield "deprivations_of_liberty", [vars(each) for each in child.deprivations_of_liberty]
    yield "social_workers", [vars(each) for each in child.social_workers if each.registration]
    yield "health_years", [_answered(vars(each)) for each in child.health_years]
    yield "leaver_contacts", [vars(each) for each in child.leaver_contacts]


def _answered(row: Row) -> Row:
    """Answers in the codes of the return as yes and no."""
    schema = RETURN_SCHEMAS["health_years"]
    return {
        name: _ANSWERS.get(value or "") if schema.get(name) == pl.Boolean else value
        for name, value in row.items()
    }
