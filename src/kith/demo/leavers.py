"""Children who left care in the last five years: when, at what age, why, and after how long."""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from kith.demo import figures
from kith.demo.book import born_in, years_before
from kith.demo.cast import Child, Kind
from kith.demo.chance import about, along

# Reasons for which nobody leaves together with a brother or sister.
OF_ITS_OWN = frozenset({"E17", "E5", "E6", "E7", "E9", "E14", "E15", "E16", "E2", "E3"})
YEARS = 5
CAME_AGAIN = 0.4  # assumed, of those who had gone home alone
CLOSE = timedelta(days=300)


def leavers(random: Random, ratio: float, as_of: date) -> list[Child]:
    """Everyone who left care in five years, as many each year as published, by age and reason; some had come alone."""
    cells = {(reason, band): many for reason in figures.LEAVER_REASON
             for band, reasons in figures.REASON_BY_AGE.items() if (many := reasons.get(reason, 0))}  # fmt: skip
    found = []
    for year, ceased in enumerate(figures.CEASED_BY_YEAR):
        left = [
            _leaver(random, band, reason, as_of - timedelta(days=365 * year + about(random, 1, 364)))
            for (reason, band), many in along(random, ceased * ratio, cells).items()
            for _ in range(many)
        ]
        _came_alone(random, left)
        found += left
    return found


def _came_alone(random: Random, left: list[Child]) -> None:
    old = [child for child in left if child.age_band[0] >= 16 and child.end_reason in _ALONE_LEAVE]
    random.shuffle(old)
    for child in old[: round(len(left) * figures.LEAVERS_UNACCOMPANIED / figures.CEASED.value)]:
        child.unaccompanied = True


_ALONE_LEAVE = frozenset({"E3", "E15", "E5", "E6", "E17", "E8"})


def _leaver(random: Random, band: tuple[int, int], reason: str, end: date) -> Child:
    born = born_in(random, band, end)
    if band[0] == 18:  # the day of the eighteenth birthday, or soon after
        born = years_before(end, 18)
        born = born.replace(day=min(born.day, 28))
        end = born.replace(year=born.year + 18)
    return Child(Kind.LEFT_CARE, born, care_end=end, end_reason=reason, age_band=band)


def families_of_leavers(random: Random, left: list[Child], as_of: date) -> Iterator[list[Child]]:
    """Families of leavers: some who left under 16 left with a brother or sister, for the same reason."""
    mates: dict[tuple[str, int], list[Child]] = {}
    for child in left:
        group = [child]
        key = (child.end_reason, years_back(child.care_end, as_of))
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


def years_back(day: date | None, as_of: date) -> int:
    """0 for a day of the last year, 1 for the year before."""
    return (as_of - day).days // 365 if day else 0


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
    opened(random, group)
    return group


def _stay(random: Random, reason: str, alone: bool) -> int:
    """Days in care. Assumed, so that over all they last as long as the stock and the starts say: some 900 days."""
    if alone:
        return about(random, 30, 120) if reason == "E3" else about(random, 100, 1_250)
    if reason == "adopted":
        return about(random, 420, 1_400)
    if reason in {"guardianship", "E41"}:
        return 200 + min(int(random.expovariate(1 / 450)), 3_000)
    if reason in {"E17", "E5", "E6", "E7"} or random.random() < 0.25:
        return about(random, 700, 4_300 if reason in {"E17", "E5", "E6", "E7"} else 2_000)
    return min(int(random.expovariate(1 / 240)) + 2, 3_000)


def returned(random: Random, families: list[list[Child]]) -> list[list[Child]]:
    """Some who had gone home came again: a leaver's time in care becomes the earlier one of a child of about that age."""
    single = [group[0] for group in families if len(group) == 1 and group[0].care_start]
    again = sorted(single, key=lambda child: child.born_on)
    born, gone = [child.born_on for child in again], set[int]()
    for group in families:
        first = group[0]
        if len(group) > 1 or first.end_reason not in ("E4A", "E4B") or random.random() > CAME_AGAIN:
            continue
        near = slice(bisect_left(born, first.born_on - CLOSE), bisect_left(born, first.born_on + CLOSE))
        child = next((each for each in again[near] if _may_be(first, each, gone)), None)
        if child:
            _joined(first, child)
            gone.add(id(first))
    return [group for group in families if id(group[0]) not in gone]


def _may_be(first: Child, child: Child, gone: set[int]) -> bool:
    """Whether the one who went home may be the other, who came into care half a year later or more."""
    assert first.care_end and child.care_start
    born = child.born_on < first.care_end - timedelta(days=30)
    later = child.care_start >= first.care_end + timedelta(days=180)
    alone = child.unaccompanied or first.unaccompanied
    return (
        born and later and not alone and not child.earlier and id(child) not in gone and first.earlier is None
    )


def _joined(first: Child, child: Child) -> None:
    assert first.care_start and first.care_end and child.opened_on
    start = max(first.care_start, child.born_on + timedelta(days=1))
    child.earlier = (start, first.care_end, first.end_reason)
    child.opened_on = min(child.opened_on, start)


def opened(random: Random, group: list[Child]) -> None:
    """The record begins some time before care; in an emergency, on the day."""
    sooner = 0 if group[0].unaccompanied or random.random() < 0.2 else about(random, 25, 700)
    first = min(child.care_start for child in group if child.care_start) - timedelta(days=sooner)
    for child in group:
        child.opened_on = max(first, child.born_on - timedelta(days=100))
