"""Giving a reason to open a record."""

from kith.access.audit import Event, current, viewed
from kith.reach.models import AccessReason
from kith.reach.seeing import NotFound, may_ask
from kith.workforce.models import Worker


def give_reason(*, child: int, reason: str, by: Worker) -> None:
    """Open a child's record for the rest of the day, with a reason that stays in the audit."""
    if not may_ask(by, child):
        raise NotFound("There is no such record, or you may not see it.")
    given = AccessReason.objects.create(child_id=child, worker=by, given_on=current().as_of, reason=reason)
    viewed(Event.REASON_GIVEN, child=child, row=given, reason=reason)
