"""Teams and workers, who holds whom, and who may see beyond their role."""

from datetime import date
from typing import NamedTuple


class Team(NamedTuple):
    id: int
    name: str


class Worker(NamedTuple):
    id: int
    name: str
    start_on: date
    end_on: date | None = None
    user_id: int | None = None
    social_work_england: str = ""
    telephone: str = ""
    organisation: str = ""


class KnownAs(NamedTuple):
    id: int
    worker_id: int
    person_id: int


class TeamMembership(NamedTuple):
    id: int
    team_id: int
    worker_id: int
    start_on: date
    end_on: date | None = None
    manages: bool = False


class Allocation(NamedTuple):
    id: int
    child_id: int
    worker_id: int | None
    team_id: int | None
    part: str
    reason: str
    start_on: date
    end_on: date | None = None


class Cover(NamedTuple):
    id: int
    absent_id: int
    covering_id: int
    start_on: date
    end_on: date | None = None


class AccessReason(NamedTuple):
    id: int
    child_id: int
    worker_id: int
    given_on: date
    reason: str


class Restriction(NamedTuple):
    id: int
    person_id: int
    kind: str
    reason: str
    owner_id: int
    review_on: date
    start_on: date
    end_on: date | None = None


class Allowed(NamedTuple):
    id: int
    restriction_id: int
    person_id: int
    worker_id: int
    start_on: date
    end_on: date | None = None
