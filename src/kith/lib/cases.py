"""Worked cases for validation rules: a line of JSON with tables, and the rows that the rule should find."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from kith.lib.checking import Result, Tables, check
from kith.lib.rule import Rule

Marked = dict[str, list[str]]
# The table of one row that a rule marks when it is about the return as a whole.
AUTHORITY = "Authority"


@dataclass(frozen=True)
class Case:
    """One case. Rows are known by their labels, which are their numbers from 0 where no others are given."""

    rule: str
    year: str
    number: int
    tables: dict[str, list[dict[str, Any]]]
    columns: dict[str, list[str]]
    metadata: dict[str, Any] = field(default_factory=dict)
    index: dict[str, list[Any]] = field(default_factory=dict)
    expected: dict[str, list[Any]] = field(default_factory=dict)
    authority_level: bool = False

    @staticmethod
    def of(line: dict[str, Any]) -> "Case":
        parts = {
            name: line.get(name) or {} for name in ("tables", "columns", "metadata", "index", "expected")
        }
        year = str(line["year"]).replace("_", "-")
        whole = bool(line.get("authority_level"))
        return Case(str(line["rule"]), year, int(line.get("case", 0)), **parts, authority_level=whole)

    @property
    def wanted(self) -> Marked:
        marked = {table: sorted(map(str, labels)) for table, labels in self.expected.items() if labels}
        return marked or ({AUTHORITY: ["0"]} if self.authority_level else {})


@dataclass(frozen=True)
class Disagreement:
    """A case whose rule found other rows than expected, or was not run (`says` why)."""

    case: Case
    found: Marked
    says: str = ""


def disagreements(
    cases: Iterable[Case], rules: Iterable[Rule], build: Callable[[Case], Tables]
) -> Iterator[Disagreement]:
    """Run each case through the engine, as the files of a return are."""
    by_code: dict[str, list[Rule]] = {}
    for rule in rules:
        by_code.setdefault(rule.code, []).append(rule)
    for case in cases:
        if case.rule not in by_code:
            yield Disagreement(case, {}, "There is no such rule here yet.")
            continue
        result = check(by_code[case.rule], build(case))
        found = _marked(result, case)
        if not result.ran:
            says = result.not_run[0].says if result.not_run else f"The rule was not in force in {case.year}."
            yield Disagreement(case, found, says)
        elif found != case.wanted:
            yield Disagreement(case, found)


def _marked(result: Result, case: Case) -> Marked:
    found: Marked = {}
    for table, number in result.issues.select("table", "id").unique().iter_rows():
        labels = case.index.get(table)
        found.setdefault(table, []).append(str(labels[number] if labels else number))
    return {table: sorted(labels) for table, labels in found.items()}
