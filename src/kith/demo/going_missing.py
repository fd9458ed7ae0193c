"""Children who went missing from care, and what they said when they came back."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random

from kith.demo import figures, words
from kith.demo import tables as t
from kith.demo.book import Book, between, years_before
from kith.demo.care import Story
from kith.demo.cast import Child
from kith.demo.chance import about, pick

# Of the children looked after at any time in a year, how many went missing; nearly all were ten or older.
SHARE = (
    figures.MISSING_INCIDENTS.value
    / figures.INCIDENTS_PER_MISSING_CHILD.value
    / figures.LOOKED_AFTER_AT_ANY_TIME.value
)
TEN_AND_OVER = 0.62


def add_missing(book: Book, story: Story) -> None:
    """Some go missing often, most never; times missing never overlap."""
    for child in story.children:
        random = book.stream("missing", child.id)
        recently = "missing" in child.traits
        if not recently and random.random() > SHARE / TEN_AND_OVER * 1.25:
            continue
        first = max(story.start, years_before(book.as_of, 4), child.born_on + timedelta(days=3_750))
        last = (story.end or book.as_of) - timedelta(days=6)
        times = _times(random, first, last)
        if recently:
            times = [
                *(day for day in times if day < book.as_of - timedelta(days=12)),
                book.as_of - timedelta(days=3),
            ]
        for day in times[:-1] if recently else times:
            _missing(book, random, child, day)
        if recently:
            _just_back(book, child, times[-1])


def _times(random: Random, first: date, last: date) -> list[date]:
    if first >= last:
        return []
    often = 1.5 + random.expovariate(1 / figures.INCIDENTS_PER_MISSING_CHILD.value / 1.2)
    many = min(int(often * max((last - first).days / 365, 0.2)) + 1, 40)
    days = sorted({between(random, first, last) for _ in range(many)})
    return [day for place, day in enumerate(days) if place == 0 or (day - days[place - 1]).days > 5]


def _just_back(book: Book, child: Child, day: date) -> None:
    """Gone one evening, back the next; the interview is offered and still to be held."""
    went = datetime.combine(day, time(19, 40), UTC)
    back = went + timedelta(hours=26)
    book.add(t.MissingPeriod, child.id, "M", went, back, back + timedelta(hours=10))


def _missing(book: Book, random: Random, child: Child, day: date) -> None:
    """Gone in the evening, mostly back by morning; the interview within 72 hours for three in four."""
    went = datetime.combine(day, time(about(random, 16, 23), about(random, 0, 59)), UTC)
    back = went + timedelta(
        minutes=about(random, 150, 1_000) if random.random() < 0.85 else about(random, 1_000, 5_000)
    )
    kind = "M" if random.random() < 0.85 else "A"
    now = datetime.combine(book.as_of, time(7), UTC)
    if back > now:
        book.add(t.MissingPeriod, child.id, kind, went)
        return
    offered = back + timedelta(hours=about(random, 4, 40))
    talked = back + timedelta(
        hours=about(random, 20, 70) if random.random() < 0.78 else about(random, 75, 160)
    )
    declined = random.random() < 0.2
    known = talked <= now and (random.random() > 0.06 or (now - back).days > 12)
    book.add(
        t.MissingPeriod, child.id, kind, went, back, offered if offered <= now else None,
        talked if known and not declined else None, talked if known and declined else None,
        pick(random, words.SAID_ON_RETURN) if known and not declined else "",
    )  # fmt: skip
