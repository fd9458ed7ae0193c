"""A worker asks a partner by a link, and ends a link."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError

from kith.access.audit import Event, record
from kith.access.roles import Permission
from kith.access.sealed import hashed, new_code
from kith.people.models import Person
from kith.reach.doing import NotPermitted, require
from kith.reach.models import Restriction
from kith.sharing.links import hash_of
from kith.sharing.log import log
from kith.sharing.models import Contribution, ContributionChild, Sharing
from kith.store.dated import holds_on
from kith.store.history import as_it_stands
from kith.workforce.models import Worker

ASK = Permission.CONTRIBUTION_ASK
LONGEST = 30  # days; a report for a conference is asked for a few weeks before


@dataclass(frozen=True)
class Made:
    """What was made. The link and the code are told this once: the database keeps only what they hash to."""

    contribution: Contribution
    link: str
    code: str


def ask_for_contribution(
    *, children: Sequence[Person], days: int, at: datetime, by: Worker, **asked: object
) -> Made:
    """Ask a partner for a contribution about a child or several, by a link that ends after some days."""
    require(by, ASK)
    for child in children:
        require(by, ASK, child)
    _may_be_shared(children, at)
    if not 1 <= days <= LONGEST:
        raise ValidationError({"days": f"A link lasts between 1 and {LONGEST} days"})
    link, code = secrets.token_urlsafe(32), new_code(groups=2)
    made = Contribution(
        asked_at=at,
        asked_by=by,
        ends_at=at + timedelta(days=days),
        link=hash_of(link),
        code=hashed(code),
        **asked,
    )
    made.clean_fields()
    made.save()
    for child in dict.fromkeys(children):
        ContributionChild.objects.create(contribution=made, child=child)
        record(Event.SHARED, made, child=child.pk)
        log(made, child.pk, Sharing.What.ASKED, at, by=by)
    return Made(made, link, code)


def _may_be_shared(children: Sequence[Person], at: datetime) -> None:
    if not children:
        raise ValidationError({"children": "Select the children whom it is about"})
    held = Restriction.objects.filter(holds_on(at.date()), person__in=children)
    if held.exists():
        raise ValidationError({
            "children": "A record here is restricted, and nothing of it is shared by a link. Speak to the partner yourself."
        })  # fmt: skip


def end_link(*, contribution: Contribution, at: datetime, by: Worker) -> None:
    """End a link before its time. What the partner wrote and did not send goes with it."""
    require(by, ASK)
    for child in _children(by, contribution):
        log(contribution, child, Sharing.What.REVOKED, at, by=by)
        record(Event.ENDED, contribution, child=child)
    contribution.revoked_at, contribution.draft = at, ""
    contribution.save(update_fields=["revoked_at", "draft"])


def _children(by: Worker, contribution: Contribution) -> list[int]:
    """Whose they are, where the worker may ask for each of them and the link still stands."""
    children = list(contribution.about.values_list("child", flat=True))
    for child in children:
        require(by, ASK, child)
    as_it_stands(contribution)
    if contribution.sent_at or contribution.revoked_at:
        raise NotPermitted("This link has ended already.")
    return children
