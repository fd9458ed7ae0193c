"""Checks a census: what was read against the rules of its year. Worked cases and examples go through the same engine."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import polars as pl

from kith.lib import checking
from kith.lib.cases import Case
from kith.lib.rule import Example, Rule
from kith.lib.tables import text_tables
from kith.statutory.cin.reading import Read
from kith.statutory.cin.rules import RULES
from kith.statutory.cin.specification import ALIASES, TABLES
from kith.statutory.cin.tables import Tables
from kith.statutory.returns.as_text import from_rows
from kith.statutory.returns.collection import YEARS, Collection, known_year

Rows = Sequence[Mapping[str, Any]]
_TEXT_OF_FACTORS = "AssessmentFactors"


def check(
    read: Read,
    *,
    year: str,
    authority: str | None = None,
    as_of: date | None = None,
    rules: Iterable[Rule] = RULES,
) -> checking.Result:
    """Check a census of a collection year such as "2026-27" by an authority (nine characters). `as_of` is the day the
    data was drawn, if the year had not ended. Raises ValueError for a year whose rules we do not have."""
    return checking.check(rules, tables(read, year=year, authority=authority, as_of=as_of))


def tables(read: Read, *, year: str, authority: str | None = None, as_of: date | None = None) -> Tables:
    """What the rules are given for a census that was read."""
    return Tables(read.given(), Collection.of(known_year(year), authority), as_of=as_of)


def tables_of_case(case: Case) -> Tables:
    """What a worked case gives. The census year is that of its header, where one stands in the case."""
    return _tables(case.tables, case.columns, Collection.of_case(case.year, case.metadata))


def tables_of_example(rule: Rule, text: str, example: Example) -> Tables:
    """What an example gives: its tables. The census year is that of its header, else `year`, else the last one the rule
    stands in."""
    found = text_tables(text)
    year = example.given.get("year", min(rule.until or YEARS[-1], YEARS[-1]))
    rows = {name: table.rows for name, table in found.items()}
    columns = {name: table.columns for name, table in found.items()}
    return _tables(rows, columns, Collection.of_case(year, example.given))


def _tables(
    given: Mapping[str, Rows], columns: Mapping[str, Sequence[str]], collection: Collection
) -> Tables:
    if _TEXT_OF_FACTORS in columns.get("Assessments", ()) and "AssessmentFactorsList" not in given:
        rows, names = _told_apart(given["Assessments"], columns["Assessments"])
        factors, published = list(_factors(rows)), TABLES["AssessmentFactorsList"].names
        given = {**given, "Assessments": rows, "AssessmentFactorsList": factors}
        columns = {**columns, "Assessments": names, "AssessmentFactorsList": published}
    named = {
        name: from_rows(TABLES[name], *_published(rows, columns[name]))
        for name, rows in given.items()
        if name in TABLES
    }
    return Tables(named, _of_header(named, collection))


def _published(rows: Rows, columns: Sequence[str]) -> tuple[Rows, list[str]]:
    """The rows and columns under the names of the specification."""
    told = [{ALIASES.get(name, name): value for name, value in row.items()} for row in rows]
    return told, [ALIASES.get(name, name) for name in columns]


def _told_apart(assessments: Rows, columns: Sequence[str]) -> tuple[Rows, Sequence[str]]:
    """The assessments with numbers by which their factors find them, where a case gives none: their places."""
    ties = [name for name in ("LAchildID", "AssessmentID") if name not in columns]
    rows = [{**row, **dict.fromkeys(ties, f"row {n}")} for n, row in enumerate(assessments, 1)]
    return rows, [*columns, *ties]


def _factors(assessments: Rows) -> Iterator[Mapping[str, Any]]:
    """The factors of assessments that hold them as a list, or as text with commas."""
    for row in assessments:
        found = row.get(_TEXT_OF_FACTORS)
        if found is not None:
            for factor in found if isinstance(found, list) else str(found).split(","):
                yield {**row, "AssessmentFactor": factor and str(factor).strip()}


def _of_header(named: Mapping[str, pl.DataFrame], collection: Collection) -> Collection:
    """The census year that ends on the reference date of the header."""
    header = named.get("Header")
    if header is None or "ReferenceDate" not in header.columns:
        return collection
    said = header["ReferenceDate"].drop_nulls()
    if said.is_empty():
        return collection
    end = said[0]
    before = end.replace(year=end.year - 1, day=28 if (end.month, end.day) == (2, 29) else end.day)
    return replace(collection, start=before + timedelta(days=1), end=end)
