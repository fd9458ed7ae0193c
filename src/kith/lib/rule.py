"""What a validation rule is: the rows at fault of a return's tables, with its message, years and examples.

A topic's module opens with `rule = Rules()` and writes rules below it; a return collects its topics' `Rules`. A rule is
given the return's tables and answers with a lazy frame of the rows at fault, or several. Which table a row is of is
known by its identity column (`identity`): a frame that carries two of them marks the rows of two tables together.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from inspect import cleandoc
from typing import Any

import polars as pl

Frames = pl.LazyFrame | Sequence[pl.LazyFrame]
Finds = Callable[[Any], Frames]
FIRST_YEAR = "2022-23"  # no return is checked for an earlier year
DRAFT = "Draft rule: "  # before the message of a rule that is not published


def identity(table: str) -> str:
    """The name of the column that numbers the rows of a table."""
    return f"#{table}"


@dataclass(frozen=True)
class Example:
    """Tables as text that a rule passes, and tables whose marked rows it finds. `given` is what else the check knows."""

    ok: str
    fails: str
    given: dict[str, Any]


@dataclass(eq=False)
class Rule:
    """One rule as it stands from one collection year to another. `began` is the first year in which a rule of this code
    was in force, where the condition of the years before `since` is not known. A `draft` has been seen but not published:
    it is run like any other, and what it finds says that it is one."""

    code: str
    finds: Finds
    fields: tuple[str, ...]
    since: str
    until: str | None
    began: str
    severity: str | None
    needs: tuple[str, ...]
    year_end: bool
    draft: bool = False
    examples: list[Example] = field(default_factory=list)
    marked: dict[str, frozenset[str]] = field(default_factory=dict)
    """By year, the tables whose rows it marks: learned the first time it runs, the same whatever the tables hold."""

    @property
    def name(self) -> str:
        """The fault, as the function is called."""
        return self.finds.__name__

    @property
    def message(self) -> str:
        """What a person reads."""
        told = cleandoc(self.finds.__doc__ or "")
        return f"{DRAFT}{told}" if self.draft else told

    def __call__(self, tables: Any) -> Frames:
        return self.finds(tables)

    def stands_in(self, year: str) -> bool:
        return self.since <= year and (self.until is None or year <= self.until)

    def unknown_in(self, year: str) -> bool:
        """Whether a rule of this code was in force in a year whose condition we do not know."""
        return self.began <= year < self.since

    def example(self, *, ok: str, fails: str, **given: Any) -> None:
        """Add an example, which is run as a test and printed as documentation."""
        self.examples.append(Example(ok, fails, given))


class Rules:
    """The rules of one topic, and the decorator that adds to them."""

    def __init__(self) -> None:
        self._rules: list[Rule] = []

    def __iter__(self) -> Iterator[Rule]:
        return iter(self._rules)

    def __call__(
        self,
        code: str,
        *,
        fields: str,
        since: str = FIRST_YEAR,
        until: str | None = None,
        began: str | None = None,
        severity: str | None = None,
        needs: Sequence[str] = (),
        year_end: bool = False,
        draft: bool = False,
    ) -> Callable[[Finds], Rule]:
        """Add a rule. `fields` are the names of the columns it speaks of, parted by blanks."""

        def add(finds: Finds) -> Rule:
            told = (since, until, began or since, severity, tuple(needs), year_end, draft)
            made = Rule(code, finds, tuple(fields.split()), *told)
            self._rules.append(made)
            return made

        return add


def also_rows_of(
    table: str, others: pl.LazyFrame, *, on: str | Sequence[str], rows: pl.LazyFrame
) -> pl.LazyFrame:
    """The rows at fault, marking with each the rows of another table that share a value (none need to)."""
    key = [on] if isinstance(on, str) else list(on)
    return rows.join(others.select(*key, identity(table)), on=key, how="left")
