"""Runs rules over the tables of a return, all together, and says what was found and what could not be looked for.

Rules are lazy and are collected in one go. A rule that fails is a fault of ours: it is told apart from those that
passed, and costs the others nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple, Protocol

import polars as pl

from kith.lib.collecting import ENGINE, collected
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

_NUMBERED = {"turn": pl.UInt32(), "issue": pl.Int64(), "id": pl.List(pl.UInt32())}
_TOLD = {"turn": pl.UInt32(), "rule": pl.String(), "table": pl.String(), "fields": pl.String()}
# Only the rows' numbers are asked for, so no column is copied that nobody looks at.
_MARKS = pl.col(f"^{identity('.*')}$")


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
    a rule, and `id` the rows of a table from 0. `ran` and `not_run` together are every rule of the year; `drafts` are
    those that ran and are not published."""

    issues: pl.DataFrame
    ran: tuple[str, ...]
    not_run: tuple[NotRun, ...]
    drafts: tuple[str, ...] = ()


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


Planned = list[tuple[Rule, list[pl.LazyFrame]]]
Found = list[tuple[Rule, list[pl.DataFrame]]]
# Whatever goes wrong in a rule is told, and the others go on; Polars' own breakdown is no Exception to Python.
FAILURES = (Exception, pl.exceptions.PanicException)


def check(rules: Iterable[Rule], tables: Tables) -> Result:
    """Run the rules of the tables' year."""
    standing, unknown = _of_the_year(list(rules), tables.year)
    planned, withheld = _planned(standing, tables)
    rows = sum(table.height for table in tables.frames.values())
    found, broken = _traced(*_collected(planned, rows), tables)
    ran = [rule for rule, _ in found]
    drafts = tuple(rule.code for rule in ran if rule.draft)
    return Result(
        _issues(found, tables), tuple(rule.code for rule in ran), (*unknown, *withheld, *broken), drafts
    )


def _of_the_year(rules: Sequence[Rule], year: str) -> tuple[list[Rule], list[NotRun]]:
    standing = [rule for rule in rules if rule.stands_in(year)]
    codes = {rule.code for rule in standing}
    unknown = {rule.code: rule for rule in rules if rule.code not in codes and rule.unknown_in(year)}
    says = f"What this rule asked in {year} is not known to us, so it was not run."
    return standing, [NotRun(code, Why.YEAR, says) for code in unknown]


def _planned(rules: Iterable[Rule], tables: Tables) -> tuple[Planned, list[NotRun]]:
    """What each rule looks for; nothing is looked for yet."""
    planned: Planned = []
    not_run: list[NotRun] = []
    for rule in rules:
        if reason := _withheld(rule, tables):
            not_run.append(reason)
            continue
        try:
            frames = [] if _finds_nothing(rule, tables) else _frames(rule, tables)
            planned.append((rule, [frame.select(_MARKS) for frame in frames]))
        except FAILURES as error:
            not_run.append(_broken(rule, error))
    return planned, not_run


def _withheld(rule: Rule, tables: Tables) -> NotRun | None:
    if rule.year_end and not tables.ended:
        return NotRun(rule.code, Why.NOT_YET, "This rule is for the end of the year, which has not come yet.")
    lacking = (tables.lacks(need) for need in rule.needs)
    says = next((each for each in lacking if each), None)
    return NotRun(rule.code, Why.NEEDS, says) if says else None


def _finds_nothing(rule: Rule, tables: Tables) -> bool:
    """No table that the rule marks has any rows: for one child most have none."""
    marked = rule.marked.get(tables.year)
    return marked is not None and all(tables.frames[name].is_empty() for name in marked)


def _frames(rule: Rule, tables: Tables) -> list[pl.LazyFrame]:
    found = rule(tables)
    return [found] if isinstance(found, pl.LazyFrame) else list(found)


def _broken(rule: Rule, error: BaseException) -> NotRun:
    first = (str(error).strip() or type(error).__name__).splitlines()[0]
    says = f"This rule could not be checked, which is a fault of Kith and not of the data. Tell us: {first}"
    return NotRun(rule.code, Why.BROKEN, says)


