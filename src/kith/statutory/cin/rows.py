"""The rows of one table as they are found in a file, before they are columns."""

from collections.abc import Sequence

import polars as pl

from kith.statutory.cin.specification import TABLES
from kith.statutory.returns.declaring import Kind

Row = list[object]
# The numbers that tie a row to its child, episode of need, assessment or plan. The child's own number comes later.
Ties = tuple[int | None, ...]
_TIES = frozenset({"CINdetailsID", "AssessmentID", "CPPID"})
# So many rows are kept as Python's objects before they become columns: more cost memory, and time to keep count of.
_MOST_ROWS = 1000


def line_of(name: str) -> str:
    """The column with the lines of another's cells."""
    return f"{name}@"


class Rows:
    """The rows of one table: its columns as text (the numbers that tie it as numbers), their lines, and `row`."""

    def __init__(self, table: str) -> None:
        self.columns = TABLES[table].columns
        self.names = TABLES[table].names
        self.width = len(self.names)
        self.blank: Row = [None] * (2 * self.width)
        self.waiting: list[Row] = []
        self.frames: list[pl.DataFrame] = []
        texts = {c.name: pl.String if c.kind is not Kind.ORDINAL else pl.Int64 for c in self.columns}
        numbers = dict.fromkeys([*(n for n in self.names if n in _TIES), *map(line_of, self.names)], pl.Int64)
        self.schema = texts | numbers | {"row": pl.Int64}

    def new(self, ties: Ties, line: int | None) -> Row:
        row = [*ties, *self.blank[len(ties) :], line]
        self.waiting.append(row)
        # The last one is still being filled.
        if len(self.waiting) > _MOST_ROWS:
            self._flush(self.waiting[:-1])
            self.waiting = self.waiting[-1:]
        return row

    def frame(self) -> pl.DataFrame:
        self._flush(self.waiting)
        self.waiting = []
        return pl.concat([pl.DataFrame(schema=self.schema), *self.frames])

    def _flush(self, rows: Sequence[Row]) -> None:
        if rows:
            columns = zip(self.schema.items(), zip(*rows, strict=True), strict=True)
            made = [pl.Series(name, values, dtype, strict=True) for (name, dtype), values in columns]
            self.frames.append(pl.DataFrame(made))
