"""Who there is: which children, of what age, in which families, in care or in need, since when and until when.

The numbers come from the published figures by largest remainder, so that a small borough has England's shape too.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from random import Random

from kith.demo import figures
from kith.demo.book import between, years_before
from kith.demo.chance import about, choose, share_out, stream

YEARS = 5
SIZES_IN_CARE = {1: 46, 2: 30, 3: 17, 4: 7}
SIZES_IN_NEED = {1: 50, 2: 30, 3: 15, 4: 5}
OF_ITS_OWN = frozenset(
    {"E17", "E5", "E6", "E7", "E9", "E14", "E15", "E16", "E2", "E3"}
)  # no leaving with siblings


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
    opened_on: date | None = None
    closed_on: date | None = None
    traits: set[str] = field(default_factory=set)
    id: int = 0
    sex: str = "U"
    given: str = ""
    family_name: str = ""
    school: str = ""
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
    kin: list[int] = field(default_factory=list)
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


def families(seed: int, open_children: int, as_of: date) -> list[Family]:
    """Every family of the borough, those with open children first."""
    counts = numbers(open_children)
    in_care = _in_care(stream(seed, "in care"), counts, as_of)
    in_need = _in_need(stream(seed, "in need"), counts["in need"], as_of)
    left = _left(stream(seed, "left care"), counts["left"], counts["left alone"], as_of)
    closed = _closed(stream(seed, "closed"), counts["closed"], as_of)
    found = [*_households(stream(seed, "households"), in_care, in_need, as_of)]
    found += _left_families(stream(seed, "left families"), left)
    found += [_same_story(group) for group in _groups(stream(seed, "closed families"), closed, SIZES_IN_NEED)]
    _others(stream(seed, "others"), found, as_of)
    return [
        Family(place, sorted(group, key=lambda child: child.born_on)) for place, group in enumerate(found, 1)
    ]


def numbers(open_children: int) -> dict[str, int]:
    """How many children of each kind, from the published figures."""
    share = figures.LOOKED_AFTER_STOCK.value / figures.IN_NEED.value
    looked_after = round(open_children * share)
    ratio = looked_after / figures.LOOKED_AFTER_STOCK.value
    left = round(YEARS * figures.CEASED.value * ratio)
    return {
        "looked after": looked_after,
        "alone": round(figures.STOCK_UNACCOMPANIED * ratio),
        "in need": open_children - looked_after,
        "left": left,
        "left alone": round(YEARS * figures.LEAVERS_UNACCOMPANIED * ratio),
        "closed": round(open_children * YEARS) - left,
    }


def _in_care(random: Random, counts: dict[str, int], as_of: date) -> list[Child]:
    found = [
        Child(Kind.LOOKED_AFTER, _born(random, band, as_of))
        for band, number in share_out(counts["looked after"], figures.STOCK_AGE).items()
        for _ in range(number)
    ]
    old = [child for child in found if child.age_on(as_of) >= 15.2]
    for child in sorted(old, key=lambda child: child.born_on)[: counts["alone"]]:
        child.unaccompanied = True
        child.care_start = max(between(random, as_of - timedelta(days=700), as_of - timedelta(days=20)),
                               child.born_on + timedelta(days=5_200))  # fmt: skip
    return found


def _born(random: Random, band: tuple[int, int], on: date) -> date:
    """A birth that makes the child's age lie in the band on a day."""
    low, high = years_before(on, band[1]) + timedelta(days=2), years_before(on, band[0]) - timedelta(days=2)
    return between(random, low, high)


def _in_need(random: Random, number: int, as_of: date) -> list[Child]:
    found = []
    for band, many in share_out(number, figures.IN_NEED_AGE).items():
        for _ in range(many):
            if band[0] < 0:
                found.append(Child(Kind.IN_NEED, as_of + timedelta(days=about(random, 10, 150)), unborn=True))
            else:
                found.append(Child(Kind.IN_NEED, _born(random, band, as_of)))
    for child in found:
        since = as_of - timedelta(days=min(int(random.expovariate(1 / 300)) + 3, 1_800))
        child.opened_on = max(since, child.born_on - timedelta(days=170))
    return found


