"""What a manager decides about a contact, the referral that comes of it, and looking again."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError

from kith.access.audit import Event, record
from kith.access.roles import Permission
from kith.frontdoor.actions.referrals import require_received
from kith.frontdoor.models import Contact, ContactChild, Decision, Referral, StepBack
from kith.frontdoor.queries import decisions_in_force, stepped_back_from
from kith.frontdoor.seeing import require_deciding
from kith.lib.days import day_of
from kith.people.models import Person
from kith.reach.doing import NotPermitted, require
from kith.workforce.models import Worker


def decide(
    *,
    contact: Contact,
    children: Sequence[Person],
    outcome: str,
    reason: str,
    at: datetime,
    by: Worker,
    offered: str = "",
    referred_on: date | None = None,
    primary_need: str = "",
) -> list[Decision]:
    """Decide what is done for some of the contact's children: one decision each, in place of any before.

    Family help, an assessment or a strategy discussion makes a referral, received on `referred_on`.
    """
    require_deciding(by, contact)
    about = {each.child_id: each for each in ContactChild.objects.select_for_update().filter(contact=contact)}
    if not children or any(child.pk not in about for child in children):
        raise ValidationError({"children": "Select the children of this contact for whom you decide"})
    given = {"outcome": outcome, "reason": reason, "offered": offered, "decided_at": at, "by": by}
    refers = {"referred_on": _received_on(contact, outcome, referred_on), "primary_need": primary_need}
    return [_decide(about[child.pk], given, refers) for child in children]


def _received_on(contact: Contact, outcome: str, referred_on: date | None) -> date:
    """The day the referral was received: no earlier than the contact, and not to come."""
    if outcome in Decision.REFERS and referred_on is None:
        raise ValidationError({"referred_on": "Enter the day the referral was received"})
    if referred_on:
        require_received(referred_on, contact)
    return referred_on or day_of(contact.received_at)


def _decide(about: ContactChild, given: dict, refers: dict) -> Decision:
    """One child's decision, and the referral it makes, goes on with, or ends."""
    standing = Referral.objects.filter(
        decision__contact=about.contact_id, child=about.child_id, no_further_action=False
    ).first()
    decision = Decision.objects.create(contact_id=about.contact_id, child_id=about.child_id, **given)
    if about.decided_at is None:
        about.decided_at = given["decided_at"]
        about.save(update_fields=["decided_at"])
    record(Event.DECIDED, decision)
    if decision.outcome in Decision.REFERS and standing is None:
        _refer(decision, **refers)
    elif decision.outcome not in Decision.REFERS and standing is not None:
        _nothing_further(standing)
    return decision


def _refer(decision: Decision, *, referred_on: date, primary_need: str) -> None:
    made = Referral.objects.create(
        child_id=decision.child_id, decision=decision, referred_on=referred_on,
        source=decision.contact.source, primary_need=primary_need,
    )  # fmt: skip
    record(Event.ADDED, made, on=referred_on)


def _nothing_further(referral: Referral) -> None:
    """It was decided again, and otherwise: the referral stays on the record, with nothing done after it."""
    referral.no_further_action = True
    referral.save(update_fields=["no_further_action"])
    record(Event.CHANGED, referral)


def step_back(*, child: Person, outcome: str, text: str, at: datetime, by: Worker) -> StepBack:
    """A manager looks again at a child about whom there was no further action twice; never at their own decision."""
    require(by, Permission.CONTACT_DECIDE)
    if child.pk not in stepped_back_from(by):
        raise NotPermitted("This child is not on your list to look at again.")
    last = (
        decisions_in_force()
        .filter(child=child, outcome=Decision.Outcome.NOTHING)
        .order_by("decided_at")
        .last()
    )
    if last and last.by_id == by.pk:
        raise NotPermitted("You made the last of these decisions: another manager looks again.")
    looked = StepBack.objects.create(child=child, outcome=outcome, text=text, looked_at=at, by=by)
    record(Event.REVIEWED, looked)
    return looked
