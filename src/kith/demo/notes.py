"""Case notes over the last five years: everyday ones, and one for each great change; some about several children."""

from datetime import date, timedelta

from kith.demo import tables as t
from kith.demo import words
from kith.demo.book import Book, weekday, years_before
from kith.demo.cast import Child, Family, Kind
from kith.demo.chance import Stream, about
from kith.demo.seeing import together
from kith.demo.story import Story

YEARS = 5


def add_notes(book: Book, family: Family, stories: list[Story]) -> None:
    random = book.stream("notes", family.number)
    since = years_before(book.as_of, YEARS)
    for story in stories:
        _changes(book, random, story, since)
        _everyday(book, random, story.children, max(story.start, since), story.end, (10, 40))
        _before_care(book, random, story, since)
    for group in together(family):
        often = (8, 35) if group[0].kind is Kind.IN_NEED else (14, 90)
        assert group[0].opened_on
        _everyday(book, random, group, group[0].opened_on, group[0].closed_on, often)


def _everyday(
    book: Book, random: Stream, children: list[Child], start: date, end: date | None, often: tuple[int, int]
) -> None:
    """Every so many days; of the last week some are not finalised yet."""
    last = min(end or book.as_of, book.as_of)
    day = max(start, weekday(start + timedelta(days=about(random, 0, 9))))
    while day <= last:
        about_whom = (
            children if random.random() < 0.4 else children[:1] if random.random() < 0.5 else children[-1:]
        )
        kind, text, significant = words.note(random, about_whom, day)
        _note(book, random, about_whom, day, kind, text, significant=significant)
        day = weekday(day + timedelta(days=about(random, *often)))


def _note(
    book: Book, random: Stream, children: list[Child], day: date, kind: str, text: str, *, significant: bool
) -> None:
    author = children[0].worker_on(day)
    if author is None:
        return
    happened = book.moment(random, day)
    written = (
        happened
        if random.random() < 0.6
        else book.moment(random, min(day + timedelta(days=about(random, 1, 3)), book.as_of))
    )
    written = max(happened, written)
    draft = (book.as_of - day).days < 6 and random.random() < 0.25
    number = book.add(t.Note, kind, happened, written, author, text, significant, None if draft else written)
    for child in children:
        book.add(t.NoteChild, number, child.id)


def _changes(book: Book, random: Stream, story: Story, since: date) -> None:
    """Coming into care, each move, leaving: significant."""
    child = story.children[0]
    told = [(story.start, words.came(random, child))]
    told += [
        (stay.start, words.moved(random, child, stay.home.name))
        for stay in story.homes[1:]
        if not stay.same_carer
    ]
    for day, text in told:
        if day >= since:
            _note(book, random, story.children, day, "case_note", text, significant=True)
    if story.end and story.end - timedelta(days=1) >= since:
        _note(book, random, story.children, story.end - timedelta(days=1), "case_note",
              words.left(random, child, story.end_code), significant=True)  # fmt: skip


def _before_care(book: Book, random: Stream, story: Story, since: date) -> None:
    opened = story.children[0].opened_on
    if opened and opened < story.start:
        _everyday(book, random, story.children[:1], max(opened, since), story.start, (20, 60))
