"""Files sent by a page, kept privately until they are loaded, and for no longer than a day."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from kith.returns.models import Load
from kith.store.folders import Folders

KEPT = timedelta(days=1)
_FOLDERS = Folders("loads")


def keep(load: Load, sent: Mapping[str, bytes]) -> None:
    """Put the files where only this server reads them. Their own names never become paths."""
    _FOLDERS.keep(load.pk, sent)


def kept(load: Load) -> dict[str, bytes] | None:
    """The files of a load by name; none where they are no longer kept."""
    return _FOLDERS.kept(load.pk)


def are_kept(load: Load) -> bool:
    return _FOLDERS.are_kept(load.pk)


def forget(load: Load) -> None:
    """Remove the files of a load."""
    _FOLDERS.forget(load.pk)


def forget_old(at: datetime) -> list[int]:
    """Remove files that have been kept for a day. Returns the numbers of their loads."""
    return _FOLDERS.forget_before(at - KEPT)
