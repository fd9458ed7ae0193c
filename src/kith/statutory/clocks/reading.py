"""From the facts tables to one `Record` for each child.

Each table is read once and grouped by child. A row that starts after the day asked about is not there; an end, a
flag or an outcome dated later is blank. So nothing that is computed from a `Record` can look into the future.
"""

from collections import namedtuple
from collections.abc import Iterator
from datetime import date
from operator import attrgetter
from typing import Any

from kith.lib.days import day_of
from kith.statutory.clocks.record import Record, Row
from kith.statutory.facts import SCHEMAS, Facts

# Table -> the column that places a row in time, and the columns blanked while they lie ahead.
TABLES: dict[str, tuple[str, tuple[str, ...]]] = {
    "periods_of_care": ("start_on", ("end_on",)),
    "legal_statuses": ("start_on", ("end_on",)),
    "placements": ("start_on", ("end_on", "until_18_from", "long_term_agreed_on")),
    "visits": ("on", ()),
    "reviews": ("on", ()),
    "steps": ("on", ()),
    "secure_stays": ("started_at", ("ended_at", "authorised_at")),
    "missing": ("started_at", ("ended_at", "interview_offered_at", "interview_at", "interview_declined_at")),
    "health_assessments": ("on", ()),
    "sdqs": ("on", ()),
    "education_plans": ("on", ()),
    "visit_frequencies": ("start_on", ("end_on",)),
    "referrals": ("on", ()),
    "family_helps": ("start_on", ("end_on",)),
    "assessments": ("started_on", ("authorised_on",)),
    "need_plans": ("start_on", ("end_on",)),
    "need_plan_reviews": ("on", ()),
    "closures": ("on", ()),
    "contacts": ("received_at", ("decided_at", "heard_at")),
    "enquiries": ("start_on", ("seen_on", "end_on", "asked_on", "pregnancy_ended_on")),
    "conferences": ("on", ()),
    "protection_plans": ("start_on", ("end_on",)),
    "core_groups": ("on", ()),
    "transfers_in": ("clock_on", ("end_on",)),
    "escalations": ("on", ("answered_on",)),
    "pre_proceedings": ("on", ("letter_on", "first_meeting_on", "step_on", "application_on")),
    "court_hearings": ("on", ()),
}
_ROWS: dict[str, Any] = {name: namedtuple(name, columns) for name, columns in SCHEMAS.items()}


def records(facts: Facts, as_of: date) -> Iterator[Record]:
    """A record for every child that any table names, in the order of their numbers."""
    found: dict[int, Record] = {}
    for row in _rows(facts, "children"):
        found[row.child] = Record(
            row.child, as_of, _past(row.born_on, as_of), _past(row.died_on, as_of), row.recorded_from,
            row.returned_until, _past(row.pregnancy_ended_on, as_of),
        )  # fmt: skip
    for name, (start, later) in TABLES.items():
        for row in _stood(facts, name, start, later, as_of):
            if (record := found.get(row.child)) is None:
                record = found[row.child] = Record(row.child, as_of)
            getattr(record, name).append(row)
    for child in sorted(found):
        _sort(found[child])
        yield found[child]


def _rows(facts: Facts, name: str) -> Iterator[Row]:
    frame = getattr(facts, name)
    return map(_ROWS[name]._make, frame.rows()) if frame.height else iter(())


def _stood(facts: Facts, name: str, start: str, later: tuple[str, ...], as_of: date) -> Iterator[Row]:
    """The rows of a table that had begun, with what lay ahead of them blank."""
    began = list(SCHEMAS[name]).index(start)
    for row in _rows(facts, name):
        if row[began] is None or day_of(row[began]) > as_of:
            continue
        ahead = {each: None for each in later if (on := getattr(row, each)) and day_of(on) > as_of}
        yield row._replace(**ahead) if ahead else row


def _sort(record: Record) -> None:
    for name, (start, _) in TABLES.items():
        if rows := getattr(record, name):
            rows.sort(key=attrgetter(start, "id"))


def _past(day: date | None, as_of: date) -> date | None:
    return day if day is not None and day <= as_of else None
