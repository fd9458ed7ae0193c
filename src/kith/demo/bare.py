"""Tables without their indexes and links while they are filled: made anew afterwards they take a third of the time."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection
from psycopg import Connection, sql

# Links (f), uniqueness (u) and what may not overlap (x); the links come off first and go on last.
CONSTRAINTS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE conrelid = ANY(%s::regclass[]) AND contype IN ('f', 'u', 'x') ORDER BY contype = 'f', oid
"""
INDEXES = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
    WHERE indrelid = ANY(%s::regclass[]) AND NOT indisprimary
    AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('u', 'x')) ORDER BY indexrelid
"""
Statements = list[sql.SQL | sql.Composed]


def take_off(tables: Iterable[str]) -> Statements:
    """Take off what slows the filling of some tables; gives what puts it on again, the database then checking every row.

    Only the owner of the tables may, in a transaction, in a database that nobody else uses.
    """
    names = list(tables)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(CONSTRAINTS, [names])
        constraints = cursor.fetchall()
        cursor.execute(INDEXES, [names])
        indexes = cursor.fetchall()
        for table, name, _ in reversed(constraints):
            cursor.execute(_on(table, "DROP CONSTRAINT {}", name))
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {name}")
    made: Statements = [sql.SQL(definition) for _, definition in indexes]
    return made + [
        _on(table, f"ADD CONSTRAINT {{}} {definition}", name) for table, name, definition in constraints
    ]


def put_on(statements: Statements, raw: Connection) -> None:
    """Put it on again, by the connection itself: a thread beside the one that took it off may do it."""
    raw.execute("SET LOCAL maintenance_work_mem = '256MB'")
    for statement in statements:
        raw.execute(statement)


@contextmanager
def bare(tables: Iterable[str]) -> Iterator[None]:
    """Both, around the filling."""
    statements = take_off(tables)
    yield
    put_on(statements, connection.connection)


def _on(table: str, what: str, name: str) -> sql.Composed:
    return sql.SQL(f"ALTER TABLE {table} {what}").format(sql.Identifier(name))
