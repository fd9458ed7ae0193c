"""Work that takes a while, as others see it: whether it is still going on, and how far it is.

Who works holds a lock of the database until the transaction ends, however it ends; so work that was killed holds none.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection, models

Progress = Callable[[str], None]
LONGEST = 200  # characters of what is said


def hold(family: int, number: int) -> None:
    """Hold a lock until the transaction ends; wait for whoever holds it now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [family, number])


def hold_if_free(family: int, number: int) -> bool:
    """Hold a lock until the transaction ends, unless somebody else holds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [family, number])
        return bool(cursor.fetchone()[0])


def is_held(family: int, number: int) -> bool:
    """Whether somebody holds the lock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2 AND granted"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            " AND classid = %s AND objid = %s)",
            [family, number],
        )
        return bool(cursor.fetchone()[0])


@contextmanager
def written_beside(row: models.Model, state: str) -> Iterator[Progress]:
    """Write how far it is into `state` and `progress` of a row, where others see it while the work's own transaction
    is still open."""
    beside = connection.copy()
    statement = f'UPDATE "{row._meta.db_table}" SET state = %s, progress = %s WHERE id = %s'  # noqa: S608

    def say(words: str) -> None:
        with beside.cursor() as cursor:
            cursor.execute(statement, [state, words[:LONGEST], row.pk])

    try:
        yield say
    finally:
        beside.close()
