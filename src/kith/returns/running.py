"""One load at a time; whether a load is still going on; and how far it is, for those who wait."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection

from kith.returns.models import Load

LOADS = 903  # the family of locks; nought is for any load at all, other numbers for one
ANY = 0
WAITING = "Waiting for its turn"
UNDER_WAY = (Load.State.LOADING, Load.State.UNDOING)
Progress = Callable[[str], None]


class Busy(RuntimeError):
    """Another load, or an undoing, is going on."""


def alone(load: Load) -> None:
    """Hold the lock of loads, and of this one, until the transaction ends however it ends. Raises Busy."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [LOADS, ANY])
        if not cursor.fetchone()[0]:
            raise Busy("Another load is going on. Wait until it has ended, then try again.")
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOADS, load.pk])


def is_running(load: Load) -> bool:
    """Whether somebody holds the load's lock: a load that was killed holds none."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2 AND granted"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            " AND classid = %s AND objid = %s)",
            [LOADS, load.pk],
        )
        return bool(cursor.fetchone()[0])


def broken_off(load: Load) -> bool:
    """It (or its undoing) had begun and did not end: the machine stopped or it was killed. Nothing of it was kept."""
    return load.state in UNDER_WAY and load.progress != WAITING and not is_running(load)


@contextmanager
def written_beside(load: Load, state: Load.State = Load.State.LOADING) -> Iterator[Progress]:
    """Progress that others can see while the load's own transaction is still open."""
    beside = connection.copy()

    def say(words: str) -> None:
        with beside.cursor() as cursor:
            cursor.execute(
                "UPDATE returns_load SET state = %s, progress = %s WHERE id = %s",
                [state.value, words[:200], load.pk],
            )

    try:
        yield say
    finally:
        beside.close()
