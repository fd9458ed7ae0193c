"""Where a page is whose record was merged into another: its old address leads there, for those who may see it."""

from django.http import HttpRequest
from django.urls import reverse

from kith.casework.merges import merged_into
from kith.reach.search import openable
from kith.reach.seeing import may_ask
from kith.workforce.models import Worker

MERGED_MEANWHILE = (
    "This record was merged with another while you were writing, and what you sent just now is not saved. "
    "A draft you had is on this record now: look at it and send it again."
)


def address_after_merge(request: HttpRequest, kwargs: dict) -> str:
    """The same page of the record there is now; nothing where there is none, or the reader may not see it."""
    for name in ("child", "person"):
        old = kwargs.get(name)
        into = merged_into(old) if isinstance(old, int) else None
        if into is not None and _sees(request.worker, into):  # type: ignore[attr-defined]
            page = request.resolver_match.view_name  # type: ignore[union-attr]
            return reverse(page, kwargs=kwargs | {name: into})
    return ""


def _sees(worker: Worker, person: int) -> bool:
    """Whether the record there is now would open, at once or with a reason."""
    return may_ask(worker, person) or person in openable(worker, [person])
