"""For whom there was a strategy discussion, an enquiry, a conference and a plan: as many as published, and as long."""

from collections.abc import Iterable
from datetime import date, timedelta

from kith.demo import figures
from kith.demo.again import YEAR
from kith.demo.book import Book, between
from kith.demo.chance import Stream, about, share_out
from kith.demo.journey import NEED, NOTHING, Feared, Journey, Protected
from kith.demo.leavers import years_back
from kith.lib.days import add_months, add_working_days, is_working_day, working_days_back

FIRST = 28  # days at least from the referral to a plan
MONTH = 30.44


def fear(book: Book, random: Stream, found: list[Journey], ratio: float) -> None:
    """Plans that stand, plans that ended, conferences without a plan, and the other enquiries."""
    able = [each for each in found if each.result == NEED and each.all_born_on < book.as_of]
    random.shuffle(able)
    _standing(book, random, able, ratio)
    for back in (0, 1):
        last = book.as_of - back * YEAR
        _ended(book, random, able, ratio, last)
        _conferred(book, random, able, ratio, last)
        _enquired(book, random, found, ratio, last)
    for each in found:
        each.feared.sort(key=lambda one: one.on)
        for child in each.children:
            if each.plan:
                child.protected = (each.plan.start, each.plan.end)


def _standing(book: Book, random: Stream, able: list[Journey], ratio: float) -> None:
    """The longest first: few were known for so long."""
    shares = share_out(round(sum(figures.PLANS_STANDING.values()) * ratio), figures.PLANS_STANDING)
    for (low, high), many in reversed(shares.items()):
        soonest = add_months(book.as_of, -high) + timedelta(days=4)
        latest = add_months(book.as_of, -low) - timedelta(days=4)
        for each in able:
            start = max(soonest, each.on + timedelta(days=FIRST), each.all_born_on)
            waiting = any("waiting" in child.traits for child in each.children)
            if each.until or each.feared or each.size > many or start > latest or waiting:
                continue
            if each.young_on(book.as_of) and _protect(book, random, each, between(random, start, latest), None):  # fmt: skip
                many -= each.size


def _ended(book: Book, random: Stream, able: list[Journey], ratio: float, last: date) -> None:
    """Of a year: at a conference some time before the work ended, or when they came into care. No more of them may have
    started in that year than did."""
    shares = share_out(round(sum(figures.PLANS_ENDED.values()) * ratio), figures.PLANS_ENDED)
    so_far = sum(each.size for each in able if each.plan and last - YEAR < each.plan.start <= last)
    room = figures.PLANS_STARTED * ratio - so_far
    shortest, *others = shares
    for band in (shortest, *reversed(others)):
        many, low, high = shares[band], max(round(band[0] * MONTH) + 3, 70), round(band[1] * MONTH) - 3
        for each in able:
            days = about(random, low, high)
            if each.feared or each.size > many or not (end := _end(random, each, last, days)):
                continue
            start = end - timedelta(days=days)
            of_the_year = each.size if start > last - YEAR else 0
            if of_the_year <= max(room, 0) and _protect(book, random, each, start, end):
                many, room = many - each.size, room - of_the_year


def _end(random: Stream, each: Journey, last: date, days: int) -> date | None:
    """A day of the year on which a plan that stood for so many days may have ended."""
    first = max(each.on + timedelta(days=FIRST), each.all_born_on) + timedelta(days=days)
    left = timedelta(days=0 if each.care else 12)
    sooner, later = max(first, last - YEAR + timedelta(days=1)), min((each.until or last) - left, last)
    if later < sooner or not each.young_on(later):
        return None
    return later if later == each.care else _working(between(random, sooner, later))


def _working(day: date) -> date:
    """The day, or the next on which people work."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def _protect(book: Book, random: Stream, each: Journey, start: date, end: date | None) -> bool:
    """Begins with a conference; not where that would be after today, or before there was an enquiry."""
    start = _working(start)
    in_care = end is not None and end == each.care
    return start < book.as_of and _confer(book, random, each, start, Protected(start, end, in_care))


def _confer(book: Book, random: Stream, each: Journey, day: date, plan: Protected | None) -> bool:
    """A conference so many working days after the strategy discussion, over all as published."""
    fit = {band for band in figures.CONFERENCE_DAYS if working_days_back(day, band[1] + 1) >= each.on}
    if not fit:
        return False
    theme = f"conference {years_back(day, book.as_of)}"
    low, high = book.turn(theme, random, figures.CONFERENCE_DAYS, each.size, fit)
    each.feared.append(Feared(working_days_back(day, about(random, low, high) + 1), "conference", day, plan))
    return True


def _conferred(book: Book, random: Stream, able: list[Journey], ratio: float, last: date) -> None:
    """Conferences after which there was no plan."""
    many = round((figures.CONFERENCES - figures.PLANS_STARTED) * ratio)
    for each in able:
        sooner = max(each.on + timedelta(days=22), last - YEAR, each.all_born_on)
        later = min(sooner + timedelta(days=60), (each.until or last) - timedelta(days=10), last)
        if each.feared or each.size > many or later < sooner or not each.young_on(later):
            continue
        day = _working(between(random, sooner, later))
        if day < book.as_of and _confer(book, random, each, day, None):
            many -= each.size


def _enquired(book: Book, random: Stream, found: list[Journey], ratio: float, last: date) -> None:
    """The others: mostly soon after the referral, some of children for whom there was one before."""
    had = [each for each in found if any(last - YEAR < one.on <= last for one in each.feared)]
    so_far = sum(each.size for each in had)
    first = round(figures.CHILDREN_FEARED_FOR * ratio) - so_far
    more = round((figures.ENQUIRIES - figures.CHILDREN_FEARED_FOR) * ratio)
    new = [each for each in found if last - YEAR < each.on <= last and each.result != NOTHING]
    random.shuffle(new)
    for each in new:
        day = _working(each.on + timedelta(days=about(random, 0, 3)))
        born = each.all_born_on <= each.on
        if not each.feared and each.size <= first and born and day < min(each.over or book.as_of, last):
            first -= each.size
            had.append(each)
            each.feared.append(Feared(day, _outcome(book, random, each)))
    _enquired_again(book, random, had, more, last)


def _enquired_again(book: Book, random: Stream, had: Iterable[Journey], many: int, last: date) -> None:
    for each in had:
        sooner = max(one.conference or one.on for one in each.feared) + timedelta(days=25)
        day = _working(between(random, sooner, sooner + timedelta(days=120)))
        until = min(each.until or book.as_of, last) - timedelta(days=10)
        if each.size <= many and last - YEAR < day < until and each.young_on(day):
            many -= each.size
            plan = each.plan
            stands = plan and plan.start <= day and (plan.end is None or day < plan.end)
            each.feared.append(Feared(day, "has_a_plan" if stands else _outcome(book, random, each)))


def _outcome(book: Book, random: Stream, each: Journey) -> str:
    return book.turn("found", random, figures.FOUND, each.size)


def ended_on(random: Stream, feared: Feared) -> date:
    """When it was found: days later, and before a conference that came of it."""
    done = add_working_days(feared.on, about(random, 3, 9))
    return min(done, working_days_back(feared.conference, 2)) if feared.conference else done
