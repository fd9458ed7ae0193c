"""Checks a return: what was read against the rules of its year. Worked cases and examples go through the same engine."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import polars as pl

from kith.lib import checking
from kith.lib.cases import Case
from kith.lib.rule import Example, Rule
from kith.lib.tables import text_tables
from kith.statutory.returns.collection import YEARS, Collection, as_day, known_year
from kith.statutory.ssda903.as_text import from_rows
from kith.statutory.ssda903.reading import Read
from kith.statutory.ssda903.rules import RULES
from kith.statutory.ssda903.specification import TABLES
from kith.statutory.ssda903.tables import PROVIDER_LIST, Tables

_LAST = "_last"


def check(
    read: Read,
    *,
    year: str,
    authority: str | None = None,
    last: Read | None = None,
    providers: pl.DataFrame | None = None,
    as_of: date | None = None,
    rules: Iterable[Rule] = RULES,
) -> checking.Result:
    """Check a return of a collection year such as "2026-27" by an authority (nine characters). `providers` has the
    columns of PROVIDER_LIST; `as_of` is the day the data was drawn, if the year had not ended. Raises ValueError for a
    year whose rules we do not have."""
    return checking.check(
        rules, tables(read, year=year, authority=authority, last=last, providers=providers, as_of=as_of)
    )


def tables(
    read: Read,
    *,
    year: str,
    authority: str | None = None,
    last: Read | None = None,
    providers: pl.DataFrame | None = None,
    as_of: date | None = None,
) -> Tables:
    """What the rules are given for a return that was read."""
    return Tables(
        given(read),
        Collection.of(known_year(year), authority),
        given_last=None if last is None else given(last),
        providers=providers,
        xml=any(file.lower().endswith(".xml") for file in read.files),
        as_of=as_of,
    )


def given(read: Read) -> dict[str, pl.DataFrame]:
    """The tables that were read, with `X?` where something was there that could not be."""
    return read.given()


def tables_of_case(case: Case) -> Tables:
    """What a worked case gives."""
    named = {
        name: from_rows(_base(name), rows, case.columns[name])
        for name, rows in case.tables.items()
        if _base(name) in TABLES
    }
    told = case.metadata
    return _tables(named, case.year, told, told.get("provider_info"))


def tables_of_example(rule: Rule, text: str, example: Example) -> Tables:
    """What an example gives: its tables, last year's as `Episodes_last`, and the list of providers as `Providers`."""
    found = text_tables(text)
    named = {n: from_rows(_base(n), t.rows, t.columns) for n, t in found.items() if _base(n) in TABLES}
    listed = [dict(row) for row in found["Providers"].rows] if "Providers" in found else None
    year = example.given.get("year", min(rule.until or YEARS[-1], YEARS[-1]))
    return _tables(named, year, example.given, listed)


def _base(name: str) -> str:
    return name.removesuffix(_LAST)


def _tables(
    named: Mapping[str, pl.DataFrame], year: str, told: Mapping[str, Any], listed: list[dict[str, Any]] | None
) -> Tables:
    last = {_base(name): table for name, table in named.items() if name.endswith(_LAST)}
    return Tables(
        {name: table for name, table in named.items() if not name.endswith(_LAST)},
        Collection.of_case(year, told),
        given_last=last or None,
        providers=None if listed is None else _provider_list(listed),
        xml=str(told.get("file_format", "csv")).lower() == "xml",
    )


def _provider_list(rows: list[dict[str, Any]]) -> pl.DataFrame:
    named = [
        {("LA" if name == "LA_CODE_INFERRED" else name): value for name, value in row.items()} for row in rows
    ]
    columns = {name: [_provider_value(name, row.get(name)) for row in named] for name in PROVIDER_LIST}
    return pl.DataFrame(columns, schema=PROVIDER_LIST)


def _provider_value(name: str, value: Any) -> Any:
    if value is None or name == "REG_END":
        return as_day(value)
    if name.endswith("_CODES"):
        return value if isinstance(value, list) else str(value).split(",")
    return str(value)
