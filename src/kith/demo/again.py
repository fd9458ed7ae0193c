"""Children who were referred again once their record was closed: as many as published, within the year and later."""

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random

from kith.demo import figures
from kith.demo.book import between
from kith.demo.cast import Kind
from kith.demo.chance import about, choose
from kith.demo.journey import NEED, NOT_IN_NEED, NOTHING, Journey

YEAR = timedelta(days=365)
SOON = (6, 63)  # days from the first day to the last of those who were assessed and not in need
HELPED = (80, 150)  # days of those who came again and were in need


def come_again(random: Random, found: list[Journey], ratio: float, as_of: date) -> list[Journey]:
    """The referrals that are missing, of the year before and of the last. Those not in need are marked too."""
    more: list[Journey] = []
    closed = [each for each in found if each.children[0].kind is Kind.CLOSED and each.over]
    random.shuffle(closed)
    for back in (1, 0):
        last = as_of - back * YEAR
        began = [each for each in found if last - YEAR < each.on <= last]
        _not_in_need(began)
        taken = {id(each.children[0]) for each in more}
        waiting = [each for each in closed if id(each.children[0]) not in taken]
        some = _of_the_year(random, waiting, _children(began), ratio, last)
        _results(random, some, _children(each for each in began if each.result == NOT_IN_NEED), ratio, as_of)
        more += some
    return more


def _not_in_need(began: Iterable[Journey]) -> None:
    for each in began:
        if each.children[0].kind is Kind.CLOSED and each.over and SOON[0] <= (each.over - each.on).days <= SOON[1]:  # fmt: skip
            each.result = NOT_IN_NEED


def _of_the_year(
    random: Random, closed: list[Journey], began: int, ratio: float, last: date
) -> list[Journey]:
    """Those who were here in the year already, those who came within a year of the referral before, and the others."""
    all_of_them = figures.REFERRED.value * ratio
    twice = all_of_them - figures.CHILDREN_REFERRED.value * ratio
    again = figures.REFERRED_AGAIN.value * all_of_them
    first, found, taken = last - YEAR, list[Journey](), set[int]()
    for many, low, high, gaps in (
        (twice, first, last, (8, 360)), (again - twice, first - YEAR, first, (8, 360)),
        (all_of_them - began - again, first - 4 * YEAR, first, (370, 1_400)),
    ):  # fmt: skip
        for each in closed:
            if many < each.size or not low < each.on <= high or id(each) in taken:
                continue
            if came := _once_more(random, each, (first, last), gaps):
                found.append(came)
                many -= each.size
                taken.add(id(each))
    return found


def _once_more(
    random: Random, before: Journey, year: tuple[date, date], gaps: tuple[int, int]
) -> Journey | None:
    """Referred on a day of the year, so long after the referral before and some days after it was closed."""
    assert before.over
    sooner = max(before.over + timedelta(days=6), before.on + timedelta(days=gaps[0]), year[0] + timedelta(days=1))  # fmt: skip
    later = min(before.on + timedelta(days=gaps[1]), year[1] - timedelta(days=12))
    if later < sooner:
        return None
    day = between(random, sooner, later)
    return Journey(before.family, before.children, day, again=True) if before.young_on(day) else None


def _results(random: Random, some: list[Journey], not_in_need: int, ratio: float, as_of: date) -> None:
    """What the first referrals of the year leave; the latest first, who cannot have been in need for months already."""
    left = {
        NOTHING: figures.NOTHING_DONE.value * ratio,
        NOT_IN_NEED: figures.NOT_IN_NEED.value * ratio - not_in_need,
    }
    left[NEED] = max(_children(some) - sum(left.values()), 0)
    for each in sorted(some, key=lambda one: one.on, reverse=True):
        known = (as_of - each.on).days
        may = [NOTHING, *([NOT_IN_NEED] if known > 20 else []), *([NEED] if known > HELPED[1] + 5 else [])]
        each.result = choose(random, {what: max(left[what], 0.01) for what in may})
        left[each.result] -= each.size
        if each.result == NOTHING:
            each.over = each.on
        elif each.result == NEED:
            each.over = each.on + timedelta(days=about(random, *HELPED))


def _children(some: Iterable[Journey]) -> int:
    return sum(each.size for each in some)
