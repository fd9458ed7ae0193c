"""What lies on desks today: unfinished notes, words added to old ones, cover, calls to the duty worker, reasons given."""

from datetime import date, timedelta
from functools import partial

from kith.access.roles import Role
from kith.demo import tables as t
from kith.demo.book import Book, weekday
from kith.demo.cast import Child, Family, Kind
from kith.demo.chance import about
from kith.demo.workers import Workforce

UNFINISHED = (
    "Rang {name}'s school before the meeting. To finish: what was said about the mornings, and who will write to the family.",
    "Talked with {name} on the way back from the appointment. To write up tonight.",
)
ADDED = (
    "Added after speaking to the school: the dates above are right, the club is on Thursdays.",
    "The appointment was kept; the letter is in the documents.",
    "Talked through at supervision. Nothing more is needed for now.",
)
CALL = (
    "telephone", "Out-of-hours call about {name}: worried about an argument heard next door. Spoken to; all were calm. The day worker to follow up."
)  # fmt: skip
MIDWAY = (
    "meeting", "Midway check between reviews. Spoke with {name}'s worker: two decisions of the last review are done and one is in hand."
)  # fmt: skip
READ = (
    "Read before Monday's supervision. The record is up to date and says what the child thinks.",
    "Carry on with the plan.",
)
REASONS = (
    "Out-of-hours call from the police: {name} was at an address where they were called. Checked who is in the home.",
    "The hospital rang to ask who holds parental responsibility.",
    "A neighbour rang with a worry tonight; read the record to decide whether somebody must go out.",
    "The family rang late: {name} had not come in. Read the last plan and the telephone numbers.",
)


def add_desk(book: Book, force: Workforce, families: list[Family], hers: list[Family]) -> None:
    _cover(book, force)
    _additions(book, hers)
    children = [child for family in hers for child in family.with_record if child.is_open]
    _unfinished(book, force, children)
    _by_others(book, force, children)
    others = [child for family in families if not family.hers for child in family.of(Kind.IN_NEED)]
    _reasons(book, force, [*children[2:5], *others[:6]])


def _cover(book: Book, force: Workforce) -> None:
    """One worker away now, one some time ago; a colleague of the team stands in."""
    for place, (start, days) in enumerate(((4, None), (60, 15))):
        posts = force.need[1 + 2 * place : 3 + 2 * place]
        if len(posts) == 2 and posts[0].team == posts[1].team:
            since = weekday(book.as_of - timedelta(days=start))
            end = since + timedelta(days=days) if days else None
            book.add(t.Cover, posts[0].now, posts[1].now, since, end)


def _additions(book: Book, hers: list[Family]) -> None:
    """Words below some of the notes about her children of the last weeks."""
    random = book.stream("additions")
    about_hers = {child.id for family in hers for child in family.children}
    linked = {link.note_id for link in book.rows[t.NoteChild] if link.child_id in about_hers}
    for note in book.rows[t.Note]:
        day = note.written_at.date()
        if (
            note.id in linked
            and note.finalised_at
            and 4 < (book.as_of - day).days < 120
            and about(random, 1, 9) == 1
        ):
            at = book.moment(random, weekday(day + timedelta(days=4)))
            book.add(t.NoteAddition, note.id, note.author_id, max(at, note.written_at), random.fresh(ADDED))


def _unfinished(book: Book, force: Workforce, children: list[Child]) -> None:
    """Notes of her own that she has still to finish."""
    assert force.hers
    day = last_working_day(book)
    for child, text in zip([each for each in children if not each.unborn], UNFINISHED, strict=False):
        _note(book, child, day, "case_note", text, force.hers.now, finished=False)


def _by_others(book: Book, force: Workforce, children: list[Child]) -> None:
    """What others recorded about her children on the last working day."""
    assert force.hers and force.hers.manager
    day, random = last_working_day(book), book.stream("others")
    born = [child for child in children if not child.unborn]
    in_care = [child for child in born if child.kind is Kind.LOOKED_AFTER]
    note = partial(_note, book, finished=True)
    for child in born[-2:]:
        note(child, day, *CALL, force.signed_in[Role.DUTY])
    for child in in_care[:2]:
        note(child, day, *MIDWAY, force.signed_in[Role.REVIEWING_OFFICER])
    for child in in_care[2:4]:
        book.add(t.Oversight, child.id, force.hers.manager.now, book.moment(random, day), day, *READ)


def _note(book: Book, child: Child, day: date, kind: str, text: str, by: int, *, finished: bool) -> None:
    at = book.moment(book.stream("desk", book.totals[t.Note]), day)
    said = text.replace("{name}", child.given)
    number = book.add(t.Note, kind, at, at, by, said, False, at if finished else None)
    book.add(t.NoteChild, number, child.id)


def _reasons(book: Book, force: Workforce, children: list[Child]) -> None:
    """Records that the duty worker opened, and why."""
    random = book.stream("reasons")
    for child in children:
        day = book.as_of - timedelta(days=about(random, 1, 13))
        if day >= (child.opened_on or book.as_of):
            said = random.fresh(REASONS).replace("{name}", child.given)
            book.add(t.AccessReason, child.id, force.signed_in[Role.DUTY], day, said)


def last_working_day(book: Book) -> date:
    return weekday(book.as_of - timedelta(days=1))
