"""Care leavers, kept in touch with around their birthdays; and series of short breaks for disabled children at home."""

from datetime import date, timedelta

from kith.demo import figures, words
from kith.demo import tables as t
from kith.demo.book import Book, weekday
from kith.demo.cast import Child, Family, Kind
from kith.demo.chance import Stream, about, choose, pick
from kith.demo.homes import INSIDE, Homes
from kith.demo.workers import is_care_leaver
from kith.lib.days import birthday

HOMES = {
    "U1": 36,
    "D1": 16,
    "Z1": 14,
    "B1": 12,
    "K1": 3,
    "E1": 4,
    "T1": 4,
    "Y1": 3,
    "X2": 2,
    "S2": 1,
    "W2": 1,
    "V2": 1,
    "R1": 3,
}


def add_contacts(book: Book, family: Family) -> None:
    """At each birthday from 17 to 21 since leaving; the year runs from April."""
    for child in family.of(Kind.LEFT_CARE):
        if not is_care_leaver(child, book.as_of) or child.care_end is None:
            continue
        random = book.stream("contact", child.id)
        for age in range(17, 22):
            day = birthday(child.born_on, age)
            if child.care_end < day <= book.as_of:
                _contact(book, random, child, day, age)


def _contact(book: Book, random: Stream, child: Child, day: date, age: int) -> None:
    first = day.year if day >= date(day.year, 4, 1) else day.year - 1
    year = f"{first}-{(first + 1) % 100:02}"
    weights = figures.LEAVER_ACTIVITY if age > 18 else figures.YOUNGER_LEAVER_ACTIVITY
    activity = book.turn(f"activity {year} {age > 18}", random, weights)
    if activity == "0":
        touch = choose(random, {"NO": 70, "REFU": 20, "RHOM": 10})
        book.add(
            t.CareLeaverContact,
            child.id,
            year,
            touch,
            "0" if touch == "NO" else "",
            "0" if touch == "NO" else "",
        )
    else:
        book.add(
            t.CareLeaverContact,
            child.id,
            year,
            "YES",
            activity,
            book.turn(f"home of leaver {year} {age > 18}", random, HOMES),
        )


def add_short_breaks(book: Book, homes: Homes, family: Family) -> None:
    """A disabled child at home who stays away some weekends, under one agreement."""
    random = book.stream("short breaks", family.number)
    for child in family.of(Kind.IN_NEED):
        old_enough = not child.unborn and 4 < child.age_on(book.as_of) < 17
        if (
            old_enough
            and child.opened_on
            and (book.as_of - child.opened_on).days > 60
            and random.random() < 0.05
        ):
            _series(book, random, homes, family, child)


def _series(book: Book, random: Stream, homes: Homes, family: Family, child: Child) -> None:
    start = (child.opened_on or book.as_of) + timedelta(days=about(random, 30, 55))
    home = homes.find(random, "home", start, None, zone=INSIDE)
    book.add(t.PeriodOfCare, child.id, "short_breaks", "", start)
    book.add(t.LegalStatus, child.id, "V4", start)
    book.add(t.NeedCode, child.id, start, "N2")
    book.add(t.HomePostcode, child.id, start, family.postcode)
    day = start
    while day < book.as_of:
        end = day + timedelta(days=about(random, 1, 3))
        book.add(t.ShortBreak, child.id, home.id, day, end if end <= book.as_of else None)
        day = end + timedelta(days=about(random, 12, 40))
    _looked_at(book, random, child, start)


def _looked_at(book: Book, random: Stream, child: Child, start: date) -> None:
    """Visits during breaks and reviews: the first within three months, then within six."""
    day = weekday(start + timedelta(days=about(random, 50, 85)))
    while day <= book.as_of:
        part = pick(random, ("PN3", "PN4", "PN6")) if child.age_on(day) >= 4 else "PN0"
        book.add(t.Review, child.id, day, part, None, "Short breaks are going well and are to go on.")
        seen = weekday(day - timedelta(days=about(random, 3, 20)))
        if worker := child.worker_on(seen):
            number = book.add(
                t.Visit, "care", seen, book.moment(random, seen), worker, "Short break", words.SHORT_BREAK
            )
            book.add(t.VisitChild, number, child.id, True, random.random() < 0.5)
        day = weekday(day + timedelta(days=about(random, 140, 178)))
