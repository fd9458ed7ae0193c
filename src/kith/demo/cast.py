"""A child and a family of the borough: first what was planned, then what the themes found out."""

from dataclasses import dataclass, field
from datetime import date
from enum import Enum


class Kind(Enum):
    LOOKED_AFTER = "looked after"
    IN_NEED = "in need"
    LEFT_CARE = "left care in the last five years"
    CLOSED = "was in need in the last five years"
    SIBLING = "known only as a brother or sister"


@dataclass
class Child:
    """One child: first what was planned, then what the themes found out."""

    kind: Kind
    born_on: date  # for the unborn, the day the birth is expected
    unborn: bool = False
    unaccompanied: bool = False
    care_start: date | None = None
    care_end: date | None = None
    end_reason: str = ""
    age_band: tuple[int, int] = (0, 18)
    earlier: tuple[date, date, str] | None = None  # a time in care before this one: from, until, why it ended
    opened_on: date | None = None
    closed_on: date | None = None
    traits: set[str] = field(default_factory=set)
    id: int = 0
    sex: str = "U"
    given: str = ""
    family_name: str = ""
    school: str = ""
    missing: int = 0  # how often in the last year
    protected: tuple[date, date | None] | None = None  # by a plan: from, until
    held: list[tuple[date, date | None, int]] = field(default_factory=list)  # from, until, worker

    @property
    def has_record(self) -> bool:
        return self.kind is not Kind.SIBLING

    @property
    def is_open(self) -> bool:
        return self.kind in (Kind.LOOKED_AFTER, Kind.IN_NEED)

    def age_on(self, day: date) -> float:
        return (day - self.born_on).days / 365.2425

    def worker_on(self, day: date) -> int | None:
        """Who held the child on a day."""
        for start, end, worker in reversed(self.held):
            if start <= day and (end is None or day < end):
                return worker
        return None


@dataclass
class Family:
    """Children of one mother, oldest first; their people are added by `families`."""

    number: int
    children: list[Child]
    mother: int = 0
    fathers: list[int] = field(default_factory=list)
    together: set[int] = field(default_factory=set)  # fathers who live with the mother
    kin: list[tuple[int, str]] = field(default_factory=list)  # person, and what they are to the children
    name: str = ""
    address: int = 0
    postcode: str = ""
    lines: str = ""
    hers: bool = False  # held by the social worker who signs in

    def of(self, *kinds: Kind) -> list[Child]:
        return [child for child in self.children if child.kind in kinds]

    @property
    def with_record(self) -> list[Child]:
        return [child for child in self.children if child.has_record]
