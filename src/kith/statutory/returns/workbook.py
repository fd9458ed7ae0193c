"""Tables as an XLSX workbook that opens ready to be filtered. Text is always text, so nothing in it can be run."""

from collections.abc import Iterable, Mapping
from typing import IO, Any

import polars as pl
import xlsxwriter

# What a worksheet holds below its headings, and a cell.
_MOST_ROWS, _LONGEST = 1_048_575, 32_767
_WIDEST, _NARROWEST = 70, 9
# Nothing that comes out of a file is taken for a formula, a link or a number.
_PLAIN = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}


def workbook(into: IO[bytes], about: Iterable[tuple[str, str]], sheets: Mapping[str, pl.DataFrame]) -> None:
    """Write a first sheet of names and values, then a sheet for each table; one that is too long goes on in another."""
    with xlsxwriter.Workbook(into, _PLAIN) as book:
        styles = {
            "bold": book.add_format({"bold": True}),
            "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        first = book.add_worksheet("About")
        first.set_column(0, 0, 24)
        first.set_column(1, 1, 90, styles["wrap"])
        for row, (name, value) in enumerate(about):
            first.write_string(row, 0, name, styles["bold"])
            first.write_string(row, 1, value)
        for title, table in sheets.items():
            for part, rows in enumerate(table.iter_slices(_MOST_ROWS) if table.height else [table], 1):
                _sheet(book.add_worksheet(title if part == 1 else f"{title} {part}"), rows, styles)


def _sheet(sheet: Any, table: pl.DataFrame, styles: Mapping[str, Any]) -> None:
    for at, name in enumerate(table.columns):
        sheet.set_column(at, at, _width(name, table[name]), styles["wrap"])
        sheet.write_string(0, at, name.replace("_", " ").capitalize(), styles["bold"])
        write = sheet.write_number if table[name].dtype.is_numeric() else sheet.write_string
        for row, value in enumerate(table[name], 1):
            if value is not None:
                write(row, at, value[:_LONGEST] if isinstance(value, str) else value)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, table.height, table.width - 1)


def _width(name: str, values: pl.Series) -> int:
    """Wide enough for the longest line, within reason."""
    lines = values.cast(pl.String).str.len_chars().max() if len(values) else 0
    return max(_NARROWEST, min(_WIDEST, max(int(lines or 0), len(name)) + 3))  # type: ignore[arg-type]
