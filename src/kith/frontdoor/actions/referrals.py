"""A manager puts right what a referral says."""

from datetime import date

from django.core.exceptions import ValidationError

from kith.access.audit import Event, current, record
from kith.access.roles import Permission
from kith.frontdoor.models import Contact, Referral
from kith.lib.days import day_of
from kith.reach.doing import require
from kith.store.history import as_it_stands
from kith.workforce.models import Worker


def correct_referral(
    *, referral: Referral, referred_on: date, source: str, primary_need: str, no_further_action: bool, reason: str, by: Worker
) -> None:  # fmt: skip
    """Put right the day, source, main need of a referral, and whether anything was done. What stood before is kept."""
    require(by, Permission.CONTACT_DECIDE, referral.child)
    as_it_stands(referral)
    decision = referral.decision
    require_received(referred_on, decision.contact if decision else None)
    referral.referred_on, referral.source, referral.primary_need = referred_on, source, primary_need
    referral.no_further_action = no_further_action
    referral.save()
    record(Event.CHANGED, referral, on=referred_on, reason=reason)


def require_received(referred_on: date, contact: Contact | None) -> None:
    """No referral was received before its contact, and none is to come."""
    first = day_of(contact.received_at) if contact else referred_on
    if not first <= referred_on <= current().as_of:
        raise ValidationError({"referred_on": "The referral was received between the contact and today"})
