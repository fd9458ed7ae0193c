"""A built return and last year's, counted: what was signed off last year; else what loads told of it; else the last build."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl
from django.db.models.functions import Upper

from kith.access.models import Installation
from kith.people.models import Person
from kith.reach.wall import hidden_people
from kith.returns.builds import latest
from kith.returns.built_files import are_kept, tables_of
from kith.returns.frozen import is_as_signed, tables_in
from kith.returns.models import BuiltReturn, SignedReturn
from kith.returns.signing import latest_signed
from kith.returns.told import Told, standing, told_by_loads
from kith.statutory.return_counts import COUNTINGS
from kith.statutory.return_kinds import KINDS
from kith.statutory.returns.as_text import from_rows
from kith.statutory.returns.collection import Collection
from kith.statutory.returns.declaring import Specification
from kith.statutory.returns.reconciling import Counted
from kith.store.history import serving_everyone

Tables = Mapping[str, pl.DataFrame]


@dataclass(frozen=True)
class LastYear:
    """Last year, counted, and where it is from: a return signed off, a build, or loads (null)."""

    counted: Counted
    source: SignedReturn | BuiltReturn | None


def of_built(built: BuiltReturn) -> tuple[Counted, LastYear | None]:
    """What a build tells, and what is known of the year before; null where nothing is. Raises NotKept."""
    tables, before = tables_of(built), Collection.of(built.year).before.year
    found = _last_year(built.collection, before)
    if found is None:
        return _counted(built.collection, tables, built.year, None), None
    last, source = found
    beside = LastYear(_counted(built.collection, last, before, None), source)
    return _counted(built.collection, tables, built.year, last), beside


def _last_year(collection: str, year: str) -> tuple[Tables, SignedReturn | BuiltReturn | None] | None:
    """The tables of a year that is past, and where they are from; null where nothing is known of it."""
    signed = latest_signed(collection, year)
    if signed and is_as_signed(signed):
        return tables_in(signed).tables, signed
    told = _told(collection, year)
    if told is not None:
        return told, None
    built = latest(collection, year)
    return (tables_of(built), built) if built and are_kept(built) else None


def _counted(collection: str, tables: Tables, year: str, last: Tables | None) -> Counted:
    here = Installation.objects.first()
    return COUNTINGS[collection].count(tables, year, here.authority_code if here else None, last)


def _told(collection: str, year: str) -> Tables | None:
    """What loads that stand told of the year, of everybody, by the numbers that children have today."""
    asked = COUNTINGS[collection].tables
    with serving_everyone():
        rows = told_by_loads(collection).filter(year=year, table__in=asked)
        numbers = dict(rows.values_list("child", "child__authority_id").distinct())
        called = {child: number.upper() for child, number in numbers.items()}
        latest = standing(called, year=year, collection=collection)
    told = [row for found in latest.values() for row in found if row.table in asked]
    of = KINDS[collection].of
    return {name: _table(of, name, told) for name in asked} if told else None


def _table(of: Specification, name: str, told: Iterable[Told]) -> pl.DataFrame:
    """With the numbers that children have today, so that they are the same children in this year's return."""
    rows = [
        {**row.values, of.number: row.number or row.values.get(of.number)}
        for row in told
        if row.table == name
    ]
    return from_rows(of.tables[name], rows, of.tables[name].names)


def records_of(numbers: Iterable[str]) -> dict[str, int]:
    """The record of each number (capitals), of the children whom a restriction does not hide from who asks."""
    seen = Person.objects.children().exclude(pk__in=hidden_people())
    named = seen.annotate(number=Upper("authority_id")).filter(number__in=set(numbers))
    return dict(named.values_list("number", "pk"))
