"""What differs between two sets of tables of the same return, by what makes a row the same row."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from kith.statutory.returns.declaring import Kind, Specification, Table

Row = Mapping[str, Any]
Key = tuple[Any, ...]


@dataclass(frozen=True)
class Reason:
    """Why what was told was not built again: in words, and how it is recognised."""

    says: str
    holds: Callable[["Difference", Any], bool]


@dataclass(frozen=True)
class Difference:
    """One cell (`column`), or a whole row that only one side has. Rows are by column; the told one has `file` and `row`.
    `number`: the column with the child's number."""

    table: str
    column: str | None
    told_row: Row | None
    built_row: Row | None
    reason: Reason | None = None
    number: str = "CHILD"

    def because(self, reason: Reason | None) -> "Difference":
        return replace(self, reason=reason)

    @property
    def row(self) -> Row:
        """The row as told; where only the built one has it, that."""
        return self.told_row or self.built_row or {}

    @property
    def child(self) -> str | None:
        return self.row.get(self.number)

    @property
    def told(self) -> Any:
        return self.told_row[self.column] if self.told_row and self.column else None

    @property
    def built(self) -> Any:
        return self.built_row[self.column] if self.built_row and self.column else None

    @property
    def is_absent(self) -> bool:
        """A whole row was told, and not built."""
        return self.built_row is None

    @property
    def is_added(self) -> bool:
        return self.told_row is None

    def is_of(self, *tables: str) -> bool:
        return self.table in tables


def differing(
    told: Mapping[str, pl.DataFrame], built: Mapping[str, pl.DataFrame], of: Specification
) -> list[Difference]:
    """Every row and cell that is not the same on both sides, in order of table and child."""
    return [
        each
        for name, table in of.tables.items()
        if name in told and name in built
        for each in in_table(
            table, list(told[name].iter_rows(named=True)), list(built[name].iter_rows(named=True)), of.number
        )
    ]


def compared_columns(table: Table) -> list[str]:
    """The columns that are told of a child: not the place of the child in a file, which another child may move."""
    return [column.name for column in table.columns if column.kind is not Kind.ORDINAL]


def in_table(table: Table, told: list[Row], built: list[Row], number: str = "CHILD") -> list[Difference]:
    """What is left of both sides once the rows that are the same are taken away, paired by what makes a row the same."""
    columns = compared_columns(table)
    missing, added = _without(told, built, columns), _without(built, told, columns)
    pairs = defaultdict(lambda: ([], []))  # type: ignore[var-annotated]
    for side, rows in enumerate((missing, added)):
        for row in rows:
            pairs[tuple(row[column] for column in table.key)][side].append(row)
    ordered = sorted(pairs.items(), key=lambda pair: tuple(map(str, pair[0])))
    return [
        replace(each, number=number) for _, (before, after) in ordered for each in _pair(table, before, after)
    ]


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


def _pair(table: Table, before: list[Row], after: list[Row]) -> list[Difference]:
    """Rows with the same key differ in cells; what is left over on one side is a whole row."""
    both = min(len(before), len(after))
    cells = [
        Difference(table.name, column, told, built)
        for told, built in zip(before[:both], after[:both], strict=True)
        for column in compared_columns(table)
        if told[column] != built[column]
    ]
    absent = [Difference(table.name, None, told, None) for told in before[both:]]
    return [*cells, *absent, *(Difference(table.name, None, None, built) for built in after[both:])]
