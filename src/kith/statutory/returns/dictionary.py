"""Every column of a return in a year, in words."""

import polars as pl

from kith.statutory.returns.declaring import Column, Kind, Specification


def dictionary(of: Specification, year: str) -> pl.DataFrame:
    """Every column of the return in a year: table, column, meaning, holds, required, codes."""
    rows = [
        (table.name, column.name, column.means, _holds(column), column.required, _codes(column, year))
        for table in of.tables.values()
        for column in table.columns_in(year)
    ]
    names = ("table", "column", "meaning", "holds", "required", "codes")
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")


def _holds(column: Column) -> str:
    return f"{column.codes.title}: a code" if column.kind is Kind.CODE and column.codes else column.wanted


def _codes(column: Column, year: str) -> str | None:
    """The codes of the year with their meanings; one that we are not sure of says so."""
    if column.codes is None:
        return None
    told = ((code, "" if code.sure else " (not sure)") for code in column.codes.in_force(year))
    return "\n".join(f"{code.code}: {code.means}{doubt}" for code, doubt in told)
