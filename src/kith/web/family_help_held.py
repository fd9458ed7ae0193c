"""Whom the lead practitioner of a family's help holds, and may let go as it ends."""

from datetime import date

from django.urls import reverse

from kith.access.roles import Permission
from kith.assessment.queries import being_written
from kith.care.models import PeriodOfCare
from kith.familyhelp.actions.holding import held_by_lead
from kith.familyhelp.models import FamilyHelp
from kith.people.models import Person
from kith.reach.seeing import sees
from kith.web.family_help_words import beside
from kith.web.request import Request


def held(found: FamilyHelp, children: list[Person]) -> list[Person]:
    """Those of the children whom the lead practitioner holds as their lead."""
    rows = held_by_lead(found.lead, children)
    return [each for each in children if each.pk in rows]


def done_with(children: list[Person], day: date) -> list[str]:
    """For whom nothing else is under way: with them the lead has nothing more to do."""
    return [str(each.pk) for each in children if not _something_else(each, day)]


def _something_else(child: Person, day: date) -> bool:
    in_care = PeriodOfCare.objects.on(day).filter(child=child)
    return bool(beside(child, day) or being_written(child)) or in_care.exists()


def back_to(request: Request, whose: Person) -> str:
    """Whoever let the child go has no record to go back to."""
    return (
        reverse("family-help", args=[whose.pk])
        if sees(request.worker, whose.pk, Permission.FAMILY_SEE)
        else reverse("home")
    )


def helped_now(found: FamilyHelp) -> list[Person]:
    """The children whom the help is for until it ends."""
    return [each.child for each in found.about.all() if not each.end_on]


def everybody(found: FamilyHelp) -> list[Person]:
    """Each child it is or was for, once."""
    return list(dict.fromkeys(each.child for each in found.about.all()))
