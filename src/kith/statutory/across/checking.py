"""Checks the two returns of a year beside each other."""

from collections.abc import Mapping
from typing import ClassVar

import polars as pl

from kith.lib import checking
from kith.lib.rule import Example, Rule
from kith.lib.tables import text_tables
from kith.lib.words import plural
from kith.statutory.across.rules import RULES
from kith.statutory.across.specification import ACROSS, TABLES
from kith.statutory.across.tables import Tables
from kith.statutory.returns import reading
from kith.statutory.returns.as_text import from_rows
from kith.statutory.returns.asking import Say
from kith.statutory.returns.collection import YEARS, Collection
from kith.statutory.returns.declaring import Table
from kith.statutory.returns.report import Report


class Read(reading.Read):
    """What was read of the two returns that both speak of."""

    declared: ClassVar[Mapping[str, Table]] = TABLES


def report_on(
    looked_after: reading.Read,
    census: reading.Read,
    *,
    year: str,
    authority: str,
    notes: tuple[str, ...] = (),
    say: Say = lambda said: None,
) -> Report:
    """SSDA903 (its Header and Episodes) beside the census (its ChildIdentifiers and CINdetails) of the same year."""
    both = {name: read[name] for read in (census, looked_after) for name in TABLES if name in read.declared}
    problems = (*looked_after.problems, *census.problems)
    given = Read(both, problems)
    say(f"Looking for {plural(looked_after['Header'].height, 'child', 'children')} of SSDA903 in the census")
    collection = Collection.of(year, authority)
    result = checking.check(RULES, Tables(given.tables, collection))
    return Report(ACROSS, result, given, collection, RULES, notes)


def tables_of_example(rule: Rule, text: str, example: Example) -> Tables:
    """What an example gives."""
    found = text_tables(text)
    year = example.given.get("year", min(rule.until or YEARS[-1], YEARS[-1]))
    named: dict[str, pl.DataFrame] = {
        name: from_rows(TABLES[name], table.rows, table.columns) for name, table in found.items()
    }
    return Tables(named, Collection.of(year))
