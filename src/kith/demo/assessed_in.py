"""How long each assessment took, over all as published; and who was assessed once more while the work went on."""

from collections.abc import Iterable
from datetime import date, timedelta

from kith.demo import figures
from kith.demo.again import YEAR
from kith.demo.book import Book, between, weekday
from kith.demo.chance import Stream, about
from kith.demo.journey import NEED, NOT_IN_NEED, NOTHING, Journey
from kith.lib.days import add_working_days, working_days_between

Band = tuple[int, int]
SETTLED = 150  # days after which somebody may be assessed again


def take_time(book: Book, random: Stream, found: Iterable[Journey]) -> None:
    """The day on which each was finished, in the order in which they began."""
    for each in sorted(found, key=lambda one: (one.on, one.family.number)):
        if each.result == NOTHING:
            continue
        if each.result == NOT_IN_NEED and each.over:
            each.assessed_on = max(weekday(each.over - timedelta(days=about(random, 0, 3))), each.on)
            _owed(book, random, each, _band(working_days_between(each.on, each.assessed_on)))
        else:
            _finished(book, random, each)


def _band(days: int) -> Band:
    return next(band for band in figures.ASSESSMENT_DAYS if days <= band[1])


def _owed(book: Book, random: Stream, each: Journey, band: Band) -> None:
    """Its length was given: the others make up for it."""
    book.turn(f"assessed {each.on.year}", random, figures.ASSESSMENT_DAYS, each.size, {band})


def _finished(book: Book, random: Stream, each: Journey) -> None:
    last = each.over - timedelta(days=2) if each.over else book.as_of + YEAR
    if each.again and not each.over:
        last = book.as_of - timedelta(days=6)
    fit = {band for band in figures.ASSESSMENT_DAYS if _after(each.on, min(band[1], 80)) <= last}
    fit = fit or {next(iter(figures.ASSESSMENT_DAYS))}
    low, high = book.turn(f"assessed {each.on.year}", random, figures.ASSESSMENT_DAYS, each.size, fit)
    done = min(_after(each.on, about(random, low, min(high, 80))), last)
    each.assessed_on = max(done, each.on)
    if each.again and each.result == NOT_IN_NEED:
        each.over = min(each.assessed_on + timedelta(days=about(random, 0, 5)), book.as_of)


def _after(day: date, working_days: int) -> date:
    return add_working_days(day, working_days) if working_days else day


def look_again(book: Book, random: Stream, found: Iterable[Journey], ratio: float) -> None:
    """Assessments beyond those of referrals: of children with whom the work goes on."""
    known = [each for each in found if each.result == NEED and not each.again]
    random.shuffle(known)
    for back in (1, 0):
        last = book.as_of - back * YEAR
        many = figures.ASSESSED_AGAIN * ratio
        for each in known:
            low = max(each.on + timedelta(days=SETTLED), last - YEAR)
            high = min(each.over or book.as_of, last) - timedelta(days=70)
            if each.size <= many and low < high and each.looked_again is None and each.young_on(high):
                many -= each.size
                begun = weekday(between(random, low, high))
                done = add_working_days(begun, about(random, 15, 44))
                each.looked_again = (max(begun, each.on), done)
