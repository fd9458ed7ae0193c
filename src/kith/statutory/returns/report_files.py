"""A report written to a file: CSV, XLSX or JSON, by the ending of its name."""

import json
from collections.abc import Callable
from io import BytesIO

import polars as pl

from kith.statutory.returns.dictionary import dictionary
from kith.statutory.returns.report import Report

# With one of these in front a spreadsheet takes a cell for a formula and would run it.
_FORMULA = r"^[=+\-@\t\r]"


def as_csv(report: Report) -> bytes:
    """The issues, one line for each."""
    return csv_of(report.issues)


def csv_of(issues: pl.DataFrame) -> bytes:
    """A table as CSV. A cell that a spreadsheet would run has an apostrophe put before it."""
    text = pl.col(pl.String)
    safe = pl.when(text.str.contains(_FORMULA)).then(pl.lit("'") + text).otherwise(text)
    # Spreadsheets know UTF-8 by the mark in front.
    return b"\xef\xbb\xbf" + issues.with_columns(safe.name.keep()).write_csv().encode()


def as_json(report: Report) -> bytes:
    """The whole report, each table as a list of rows."""
    head = {
        "return": report.of.name,
        "year": report.collection.year,
        "authority": report.collection.authority,
    }
    named = {
        "notes": json.dumps(report.notes),
        "rules_run": json.dumps(report.result.ran),
        **{name: table.write_json() for name, table in tables(report).items()},
    }
    parts = [json.dumps(head)[1:-1], *(f"{json.dumps(name)}: {text}" for name, text in named.items())]
    return ("{" + ",\n".join(parts) + "}\n").encode()


def tables(report: Report) -> dict[str, pl.DataFrame]:
    """The tables of the report by name."""
    return {
        "issues": report.issues,
        "by_rule": report.by_rule,
        "by_child": report.by_child,
        "not_run": report.not_run,
        "not_read": report.not_read,
        "read": report.rows_read,
    }


def as_xlsx(report: Report) -> bytes:
    """A workbook: a sheet that says what was checked, then the tables of the report and the data dictionary."""
    from kith.statutory.returns.workbook import workbook

    named = {name: _headed(report, table) for name, table in tables(report).items()}
    titles = {
        "Issues": named["issues"],
        "By rule": named["by_rule"],
        "By child": named["by_child"],
        "Not run": named["not_run"],
        "Could not be read": named["not_read"],
        "Data dictionary": dictionary(report.of, report.collection.year),
    }
    held = BytesIO()
    workbook(held, about(report), titles)
    return held.getvalue()


def _headed(report: Report, table: pl.DataFrame) -> pl.DataFrame:
    """In a return that is always XML, rows are lines to whoever reads the sheet."""
    return table.rename({"row": report.of.place("")}) if "row" in table.columns else table


def about(report: Report) -> list[tuple[str, str]]:
    """What was checked, in words and numbers."""
    errors, children = len(report.read.errors), report.by_child["child"].drop_nulls().len()
    return [
        ("Return", report.of.title),
        ("Collection year", report.collection.year),
        ("Authority", report.collection.authority or "not told"),
        *((f"Rows of {table}", f"{rows:,} ({files})") for table, rows, files in report.rows_read.iter_rows()),
        ("Rules run", f"{len(report.result.ran):,}"),
        ("Rules not run", f"{len(report.result.not_run):,}: see the sheet Not run"),
        (
            "Issues",
            f"{report.issues.height:,} of {report.by_rule.height:,} rules and {children:,} children",
        ),
        ("Could not be read", f"{errors:,} cells, rows or files" if errors else "nothing"),
        *(("Note", note) for note in report.notes),
    ]


WRITERS: dict[str, Callable[[Report], bytes]] = {".csv": as_csv, ".xlsx": as_xlsx, ".json": as_json}
