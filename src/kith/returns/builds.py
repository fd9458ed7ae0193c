"""One build at a time; whether one is still going on; and every build, for lists."""

from contextlib import AbstractContextManager

from django.db.models import QuerySet

from kith.returns.models import BuiltReturn
from kith.returns.running import ANY, WAITING, Busy
from kith.store import under_way
from kith.store.under_way import Progress

BUILDS = 904  # the family of locks; nought is for any build at all, other numbers for one
State = BuiltReturn.State


def alone(built: BuiltReturn) -> None:
    """Hold the lock of builds, and of this one, until the transaction ends however it ends. Raises Busy."""
    if not under_way.hold_if_free(BUILDS, ANY):
        raise Busy("Another return is being built. Wait until it is there, then try again.")
    under_way.hold(BUILDS, built.pk)


def broken_off(built: BuiltReturn) -> bool:
    """It had begun and did not end: the machine stopped or it was killed. The last result stands."""
    began = built.state == State.BUILDING and built.progress != WAITING
    return began and not under_way.is_held(BUILDS, built.pk)


def written_beside(built: BuiltReturn) -> AbstractContextManager[Progress]:
    """Progress that others can see while the build's own transaction is still open."""
    return under_way.written_beside(built, State.BUILDING.value)


def builds() -> QuerySet[BuiltReturn]:
    """Every build, newest first."""
    return BuiltReturn.objects.select_related("by").order_by("-asked_at", "-pk")


def latest(collection: str, year: str) -> BuiltReturn | None:
    """The last build of a return of a year that came to its end."""
    return builds().filter(collection=collection, year=year, state=State.DONE).first()
