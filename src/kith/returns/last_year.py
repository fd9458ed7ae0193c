"""Last year's return, to compare this year's with: as loads told it; where none did, as the record has it."""

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from kith.care.models import PeriodOfCare
from kith.returns.told import as_sets, standing, told_by_loads
from kith.statutory.return_facts import ReturnFacts
from kith.statutory.returns.checking_built import called, numbered
from kith.statutory.returns.collection import Collection
from kith.statutory.ssda903.building import build
from kith.statutory.ssda903.checking_built import OF_LAST_YEAR
from kith.statutory.ssda903.years import first_day


def last_year(facts: ReturnFacts, year: str, history: pl.DataFrame) -> Mapping[str, pl.DataFrame] | None:
    """The tables of the year before, of the children of these facts, called as they are while this year's is checked.
    `history`: all their episodes, as `build` asks for them.

    None where nothing is known of that year: no load told of it, and nobody's care began before this one.
    """
    before = Collection.of(year).before.year
    if told_by_loads().filter(year=before).exists():
        return _told(facts, before)
    if not PeriodOfCare.objects.filter(start_on__lt=first_day(year)).exists():
        return None
    return build(numbered(facts), before, OF_LAST_YEAR, history) if _in_care_before(facts, year) else {}


def _told(facts: ReturnFacts, year: str) -> Mapping[str, pl.DataFrame]:
    """What standing loads told of the year, with the numbers that the children have today."""
    persons = facts.persons.select("child", "number").iter_rows()
    numbers = {child: called(child, number) for child, number in persons}
    rows = (row for found in standing(numbers, year=year).values() for row in found)
    told = as_sets(replace(row, values={**row.values, "CHILD": row.number}) for row in rows)
    return told[0].read.tables if told else {}


def _in_care_before(facts: ReturnFacts, year: str) -> bool:
    """Only then can there be anything of theirs in last year's."""
    return bool((facts.periods_of_care["start_on"] < first_day(year)).any())
