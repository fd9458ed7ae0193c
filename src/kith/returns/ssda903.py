"""SSDA903, as loads see it."""

from collections.abc import Iterable
from typing import Any

from kith.care.models import (
    Adoption,
    AdoptionPlan,
    DeprivationOfLiberty,
    HomePostcode,
    LegalStatus,
    NeedCode,
    Parenthood,
    PeriodOfCare,
    Placement,
    PreviousPermanence,
    Review,
    Unaccompanied,
)
from kith.casework.models import HealthYear, MissingPeriod
from kith.leavingcare.models import CareLeaverContact
from kith.returns import saying, told
from kith.returns.bringing import Kind, Tale, Telling, Years
from kith.returns.told import Told, as_sets, only_children
from kith.returns.wanted import Wanted, wanted
from kith.statutory.ssda903 import reading
from kith.statutory.ssda903.histories import Histories, histories
from kith.statutory.ssda903.merging import Difference, YearlySet, merge, yearly_sets
from kith.statutory.ssda903.years import FileYear, collection_years
from kith.workforce.models import Allocation

BROUGHT = (
    PeriodOfCare, LegalStatus, Placement, NeedCode, HomePostcode, Review, MissingPeriod, PreviousPermanence,
    AdoptionPlan, Adoption, DeprivationOfLiberty, Unaccompanied, Parenthood, HealthYear, CareLeaverContact, Allocation,
)  # fmt: skip


class Ssda903(Kind):
    """The children looked after return."""

    collection = told.SSDA903
    title = "SSDA903"
    called = "an SSDA903 return"
    models = BROUGHT

    def read(self, paths: Any, limits: Any = None) -> reading.Read:
        return reading.read(paths, limits)

    def years(self, read: Any) -> list[FileYear]:
        return collection_years(read)

    def sets(self, read: Any, years: Years) -> list[YearlySet]:
        return yearly_sets(read, years)

    def told_in(self, sets: Any) -> list[Told]:
        return told.told_in(sets)

    def tell(self, telling: Telling) -> Tale:
        load, chosen = telling.load, {row.number for row in telling.now}
        now = [only_children(each, chosen) for each in telling.sets]
        merged = merge([*as_sets(telling.before), *now])
        found = histories(merged)
        sources = {row.source: row for row in (*telling.before, *telling.now)}
        issues = saying.differences(load, [*_replaced(telling), *merged.differences], found)
        issues += saying.refused(load, found, sources)
        issues += saying.notices(load, found.notices)
        children = {number: _wanted(telling, number, found, issues) for number in found.children}
        return Tale(children, issues)


def _replaced(telling: Telling) -> Iterable[Difference]:
    """What is now said of a year that an earlier load told otherwise."""
    groups = {row.group for row in telling.replaced}
    again = [row for row in telling.now if row.group in groups]
    found: list[Difference] = []
    for year in sorted({row.year for row in again}):
        sides = {
            name: as_sets(row for row in rows if row.year == year)
            for name, rows in (("earlier", telling.replaced), ("later", again))
        }
        found += merge(
            YearlySet(name, each.read) for name, sets in sides.items() for each in sets
        ).differences
    return found


def _wanted(telling: Telling, number: str, found: Histories, issues: list) -> Wanted:
    def notify(about: str, says: str, rows: Any) -> None:
        issues.append(saying.worth_knowing(telling.load, number, about, says, rows))

    return wanted(found.children[number], notify)
