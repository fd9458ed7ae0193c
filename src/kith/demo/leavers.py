"""Children who left care in the last five years: when, at what age, why, and after how long."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from kith.demo import figures
from kith.demo.book import born_in, years_before
from kith.demo.cast import Child, Kind
from kith.demo.chance import about, share_out

# Reasons for which nobody leaves together with a brother or sister.
OF_ITS_OWN = frozenset({"E17", "E5", "E6", "E7", "E9", "E14", "E15", "E16", "E2", "E3"})
YEARS = 5


def leavers(random: Random, number: int, alone: int, as_of: date) -> list[Child]:
    """Everyone who left care in five years, by age and reason as published; `alone` of them had come alone."""
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
    born = born_in(random, band, end)
    if band[0] == 18:  # the day of the eighteenth birthday, or soon after
        born = years_before(end, 18)
        born = born.replace(day=min(born.day, 28))
        end = born.replace(year=born.year + 18)
    return Child(Kind.LEFT_CARE, born, care_end=end, end_reason=reason, age_band=band)


def families_of_leavers(random: Random, left: list[Child]) -> Iterator[list[Child]]:
    """Families of leavers: some who left under 16 left with a brother or sister, for the same reason."""
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
    opened(random, group)
    return group


def _stay(random: Random, reason: str, alone: bool) -> int:
    if alone:
        return about(random, 30, 120) if reason == "E3" else about(random, 60, 800)
    if reason in {"adopted"}:
        return about(random, 420, 1_250)
    if reason in {"guardianship", "E41"}:
        return about(random, 240, 1_100)
    if reason in {"E17", "E5", "E6", "E7"}:
        return about(random, 300, 4_600)
    return min(int(random.expovariate(1 / 330)) + 2, 3_000)


def opened(random: Random, group: list[Child]) -> None:
    """The record begins some time before care; in an emergency, on the day."""
    sooner = 0 if group[0].unaccompanied or random.random() < 0.2 else about(random, 25, 700)
    first = min(child.care_start for child in group if child.care_start) - timedelta(days=sooner)
    for child in group:
        child.opened_on = max(first, child.born_on - timedelta(days=100))
