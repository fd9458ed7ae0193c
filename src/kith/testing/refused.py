"""Those who may not act on the child of the standing people, for the test of every action."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest

from kith.testing.standing import DAY, at_work

# The stranger, a colleague who gave no reason, somebody of another team, and the child's worker after leaving.
OUTSIDERS = ("stranger", "colleague", "other", "leaver")


@contextmanager
def refused(standing: SimpleNamespace, who: str) -> Iterator[object]:
    """What is done inside must be refused to this person."""
    from kith.reach.doing import NotPermitted

    if who == "leaver":
        standing.worker.user.ended_on = DAY
        standing.worker.user.save()
    worker = standing.worker if who == "leaver" else getattr(standing, who)
    with pytest.raises(NotPermitted), at_work(worker):
        yield worker


def audited(child: object) -> list[tuple[str, str]]:
    """The audit of a child's changes, as event and kind of row, in order."""
    from kith.access.models import AuditEntry

    rows = AuditEntry.objects.filter(child=child.pk).exclude(model="").order_by("pk")  # type: ignore[attr-defined]
    return [(event, model.split(".")[1]) for event, model in rows.values_list("event", "model")]
