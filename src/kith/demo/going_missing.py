"""Children who went missing from care, and what they said when they came back."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from kith.demo import figures, words
from kith.demo import tables as t
from kith.demo.book import Book, years_before
from kith.demo.cast import Child, Kind
from kith.demo.chance import about, pick, share_out
from kith.demo.story import Story

MISSING_CHILDREN = figures.MISSING_INCIDENTS.value / figures.INCIDENTS_PER_MISSING_CHILD.value
TEN = timedelta(days=3_750)  # nearly all who go missing are ten or older
YEARS = 4
APART = 5  # days between two times, so that they never overlap
BEFORE = 0.1  # assumed: of those who left earlier, how many had gone missing


def choose_missing(random: Random, children: Iterable[Child], ratio: float, as_of: date) -> None:
    """Share out the times of the last year as published: how many children, and how often all of them together."""
    rooms = [(child, len(_slots(child, 0, 1, as_of))) for child in children]
    may = [(child, room) for child, room in rooms if room > 8 or "missing" in child.traits]
    random.shuffle(may)
    may.sort(key=lambda each: "missing" not in each[0].traits)
    chosen = may[: max(round(MISSING_CHILDREN * ratio), 1)]
    left = round(figures.MISSING_INCIDENTS.value * ratio) - len(chosen)
    more = share_out(
        max(left, 0), {place: random.expovariate(1) * room for place, (_, room) in enumerate(chosen)}
    )
    spare = 0
    for place, (child, room) in sorted(enumerate(chosen), key=lambda each: each[1][1]):
        wanted = 1 + more[place] + spare
        child.missing = min(wanted, max(room * 3 // 4, 1))
        spare = wanted - child.missing


def add_missing(book: Book, story: Story) -> None:
    """Some go missing often, most never; times missing never overlap."""
    for child in story.children:
        random = book.stream("missing", child.id)
        for day, kind in _times(random, child, book.as_of):
            _missing(book, random, child, day, kind)
        if "missing" in child.traits:
            _just_back(book, child, book.as_of - timedelta(days=3))


def _times(random: Random, child: Child, as_of: date) -> Iterator[tuple[date, str]]:
    """The times of the last year, away without leave a few more; and of the years before, of the same children mostly."""
    lately = _slots(child, 0, 1, as_of)
    many = min(child.missing - ("missing" in child.traits), len(lately))
    away = min(many // 6, len(lately) - many)
    for place, day in enumerate(random.sample(lately, many + away)):
        yield day, "M" if place < many else "A"
    before = _slots(child, 1, YEARS, as_of)
    went = child.missing or (child.kind is Kind.LEFT_CARE and not lately and random.random() < BEFORE)
    often = about(random, 1, 4 + child.missing) if went and before else 0
    for day in random.sample(before, min(often, len(before) // 2)):
        yield day, "M" if random.random() < 0.85 else "A"


def _slots(child: Child, first_year: int, last_year: int, as_of: date) -> list[date]:
    """Days some days apart, in care and old enough, in some of the last years."""
    if child.care_start is None:
        return []
    back = 14 if "missing" in child.traits else 6
    first = max(child.care_start, years_before(as_of, last_year) + timedelta(days=2), child.born_on + TEN)
    last = min(child.care_end or as_of, years_before(as_of, first_year)) - timedelta(days=back)
    return [first + timedelta(days=days) for days in range(0, (last - first).days, APART)]


def _just_back(book: Book, child: Child, day: date) -> None:
    """Gone one evening, back the next; the interview is offered and still to be held."""
    went = datetime.combine(day, time(19, 40), UTC)
    back = went + timedelta(hours=26)
    book.add(t.MissingPeriod, child.id, "M", went, back, back + timedelta(hours=10))


def _missing(book: Book, random: Random, child: Child, day: date, kind: str) -> None:
    """Gone in the evening, mostly back by morning; the interview within 72 hours for three in four."""
    went = datetime.combine(day, time(about(random, 16, 23), about(random, 0, 59)), UTC)
    back = went + timedelta(
        minutes=about(random, 150, 1_000) if random.random() < 0.85 else about(random, 1_000, 5_000)
    )
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
