"""The audit of the last fourteen days: what was recorded, by whoever wrote it, and who opened which record.

Rows that are copied into the database leave no entries of their own, so they are written here as the pages would have.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from kith.access.audit import Event
from kith.demo import tables as t
from kith.demo.book import Book
from kith.demo.cast import Child
from kith.demo.chance import Stream, about

DAYS = 14
# Where entries came from: addresses kept for examples.
OFFICE = "192.0.2."
OPENED = 0.16  # of a worker's records, on a working day


class Done(NamedTuple):
    """What was done, by whom, when, to which child, on which page."""

    at: datetime
    worker: int | None
    child: int
    event: Event
    page: str
    on: date | None = None
    reason: str = ""


def add_trail(book: Book, rows: dict[type, list[Any]], children: Iterable[Child]) -> None:
    """Entries for some rows and for the views of these children, added to the book."""
    known = {child.id: child for child in children}
    random = book.stream("trail", min(known, default=0))
    since = book.as_of - timedelta(days=DAYS)
    for table, how in WRITTEN.items():
        for row in rows.get(table, []):
            for done in how(book, random, known, row):
                if since <= done.at.date() <= book.as_of and done.worker:
                    _entry(book, random, done, table, row.id)
    for each, table, number in _of_several(rows, since):
        _entry(book, random, each, table, number)
    for child in known.values():
        _views(book, random, child, since)


def _entry(book: Book, random: Stream, done: Done, table: type | None = None, row: int | None = None) -> None:
    """One entry, after a look at the record by whoever did it."""
    model = t.MODELS[table] if table else ""
    work = UUID(int=random.getrandbits(128), version=4)
    address = f"{OFFICE}{1 + (done.worker or 0) % 250}"
    book.add(
        t.AuditEntry, done.at, work, done.event.value, done.worker, book.logins.get(done.worker or 0), done.child,
        model, row, done.on, done.reason, "web", done.page, address,
    )  # fmt: skip


def _of_several(rows: dict[type, list[Any]], since: date) -> Iterator[tuple[Done, type, int]]:
    """Notes and visits, which may be about several children: an entry for each."""
    notes = {row.id: row for row in rows.get(t.Note, []) if row.written_at.date() >= since}
    for link in rows.get(t.NoteChild, []):
        if note := notes.get(link.note_id):
            event = Event.FINALISED if note.finalised_at else Event.ADDED
            yield (
                Done(note.written_at, note.author_id, link.child_id, event, "POST note-new"),
                t.Note,
                note.id,
            )
    visits = {row.id: row for row in rows.get(t.Visit, []) if row.written_at.date() >= since}
    for link in rows.get(t.VisitChild, []):
        if visit := visits.get(link.visit_id):
            yield (
                Done(visit.written_at, visit.worker_id, link.child_id, Event.ADDED, "POST visit-new", visit.visited_on),
                t.Visit, visit.id,
            )  # fmt: skip


Known = dict[int, Child]
How = Callable[[Book, Stream, Known, Any], Iterator[Done]]


def _dated(page: str, day: str, by: str = "") -> How:
    """A row with a day: written on that day by the child's worker, or by the one it names."""

    def how(book: Book, random: Stream, known: Known, row: Any) -> Iterator[Done]:
        on = getattr(row, day)
        if (book.as_of - on).days <= DAYS:
            worker = getattr(row, by) if by else _worker(known, row.child_id, on)
            yield Done(book.moment(random, on), worker, row.child_id, Event.ADDED, f"POST {page}", on)

    return how


def _timed(page: str, moment: str, by: str) -> How:
    """A row that says when it was written, and by whom."""

    def how(book: Book, random: Stream, known: Known, row: Any) -> Iterator[Done]:
        yield Done(
            getattr(row, moment), getattr(row, by), row.child_id, Event.ADDED, f"POST {page}", row.about_on
        )

    return how


