"""How children came to the front door: a contact, what was decided, who was told, and the referral."""

from datetime import date, datetime, timedelta

from kith.demo import figures, telling
from kith.demo import tables as t
from kith.demo.book import Book
from kith.demo.cast import Child
from kith.demo.chance import Stream, about, choose, pick
from kith.demo.journey import NOTHING, Journey
from kith.demo.workers import Post, Workforce
from kith.lib.days import add_working_days

MEANS = {"telephone": 55, "email": 25, "online": 14, "letter": 3, "in_person": 3}
OTHERWISE = {"information": 40, "early_help": 35, "nothing": 25}
BEFORE, SINCE = 0.4, 0.15  # assumed: of those who came again, and of those who did not, a contact in between
SLOW = 0.07  # assumed: of decisions took more than a working day
ANONYMOUS = "9"
YEARS = {
    "2A": (4.5, 18.0),
    "3A": (0.0, 18.0),
    "3B": (0.0, 5.0),
    "3C": (5.0, 18.0),
    "5B": (5.0, 18.0),
}  # how old such children are


def arrive(book: Book, random: Stream, force: Workforce, journey: Journey) -> dict[int, int]:
    """Child -> number of the referral."""
    post = force.assessment[journey.family.number % len(force.assessment)]
    source = _source(book, random, journey)
    contact, received = _contact(book, random, post, journey.children, source, journey.on)
    decided = _decided_at(book, random, received)
    outcome, reason = _outcome(random, journey)
    found = {}
    for child in journey.children:
        decision = _decision(book, post, contact, child, (outcome, reason, ""), decided)
        found[child.id] = book.add(
            t.Referral, child.id, decision, journey.on, source, _need(book, random, child),
            journey.result == NOTHING,
        )  # fmt: skip
    _told(book, post, contact, source, decided)
    return found


def come_between(book: Book, random: Stream, force: Workforce, journey: Journey) -> None:
    """Now and then a contact after the record was closed, of which no referral came."""
    if journey.over is None or random.random() > (BEFORE if journey.again else SINCE):
        return
    day = journey.over + timedelta(days=about(random, 15, 150))
    if day >= book.as_of or not journey.young_on(day):
        return
    post = force.assessment[journey.family.number % len(force.assessment)]
    source = _source(book, random, journey)
    contact, received = _contact(book, random, post, journey.children, source, day)
    outcome, decided = choose(random, OTHERWISE), _decided_at(book, random, received)
    for child in journey.children:
        _decision(book, post, contact, child, (outcome, *telling.OTHERWISE[outcome]), decided)
    _told(book, post, contact, source, decided)


def _source(book: Book, random: Stream, journey: Journey) -> str:
    if journey.children[0].unaccompanied:
        return pick(random, ("6", "5C"))
    age = max(child.age_on(journey.on) for child in journey.children)
    fit = {each for each in figures.SOURCE if _fits(each, age)}
    return book.turn("source", random, figures.SOURCE, journey.size, fit)


def _fits(source: str, age: float) -> bool:
    low, high = YEARS.get(source, (-1.0, 18.0))
    return low <= age < high if age >= 0 else source in ("3F", "3A", "6", "1A", "8")


def _contact(
    book: Book, random: Stream, post: Post, children: list[Child], source: str, day: date
) -> tuple[int, datetime]:
    received = book.moment(random, day)
    working = telling.about(random.fresh(telling.WORKING), children)
    number = book.add(
        t.Contact, received, received + timedelta(minutes=about(random, 5, 50)), post.on(day), post.team,
        choose(random, MEANS), source, _worries(random, children, source, day), working, telling.WHO.get(source, ""),
        2 if random.random() < 0.2 else 3,
    )  # fmt: skip
    return number, received


def _worries(random: Stream, children: list[Child], source: str, day: date) -> str:
    if children[0].unaccompanied:
        return random.fresh(telling.ALONE)
    if all(child.born_on > day for child in children):
        return random.fresh(telling.UNBORN)
    return telling.about(random.fresh(telling.WORRIES[telling.FROM.get(source, telling.SERVICES)]), children)


def _decided_at(book: Book, random: Stream, received: datetime) -> datetime:
    """Mostly the same day or the next working day."""
    chance, day = random.random(), received.date()
    if chance < 0.5 and day.weekday() < 5:
        return received + timedelta(minutes=about(random, 40, 90))
    late = about(random, 2, 4) if chance > 1 - SLOW else 1
    return book.moment(random, min(add_working_days(day, late), book.as_of))


def _outcome(random: Stream, journey: Journey) -> tuple[str, str]:
    if journey.result == NOTHING:
        return "family_help", random.fresh(telling.NOTHING_MORE)
    if any((each.on - journey.on).days < 5 for each in journey.feared):
        return "strategy", random.fresh(telling.FEARED_FOR)
    return "family_help", random.fresh(telling.REFERRED)


def _decision(
    book: Book, post: Post, contact: int, child: Child, said: tuple[str, str, str], at: datetime
) -> int:
    assert post.manager
    outcome, reason, offered = said
    book.add(t.ContactChild, contact, child.id, at)
    return book.add(t.Decision, contact, child.id, outcome, reason, at, post.manager.on(at.date()), offered)


def _need(book: Book, random: Stream, child: Child) -> str:
    return "N8" if child.unaccompanied else book.turn("primary need", random, figures.PRIMARY_NEED)


def _told(book: Book, post: Post, contact: int, source: str, decided: datetime) -> None:
    if source != ANONYMOUS:
        at = decided + timedelta(minutes=10)
        book.add(t.Telling, contact, "referrer", "decided", at, post.on(at.date()), at)
