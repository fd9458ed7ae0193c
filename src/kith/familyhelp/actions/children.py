"""Which children a family's help is for: one more, and one for whom it is no more."""

from datetime import date

from django.core.exceptions import ValidationError

from kith.access.audit import Event, record
from kith.casework.actions.ending import end, in_words, not_to_come
from kith.familyhelp.actions.holding import are_of, is_held, let_go
from kith.familyhelp.models import FamilyHelp, FamilyHelpChild
from kith.familyhelp.queries import came_from
from kith.familyhelp.seeing import LEAD, require_going_on, require_helping
from kith.people.models import Person
from kith.reach.doing import require
from kith.store.history import as_it_stands
from kith.workforce.models import Worker


def add_child(
    *, family_help: FamilyHelp, child: Person, joining: Person, start_on: date, by: Worker
) -> FamilyHelpChild:
    """The help that goes on is for one more child of the family: the plan, the team and the consent are theirs, too."""
    require_helping(by, family_help, child)
    as_it_stands(family_help)
    require_helping(by, family_help, child)
    require(by, LEAD, joining)
    not_to_come(start_on)
    if start_on < family_help.start_on:
        raise ValidationError({"start_on": f"The help started on {in_words(family_help.start_on)}"})
    are_of(family_help.family, [joining], start_on, "joining")
    is_held(joining, family_help.lead, start_on, by, "joining")
    made = FamilyHelpChild.objects.create(
        help=family_help, child=joining, start_on=start_on, decision=came_from(joining)
    )
    record(Event.ADDED, made, on=start_on)
    return made


def take_child_out(
    *, family_help: FamilyHelp, child: Person, end_on: date, because: str, lets_go: bool, by: Worker
) -> None:
    """The help is not for this child any more; it goes on for the others."""
    require_going_on(by, family_help, child)
    as_it_stands(family_help)
    require_going_on(by, family_help, child)
    not_to_come(end_on, "end_on")
    those = family_help.about.filter(end_on__isnull=True)
    if not those.exclude(child=child).exists():
        raise ValidationError("The help is for nobody else. Close it instead, and say what has changed.")
    row = those.get(child=child)
    row.because = because
    row.save(update_fields=["because"])
    end(row, end_on, reason=because)
    if lets_go:
        let_go(family_help.lead, [child], end_on)
