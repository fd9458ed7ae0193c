"""What was read of a return: its tables, what was wrong, and the cells that could not be read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Self

import polars as pl

from kith.lib.columns import as_found
from kith.statutory.returns.cells import UNREADABLE
from kith.statutory.returns.declaring import Table
from kith.statutory.returns.problems import Problem, Severity


@dataclass(frozen=True)
class Read:
    """What was read. Every table that is `declared` is there, with its columns typed, and `file` and `row`
    (String and Int64: the line a person sees in a spreadsheet, from 1; for XML the line of the file). `unreadable`
    holds for a table each cell that is null in it only because it could not be read (columns of UNREADABLE)."""

    tables: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    unreadable: Mapping[str, pl.DataFrame] = field(default_factory=dict)

    declared: ClassVar[Mapping[str, Table]] = {}

    def __post_init__(self) -> None:
        none = pl.DataFrame(schema=UNREADABLE)
        every = {name: self.tables.get(name, table.empty) for name, table in self.declared.items()}
        object.__setattr__(self, "tables", every)
        bad = {name: self.unreadable.get(name, none) for name in self.declared}
        object.__setattr__(self, "unreadable", bad)

    def __getitem__(self, name: str) -> pl.DataFrame:
        return self.tables[name]

    @property
    def files(self) -> list[str]:
        """The files that gave at least one row."""
        return sorted({file for table in self.tables.values() for file in table["file"].unique()})

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.severity is Severity.ERROR]

    def only(self, files: Iterable[str]) -> Self:
        """The same, with the rows of these files only."""
        wanted = list(files)
        tables = {name: table.filter(pl.col("file").is_in(wanted)) for name, table in self.tables.items()}
        bad = {name: cells.filter(pl.col("file").is_in(wanted)) for name, cells in self.unreadable.items()}
        return type(self)(tables, tuple(problem for problem in self.problems if problem.file in wanted), bad)

    def given(self) -> dict[str, pl.DataFrame]:
        """The tables as rules see them, with `X?` where something was there that could not be read."""
        return {name: _with_unreadable(table, self.unreadable[name]) for name, table in self.tables.items()}


def joined(parts: Mapping[str, list[pl.DataFrame]]) -> dict[str, pl.DataFrame]:
    """What several files gave of each table, together."""
    return {name: pl.concat(found) for name, found in parts.items() if found}


def _with_unreadable(table: pl.DataFrame, unreadable: pl.DataFrame) -> pl.DataFrame:
    if unreadable.is_empty():
        return table
    table = table.with_columns(pl.int_range(pl.len(), dtype=pl.UInt32).over("file").alias("nth"))
    for column in unreadable["column"].unique(maintain_order=True):
        cells = unreadable.filter(pl.col("column") == column)
        told = cells.select("file", "nth", pl.col("found").alias(as_found(column)))
        table = table.join(told, on=["file", "nth"], how="left", maintain_order="left")
    return table.drop("nth")
