"""Visits: to looked-after children as often as the law asks, mostly; to children in need as their plans say.

One visit is written once for the brothers and sisters it concerns.
"""

from datetime import date, datetime, timedelta

from kith.demo import tables as t
from kith.demo import words
from kith.demo.book import DAY, Book, weekday
from kith.demo.cast import Child, Family, Kind
from kith.demo.chance import Stream, about, pick
from kith.demo.story import Stay, Story
from kith.lib.days import add_months

LATE = 0.07  # of visits are late
MONTHS = {88: 3, 180: 6}  # gaps that the law counts in months


def visit_in_care(book: Book, family: Family, story: Story) -> None:
    """Every visit of a time in care: within a week of each move, then as the rule of the day says."""
    random = book.stream("visits in care", family.number * 16 + family.children.index(story.children[0]))
    for place, stay in enumerate(story.homes):
        if stay.same_carer and place:
            continue
        following = (each for each in story.homes[place + 1 :] if not each.same_carer)
        end = next((each.start for each in following), story.end)
        _visits_of_stay(book, random, story, stay.start, end)


def _visits_of_stay(book: Book, random: Stream, story: Story, start: date, end: date | None) -> None:
    day = weekday(start + timedelta(days=_late(random, about(random, 0, 6), 9)))
    day = max(day, start)
    last = min(end - DAY if end else book.as_of, book.as_of)
    stop = _stop(book, story, start) if end is None else None
    while day <= (min(last, stop - timedelta(days=4)) if stop else last):
        stay = story.stay_on(day)
        assert stay is not None
        _care_visit(book, random, story, stay, day)
        gap = _gap(story, stay, start, day)
        after = weekday(day + timedelta(days=_late(random, gap - about(random, 0, min(gap // 4, 9)), 21)))
        day = max(after, day + timedelta(days=3))
    if stop and (stay := story.stay_on(stop)):
        _care_visit(book, random, story, stay, stop)


def _stop(book: Book, story: Story, start: date) -> date | None:
    """For the sake of the day page: the last visit, so that the next is due in two days, or was due last week."""
    over = 2 if "visit due" in story.traits else -7 if "late visit" in story.traits else None
    if over is None or (stay := story.stay_on(book.as_of)) is None:
        return None
    gap, due = _gap(story, stay, start, book.as_of - timedelta(days=40)), book.as_of + timedelta(days=over)
    day = add_months(due, -MONTHS[gap]) if gap in MONTHS else due - timedelta(days=gap)
    return day if day > start else None


def _late(random: Stream, days: int, most: int) -> int:
    return days + about(random, 3, most) if random.random() < LATE else days


def _gap(story: Story, stay: Stay, start: date, day: date) -> int:
    """Days to the next visit: as the plan asks, or as the law does."""
    lawful = _lawful_gap(story, stay, start, day)
    return min(lawful, story.often[1]) if story.often and story.often[0] <= day else lawful


def _lawful_gap(story: Story, stay: Stay, start: date, day: date) -> int:
    """The rule that holds on the day: see `statutory.clocks.visit_rules`."""
    if stay.regulation_24 or (stay.place == "P1" and story.status_on(day) == "C1"):
        return 28 if (day - stay.start).days > 30 else 7
    if day < add_months(start, 12):
        return 42
    if stay.long_term_agreed_on and stay.long_term_agreed_on <= day:
        return 180
    return 88 if stay.until_18_from and stay.until_18_from <= day else 42


def _care_visit(book: Book, random: Stream, story: Story, stay: Stay, day: date) -> None:
    child = story.children[0]
    worker = child.worker_on(day)
    if worker is None:
        return
    number = book.add(
        t.Visit, "care", day, _written(book, random, day), worker, stay.home.name[:150],
        words.visit(random, story.children, stay.place, day),
    )  # fmt: skip
    for each in story.children:
        _seen(book, random, number, each, day)


def _written(book: Book, random: Stream, day: date) -> datetime:
    """Mostly the same or next day; never after the day the borough stops."""
    return book.moment(random, min(day + timedelta(days=pick(random, (0, 0, 0, 1, 1, 2, 4))), book.as_of))


def _seen(book: Book, random: Stream, visit: int, child: Child, day: date) -> None:
    seen = child.born_on <= day and random.random() > 0.03
    alone = seen and child.age_on(day) > 3 and random.random() < 0.78
    book.add(
        t.VisitChild, visit, child.id, seen, alone, seen and random.random() < 0.6,
        "" if seen else ("Not yet born." if child.born_on > day else words.not_seen(random, child, day)),
        words.impact(random, child, day) if seen and random.random() < 0.35 else "",
    )  # fmt: skip


def visit_in_need(book: Book, family: Family) -> None:
    """Visits to brothers and sisters at home, every few weeks while they are known."""
    random = book.stream("visits in need", family.number)
    for group in together(family):
        assert group[0].opened_on is not None
        visit_at_home(book, random, group, group[0].opened_on, group[0].closed_on)


def visit_at_home(book: Book, random: Stream, group: list[Child], start: date, end: date | None) -> None:
    day = weekday(start + timedelta(days=about(random, 1, 9)))
    last = min(end or book.as_of, book.as_of)
    while day <= last:
        if day >= start:
            _need_visit(book, random, group, day)
        day = weekday(day + timedelta(days=about(random, *_often(group, day))))


def _often(group: list[Child], day: date) -> tuple[int, int]:
    """Days to the next visit: fewer while a protection plan stands, or is about to."""
    plan = group[0].protected
    protected = plan and plan[0] - timedelta(days=45) <= day and (plan[1] is None or day < plan[1])
    return (10, 19) if protected else (14, 45)


def together(family: Family) -> list[list[Child]]:
    """Those in need who are known for the same time are seen together."""
    groups: dict[tuple[date | None, date | None], list[Child]] = {}
    for child in family.of(Kind.IN_NEED, Kind.CLOSED):
        groups.setdefault((child.opened_on, child.closed_on), []).append(child)
    return list(groups.values())


def _need_visit(book: Book, random: Stream, group: list[Child], day: date) -> None:
    worker = group[0].worker_on(day)
    if worker is None:
        return
    text = words.visit(random, group, "", day)
    number = book.add(t.Visit, "other", day, _written(book, random, day), worker, "Family home", text)
    for child in group:
        _seen(book, random, number, child, day)
