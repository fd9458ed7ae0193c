"""Tables without their indexes and links while they are filled: made anew afterwards they take a third of the time."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection
from psycopg import sql

# Links (f), uniqueness (u) and what may not overlap (x); the links come off first and go on last.
CONSTRAINTS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), contype = 'f' FROM pg_constraint
    WHERE conrelid = ANY(%s::regclass[]) AND contype IN ('f', 'u', 'x') ORDER BY contype = 'f', oid
"""
INDEXES = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
    WHERE indrelid = ANY(%s::regclass[]) AND NOT indisprimary
    AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('u', 'x')) ORDER BY indexrelid
"""


@contextmanager
def bare(tables: Iterable[str]) -> Iterator[None]:
    """Take off what slows the filling of some tables, and put it on again: the database checks every row then.

    Only the owner of the tables may, in a transaction, in a database that nobody else uses.
    """
    names = list(tables)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(CONSTRAINTS, [names])
        constraints = cursor.fetchall()
        cursor.execute(INDEXES, [names])
        indexes = cursor.fetchall()
        for table, name, _, _ in reversed(constraints):
            cursor.execute(_on(table, "DROP CONSTRAINT {}", name))
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {name}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
        for _, statement in indexes:
            cursor.execute(statement)
        for table, name, definition, _ in constraints:
            cursor.execute(_on(table, f"ADD CONSTRAINT {{}} {definition}", name))


def _on(table: str, what: str, name: str) -> sql.Composed:
    return sql.SQL(f"ALTER TABLE {table} {what}").format(sql.Identifier(name))
