"""Where a page is whose record was merged into another: its old address leads there, for those who may see it, and
what was being written there is kept as a draft."""

from dataclasses import replace

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from kith.casework.actions.drafts import Outcome, save_draft
from kith.casework.drafts import Page
from kith.casework.merges import merged_into
from kith.reach.search import openable
from kith.reach.seeing import NotFound, may_ask
from kith.web.drafting import number_of, page_here, written
from kith.workforce.models import Worker

MERGED_MEANWHILE = (
    "This record was merged with another while you were writing, and what you sent just now is not saved. "
    "A draft you had is on this record now: look at it and send it again."
)
KEPT_MEANWHILE = (
    "This record was merged with another while you were writing. What you sent just now is kept as a draft here: look at "
    "it and send it again."
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


def after_merge(page: Page) -> Page:
    """The same form of the record there is now."""
    into = merged_into(page.child) if page.child else None
    return replace(page, child=into) if into else page


def keep_words(request: HttpRequest) -> bool:
    """Keep what was being sent as a draft of the record there is now; whether it is kept there."""
    page = page_here(request)
    told = written(request.POST)
    if page is None or not any(any(each) for each in told.values.values()):
        return False
    by = request.worker  # type: ignore[attr-defined]
    try:
        saved = save_draft(
            page=after_merge(page), written=told, at=timezone.now(), by=by, number=number_of(request)
        )
    except NotFound:
        return False
    return saved.outcome is not Outcome.SENT


def _sees(worker: Worker, person: int) -> bool:
    """Whether the record there is now would open, at once or with a reason."""
    return may_ask(worker, person) or person in openable(worker, [person])
