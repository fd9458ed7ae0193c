"""A return as it was told beside the return built again: every difference, and why. The reasons are a closed list.

A valid return comes back identical. Where one does not, either what was told cannot be true, or is not asked for, or another
year's return tells otherwise; a difference with none of these reasons is a fault of Kith.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from kith.statutory.ssda903.difference import Compared, Difference, Row
from kith.statutory.ssda903.difference_reasons import reason_for
from kith.statutory.ssda903.reading import Read
from kith.statutory.ssda903.specification import TABLES

Key = tuple[Any, ...]


def differences(
    told: Read,
    built: Mapping[str, pl.DataFrame],
    year: str,
    *,
    others: Mapping[str, Read] | None = None,
    left_out: Iterable[str] = (),
) -> list[Difference]:
    """Every row and cell of a year's return that was not built again as told, in order of table and child.

    `others`: the returns of other years, by year, that were loaded beside it; `left_out`: the children of whom the load said that
    they were left out. A difference without a reason is nobody's but ours.
    """
    compared = Compared.of(told, built, year, others or {}, left_out)
    return [
        each.because(reason_for(each, compared))
        for name in built
        for each in _of_table(name, compared.told[name], compared.built[name])
    ]


def counted(found: Iterable[Difference]) -> Counter[str]:
    """How many differences have each reason, in words; those without one under "not explained"."""
    return Counter(each.reason.says if each.reason else "not explained" for each in found)


def _of_table(name: str, told: list[Row], built: list[Row]) -> list[Difference]:
    """What is left of both sides once the rows that are the same are taken away, paired by what makes a row the same."""
    columns = TABLES[name].names
    missing, added = _without(told, built, columns), _without(built, told, columns)
    pairs = defaultdict(lambda: ([], []))  # type: ignore[var-annotated]
    for side, rows in enumerate((missing, added)):
        for row in rows:
            pairs[tuple(row[column] for column in TABLES[name].key)][side].append(row)
    ordered = sorted(pairs.items(), key=lambda pair: tuple(map(str, pair[0])))
    return [each for _, (before, after) in ordered for each in _pair(name, before, after)]


def _without(rows: list[Row], others: list[Row], columns: list[str]) -> list[Row]:
    """The rows that are not among the others, as often as they are not."""
    there = Counter(_cells(row, columns) for row in others)
    left = []
    for row in rows:
        cells = _cells(row, columns)
        if there[cells]:
            there[cells] -= 1
        else:
            left.append(row)
    return left


def _cells(row: Row, columns: list[str]) -> Key:
    return tuple(row[column] for column in columns)


def _pair(name: str, before: list[Row], after: list[Row]) -> list[Difference]:
    """Rows with the same key differ in cells; what is left over on one side is a whole row."""
    both = min(len(before), len(after))
    cells = [
        Difference(name, column, told, built)
        for told, built in zip(before[:both], after[:both], strict=True)
        for column in TABLES[name].names
        if told[column] != built[column]
    ]
    absent = [Difference(name, None, told, None) for told in before[both:]]
    return [*cells, *absent, *(Difference(name, None, None, built) for built in after[both:])]
