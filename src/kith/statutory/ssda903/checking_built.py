"""The SSDA903 return built from facts and checked (`returns.checking_built`), with last year's beside it."""

from collections.abc import Iterable
from datetime import date

import polars as pl

from kith.lib import checking
from kith.lib.checking import Result
from kith.lib.rule import Rule
from kith.statutory.return_facts import ReturnFacts
from kith.statutory.returns.checking_built import Built, CheckedReturn, found_in, numbered, without_stand_ins
from kith.statutory.returns.collection import Collection
from kith.statutory.ssda903.building import build
from kith.statutory.ssda903.rules import RULES
from kith.statutory.ssda903.specification import SSDA903, TABLES
from kith.statutory.ssda903.tables import Tables

# What rules ask of last year: only these tables of it are built.
OF_LAST_YEAR = ("Header", "Episodes", "UASC", "OC3", "PlacedAdoption", "Missing", "DoLo")


def check_built(
    facts: ReturnFacts,
    year: str,
    *,
    authority: str | None = None,
    as_of: date | None = None,
    last: Built | None = None,
    rules: Iterable[Rule] = RULES,
    history: pl.DataFrame | None = None,
) -> CheckedReturn:
    """Build a collection year and check it. `last`: last year's tables, with children as `called` says; `as_of`: the day
    the facts were gathered; `history`: as `build` says. Raises ValueError where the facts cannot be what happened."""
    tables = build(numbered(facts), year, history=history)
    result = check_tables(tables, year, authority=authority, as_of=as_of, last=last, rules=rules)
    found = found_in(result, tables, facts, SSDA903)
    return CheckedReturn(as_sent(tables), found, result.ran, result.not_run)


def check_tables(
    tables: Built,
    year: str,
    *,
    authority: str | None = None,
    as_of: date | None = None,
    last: Built | None = None,
    rules: Iterable[Rule] = RULES,
) -> Result:
    """The rules of the year, run on tables as they were built."""
    given = Tables(tables, Collection.of(year, authority), given_last=last, as_of=as_of)
    return checking.check(rules, given)


def as_sent(tables: Built) -> dict[str, pl.DataFrame]:
    """The tables without stand-ins, in order of child and day."""
    known = without_stand_ins(tables, SSDA903)
    return {name: rows.sort(TABLES[name].key, maintain_order=True) for name, rows in known.items()}
