"""Writing the return as CSV, one file for each table, as it is sent."""

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from kith.statutory.ssda903.specification import TABLES, Kind, Table


def write(tables: Mapping[str, pl.DataFrame], folder: Path) -> list[Path]:
    """Write each table given, empty ones included, as `<table>.csv` in UTF-8 with dates as dd/mm/yyyy."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, rows in tables.items():
        path = folder / f"{name}.csv"
        as_sent(TABLES[name], rows).write_csv(path)
        written.append(path)
    return written


def as_sent(table: Table, rows: pl.DataFrame) -> pl.DataFrame:
    """The table's columns in the published order, as text."""
    days = [c.name for c in table.columns if c.kind is Kind.DATE]
    return rows.select(table.names).with_columns(pl.col(days).dt.to_string("%d/%m/%Y")).cast(pl.String)
