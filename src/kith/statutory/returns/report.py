"""What a check found, as tables a person can read: the issues, by rule and by child, what was not run and not read."""

from dataclasses import dataclass
from functools import cached_property

import polars as pl

from kith.lib.checking import Result, Why
from kith.lib.rule import Rule
from kith.statutory.returns.collection import Collection
from kith.statutory.returns.declaring import Specification
from kith.statutory.returns.problems import Problem, Severity
from kith.statutory.returns.reading import Read

ISSUE_COLUMNS = ("rule", "table", "row", "child", "fields", "message", "file")


@dataclass(frozen=True)
class Report:
    """A check to be read: every table is a frame of plain columns. `notes` are what else a person should know of it."""

    of: Specification
    result: Result
    read: Read
    collection: Collection
    rules: tuple[Rule, ...]
    notes: tuple[str, ...] = ()

    @cached_property
    def issues(self) -> pl.DataFrame:
        """One line for each row that a rule marks: rule, table, row, child, fields, message, file."""
        return self.marked.select(ISSUE_COLUMNS)

    @cached_property
    def marked(self) -> pl.DataFrame:
        """The issues with `id`, the number of the row in its table from 0. A rule that marks a row for several reasons
        marks it once."""
        once = self.result.issues.unique(["rule", "table", "id"], keep="first", maintain_order=True)
        told = once.join(self._messages, on="rule", how="left", maintain_order="left")
        return told.select(*ISSUE_COLUMNS, "id")

    @property
    def _messages(self) -> pl.DataFrame:
        told = {rule.code: rule.message.replace("\n", " ") for rule in self._standing}
        return pl.DataFrame(
            {"rule": list(told), "message": list(told.values())},
            schema=dict.fromkeys(("rule", "message"), pl.String),
        )

    @property
    def _standing(self) -> list[Rule]:
        return [rule for rule in self.rules if rule.stands_in(self.collection.year)]

    @cached_property
    def by_rule(self) -> pl.DataFrame:
        """rule, issues, children, tables, message: the rules with issues, most issues first."""
        return counted_by_rule(self.issues)

    @cached_property
    def by_child(self) -> pl.DataFrame:
        """child, issues, rules: the children with issues, most issues first."""
        return counted_by_child(self.issues)

    @cached_property
    def not_run(self) -> pl.DataFrame:
        """rule, why, explanation."""
        rows = [(each.code, each.why.value, each.says) for each in self.result.not_run]
        return pl.DataFrame(
            rows, schema=dict.fromkeys(("rule", "why", "explanation"), pl.String), orient="row"
        )

    @cached_property
    def not_read(self) -> pl.DataFrame:
        """file, row, column, found, wanted, problem, kind: errors first."""
        return not_read(self.read)

    @cached_property
    def rows_read(self) -> pl.DataFrame:
        """table, rows, files: what was read of each table that has rows."""
        found = [
            (name, table.height, ", ".join(table["file"].unique().sort()))
            for name, table in self.read.tables.items()
            if table.height
        ]
        return pl.DataFrame(
            found, schema={"table": pl.String, "rows": pl.Int64, "files": pl.String}, orient="row"
        )

    @property
    def broken(self) -> list[str]:
        """The rules that failed, which is a fault of Kith."""
        return [each.code for each in self.result.not_run if each.why is Why.BROKEN]

    @property
    def clean(self) -> bool:
        """Nothing was found, everything was read and no rule failed."""
        return self.issues.is_empty() and not self.read.errors and not self.broken


def not_read(read: Read) -> pl.DataFrame:
    """file, row, column, found, wanted, problem, kind: what could not be read, errors first."""
    names = ("file", "row", "column", "found", "wanted", "problem", "kind")
    schema: dict[str, pl.DataType] = {name: pl.String() for name in names} | {"row": pl.Int64()}
    rows = [
        _told(each) for each in sorted(read.problems, key=lambda each: each.severity is not Severity.ERROR)
    ]
    return pl.DataFrame(rows, schema=schema, orient="row")


def counted_by_rule(issues: pl.DataFrame) -> pl.DataFrame:
    """rule, issues, children, tables, message: of a frame with the columns of ISSUE_COLUMNS."""
    counted = issues.group_by("rule", maintain_order=True).agg(
        pl.len().alias("issues"),
        pl.col("child").drop_nulls().n_unique().alias("children"),
        pl.col("table").unique(maintain_order=True).str.join(" ").alias("tables"),
        pl.col("message").first(),
    )
    return counted.sort("issues", descending=True, maintain_order=True)


def counted_by_child(issues: pl.DataFrame) -> pl.DataFrame:
    """child, issues, rules: of a frame with the columns of ISSUE_COLUMNS."""
    rules = pl.col("rule").unique(maintain_order=True).str.join(" ")
    counted = issues.group_by("child", maintain_order=True).agg(
        pl.len().alias("issues"), rules.alias("rules")
    )
    return counted.sort("issues", descending=True, maintain_order=True)


def _told(each: Problem) -> tuple[object, ...]:
    return (each.file, each.row, each.column, each.found, each.wanted, each.says, each.severity.value)