def _collected(planned: Planned, rows: int) -> tuple[Found, list[NotRun]]:
    try:
        frames = iter(collected([frame for _, lazy in planned for frame in lazy], rows))
    except FAILURES:  # one of them: find out which
        return _one_by_one(planned)
    return [(rule, [next(frames) for _ in lazy]) for rule, lazy in planned], []


def _one_by_one(planned: Planned) -> tuple[Found, list[NotRun]]:
    found: Found = []
    broken: list[NotRun] = []
    for rule, lazy in planned:
        try:
            found.append((rule, pl.collect_all(lazy, engine=ENGINE)))
        except FAILURES as error:
            broken.append(_broken(rule, error))
    return found, broken


def _traced(found: Found, broken: list[NotRun], tables: Tables) -> tuple[Found, list[NotRun]]:
    """A rule whose rows have no identity is broken too: nobody could say which rows it means."""
    known = {identity(table) for table in tables.frames}
    lost = [rule for rule, frames in found if any(known.isdisjoint(frame.columns) for frame in frames)]
    error = ValueError("its rows cannot be traced to a table, for it dropped their identity column.")
    kept = [(rule, frames) for rule, frames in found if rule not in lost]
    for rule, frames in kept:
        if frames and tables.year not in rule.marked:
            rule.marked[tables.year] = _marked(frames, tables)
    return kept, broken + [_broken(rule, error) for rule in lost]


def _marked(frames: Sequence[pl.DataFrame], tables: Tables) -> frozenset[str]:
    columns = {name for frame in frames for name in frame.columns}
    return frozenset(table for table in tables.frames if identity(table) in columns)


class Mark(NamedTuple):
    """The rows of one table that one frame of a rule marks; its issues are numbered from `first`."""

    rule: Rule
    table: str
    first: int
    ids: pl.Series


def _issues(found: Found, tables: Tables) -> pl.DataFrame:
    """One line for each row marked, in the order of the rules: what is of one table is looked up together."""
    marks = list(enumerate(_marks(found, tables)))
    whose = {table: [each for each in marks if each[1].table == table] for table in tables.frames}
    rows = [_of_table(table, own, tables) for table, own in whose.items() if own]
    if not rows:
        return pl.DataFrame(schema=ISSUES)
    said = [
        (turn, mark.rule.code, mark.table, _fields(mark.rule, tables.frames[mark.table]))
        for turn, mark in marks
    ]
    told = pl.DataFrame(said, schema=_TOLD, orient="row")
    lines = pl.concat(rows).sort("turn", maintain_order=True)
    lines = lines.join(told, on="turn", how="left", maintain_order="left")
    return lines.select(pl.col(name).cast(dtype) for name, dtype in ISSUES.items())


def _marks(found: Found, tables: Tables) -> Iterator[Mark]:
    """The issues of a rule are numbered through its frames."""
    for rule, frames in found:
        count = 0
        for frame in filter(len, frames):
            columns = [(table, identity(table)) for table in tables.frames]
            yield from (Mark(rule, t, count, frame[mark]) for t, mark in columns if mark in frame.columns)
            count += frame.height


def _of_table(table: str, marks: Sequence[tuple[int, Mark]], tables: Tables) -> pl.DataFrame:
    """`turn`, `issue` and `id` of the rows marked, each once, and where they are."""
    each = [(turn, mark.first, mark.ids) for turn, mark in marks]
    number = pl.col("issue")
    ids = (
        pl.LazyFrame(each, schema=_NUMBERED, orient="row")
        .with_columns(pl.int_ranges(number, number + pl.col("id").list.len()))
        .explode("issue", "id")
        .drop_nulls("id")
        .unique(maintain_order=True)
        .collect(engine=ENGINE)
    )
    where = tables.frames[table][ids["id"]].select("file", "row", pl.col(tables.child).alias("child"))
    return ids.hstack(where.cast({"child": pl.String}))


def _fields(rule: Rule, table: pl.DataFrame) -> str:
    """The columns a rule speaks of that are this table's; all of them where none is."""
    return " ".join([name for name in rule.fields if name in table.columns] or rule.fields)
