"""Family help for tests."""

from kith.familyhelp.models import Basis, FamilyHelp, FamilyHelpChild, Service
from kith.people.models import Family, Person
from kith.testing.standing import days_ago
from kith.workforce.models import Worker


def family_help(
    *children: Person, lead: Worker, days: int = 30, consent: bool = True, **details: object
) -> FamilyHelp:
    """Help of the first child's family, with the mother's consent from its first day."""
    usual = {"family": Family.objects.filter(members=children[0]).first(), "wants": "Quiet evenings"}
    made = FamilyHelp.objects.create(start_on=days_ago(days), lead=lead, **usual | details)
    for child in children:
        FamilyHelpChild.objects.create(help=made, child=child, start_on=made.start_on)
    if consent:
        a_consent(made, days)
    return made


def a_consent(made: FamilyHelp, days: int = 30, **details: object) -> Basis:
    usual = {
        "kind": "consent",
        "who": "Sam Example, mother",
        "to_what": "Family help, and telling the school",
    }
    return Basis.objects.create(help=made, start_on=days_ago(days), **usual | details)


def a_service(name: str = "Talking Walks", **details: object) -> Service:
    usual = {
        "organisation": "Weir Lane Trust",
        "description": "Somebody to talk to, outdoors",
        "category": "emotional",
    }
    return Service.objects.create(name=name, **usual | details)
