"""One load at a time; whether a load is still going on; and how far it is, for those who wait."""

from contextlib import AbstractContextManager

from kith.returns.models import Load
from kith.store import under_way
from kith.store.under_way import Progress

LOADS = 903  # the family of locks; nought is for any load at all, other numbers for one
ANY = 0
WAITING = "Waiting for its turn"
UNDER_WAY = (Load.State.LOADING, Load.State.UNDOING)


class Busy(RuntimeError):
    """Another load, or an undoing, is going on."""


def alone(load: Load) -> None:
    """Hold the lock of loads, and of this one, until the transaction ends however it ends. Raises Busy."""
    if not under_way.hold_if_free(LOADS, ANY):
        raise Busy("Another load is going on. Wait until it has ended, then try again.")
    under_way.hold(LOADS, load.pk)


def is_running(load: Load) -> bool:
    """Whether somebody holds the load's lock: a load that was killed holds none."""
    return under_way.is_held(LOADS, load.pk)


def broken_off(load: Load) -> bool:
    """It (or its undoing) had begun and did not end: the machine stopped or it was killed. Nothing of it was kept."""
    return load.state in UNDER_WAY and load.progress != WAITING and not is_running(load)


def written_beside(load: Load, state: Load.State = Load.State.LOADING) -> AbstractContextManager[Progress]:
    """Progress that others can see while the load's own transaction is still open."""
    return under_way.written_beside(load, state.value)
