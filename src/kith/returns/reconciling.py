"""A built return and last year's, counted: what was signed off last year; else what loads told of it; else the last build."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import polars as pl
from django.db.models.functions import Upper

from kith.access.models import Installation
from kith.people.models import Person
from kith.reach.wall import hidden_people
from kith.returns.built_files import are_kept, tables_of
from kith.returns.frozen import is_as_signed, tables_in
from kith.returns.models import BuiltReturn, SignedReturn, SourceRow
from kith.returns.signing import latest_signed
from kith.returns.told import STANDING, Told, as_sets, standing
from kith.statutory.postcodes import postcodes
from kith.statutory.returns.collection import Collection
from kith.statutory.ssda903.reconciling import Counted, counted
from kith.store.history import serving_everyone

COUNTED = ("Header", "Episodes", "UASC")


@dataclass(frozen=True)
class LastYear:
    """Last year, counted, and where it is from: a return signed off, a build, or loads (null)."""

    counted: Counted
    source: SignedReturn | BuiltReturn | None


def of_built(built: BuiltReturn) -> Counted:
    """What a build tells. Raises NotKept."""
    return _counted(tables_of(built), built.year)


def of_last_year(year: str) -> LastYear | None:
    """What is known of the year before; null where nothing is."""
    before = Collection.of(year).before.year
    signed = latest_signed("ssda903", before)
    if signed and is_as_signed(signed):
        return LastYear(_counted(tables_in(signed).tables, before), signed)
    told = _told(before)
    if told is not None:
        return LastYear(_counted(told, before), None)
    built = BuiltReturn.objects.filter(year=before, state=BuiltReturn.State.DONE).order_by("-pk").first()
    return LastYear(of_built(built), built) if built and are_kept(built) else None


def _counted(tables: Mapping[str, pl.DataFrame], year: str) -> Counted:
    here = Installation.objects.first()
    authority = here.authority_code if here else None
    return counted(tables, year, authority=Collection.of(year, authority).authority, places=postcodes())


def _told(year: str) -> Mapping[str, pl.DataFrame] | None:
    """What loads that stand told of the year, of everybody, by the numbers that children have today."""
    with serving_everyone():
        rows = SourceRow.objects.filter(year=year, load__state__in=STANDING, table__in=COUNTED)
        numbers = dict(rows.values_list("child", "child__authority_id").distinct())
        latest = standing({child: number.upper() for child, number in numbers.items()}, year=year)
    sets = as_sets(_as_called(row) for found in latest.values() for row in found if row.table in COUNTED)
    return sets[0].read.tables if sets else None


def _as_called(row: Told) -> Told:
    """With the number that the child has today, so that it is the same child in this year's return."""
    return replace(row, values={**row.values, "CHILD": row.number or row.values["CHILD"]})


def records_of(numbers: Iterable[str]) -> dict[str, int]:
    """The record of each number (capitals), of the children whom a restriction does not hide from who asks."""
    seen = Person.objects.children().exclude(pk__in=hidden_people())
    named = seen.annotate(number=Upper("authority_id")).filter(number__in=set(numbers))
    return dict(named.values_list("number", "pk"))