def _closed(random: Random, number: int, as_of: date) -> list[Child]:
    found = []
    bands = {band: weight for band, weight in figures.IN_NEED_AGE.items() if band[0] >= 0}
    for band, many in share_out(number, bands).items():
        for _ in range(many):
            end = as_of - timedelta(days=about(random, 2, YEARS * 365))
            start = end - timedelta(days=min(int(random.lognormvariate(4.4, 1.1)) + 5, 1_500))
            born = _born(random, band, start)
            found.append(Child(Kind.CLOSED, born, opened_on=max(start, born), closed_on=end))
    return found


def _left(random: Random, number: int, alone: int, as_of: date) -> list[Child]:
    found = []
    for band, many in share_out(number, figures.LEAVER_AGE).items():
        for reason, reasons in share_out(many, figures.REASON_BY_AGE[band]).items():
            for _ in range(reasons):
                end = as_of - timedelta(days=about(random, 1, YEARS * 365 - 1))
                found.append(_leaver(random, band, reason, end))
    old = [child for child in found if child.age_band[0] >= 16 and child.end_reason in _ALONE_LEAVE]
    random.shuffle(old)
    for child in old[:alone]:
        child.unaccompanied = True
    return found


_ALONE_LEAVE = frozenset({"E3", "E15", "E5", "E6", "E17", "E8"})


def _leaver(random: Random, band: tuple[int, int], reason: str, end: date) -> Child:
    born = _born(random, band, end)
    if band[0] == 18:  # the day of the eighteenth birthday, or soon after
        born = years_before(end, 18)
        born = born.replace(day=min(born.day, 28))
        end = born.replace(year=born.year + 18)
    return Child(Kind.LEFT_CARE, born, care_end=end, end_reason=reason, age_band=band)


def _groups(random: Random, children: list[Child], sizes: dict[int, int]) -> Iterator[list[Child]]:
    """Group children into brothers and sisters, born at least eleven months and at most six years apart."""
    children = sorted(children, key=lambda child: child.born_on)
    born = [child.born_on for child in children]
    taken = [False] * len(children)
    for place, child in enumerate(children):
        if taken[place]:
            continue
        taken[place], group = True, [child]
        for _ in range(choose(random, sizes) - 1):
            last = group[-1].born_on
            low = bisect_left(born, last + timedelta(days=335))
            high = bisect_left(born, last + timedelta(days=1_500))
            for _ in range(6):
                other = low + int(random.random() * (high - low))
                if high > low and not taken[other]:
                    taken[other] = True
                    group.append(children[other])
                    break
        yield group


def _households(
    random: Random, in_care: list[Child], in_need: list[Child], as_of: date
) -> Iterator[list[Child]]:
    """Families of children in care, some with brothers and sisters at home; then those of children in need."""
    together = [child for child in in_care if not child.unaccompanied]
    waiting = [child for child in in_need if not child.unborn]
    random.shuffle(waiting)
    for group in _groups(random, together, SIZES_IN_CARE):
        _entered(random, group, as_of)
        if random.random() < 0.2:
            group += _at_home(group, waiting)
        _opened(random, group)
        yield group
    for child in in_care:
        if child.unaccompanied:
            _opened(random, [child])
            yield [child]
    rest = waiting + [child for child in in_need if child.unborn]
    for group in _groups(random, rest, SIZES_IN_NEED):
        yield _same_story(group)


def _entered(random: Random, group: list[Child], as_of: date) -> None:
    """When they came into care: mostly together, at birth those born later."""
    start = as_of - timedelta(days=_duration(random, group[0].age_on(as_of)))
    for child in group:
        if child.born_on <= start and random.random() < 0.8:
            child.care_start = start
        else:
            first = max(start, child.born_on + timedelta(days=about(random, 0, 6)))
            child.care_start = min(
                between(random, first, first + timedelta(days=300)), as_of - timedelta(days=2)
            )
        child.care_start = max(child.care_start, child.born_on)


