"""What a partner does by a link that they have proved is theirs. They are nobody to the record."""

from datetime import datetime

from django.core.exceptions import ValidationError

from kith.access.audit import Event, record
from kith.reach.models import Notice
from kith.sharing.log import log
from kith.sharing.models import Contribution, Sharing


def open_form(*, contribution: Contribution, at: datetime) -> None:
    """The partner has proved who they are, and sees what they are asked."""
    for child in _children(contribution):
        log(contribution, child, Sharing.What.OPENED, at)


def save_draft(*, contribution: Contribution, text: str, at: datetime) -> None:
    """Keep what is written, to come back to. Nobody else reads it until it is sent."""
    contribution.draft, contribution.saved_at = text, at
    contribution.save(update_fields=["draft", "saved_at"])


def send_contribution(*, contribution: Contribution, text: str, at: datetime) -> None:
    """Send it. The link closes, and whoever asked is told."""
    if not text.strip():
        raise ValidationError({"text": "Enter what you want to tell"})
    contribution.text, contribution.draft, contribution.sent_at = text, "", at
    contribution.save(update_fields=["text", "draft", "sent_at"])
    children = _children(contribution)
    for child in children:
        log(contribution, child, Sharing.What.SENT, at)
        record(Event.ADDED, contribution, child=child)
    Notice.objects.create(
        worker_id=contribution.asked_by_id, person_id=children[0], kind=Notice.Kind.CONTRIBUTION,
        said=f"{contribution.partner} ({contribution.get_agency_display()})", given_at=at,
    )  # fmt: skip


def _children(contribution: Contribution) -> list[int]:
    return list(contribution.about.order_by("pk").values_list("child", flat=True))
