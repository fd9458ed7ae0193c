"""Asking for help on the public page, and what the front door does with it."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError

from kith.access.audit import Event, record
from kith.access.roles import Permission
from kith.access.sealed import LETTERS
from kith.frontdoor.actions.contacts import take_contact
from kith.frontdoor.asking import HelpRequest
from kith.frontdoor.models import Contact
from kith.people.models import Person
from kith.reach.doing import NotPermitted, require
from kith.store.history import as_it_stands
from kith.workforce.models import Worker

FROM = {"me": "1C", "mine": "1A", "known": "1B"}  # who asks, in the census's codes of who made a contact
REACHED = 150


def ask_for_help(*, at: datetime, **said: object) -> str:
    """Keep what somebody asks, and give the reference they can quote. Nobody is served: nothing is looked up.

    It is not in the audit, which would keep from where a family asked: the row itself says what was sent, and when.
    """
    asked = HelpRequest(reference=_reference(), sent_at=at, **said)
    asked.clean_fields()
    asked.save(force_insert=True)
    return asked.reference


def _reference() -> str:
    """Drawn at random: it says nothing of anybody."""
    drawn = "".join(secrets.choice(LETTERS) for _ in range(8)).upper()
    return f"{drawn[:4]}-{drawn[4:]}"


def take_help_request(
    *, request: HelpRequest, children: Sequence[Person], at: datetime, by: Worker, **said: object
) -> Contact:  # fmt: skip
    """Take a request into a contact: with its own words, received when it was sent. Nothing of it is typed again."""
    require(by, Permission.CONTACT_TAKE)
    _is_waiting(request)
    contact = take_contact(
        children=children, received_at=request.sent_at, at=at, by=by, means=Contact.Means.ONLINE,
        worries=request.worries, working=request.working, family_view=_wants(request),
        source_name=request.name, source_reached=how_to_reach(request), **said,
    )  # fmt: skip
    _taken(request, at, by, contact=contact)
    return contact


def set_help_aside(*, request: HelpRequest, reason: str, at: datetime, by: Worker) -> None:
    """A request that is none (a test, the same sent twice) is set aside with a reason. It stays to be read."""
    require(by, Permission.CONTACT_TAKE)
    _is_waiting(request)
    if not reason.strip():
        raise ValidationError({"reason": "Enter why this is set aside"})
    _taken(request, at, by, aside=reason)


def _is_waiting(request: HelpRequest) -> None:
    as_it_stands(request)
    if request.taken_at:
        raise NotPermitted("Somebody has taken this request already.")


def _taken(
    request: HelpRequest, at: datetime, by: Worker, *, contact: Contact | None = None, aside: str = ""
) -> None:
    request.taken_at, request.taken_by, request.contact, request.aside = at, by, contact, aside
    request.save(update_fields=["taken_at", "taken_by", "contact", "aside"])
    record(Event.DECIDED, request, reason=aside)


def _wants(request: HelpRequest) -> str:
    return f"What would help, as they wrote: {request.would_help}" if request.would_help else ""


def how_to_reach(request: HelpRequest) -> str:
    """In a line; what not to do is shown in full wherever the contact is."""
    if request.no_contact:
        return "Asks not to be contacted"
    reached = ", ".join(each for each in (request.telephone, request.email) if each) or "By post"
    return (
        f"{reached}. See how to contact them safely"[:REACHED]
        if request.to_avoid or request.when
        else reached[:REACHED]
    )
