"""A referral of brothers and sisters, and what came of it: assessed, in need or not, feared for, protected, closed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from kith.demo.cast import Child, Family, Kind

KEPT = timedelta(
    days=760
)  # what ended sooner than that ago is on this record; older records came without their journeys
OLDEST = timedelta(days=5 * 365)
BY_HAND = 20  # children of whom `front_door` tells, and some more
NOTHING, NOT_IN_NEED, NEED = "nothing done", "not in need", "need"


@dataclass
class Protected:
    """A protection plan."""

    start: date
    end: date | None
    in_care: bool = False  # it ended because they came into care


@dataclass
class Feared:
    """A strategy discussion and the section 47 enquiry that came of it; `conference` where one was needed."""

    on: date
    outcome: str
    conference: date | None = None
    plan: Protected | None = None


@dataclass(eq=False)
class Journey:
    """From a referral to its closure, or to today. `care`: when the first of them came into care."""

    family: Family
    children: list[Child]
    on: date
    over: date | None = None
    care: date | None = None
    result: str = NEED
    again: bool = False
    assessed_on: date | None = None  # none: nothing was to be assessed, or it goes on
    looked_again: tuple[date, date] | None = None  # a later assessment: begun, finished
    feared: list[Feared] = field(default_factory=list)

    @property
    def size(self) -> int:
        return len(self.children)

    @property
    def until(self) -> date | None:
        """How long they were in need at home."""
        return min((day for day in (self.over, self.care) if day), default=None)

    @property
    def all_born_on(self) -> date:
        return max(child.born_on for child in self.children)

    @property
    def plan(self) -> Protected | None:
        return next((each.plan for each in self.feared if each.plan), None)

    def young_on(self, day: date) -> bool:
        return all(child.age_on(day) < 17.3 for child in self.children)


def base(families: Iterable[Family], as_of: date) -> list[Journey]:
    """The referral with which each record began, but for those whose story is told by hand."""
    told = by_hand(families, as_of)
    return [each for family in families if family.number not in told for each in _of(family)]


def by_hand(families: Iterable[Family], as_of: date) -> set[int]:
    """The social worker's who signs in, and those of the first children of all."""
    found, many = set(), 0
    for family in families:
        if many < BY_HAND or family.hers:
            found.add(family.number)
        many += sum(child.is_open and 0 < child.age_on(as_of) < 17 for child in family.children)
    return found


def _of(family: Family) -> Iterator[Journey]:
    """Those known from the same day to the same day came together."""
    groups: dict[tuple[Kind, date | None, date | None], list[Child]] = {}
    for child in family.with_record:
        end = child.closed_on or child.care_end
        groups.setdefault((child.kind, child.opened_on, end), []).append(child)
    for (_, on, end), children in groups.items():
        assert on
        care = min((child.care_start for child in children if child.care_start), default=None)
        yield Journey(family, children, on, end, care)


def is_kept(journey: Journey, as_of: date) -> bool:
    ended_lately = journey.over is None or journey.over > as_of - KEPT
    return ended_lately and journey.on > as_of - OLDEST
