"""One check at a time; whether it is still going on."""

from contextlib import AbstractContextManager

from kith.filechecks import kept
from kith.filechecks.models import FileCheck
from kith.store import under_way
from kith.store.under_way import Progress

CHECKS = 904  # the family of locks; nought is for any check at all, other numbers for one
ANY = 0


def alone(check: FileCheck) -> None:
    """Wait until no other check is going on: two large ones at once would want twice the memory."""
    under_way.hold(CHECKS, check.pk)
    under_way.hold(CHECKS, ANY)


def broken_off(check: FileCheck) -> bool:
    """It had begun and did not end: the machine stopped or it was killed. Or it never began, and its files are gone."""
    if check.state == FileCheck.State.WAITING:
        return not kept.are_sent(check)
    return check.state == FileCheck.State.CHECKING and not under_way.is_held(CHECKS, check.pk)


def written_beside(check: FileCheck) -> AbstractContextManager[Progress]:
    """Progress that others can see while the check's own transaction is still open."""
    return under_way.written_beside(check, FileCheck.State.CHECKING.value)
