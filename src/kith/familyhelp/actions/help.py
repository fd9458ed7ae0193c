"""Family help: started, given another lead, and closed with what has changed; and the consent, or the law, it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError

from kith.access.audit import Event
from kith.casework.actions.ending import in_words, not_to_come
from kith.familyhelp.actions.holding import are_of, is_held, let_go
from kith.familyhelp.audit import record_all
from kith.familyhelp.models import Basis, FamilyHelp, FamilyHelpChild
from kith.familyhelp.queries import came_from, unfinished
from kith.familyhelp.seeing import LEAD, require_going_on
from kith.people.models import Family, Person
from kith.reach.doing import NotPermitted, require
from kith.store.history import as_it_stands
from kith.workforce.models import Worker


@dataclass(frozen=True, kw_only=True)
class RestsOn:
    """Who gives consent, to what and until when; or which law, and who decided."""

    kind: str
    who: str
    to_what: str
    end_on: date | None = None


def start_family_help(
    *, family: Family, children: Sequence[Person], start_on: date, lead: Worker, wants: str, basis: RestsOn, by: Worker
) -> FamilyHelp:  # fmt: skip
    """Start to help a family, from the day on which consent or the law is in force. The lead holds each child from then."""
    require(by, LEAD)
    for child in children:
        require(by, LEAD, child)
    not_to_come(start_on)
    if not children:
        raise ValidationError({"children": "Say which children the help is for"})
    are_of(family, children, start_on)
    made = FamilyHelp.objects.create(family=family, start_on=start_on, lead=lead, wants=wants)
    for child in dict.fromkeys(children):
        FamilyHelpChild.objects.create(help=made, child=child, start_on=start_on, decision=came_from(child))
        is_held(child, lead, start_on, by)
    record_all(Event.ADDED, made, made, on=start_on)
    _rest(made, basis, start_on)
    return made


def give_lead(
    *, family_help: FamilyHelp, child: Person, lead: Worker, from_on: date, by: Worker, lets_go: Sequence[Person] = ()
) -> None:  # fmt: skip
    """Somebody else is the family's lead practitioner from now on; the plan, the people and the story stay.

    `lets_go`: the children whom the lead until now does not hold any more.
    """
    require_going_on(by, family_help, child)
    as_it_stands(family_help)
    require_going_on(by, family_help, child)
    not_to_come(from_on, "from_on")
    for each in family_help.about.filter(end_on__isnull=True).select_related("child"):
        is_held(each.child, lead, from_on, by)
    _let_go(family_help, lets_go, from_on)
    family_help.lead = lead
    family_help.save(update_fields=["lead"])
    record_all(Event.CHANGED, family_help, family_help, on=from_on)


def record_basis(
    *, family_help: FamilyHelp, child: Person, start_on: date, basis: RestsOn, by: Worker
) -> Basis:
    """Somebody consents, or the law allows it: from that day the work goes on."""
    require_going_on(by, family_help, child)
    not_to_come(start_on)
    if start_on < family_help.start_on:
        raise ValidationError({"start_on": f"The help started on {in_words(family_help.start_on)}"})
    return _rest(family_help, basis, start_on)


def _rest(family_help: FamilyHelp, basis: RestsOn, start_on: date) -> Basis:
    if basis.end_on and basis.end_on <= start_on:
        raise ValidationError({"end_on": "It must hold for a day at least: enter a later day, or none"})
    made = Basis.objects.create(help=family_help, start_on=start_on, **vars(basis))
    record_all(Event.ADDED, family_help, made, on=start_on)
    return made


def withdraw(*, basis: Basis, child: Person, withdrawn_on: date, because: str, by: Worker) -> None:
    """Consent is withdrawn, or the law holds no longer. What is written stays; nothing more is recorded without another."""
    require_going_on(by, basis.help, child)
    as_it_stands(basis)
    if basis.withdrawn_on:
        raise NotPermitted("This was withdrawn already.")
    not_to_come(withdrawn_on, "withdrawn_on")
    if withdrawn_on < basis.start_on:
        raise ValidationError({"withdrawn_on": f"It was given on {in_words(basis.start_on)}"})
    basis.withdrawn_on, basis.withdrawn_because = withdrawn_on, because
    basis.save(update_fields=["withdrawn_on", "withdrawn_because"])
    record_all(Event.ENDED, basis.help, basis, on=withdrawn_on)


def close_family_help(
    *, family_help: FamilyHelp, child: Person, end_on: date, end_reason: str, changed: str, by: Worker,
    lets_go: Sequence[Person] = (),
) -> None:  # fmt: skip
    """End the help, saying what has changed. It needs no consent: a family that stops is told so, too.

    `lets_go`: the children whom the lead practitioner holds no longer, for nothing else is to be done by them.
    """
    require_going_on(by, family_help, child)
    as_it_stands(family_help)
    require_going_on(by, family_help, child)
    not_to_come(end_on, "end_on")
    if end_on < family_help.start_on:
        raise ValidationError({"end_on": f"The help started on {in_words(family_help.start_on)}"})
    if still := unfinished(family_help):
        raise ValidationError([f"Say first what became of this: {each}" for each in still])
    family_help.end_on, family_help.end_reason, family_help.changed = end_on, end_reason, changed
    family_help.save(update_fields=["end_on", "end_reason", "changed"])
    record_all(Event.ENDED, family_help, family_help, on=end_on)
    _let_go(family_help, lets_go, end_on)


def _let_go(family_help: FamilyHelp, children: Sequence[Person], day: date) -> None:
    """Only of children of this help: leading it opens nobody else's allocations."""
    own = set(family_help.about.values_list("child", flat=True))
    let_go(family_help.lead, [each for each in children if each.pk in own], day)
