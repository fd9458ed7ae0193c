"""Text of the census to typed columns. Letters are kept as they are written: in XML small ones are others than capitals."""

from dataclasses import replace

import polars as pl

from kith.statutory.cin.rows import line_of
from kith.statutory.returns.cell_problems import cell_problems
from kith.statutory.returns.cells import as_type, every_unreadable
from kith.statutory.returns.declaring import Column, Kind, Table
from kith.statutory.returns.problems import Problem

# As an element is called whose column has another name.
_ELEMENTS = {"AssessmentFactor": "AssessmentFactors"}
_BLANKS = r"^\s|\s$"


def convert(
    cells: pl.DataFrame, table: Table, file: str, year: str
) -> tuple[pl.DataFrame, list[Problem], pl.DataFrame]:
    """The table typed as the specification says, with `file` and `row`; what could not be read as wanted, in words; and
    every cell that was there but could not be read (columns of UNREADABLE)."""
    text = cells.with_columns(_trimmed(cells[name]) for name in table.names if cells[name].dtype == pl.String)
    columns = [as_type(text, c) if text[c.name].dtype == pl.String else text[c.name] for c in table.columns]
    rows = text.select(*columns, pl.lit(file).alias("file"), "row").cast(table.schema)  # type: ignore[arg-type]
    problems = [problem for column in table.columns for problem in _problems(text, rows, column, file, year)]
    return rows, problems, every_unreadable(text, rows, table)


def _trimmed(column: pl.Series) -> pl.Series:
    return column.str.strip_chars() if column.str.contains(_BLANKS).any() else column


def _problems(text: pl.DataFrame, rows: pl.DataFrame, column: Column, file: str, year: str) -> list[Problem]:
    """What is wrong in a column, by the lines of its own cells."""
    if column.kind is Kind.ORDINAL or text[column.name].dtype != pl.String:
        return []
    called = _ELEMENTS.get(column.name, column.name)
    own = text.select(pl.col(line_of(column.name)).alias("row"), pl.col(column.name).alias(called))
    made = rows.select(pl.col(column.name).alias(called))
    return list(cell_problems(own, made, replace(column, name=called), file, year))
