"""Asking a child's worker to put something right before a return is sent."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError

from kith.access.audit import Event, current, record
from kith.access.roles import Permission
from kith.reach.doing import require
from kith.returns.asking import who_may_be_asked
from kith.returns.models import ReturnIssue
from kith.workforce.models import Worker


def send_issues(*, issues: Sequence[ReturnIssue], to: Worker, words: str, at: datetime, by: Worker) -> None:
    """Send issues of one child to somebody who holds the child, with words. Sending again takes the earlier back."""
    require(by, Permission.RETURN_BUILD)
    children = {each.child_id for each in issues}
    if len(children) != 1 or None in children:
        raise ValidationError("Choose what is to be put right for one child at a time.")
    if any(each.closed_at for each in issues):
        raise ValidationError("Some of these have been put right by now. Look at the list again.")
    may_be_asked = who_may_be_asked(children.pop() or 0, current().as_of)
    if to not in [each.worker for each in may_be_asked]:
        raise ValidationError(f"{to.name} does not hold this child today. Choose somebody who does.")
    for issue in issues:
        issue.sent_to, issue.sent_by, issue.sent_at, issue.words = to, by, at, words.strip()
        issue.save(update_fields=["sent_to", "sent_by", "sent_at", "words"])
        record(Event.ASKED_TO_MEND, issue)
