"""Contacts: taken, added to, checked with partners, and told."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError

from kith.access.audit import Event, current, record
from kith.access.roles import Permission
from kith.frontdoor.models import Contact, ContactAddition, ContactChild, PartnerCheck, Telling
from kith.frontdoor.owners import tell_owners
from kith.frontdoor.seeing import may_decide, require_screening, teams_of
from kith.people.models import Person
from kith.reach.doing import NotPermitted, require
from kith.store.history import as_it_stands
from kith.workforce.models import Worker


def take_contact(
    *, children: Sequence[Person], received_at: datetime, at: datetime, by: Worker, **told: object
) -> Contact:
    """Take a contact about one child or several. From now on its words can only be added to.

    A child known as a relative only has a record from now on: the clock and the decision are theirs.
    """
    require(by, Permission.CONTACT_TAKE)
    if not children:
        raise ValidationError("Say which child the contact is about")
    if received_at > at:
        raise ValidationError({"received_time": "The time it was received must be in the past"})
    contact = Contact(received_at=received_at, taken_at=at, taken_by=by, team_id=_team(by), **told)
    contact.clean_fields()
    contact.save()
    for child in dict.fromkeys(children):
        _about(contact, child)
    tell_owners(children, at, by)
    return contact


def _team(by: Worker) -> int | None:
    """Whose managers decide: the worker's team; of several the one that was first made."""
    return min(teams_of(by, current().as_of), default=None)


def _about(contact: Contact, child: Person) -> None:
    if not child.record_opened_on:
        child.record_opened_on = current().as_of
        child.save(update_fields=["record_opened_on"])
        record(Event.CHANGED, child, child=child.pk)
    ContactChild.objects.create(contact=contact, child=child)
    record(Event.ADDED, contact, child=child.pk)


def add_to_contact(*, contact: Contact, text: str, at: datetime, by: Worker) -> ContactAddition:
    """Add words below a contact; the contact itself stays as it was taken."""
    require_screening(by, contact)
    added = ContactAddition.objects.create(contact=contact, author=by, written_at=at, text=text)
    record_all(Event.CHANGED, contact)
    return added


def ask_partner(
    *, contact: Contact, agency: str, who: str, asked: str, asked_at: datetime, at: datetime, by: Worker
) -> PartnerCheck:  # fmt: skip
    """Another agency is asked what it knows."""
    require_screening(by, contact)
    _has_happened("asked_time", asked_at, at)
    check = PartnerCheck.objects.create(
        contact=contact, agency=agency, who=who, asked=asked, asked_at=asked_at, asked_by=by
    )
    record_all(Event.CHANGED, contact)
    return check


def answer_check(
    *, check: PartnerCheck, answer: str, intelligence: bool, answered_at: datetime, at: datetime, by: Worker
) -> None:
    """What the agency said, and whether only those who screen and decide contacts may read it."""
    require_screening(by, check.contact)
    as_it_stands(check)
    if check.answered_at:
        raise NotPermitted("This answer is on the record already. Ask again to record another.")
    _has_happened("answered_time", answered_at, at)
    if answered_at < check.asked_at:
        raise ValidationError({"answered_time": "The answer cannot come before the question"})
    check.answer, check.answered_at, check.answer_by, check.intelligence = (
        answer,
        answered_at,
        by,
        intelligence,
    )
    check.save()
    record_all(Event.CHANGED, check.contact)


def tell(
    *, contact: Contact, whom: str, what: str, at: datetime, by: Worker, told_at: datetime | None = None, not_told: str = ""
) -> Telling:  # fmt: skip
    """Somebody was told of the contact or of what was decided; or why they will not be."""
    require_screening_or_deciding(by, contact)
    if bool(told_at) == bool(not_told):
        raise ValidationError({"not_told": "Say when they were told, or why they will not be"})
    if told_at:
        _has_happened("told_time", told_at, at)
        if told_at < contact.received_at:
            raise ValidationError({"told_time": "They cannot be told before the contact was received"})
    told = Telling.objects.create(
        contact=contact, whom=whom, what=what, told_at=told_at, not_told=not_told, by=by, written_at=at
    )
    record_all(Event.CHANGED, contact)
    return told


def require_screening_or_deciding(by: Worker, contact: Contact) -> None:
    """Whoever screens the contact may tell, and whoever may decide it."""
    if not may_decide(by, contact):
        require_screening(by, contact)


def _has_happened(field: str, moment: datetime, at: datetime) -> None:
    if moment > at:
        raise ValidationError({field: "The time must be in the past"})


def record_all(event: Event, contact: Contact) -> None:
    """For the audit of every child the contact is about."""
    for child in contact.about.values_list("child", flat=True):
        record(event, contact, child=child)
