"""Workers and teams for tests."""

from datetime import date

from kith.access.models import RoleHeld, User
from kith.access.roles import Role
from kith.people.models import Person
from kith.workforce.models import Allocation, KnownAs, Team, TeamMembership, Worker

SINCE = date(2020, 1, 1)
PASSWORD = "a-password-for-tests"  # noqa: S105


def a_team(name: str = "Riverside") -> Team:
    return Team.objects.get_or_create(name=name)[0]


def a_worker(
    name: str, role: Role = Role.SOCIAL_WORKER, team: Team | None = None, **details: object
) -> Worker:
    user = User.objects.create_user(name.lower().replace(" ", "."), PASSWORD)
    RoleHeld.objects.create(user=user, role=role, start_on=SINCE)
    worker = Worker.objects.create(user=user, name=name, start_on=SINCE, **details)
    if team:
        TeamMembership.objects.create(
            team=team, worker=worker, start_on=SINCE, manages=role is Role.TEAM_MANAGER
        )
    return worker


def is_also(worker: Worker, person: Person | int) -> None:
    """The worker is also somebody known to the record."""
    number = person if isinstance(person, int) else person.pk
    KnownAs.objects.create(worker=worker, person_id=number)


def allocated(child: Person, worker: Worker, team: Team | None = None, **details: object) -> Allocation:
    usual = {"start_on": SINCE, "part": Allocation.Part.LEAD}
    return Allocation.objects.create(child=child, worker=worker, team=team, **(usual | details))
