"""The one wrapper in which interfaces do their work: one transaction, whom it serves, the audit, the projections."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import transaction

from kith.access.audit import VIEWS, Current, _current
from kith.access.models import AuditEntry, User
from kith.casework.merging.together import follow
from kith.deadlines.projection import rebuild
from kith.returns.mending import close_mended
from kith.store.history import serve, serve_everyone
from kith.workforce.models import Worker


@contextmanager
def work(
    worker: Worker | None,
    as_of: date,
    *,
    via: str,
    user: User | None = None,
    page: str = "",
    address: str | None = None,
    everyone: bool = False,
) -> Iterator[Current]:
    """One piece of work for one worker on one day, in one transaction.

    Tells the database whom it serves (for the transaction only), writes the audit, brings the deadlines of the children
    touched up to date, and closes what was asked of them for a return and is mended now. If it fails nothing is changed, but what was seen stays in the audit. `everyone`: the
    service's own work on everybody's record (the nightly clock, a load, a return), restrictions or not.
    """
    doing = Current(
        worker.pk if worker else None, user or (worker.user if worker else None), as_of, via, page, address,
        has_left=bool(worker and worker.has_left(as_of)), everyone=everyone,
    )  # fmt: skip
    token = _current.set(doing)
    try:
        with transaction.atomic():
            _begin(doing)
            yield doing
            _finish(doing)
    except BaseException:
        _keep_views(doing)
        raise
    finally:
        _current.reset(token)


def _begin(doing: Current) -> None:
    serve(
        worker=doing.worker, user=doing.user.pk if doing.user else None, work=doing.id,
        day=doing.as_of, everyone=doing.everyone,
    )  # fmt: skip


def _finish(doing: Current) -> None:
    """The clock and the audit are the service's: also of a record that the worker has just hidden from themselves."""
    serve_everyone()
    if doing.touched:
        doing.touched |= follow(doing.touched)
        rebuild(doing.touched, as_of=doing.as_of)
        close_mended(doing.touched, as_of=doing.as_of)
    AuditEntry.objects.bulk_create(doing.entries)


def _keep_views(doing: Current) -> None:
    """The page failed or was refused: what was seen is written all the same, in a transaction of its own."""
    seen = [entry for entry in doing.entries if entry.event in VIEWS]
    for entry in seen:
        entry.pk = None
    if seen:
        with transaction.atomic():
            _begin(doing)
            serve_everyone()
            AuditEntry.objects.bulk_create(seen)
