"""Who there is: which children, of what age, in which families, in care or in need, since when and until when.

The numbers come from the published figures by largest remainder, so that a small borough has England's shape too.
"""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from kith.demo import figures
from kith.demo.book import between, born_in
from kith.demo.cast import Child, Family, Kind
from kith.demo.chance import about, choose, share_out, stream
from kith.demo.leavers import YEARS, families_of_leavers, leavers, opened

SIZES_IN_CARE = {1: 46, 2: 30, 3: 17, 4: 7}
SIZES_IN_NEED = {1: 50, 2: 30, 3: 15, 4: 5}


def families(seed: int, open_children: int, as_of: date) -> list[Family]:
    """Every family of the borough, in no order."""
    counts = numbers(open_children)
    in_care = _in_care(stream(seed, "in care"), counts, as_of)
    in_need = _in_need(stream(seed, "in need"), counts["in need"], as_of)
    left = leavers(stream(seed, "left care"), counts["left"], counts["left alone"], as_of)
    closed = _closed(stream(seed, "closed"), counts["closed"], as_of)
    found = [*_households(stream(seed, "households"), in_care, in_need, as_of)]
    found += families_of_leavers(stream(seed, "left families"), left)
    found += [_same_story(group) for group in _groups(stream(seed, "closed families"), closed, SIZES_IN_NEED)]
    _others(stream(seed, "others"), found)
    stream(seed, "order").shuffle(found)
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
        "closed": round(open_children * YEARS * closed_a_year()) - left,
    }


def closed_a_year() -> float:
    """Different children a year whose need ended or was not found, for each open child; some come again."""
    ended = figures.ENDED_NEED.value + figures.NOT_IN_NEED.value
    return ended * (1 - figures.REFERRED_AGAIN.value) / figures.IN_NEED.value


def _in_care(random: Random, counts: dict[str, int], as_of: date) -> list[Child]:
    found = [
        Child(Kind.LOOKED_AFTER, born_in(random, band, as_of))
        for band, number in share_out(counts["looked after"], figures.STOCK_AGE).items()
        for _ in range(number)
    ]
    old = [child for child in found if child.age_on(as_of) >= 15.2]
    for child in sorted(old, key=lambda child: child.born_on)[: counts["alone"]]:
        child.unaccompanied = True
        child.care_start = max(between(random, as_of - timedelta(days=700), as_of - timedelta(days=20)),
                               child.born_on + timedelta(days=5_200))  # fmt: skip
    return found


def _in_need(random: Random, number: int, as_of: date) -> list[Child]:
    found = []
    for band, many in share_out(number, figures.IN_NEED_AGE).items():
        for _ in range(many):
            if band[0] < 0:
                found.append(Child(Kind.IN_NEED, as_of + timedelta(days=about(random, 10, 150)), unborn=True))
            else:
                found.append(Child(Kind.IN_NEED, born_in(random, band, as_of)))
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
            born = born_in(random, band, start)
            found.append(Child(Kind.CLOSED, born, opened_on=max(start, born), closed_on=end))
    return found


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
        opened(random, group)
        yield group
    for child in in_care:
        if child.unaccompanied:
            opened(random, [child])
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
        if part < 0.24:
            years = random.random() ** 1.2
        elif part < 0.37:
            years = 1 + 1.5 * random.random()
        else:
            years = 2.5 + random.expovariate(1 / 4)
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


def _same_story(group: list[Child]) -> list[Child]:
    """Brothers and sisters in need are known from the same day to the same day."""
    eldest = group[0]
    for child in group[1:]:
        if eldest.opened_on and eldest.opened_on >= child.born_on - timedelta(days=100):
            child.opened_on, child.closed_on = eldest.opened_on, eldest.closed_on
    return group


def _others(random: Random, found: list[list[Child]]) -> None:
    """Brothers and sisters without a record of their own."""
    for group in found:
        if group[0].unaccompanied or random.random() > 0.35:
            continue
        gap = timedelta(days=about(random, 340, 1_600))
        older = min(child.born_on for child in group) - gap
        group.append(Child(Kind.SIBLING, older))
