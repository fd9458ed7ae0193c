"""Contacts for tests."""

from kith.access.roles import Role
from kith.frontdoor.models import Contact, ContactChild
from kith.people.models import Person
from kith.testing.standing import MOMENT
from kith.workforce.factories import a_team, a_worker
from kith.workforce.models import Worker


def a_contact(*children: Person, by: Worker, **details: object) -> Contact:
    team = by.memberships.values_list("team", flat=True).first()
    usual = {
        "received_at": MOMENT,
        "means": "telephone",
        "source": "2A",
        "worries": "Tired and hungry at school",
    }
    contact = Contact.objects.create(
        **{"taken_at": MOMENT, "taken_by": by, "team_id": team} | usual | details
    )
    for child in children:
        ContactChild.objects.create(contact=contact, child=child)
    return contact


def a_front_door_worker(name: str = "Fay Frontdoor", team: str = "Front door") -> Worker:
    return a_worker(name, Role.FRONT_DOOR, a_team(team))


def a_front_door_manager(name: str = "Mina Manager", team: str = "Front door") -> Worker:
    return a_worker(name, Role.TEAM_MANAGER, a_team(team))
