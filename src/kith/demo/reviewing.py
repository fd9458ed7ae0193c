"""Reviews of looked-after children with how they took part, and the steps of care planning. Most are in time."""

from datetime import date, timedelta

from kith.demo import tables as t
from kith.demo import words
from kith.demo.book import DAY, Book, weekday
from kith.demo.cast import Family
from kith.demo.chance import Stream, about, choose
from kith.demo.story import Stay, Story
from kith.demo.workers import Post
from kith.lib.days import add_months, add_working_days

PART = {"PN1": 42, "PN2": 4, "PN3": 14, "PN4": 3, "PN5": 5, "PN6": 26, "PN7": 6}
LATE = 0.06


def review(book: Book, family: Family, story: Story, officers: list[Post]) -> None:
    """Reviews, each followed by its record, and the steps around each placement."""
    random = book.stream("reviews", family.number * 16 + family.children.index(story.children[0]))
    officer = officers[family.number % len(officers)]
    _at_the_start(book, random, story)
    held = _days(book, random, story)
    for day in held:
        _held(book, random, story, day, officer)
    for stay in story.homes:
        if not stay.same_carer:
            _around(book, random, story, stay)
    _at_the_end(book, random, story)


def _days(book: Book, random: Stream, story: Story) -> list[date]:
    """First within 20 working days, second within three months of it, then within six; none once with adopters."""
    adopters = next((stay.start for stay in story.homes if stay.place == "A6"), None)
    last = min(day for day in (story.end and story.end - DAY, adopters and adopters - DAY, book.as_of) if day)
    limit = add_working_days(story.start, 20)
    found: list[date] = []
    while True:
        back = about(random, 0, 6) if not found else about(random, 0, 24)
        day = weekday(
            limit + timedelta(days=about(random, 3, 30))
            if random.random() < LATE
            else limit - timedelta(days=back)
        )
        day = max(day, (found[-1] if found else story.start) + timedelta(days=7))
        if day > last:
            return _late_one(book, found) if "late review" in story.traits else found
        found.append(day)
        limit = add_months(day, 3 if len(found) == 1 else 6)


def _late_one(book: Book, found: list[date]) -> list[date]:
    """For the sake of the day page: the last review was such that the next was due last week."""
    last = add_months(book.as_of - timedelta(days=9), -6)
    before = [day for day in found if day < last - timedelta(days=25)]
    return [*before, last] if len(before) > 1 else found[:1]


def _held(book: Book, random: Stream, story: Story, day: date, officer: Post) -> None:
    for child in story.children:
        part = "PN0" if child.age_on(day) < 4 else choose(random, PART)
        book.add(t.Review, child.id, day, part, officer.on(day), words.review(random, child, day))
        _step(
            book,
            random,
            child.id,
            "review_decisions_recorded",
            add_working_days(day, about(random, 1, 5)),
            0.05,
        )
        _step(
            book,
            random,
            child.id,
            "review_record_distributed",
            add_working_days(day, about(random, 8, 20)),
            0.06,
        )


def _step(
    book: Book, random: Stream, child: int, kind: str, day: date, missed: float, stay: Stay | None = None
) -> None:
    """A step on its day; one that was forgotten is made good some weeks later, if that day has come."""
    if random.random() < missed:
        day += timedelta(days=about(random, 20, 100))
    if day <= book.as_of:
        book.add(t.CarePlanningStep, child, kind, day, stay.ids[child] if stay else None)


def _at_the_start(book: Book, random: Stream, story: Story) -> None:
    plan = add_working_days(story.start, about(random, 1, 9))
    officer = add_working_days(story.start, about(random, 1, 5))
    permanence = story.start + timedelta(days=about(random, 70, 118))
    for child in story.children:
        for kind, day in (("care_plan_prepared", plan), ("reviewing_officer_appointed", officer),
                          ("permanence_plan_prepared", permanence)):  # fmt: skip
            if story.end is None or day < story.end:
                _step(book, random, child.id, kind, day, 0.03)


def _around(book: Book, random: Stream, story: Story, stay: Stay) -> None:
    """The plan and the notices of a placement; approval where it is far away; approval of a relative."""
    planned = (
        add_working_days(stay.start, about(random, 1, 5))
        if stay.emergency
        else stay.start - timedelta(days=about(random, 0, 4))
    )
    planned = max(planned, story.start)
    if stay.end and planned >= stay.end:
        return
    for child in story.children:
        _step(book, random, child.id, "placement_plan_prepared", planned, 0.04, stay)
        _step(book, random, child.id, "placement_notified", planned, 0.05, stay)
        if stay.home.far and stay.place != "A6":
            book.add(t.CarePlanningStep, child.id, "outside_area", stay.start, stay.ids[child.id])
            _step(book, random, child.id, "outside_area_approved", planned, 0.06, stay)
            _step(book, random, child.id, "area_authority_notified", planned, 0.08, stay)
        if stay.reason == "LAREQ" and stay.end:
            _step(book, random, child.id, "placement_end_notified", add_working_days(stay.end, 4), 0.1, stay)


def _at_the_end(book: Book, random: Stream, story: Story) -> None:
    if story.end is None:
        return
    for child in story.children:
        if story.end_code in ("E4A", "E13") or (story.end_code == "E4B" and random.random() < 0.7):
            when = (
                story.end - timedelta(days=about(random, 1, 6))
                if story.end_code != "E4B"
                else story.end + DAY
            )
            _step(book, random, child.id, "ending_care_approved", max(when, story.start), 0.04)
        if story.end_code in ("E4A", "E4B"):
            for months in (6, 12):
                day = add_months(story.end, months) - timedelta(days=about(random, 1, 12))
                _step(book, random, child.id, "return_home_checked", day, 0.12 if months == 12 else 0)
