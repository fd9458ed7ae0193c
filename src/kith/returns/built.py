"""A return built from the record beside what loads told of the same year."""

from collections.abc import Mapping

import polars as pl

from kith.returns.told import as_sets, standing, told_by_loads
from kith.statutory.ssda903.difference import Difference
from kith.statutory.ssda903.differences import differences
from kith.statutory.ssda903.reading import Read


def not_as_told(tables: Mapping[str, pl.DataFrame], year: str) -> list[Difference] | None:
    """Every difference from what standing loads told of the year, with why; none where no load told of it.

    Work done since shows as a difference that no reason explains: the loads did not know of it.
    """
    told = _told()
    mine = told.pop(year, None)
    return differences(mine, tables, year, others=told) if mine else None


def _told() -> dict[str, Read]:
    """What standing loads told, by year."""
    rows = told_by_loads()
    numbers = dict(rows.values_list("child", "child__authority_id").distinct())
    latest = standing({pk: number.upper() for pk, number in numbers.items()})
    return {each.year: each.read for each in as_sets(row for found in latest.values() for row in found)}
