"""People and the bonds between them as a genogram takes them: free of the database, each told apart by a number."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

CARE = ("foster_carer", "kinship_carer", "guardian", "adoptive_parent")
COUPLE = ("spouse", "partner")


class Life(StrEnum):
    """How somebody stands to life and death on a day."""

    UNBORN = "unborn"
    LIVING = "living"
    DIED = "died"
    PREGNANCY_ENDED = "pregnancy ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Someone:
    """What is known of a person; sex is M, F or U. `known_from`: the day their own record was opened."""

    key: int
    given: str = ""
    family: str = ""
    sex: str = "U"
    born_on: date | None = None
    estimated: bool = False
    expected_on: date | None = None
    ended_on: date | None = None
    died_on: date | None = None
    known_from: date | None = None
    unknown: bool = False  # stands for a parent nobody has recorded

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}".strip()

    @property
    def order(self) -> tuple:
        return (self.born_on or self.expected_on or date.max, self.key)


@dataclass(frozen=True, slots=True)
class Bond:
    """`person` is the <kind> of `other`, as a relationship is recorded."""

    person: int
    other: int
    kind: str
    start_on: date
    end_on: date | None = None

    def holds_on(self, day: date) -> bool:
        return self.start_on <= day and (self.end_on is None or self.end_on > day)


@dataclass(frozen=True, slots=True)
class Living:
    """Somebody lives in a place, since a day. Places are told apart, never named."""

    person: int
    place: int
    since: date


def is_there(one: Someone, on: date) -> bool:
    """Born by that day; or expected, and known of."""
    if one.born_on is None and one.expected_on is None and one.ended_on is None:
        return True
    if one.born_on and one.born_on <= on:
        return True
    return bool((one.expected_on or one.ended_on) and one.known_from and one.known_from <= on)


def life(one: Someone, on: date) -> Life:
    if one.died_on and one.died_on <= on:
        return Life.DIED
    if one.ended_on and one.ended_on <= on:
        return Life.PREGNANCY_ENDED
    born = one.born_on is not None and one.born_on <= on
    return Life.UNBORN if not born and (one.expected_on or one.ended_on) else Life.LIVING


def gone(one: Someone, on: date) -> bool:
    return life(one, on) in (Life.DIED, Life.PREGNANCY_ENDED)


def by_death(bond: Bond, there: Mapping[int, Someone]) -> bool:
    died = [there[each].died_on for each in (bond.person, bond.other)]
    return bond.end_on is not None and any(day is not None and day <= bond.end_on for day in died)