def _missing(book: Book, random: Stream, known: Known, row: t.MissingPeriod) -> Iterator[Done]:
    """Reported, ended, and talked about."""
    for at, event, page in (
        (row.started_at, Event.ADDED, "missing-new"), (row.ended_at, Event.ENDED, "missing-end"),
        (row.interview_at or row.interview_declined_at, Event.CHANGED, "interview"),
    ):  # fmt: skip
        if at:
            by = _worker(known, row.child_id, at.date()) if page == "interview" else book.duty
            yield Done(at, by, row.child_id, event, f"POST {page}")


def _allocated(book: Book, random: Stream, known: Known, row: t.Allocation) -> Iterator[Done]:
    """Given to a worker by the manager of their team."""
    manager = book.managers.get(row.worker_id or 0)
    if (book.as_of - row.start_on).days <= DAYS:
        at = book.moment(random, row.start_on)
        yield Done(at, manager, row.child_id, Event.ALLOCATED, "POST allocate", row.start_on)


def _reasons(book: Book, random: Stream, known: Known, row: t.AccessReason) -> Iterator[Done]:
    """Asked for, given, and the record opened."""
    at = book.moment(random, row.given_on)
    yield Done(at, row.worker_id, row.child_id, Event.CARD_VIEWED, "GET reason")
    yield Done(at, row.worker_id, row.child_id, Event.REASON_GIVEN, "POST reason", None, row.reason)
    yield Done(at, row.worker_id, row.child_id, Event.RECORD_VIEWED, "GET child")


def _decided(book: Book, random: Stream, known: Known, row: t.Decision) -> Iterator[Done]:
    """What became of a contact."""
    yield Done(row.decided_at, row.by_id, row.child_id, Event.ADDED, "POST contact-decide")


WRITTEN: dict[type, How] = {
    t.Decision: _decided,
    t.NeedPlan: _dated("need-plan-new", "start_on"),
    t.Closure: _dated("need-close", "closed_on", "by_id"),
    t.Enquiry: _dated("enquiry-new", "started_on", "marked_by_id"),
    t.Oversight: _timed("oversight-new", "written_at", "manager_id"),
    t.Document: _timed("document-new", "added_at", "added_by_id"),
    t.Review: _dated("review-new", "held_on", "chaired_by_id"),
    t.CarePlanningStep: _dated("step-new", "done_on"),
    t.HealthAssessment: _dated("health-new", "assessed_on"),
    t.DentalCheck: _dated("dental-new", "checked_on"),
    t.StrengthsQuestionnaire: _dated("sdq-new", "completed_on"),
    t.Placement: _dated("placement-new", "start_on"),
    t.LegalStatus: _dated("legal-status-new", "start_on"),
    t.PeriodOfCare: _dated("care-start", "start_on"),
    t.Alert: _dated("alert-new", "start_on"),
    t.MissingPeriod: _missing,
    t.Allocation: _allocated,
    t.AccessReason: _reasons,
}


def _worker(known: Known, child: int, day: date) -> int | None:
    return known[child].worker_on(day) if child in known else None


def _views(book: Book, random: Stream, child: Child, since: date) -> None:
    """The child's worker opens the record every few days, and the manager now and then."""
    for past in range(DAYS):
        day = book.as_of - timedelta(days=past)
        if not child.is_open or day.weekday() > 4 or random.random() > OPENED:
            continue
        worker = child.worker_on(day)
        if worker and random.random() < 0.15:
            worker = book.managers.get(worker, worker)
        if worker:
            page = f"GET {random.fresh(PAGES)}"
            _entry(book, random, Done(book.moment(random, day), worker, child.id, Event.RECORD_VIEWED, page))
            if about(random, 1, 3) == 1:
                _entry(
                    book,
                    random,
                    Done(book.moment(random, day), worker, child.id, Event.RECORD_VIEWED, "GET child"),
                )


PAGES = ("child", "chronology", "notes", "visits", "deadlines", "timeline", "health", "reviews")
