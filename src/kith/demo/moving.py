"""How often children in care moved: of those looked after now, as often in the last years as the published figures say."""

from datetime import date, timedelta
from random import Random

from kith.demo import figures
from kith.demo.book import Book, between
from kith.demo.cast import Child
from kith.demo.chance import about
from kith.demo.story import SETTLED, Story

OFTEN = {
    True: figures.THREE_OR_MORE_PLACEMENTS.value,
    False: figures.LOOKED_AFTER_STOCK.value - figures.THREE_OR_MORE_PLACEMENTS.value,
}
STAYED = {True: figures.SETTLED.value, False: figures.LONG_IN_CARE.value - figures.SETTLED.value}
YEAR = 365


def starts(book: Book, random: Random, story: Story, end: date, last: str) -> list[date]:
    """The days on which homes began; `last` is the kind of the last one."""
    found = _by_chance(random, story, end)
    first = _not_before(random, story, last, end)
    if story.goes_on:
        found = _as_published(book, random, story, found, first, last)
    if first and found[-1] < first:
        found.append(first)
    return found


def _by_chance(random: Random, story: Story, end: date) -> list[date]:
    child, found, days = story.children[0], [story.start], (end - story.start).days
    at = 0
    unsettled = random.random() < (0.2 if child.age_on(end) > 9 and len(story.children) == 1 else 0.02)
    if random.random() < 0.4:
        at = about(random, 4, 110)
        found.append(story.start + timedelta(days=at))
    while at < days:
        at += max(int(random.expovariate(1 / (130 if unsettled else 1_500))), 9)
        found.append(story.start + timedelta(days=at))
    latest = 150 if story.traits & SETTLED else 2
    return [day for day in found if (end - day).days > latest or day == story.start]


def _as_published(
    book: Book, random: Random, story: Story, found: list[date], first: date | None, last: str
) -> list[date]:
    """Three homes or more in the last year for some; the same carer for two years for most of those long in care."""
    today, many = book.as_of, len(story.children)
    known = (today - story.start).days
    free = known > 60 and not story.traits and last not in ("parents", "adoption")
    often = book.turn("moved often", random, OFTEN, many, {True, False} if free else {False})
    stays = None
    if long := sum(_is_long(story, child, today) for child in story.children):
        may = {False} if often or last == "adoption" else {True} if story.traits else {True, False}
        stays = book.turn("stayed", random, STAYED, long, may)
    if often:
        return sorted({*found, *_often(random, story, today)})
    return _seldom(random, found, first, today, stays)


def _is_long(story: Story, child: Child, today: date) -> bool:
    return (today - story.start).days >= 913 and child.age_on(today) < 16


def _often(random: Random, story: Story, today: date) -> list[date]:
    """Two moves or three in the last year, some weeks apart."""
    begin = max(story.start + timedelta(days=8), today - timedelta(days=YEAR - 8))
    moves, days = about(random, 2, 3), (today - begin).days - 4
    return [
        begin + timedelta(days=int(days * (each + random.random() * 0.8) / moves)) for each in range(moves)
    ]


def _seldom(
    random: Random, found: list[date], first: date | None, today: date, stays: bool | None
) -> list[date]:
    """At most one move in the last year; none in two years, or one, for whom that is known."""
    start, long_ago = found[0], today - timedelta(days=2 * YEAR + 1)
    year = today - timedelta(days=YEAR)
    kept = [day for day in found if day <= (long_ago if stays else year) or day == start]
    lately = [day for day in found if day > year and day != start]
    if not stays and first is not None and first > year:
        return kept
    if stays is False and not any(day > long_ago for day in kept + lately):
        lately = [between(random, long_ago + timedelta(days=20), today - timedelta(days=20))]
    return kept if stays else sorted({*kept, *lately[:1]})


def _not_before(random: Random, story: Story, last: str, end: date) -> date | None:
    """Supported accommodation is from sixteen; adopters come after the placement order; parents after an order."""
    if last == "supported":
        sixteen = story.children[0].born_on + timedelta(days=5_845)
        usual = min(between(random, sixteen, sixteen + timedelta(days=200)), end - timedelta(days=1))
        return max(usual, sixteen, story.start)
    if last == "adoption":
        since = story.statuses[-1][1] + timedelta(days=about(random, 20, 240))
        return max(min(since, end - timedelta(days=3)), story.start + timedelta(days=1))
    if last == "parents":
        since = next((start for code, start, _ in story.statuses if code in ("C1", "C2")), story.start)
        return max(min(since + timedelta(days=about(random, 0, 60)), end - timedelta(days=1)), since)
    return None
