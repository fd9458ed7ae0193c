"""When those in care now came into care: so that each year's starts, with those of who left since, are as published."""

from collections import Counter
from datetime import date, timedelta
from random import Random

from kith.demo import figures
from kith.demo.book import between, years_before
from kith.demo.cast import Child
from kith.demo.chance import about, along
from kith.demo.leavers import years_back

Band = tuple[int, int]
ALONE = (0, 0)  # instead of an age


def enter(random: Random, stock: list[Child], left: list[Child], ratio: float, as_of: date) -> None:
    """Give every child of the stock a day, the last year first; whoever is left over came before those years."""
    gone = Counter((years_back(child.care_start, as_of), _band(child)) for child in left)
    waiting = [child for child in stock if not child.care_start]
    random.shuffle(waiting)
    for year, started in enumerate(figures.STARTED_BY_YEAR):
        wanted, shares = 0, along(random, started * ratio, _shares())
        for band, many in shares.items():
            wanted += many - gone[year, band]  # and what the ages before could not give
            before = len(waiting)
            waiting = _give(random, waiting, wanted, (year, band), as_of)
            wanted -= before - len(waiting)
    for child in waiting:
        child.care_start = _long_ago(random, child, as_of)


def _shares() -> dict[Band, float]:
    """Who start, by age, those who came alone apart. The youngest first, who can have come only lately."""
    all_of_them = figures.STARTED.value
    aged = {
        band: (many - figures.ALONE_STARTER_AGE.get(band, 0)) / all_of_them
        for band, many in figures.STARTER_AGE.items()
    }
    return {ALONE: figures.STARTERS_UNACCOMPANIED / all_of_them, **aged}


def _band(child: Child) -> Band:
    if child.unaccompanied:
        return ALONE
    assert child.care_start
    age = child.age_on(child.care_start)
    return next((band for band in figures.STARTER_AGE if age < band[1]), (16, 18))


def _give(
    random: Random, waiting: list[Child], wanted: int, cell: tuple[int, Band], as_of: date
) -> list[Child]:
    """Give a day of one year and age to as many as are wanted, and to all who can have none later. Returns the others."""
    year, band = cell
    begins = as_of - timedelta(days=365 * (year + 1) - 1)
    last_chance = [child for child in waiting if _must(child, begins, band)]
    others = [child for child in waiting if not _must(child, begins, band)]
    left = []
    for place, child in enumerate(last_chance + others):
        window = _window(child, year, band, as_of)
        if window is None or (wanted <= 0 and place >= len(last_chance)):
            left.append(child)
            continue
        child.care_start = _day(random, band, *window)
        wanted -= 1
    return left


def _must(child: Child, begins: date, band: Band) -> bool:
    first = child.born_on if band != ALONE else child.born_on + timedelta(days=14 * 365)
    return (band == ALONE) == child.unaccompanied and band in (ALONE, (0, 1)) and first >= begins


def _window(child: Child, year: int, band: Band, as_of: date) -> tuple[date, date] | None:
    """The days of a year on which the child was of that age."""
    if child.unaccompanied != (band == ALONE):
        return None
    low, high = band if band != ALONE else (14.3, 18)
    first = max(
        as_of - timedelta(days=365 * (year + 1) - 1), child.born_on + timedelta(days=round(low * 365.25))
    )
    last = min(
        as_of - timedelta(days=365 * year + 3), child.born_on + timedelta(days=round(high * 365.25) - 2)
    )
    return (first, last) if first <= last else None


def _day(random: Random, band: Band, first: date, last: date) -> date:
    """Any day; of babies every other comes in the first week."""
    if band == (0, 1) and random.random() < 0.5:
        return min(first + timedelta(days=about(random, 0, 6)), last)
    return between(random, first, last)


def _long_ago(random: Random, child: Child, as_of: date) -> date:
    """Before the years that are counted, as far as the child was born."""
    latest = as_of - timedelta(days=365 * len(figures.STARTED_BY_YEAR))
    day = years_before(latest, min(random.expovariate(1 / 3), 15))
    return min(max(day, child.born_on + timedelta(days=about(random, 0, 40))), as_of - timedelta(days=3))
