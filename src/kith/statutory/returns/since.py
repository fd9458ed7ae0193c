"""What has changed since an earlier check of the same return: issues that are new, still there, or mended.

An issue is the same in both when rule, table, child and the cells of the row's key (the specification's) are the same;
the row's number does not matter, nor the file's name. Where neither check looked for the same, nothing is claimed: an issue of a
rule that was not run before is not called new, nor one of a rule that was not run again mended.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from kith.lib.cases import AUTHORITY
from kith.statutory.returns.declaring import Kind, Table
from kith.statutory.returns.report import ISSUE_COLUMNS, Report

NEW, STILL, NOT_ASKED = "new", "still", "not asked before"
KEPT_COLUMNS = (*ISSUE_COLUMNS, "key")
_IDENTITY = ["rule", "table", "child", "key", "nth"]


@dataclass(frozen=True)
class Found:
    """What one check found: `issues` with KEPT_COLUMNS, the rules it ran, and the tables it had rows of."""

    issues: pl.DataFrame
    ran: frozenset[str]
    tables: frozenset[str]


@dataclass(frozen=True)
class Changes:
    """`issues` of now with `since` (NEW, STILL or NOT_ASKED), those `mended`, and how many nobody looked for again."""

    issues: pl.DataFrame
    mended: pl.DataFrame
    not_asked_again: int


def found(report: Report) -> Found:
    """What a report found, each issue with `key`: the cells by which its row is known in another file, as words such
    as "DECOM 01/06/2017", but for the child's number, which stands beside it."""
    keys = [_keys(report, str(name)) for name in report.marked["table"].unique() if name in report.of.tables]
    schema = {"table": pl.String(), "id": pl.UInt32(), "key": pl.String()}
    known = pl.concat([pl.DataFrame(schema=schema), *keys])
    issues = report.marked.join(known, on=["table", "id"], how="left", maintain_order="left")
    tables = frozenset(report.rows_read["table"])
    told = issues.with_columns(pl.col("key").fill_null("")).select(KEPT_COLUMNS)
    return Found(told, frozenset(report.result.ran), tables)


def _keys(report: Report, name: str) -> pl.DataFrame:
    ids = report.marked.filter(pl.col("table") == name)["id"].unique()
    rows = report.read.tables[name][ids]
    return rows.select(
        pl.lit(name).alias("table"), ids.alias("id"), _in_words(report.of.key(name), report.of.tables[name])
    )


def _in_words(key: Iterable[str], table: Table) -> pl.Expr:
    cells = [_cell(table, name) for name in key]
    words = pl.concat_str(cells, separator=", ", ignore_nulls=True) if cells else pl.lit("")
    return words.alias("key")


def _cell(table: Table, name: str) -> pl.Expr:
    day = table[name].kind is Kind.DATE
    text = pl.col(name).dt.to_string("%d/%m/%Y") if day else pl.col(name).cast(pl.String)
    return pl.lit(f"{name} ") + text


def changes(now: Found, before: Found) -> Changes:
    """What has changed from one check to the next."""
    today, then = _numbered(now.issues), _numbered(before.issues)
    was = then.select(*_IDENTITY, pl.lit(True).alias("was"))
    both = today.join(was, on=_IDENTITY, how="left", nulls_equal=True, maintain_order="left")
    since = pl.when("was").then(pl.lit(STILL)).when(_looked_for(before)).then(pl.lit(NEW))
    issues = both.with_columns(since.otherwise(pl.lit(NOT_ASKED)).alias("since")).drop("was", "nth")
    gone = then.join(today, on=_IDENTITY, how="anti", nulls_equal=True, maintain_order="left").drop("nth")
    mended = gone.filter(_looked_for(now))
    return Changes(issues, mended, gone.height - mended.height)


def _numbered(issues: pl.DataFrame) -> pl.DataFrame:
    """Rows that are alike in all of their identity are told apart by number: of two, one may be mended."""
    alike = pl.int_range(pl.len()).over("rule", "table", "child", "key")
    return issues.with_columns(alike.alias("nth"))


def _looked_for(check: Found) -> pl.Expr:
    """What is about the return as a whole stands in no file, and is looked for whenever its rule is run."""
    there = pl.col("table").is_in([*check.tables, AUTHORITY])
    return pl.col("rule").is_in(list(check.ran)) & there