def _duration(random: Random, age: float) -> int:
    """Days in care so far: about three in ten under a year, half over two and a half years."""
    for _ in range(8):
        part = random.random()
        if part < 0.25:
            years = random.random() ** 1.2
        elif part < 0.42:
            years = 1 + 1.5 * random.random()
        else:
            years = 2.5 + random.expovariate(1 / 2.8)
        if years < age - 0.02:
            return max(int(years * 365), 3)
    return max(int(random.random() * age * 365) - 4, 2)


def _at_home(group: list[Child], waiting: list[Child]) -> list[Child]:
    """Somebody in need who could be a brother or sister of these."""
    for place in range(len(waiting) - 1, max(len(waiting) - 12, -1), -1):
        gaps = [abs((waiting[place].born_on - child.born_on).days) for child in group]
        if min(gaps) > 335 and max(gaps) < 3_300:
            return [waiting.pop(place)]
    return []


def _opened(random: Random, group: list[Child]) -> None:
    """The record begins some time before care; in an emergency, on the day."""
    sooner = 0 if group[0].unaccompanied or random.random() < 0.2 else about(random, 25, 700)
    first = min(child.care_start for child in group if child.care_start) - timedelta(days=sooner)
    for child in group:
        child.opened_on = max(first, child.born_on - timedelta(days=100))


def _same_story(group: list[Child]) -> list[Child]:
    """Brothers and sisters in need are known from the same day to the same day."""
    eldest = group[0]
    for child in group[1:]:
        if eldest.opened_on and eldest.opened_on >= child.born_on - timedelta(days=100):
            child.opened_on, child.closed_on = eldest.opened_on, eldest.closed_on
    return group


def _left_families(random: Random, left: list[Child]) -> Iterator[list[Child]]:
    """Some who left under 16 left with a brother or sister, for the same reason."""
    mates: dict[tuple[str, int], list[Child]] = {}
    for child in left:
        group = [child]
        key = (child.end_reason, child.care_end.year if child.care_end else 0)
        if child.age_band[0] < 16 and child.end_reason not in OF_ITS_OWN:
            other = next((each for each in mates.get(key, []) if _apart(each, child)), None)
            if other and random.random() < 0.7:
                mates[key].remove(other)
                child.care_end = other.care_end = max(child.care_end, other.care_end)  # type: ignore[type-var]
                group.append(other)
            else:
                mates.setdefault(key, []).append(child)
                continue
        yield _cared_for(random, group)
    for waiting in mates.values():
        yield from (_cared_for(random, [child]) for child in waiting)


def _apart(one: Child, other: Child) -> bool:
    return 335 < abs((one.born_on - other.born_on).days) < 2_200


def _cared_for(random: Random, group: list[Child]) -> list[Child]:
    """When leavers had come into care; those for whom a court decided had been there longest."""
    group.sort(key=lambda child: child.born_on)
    end, reason = group[0].care_end, group[0].end_reason
    days = _stay(random, reason, group[0].unaccompanied)
    for child in group:
        assert end is not None
        start = max(end - timedelta(days=days), child.born_on + timedelta(days=about(random, 0, 3)))
        if child.unaccompanied:
            start = max(start, child.born_on + timedelta(days=5_200))
        child.care_start = min(start, end - timedelta(days=1))
    _opened(random, group)
    return group


def _stay(random: Random, reason: str, alone: bool) -> int:
    if alone:
        return about(random, 30, 120) if reason == "E3" else about(random, 60, 800)
    if reason in {"adopted"}:
        return about(random, 420, 1_100)
    if reason in {"guardianship", "E41"}:
        return about(random, 240, 900)
    if reason in {"E17", "E5", "E6", "E7"}:
        return about(random, 300, 3_600)
    return min(int(random.expovariate(1 / 330)) + 2, 3_000)


def _others(random: Random, found: list[list[Child]], as_of: date) -> None:
    """Brothers and sisters without a record of their own."""
    for group in found:
        if group[0].unaccompanied or random.random() > 0.35:
            continue
        gap = timedelta(days=about(random, 340, 1_600))
        older = group[0].born_on - gap
        group.append(Child(Kind.SIBLING, max(older, years_before(as_of, 27))) if older > years_before(as_of, 27)
                     else Child(Kind.SIBLING, older))  # fmt: skip
