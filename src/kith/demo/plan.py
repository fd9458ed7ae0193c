"""Who there is: which children, of what age, in which families, in care or in need, since when and until when.

The numbers come from the published figures by largest remainder, so that a small borough has England's shape too.
"""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from kith.demo import figures
from kith.demo.book import born_in
from kith.demo.cast import Child, Family, Kind
from kith.demo.chance import about, choose, share_out, stream
from kith.demo.entering import enter
from kith.demo.leavers import YEARS, families_of_leavers, leavers, opened, returned, years_back

SIZES_IN_CARE = {1: 52, 2: 29, 3: 14, 4: 5}  # who came in one year
SIZES_IN_NEED = {1: 50, 2: 30, 3: 15, 4: 5}


def families(seed: int, open_children: int, as_of: date) -> list[Family]:
    """Every family of the borough, in no order."""
    counts, ratio = numbers(open_children), open_children / figures.IN_NEED.value
    left = leavers(stream(seed, "left care"), ratio, as_of)
    families_that_left = list(families_of_leavers(stream(seed, "left families"), left, as_of))
    in_care = _in_care(stream(seed, "in care"), counts, as_of)
    enter(stream(seed, "entering"), in_care, left, ratio, as_of)
    in_need = _in_need(stream(seed, "in need"), counts["in need"], as_of)
    closed = _closed(stream(seed, "closed"), counts["closed"] - len(left), as_of)
    found = [*_households(stream(seed, "households"), in_care, in_need, as_of), *families_that_left]
    found = returned(stream(seed, "returned"), found)
    found += [_same_story(group) for group in _groups(stream(seed, "closed families"), closed, SIZES_IN_NEED)]
    _others(stream(seed, "others"), found)
    stream(seed, "order").shuffle(found)
    return [
        Family(place, sorted(group, key=lambda child: child.born_on)) for place, group in enumerate(found, 1)
    ]


def numbers(open_children: int) -> dict[str, int]:
    """How many children of each kind, from the published figures."""
    ratio = open_children / figures.IN_NEED.value
    looked_after = round(ratio * figures.LOOKED_AFTER_STOCK.value)
    return {
        "looked after": looked_after,
        "alone": round(figures.STOCK_UNACCOMPANIED * ratio),
        "in need": open_children - looked_after,
        "left": round(sum(figures.CEASED_BY_YEAR) * ratio),
        "closed": round(open_children * YEARS * closed_a_year()),
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
    random.shuffle(old)
    for child in old[: counts["alone"]]:
        child.unaccompanied = True
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
    waiting = [child for child in in_need if not child.unborn]
    random.shuffle(waiting)
    for group in _in_care_together(random, [child for child in in_care if not child.unaccompanied], as_of):
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


def _in_care_together(random: Random, children: list[Child], as_of: date) -> list[list[Child]]:
    """Brothers and sisters who came in one year, mostly on one day; some of their families had others come before."""
    by_year: dict[int, list[Child]] = {}
    for child in children:
        by_year.setdefault(years_back(child.care_start, as_of), []).append(child)
    found = [group for year in sorted(by_year) for group in _groups(random, by_year[year], SIZES_IN_CARE)]
    for group in found:
        _entered(random, group)
    random.shuffle(found)
    return _joined(random, found)


def _entered(random: Random, group: list[Child]) -> None:
    """Mostly on one day; at birth those born later in the year."""
    start = group[0].care_start
    assert start
    for child in group:
        if random.random() < 0.85:
            child.care_start = max(start, child.born_on + timedelta(days=about(random, 0, 4)))


def _joined(random: Random, groups: list[list[Child]]) -> list[list[Child]]:
    """Some groups are of one family, though they came in different years."""
    found: list[list[Child]] = []
    for group in groups:
        other = next((each for each in found[-25:] if _may_join(each, group)), None)
        if other and random.random() < 0.15:
            other += group
        else:
            found.append(group)
    return found


def _may_join(one: list[Child], other: list[Child]) -> bool:
    born = sorted(child.born_on for child in one + other)
    return (
        len(born) <= 4
        and (born[-1] - born[0]).days < 4_500
        and all((later - sooner).days > 335 for sooner, later in pairwise(born))
    )


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
