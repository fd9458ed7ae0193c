"""Which tables hold anything of a child: asked once for all of them, so that none is asked in vain.

A child's record touches dozens of tables and most of them hold nothing of most children.
"""

from collections.abc import Callable, Collection, Iterable
from typing import TypeVar

from django.db import connection
from django.db.models import Field, Model

Asked = TypeVar("Asked", bound=Callable)
_NAMED = "begins_with"


def tells(table: type[Model], of: str = "child") -> Callable[[Asked], Asked]:
    """Says of a function that it finds nothing where `table` holds no row whose `of` is the child."""

    field = table._meta.get_field(of)
    assert isinstance(field, Field)

    def named(function: Asked) -> Asked:
        setattr(function, _NAMED, (table._meta.db_table, field.column))
        return function

    return named


def worth_asking(functions: Iterable[Asked], children: Collection[int]) -> list[Asked]:
    """The functions that have something to find of these children, and those that do not say where they look. One query,
    which sees no more rows than they would."""
    every = list(functions)
    looked_in = list(dict.fromkeys(_looks_in(each) for each in every if _looks_in(each)))
    held = dict(zip(looked_in, _held(looked_in, children), strict=True))
    return [each for each in every if held.get(_looks_in(each), True)]


def _looks_in(function: Callable) -> tuple[str, str] | None:
    return getattr(function, _NAMED, None)


def _held(tables: list, children: Collection[int]) -> Iterable[bool]:
    """For each table and column, whether it holds any of these children."""
    if not tables:
        return ()
    quote = connection.ops.quote_name
    exist = (
        f"EXISTS (SELECT FROM {quote(table)} WHERE {quote(column)} = ANY(%s))" for table, column in tables
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(exist)}", [list(children)] * len(tables))
        return cursor.fetchone() or ()
