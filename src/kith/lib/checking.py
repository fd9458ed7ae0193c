"""Runs rules over the tables of a return, all together, and says what was found and what could not be looked for.

Rules are lazy and are collected in one go. A rule that fails is a fault of ours: it is told apart from those that
passed, and costs the others nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

import polars as pl

from kith.lib.rule import Rule, identity

ISSUES = {
    "rule": pl.String(),
    "issue": pl.UInt32(),
    "table": pl.String(),
    "id": pl.UInt32(),
    "file": pl.String(),
    "row": pl.Int64(),
    "child": pl.String(),
    "fields": pl.String(),
}


class Why(Enum):
    """Why a rule was not run."""

    NEEDS = "needs what was not given"
    YEAR = "the condition of this year is not known"
    NOT_YET = "not yet: the year has not ended"
    BROKEN = "could not be checked"


@dataclass(frozen=True)
class NotRun:
    """A rule that was not run, and why in words."""

    code: str
    why: Why
    says: str


@dataclass(frozen=True)
class Result:
    """`issues`: one line for each row marked, with the columns of ISSUES; `issue` numbers what belongs together within
    a rule, and `id` the rows of a table from 0. `ran` and `not_run` together are every rule of the year."""

    issues: pl.DataFrame
    ran: tuple[str, ...]
    not_run: tuple[NotRun, ...]


class Tables(Protocol):
    """What the engine asks of a return's tables."""

    year: str
    child: str
    ended: bool

    @property
    def frames(self) -> Mapping[str, pl.DataFrame]:
        """Each table by its published name, with its identity column, `file` and `row`."""

    def lacks(self, need: str) -> str | None:
        """Why a need is not met, in a sentence; null where it is."""


def check(rules: Iterable[Rule], tables: Tables) -> Result:
    """Run the rules of the tables' year."""
    standing, not_run = _of_the_year(list(rules), tables.year)
    planned: list[tuple[Rule, list[pl.LazyFrame]]] = []
    for rule in standing:
        if reason := _withheld(rule, tables):
            not_run.append(reason)
            continue
        try:
            planned.append((rule, [_marks(frame, tables) for frame in _frames(rule, tables)]))
        except Exception as error:  # whatever a rule does wrong is told, and the others go on
            not_run.append(_broken(rule, error))
    found, broken = _collected(planned)
    parts = [_long(rule, frames, tables) for rule, frames in found]
    issues = pl.concat([pl.DataFrame(schema=ISSUES), *parts])
    return Result(issues, tuple(rule.code for rule, _ in found), tuple(not_run + broken))


def _of_the_year(rules: Sequence[Rule], year: str) -> tuple[list[Rule], list[NotRun]]:
    standing = [rule for rule in rules if rule.stands_in(year)]
    codes = {rule.code for rule in standing}
    unknown = {rule.code: rule for rule in rules if rule.code not in codes and rule.unknown_in(year)}
    says = f"What this rule asked in {year} is not known to us, so it was not run."
    return standing, [NotRun(code, Why.YEAR, says) for code in unknown]


def _withheld(rule: Rule, tables: Tables) -> NotRun | None:
    if rule.year_end and not tables.ended:
        return NotRun(rule.code, Why.NOT_YET, "This rule is for the end of the year, which has not come yet.")
    lacking = (tables.lacks(need) for need in rule.needs)
    says = next((each for each in lacking if each), None)
    return NotRun(rule.code, Why.NEEDS, says) if says else None


def _frames(rule: Rule, tables: Tables) -> list[pl.LazyFrame]:
    found = rule(tables)
    return [found] if isinstance(found, pl.LazyFrame) else list(found)


def _marks(frame: pl.LazyFrame, tables: Tables) -> pl.LazyFrame:
    """The identity columns of a frame. Raises ValueError where it has none: then nobody could say which rows it means."""
    names = set(frame.collect_schema().names())
    kept = [identity(table) for table in tables.frames if identity(table) in names]
    if not kept:
        raise ValueError("The rule's rows cannot be traced to a table; keep the identity column.")
    return frame.select(kept)


def _broken(rule: Rule, error: Exception) -> NotRun:
    first = (str(error).strip() or type(error).__name__).splitlines()[0]
    says = f"This rule could not be checked, which is a fault of Kith and not of the data. Tell us: {first}"
    return NotRun(rule.code, Why.BROKEN, says)


Planned = list[tuple[Rule, list[pl.LazyFrame]]]
Found = list[tuple[Rule, list[pl.DataFrame]]]


def _collected(planned: Planned) -> tuple[Found, list[NotRun]]:
    try:
        frames = iter(pl.collect_all([frame for _, lazy in planned for frame in lazy]))
    except Exception:  # one of them fails: find out which
        return _one_by_one(planned)
    return [(rule, [next(frames) for _ in lazy]) for rule, lazy in planned], []


def _one_by_one(planned: Planned) -> tuple[Found, list[NotRun]]:
    found: Found = []
    broken: list[NotRun] = []
    for rule, lazy in planned:
        try:
            found.append((rule, pl.collect_all(lazy)))
        except Exception as error:
            broken.append(_broken(rule, error))
    return found, broken


def _long(rule: Rule, frames: Sequence[pl.DataFrame], tables: Tables) -> pl.DataFrame:
    """One line for each row marked, in the order of the tables' rows."""
    parts, count = [pl.DataFrame(schema=ISSUES)], 0
    for frame in frames:
        numbered = frame.with_row_index("issue", offset=count)
        count += frame.height
        parts += [
            _of_table(rule, numbered, table, tables)
            for table in tables.frames
            if frame.height and identity(table) in frame.columns
        ]
    return pl.concat(parts)


def _of_table(rule: Rule, numbered: pl.DataFrame, table: str, tables: Tables) -> pl.DataFrame:
    whole, mark = tables.frames[table], identity(table)
    ids = numbered.select("issue", pl.col(mark).alias("id")).drop_nulls().unique(maintain_order=True)
    own = [name for name in rule.fields if name in whole.columns] or rule.fields
    where = whole[ids["id"]].select("file", "row", pl.col(tables.child).alias("child"))
    told = {"rule": rule.code, "table": table, "fields": " ".join(own)}
    rows = ids.hstack(where).with_columns(pl.lit(text).alias(name) for name, text in told.items())
    return rows.select(pl.col(name).cast(dtype) for name, dtype in ISSUES.items())
