"""Family group decision-making: offered or not, answered, met, and the family's own plan."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError

from kith.access.audit import Event, record
from kith.people.models import ParentalResponsibility, Person
from kith.protection.actions.pre_proceedings import DECIDE, RECORD, since_it_began
from kith.protection.models import GroupDecisionOffer, OfferedTo, PreProceedings
from kith.reach.doing import NotPermitted, require
from kith.store.dated import holds_on
from kith.store.history import as_it_stands
from kith.workforce.models import Worker


def offer_group_decision(
    *, pre_proceedings: PreProceedings, offered_on: date, to: Sequence[Person], by: Worker
) -> GroupDecisionOffer:
    """Family group decision-making was offered, to people with parental responsibility for the child."""
    require(by, RECORD, pre_proceedings.child_id)
    since_it_began(pre_proceedings, offered_on, "offered_on")
    if not to:
        raise ValidationError({"to": "Select to whom it was offered"})
    _responsible(pre_proceedings, to, offered_on)
    made = _offer_of(pre_proceedings)
    if made.offered_on:
        raise NotPermitted("It is recorded already that family group decision-making was offered.")
    made.offered_on, made.not_offered_because, made.decided_by = offered_on, "", None
    made.save()
    for person in to:
        OfferedTo.objects.create(child_id=made.child_id, offer=made, person=person)
    record(Event.ADDED, made, on=offered_on)
    return made


def _offer_of(pre_proceedings: PreProceedings) -> GroupDecisionOffer:
    """The row there is: it may have been decided first not to offer it."""
    found = GroupDecisionOffer.objects.select_for_update().filter(pre_proceedings=pre_proceedings).first()
    return found or GroupDecisionOffer(pre_proceedings=pre_proceedings, child_id=pre_proceedings.child_id)


def _responsible(pre_proceedings: PreProceedings, to: Sequence[Person], day: date) -> None:
    held = ParentalResponsibility.objects.filter(holds_on(day), child=pre_proceedings.child_id)
    holders = set(held.values_list("holder", flat=True))
    for person in to:
        if person.pk not in holders:
            raise ValidationError(
                {"to": f"{person.name} had no parental responsibility on that day: look at Family"}
            )


def decide_not_to_offer(*, pre_proceedings: PreProceedings, reason: str, by: Worker) -> GroupDecisionOffer:
    """It would not be best for the child to offer it: why, and who decided."""
    require(by, DECIDE, pre_proceedings.child_id)
    made = _offer_of(pre_proceedings)
    if made.offered_on:
        raise NotPermitted("Family group decision-making was offered already.")
    made.not_offered_because, made.decided_by = reason, by
    made.save()
    record(Event.DECIDED, made)
    return made


def answer_offer(*, offered: OfferedTo, answer: str, answered_on: date, by: Worker) -> None:
    """What somebody to whom it was offered said. They may change their mind: what stood before is kept."""
    require(by, RECORD, offered.child_id)
    as_it_stands(offered)
    since_it_began(offered.offer.pre_proceedings, answered_on, "answered_on")
    if offered.offer.offered_on and answered_on < offered.offer.offered_on:
        raise ValidationError({"answered_on": "The answer cannot come before the offer"})
    offered.answer, offered.answered_on = answer, answered_on
    offered.save(update_fields=["answer", "answered_on"])
    record(Event.CHANGED, offered.offer, on=answered_on)


def hold_family_meeting(*, offer: GroupDecisionOffer, held_on: date, family_plan: str, by: Worker) -> None:
    """The family met. Its plan is written down once, in its own words, and changed by nobody."""
    require(by, RECORD, offer.child_id)
    as_it_stands(offer)
    if not offer.offered_to.filter(answer=OfferedTo.Answer.ACCEPTED).exists():
        raise ValidationError("Nobody has accepted the offer yet. Record who did first.")
    if offer.family_plan:
        raise NotPermitted("The family’s plan is on the record, and stays as they wrote it.")
    since_it_began(offer.pre_proceedings, held_on, "held_on")
    offer.held_on, offer.family_plan = held_on, family_plan
    offer.save(update_fields=["held_on", "family_plan"])
    record(Event.CHANGED, offer, on=held_on)
