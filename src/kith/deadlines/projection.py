"""The projection of deadlines for lists: thrown away and rebuilt from facts, in the transaction that changed them."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any, NamedTuple

import polars as pl
from django.db import connection

from kith.childfile.gather import gather
from kith.deadlines.models import DeadlineRow
from kith.people.models import Person
from kith.statutory.clocks.compute import deadlines
from kith.statutory.clocks.deadline import Deadline, Fact
from kith.statutory.facts import Facts

AT_A_TIME = 2_000  # children
IN_A_STATEMENT = 20_000  # rows


class Row(NamedTuple):
    """The columns of a `DeadlineRow`, in the order in which they are written."""

    child_id: int
    timescale: str
    started_on: date
    due_on: date
    due_at: datetime | None
    met_on: date | None
    ended_on: date | None
    started_by: str
    started_words: str
    met_at: datetime | None
    met_by: str
    met_words: str
    shortened: bool


def rebuild(children: Iterable[int], *, as_of: date) -> None:
    """Compute the deadlines of these children afresh and put them in place of the old ones."""
    chosen = list(children)
    rows = [as_row(each) for each in deadlines(gather(chosen), as_of)]
    DeadlineRow.objects.filter(child__in=chosen).delete()
    _write(rows)


def rebuild_all(
    *,
    as_of: date,
    progress: Callable[[int], None] = lambda done: None,
    meanwhile: Callable[[], object] = lambda: None,
) -> int:
    """Rebuild everybody's, telling `progress` how many are worked out. Returns how many children there were.

    Read once, worked out in parts, written last; `meanwhile` is done in a thread of its own while they are worked out,
    and may use the connection to the database, which nothing else does then.
    """
    everyone = sorted(Person.objects.children().values_list("pk", flat=True))
    facts, rows = gather(), []
    with ThreadPoolExecutor(1) as beside:
        doing = beside.submit(meanwhile)
        for done, some in _some_at_a_time(facts, everyone):
            rows += [as_row(each) for each in deadlines(some, as_of)]
            progress(done)
        doing.result()
    DeadlineRow.objects.all().delete()
    for first in range(0, len(rows), IN_A_STATEMENT):
        _write(rows[first : first + IN_A_STATEMENT])
    return len(everyone)


def _some_at_a_time(facts: Facts, everyone: list[int]) -> Iterator[tuple[int, Facts]]:
    """The facts of everybody in parts, each with how many children there have been."""
    tables = {each.name: getattr(facts, each.name) for each in fields(facts)}
    for first in range(0, len(everyone), AT_A_TIME):
        some = everyone[first : first + AT_A_TIME]
        theirs = pl.col.child.is_between(some[0], some[-1])
        yield (
            first + len(some),
            replace(facts, **{name: table.filter(theirs) for name, table in tables.items()}),
        )


def _write(rows: list[Row]) -> None:
    """Rows in one statement, an array for each column: so half a million are soon written, and the wall allows no COPY."""
    if not rows:
        return
    columns = ", ".join(Row._fields)
    arrays = ", ".join(f"%s::{_type(name)}[]" for name in Row._fields)
    statement = f"INSERT INTO {DeadlineRow._meta.db_table} ({columns}) SELECT * FROM unnest({arrays})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, [_array(column) for column in zip(*rows, strict=True)])


def _type(name: str) -> str:
    """What the database calls the type of a column."""
    field = next(each for each in DeadlineRow._meta.concrete_fields if each.column == name)
    return str(field.db_type(connection))


def _array(column: tuple[Any, ...]) -> str:
    """A column as PostgreSQL writes arrays."""
    return "{" + ",".join([_element(value) for value in column]) + "}"


def _element(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return value.isoformat() if isinstance(value, date) else str(value)


def as_row(deadline: Deadline) -> Row:
    started, met = deadline.started_by, deadline.met_by
    return Row(
        deadline.child, deadline.key, deadline.started_on, deadline.due_on, deadline.due_at, deadline.met_on,
        deadline.ended_on, _place(started), started.label, deadline.met_at, _place(met) if met else "",
        met.label if met else "", deadline.shortened,
    )  # fmt: skip


def _place(fact: Fact) -> str:
    return f"{fact.table}:{fact.id or ''}"
