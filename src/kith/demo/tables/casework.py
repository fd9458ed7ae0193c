"""What is written down: notes, visits, documents, missing, health, education."""

from datetime import date, datetime
from typing import NamedTuple


class Note(NamedTuple):
    id: int
    kind: str
    happened_at: datetime
    written_at: datetime
    author_id: int
    text: str
    significant: bool = False
    finalised_at: datetime | None = None


class NoteChild(NamedTuple):
    id: int
    note_id: int
    child_id: int


class Visit(NamedTuple):
    id: int
    kind: str
    visited_on: date
    written_at: datetime
    worker_id: int
    place: str
    text: str


class VisitChild(NamedTuple):
    id: int
    visit_id: int
    child_id: int
    seen: bool
    seen_alone: bool = False
    bedroom_seen: bool = False
    not_seen_because: str = ""
    impact: str = ""


class Document(NamedTuple):
    id: int
    child_id: int
    title: str
    about_on: date
    file: str
    content_type: str
    size: int
    added_by_id: int
    added_at: datetime


class Oversight(NamedTuple):
    id: int
    child_id: int
    manager_id: int
    written_at: datetime
    about_on: date
    text: str
    decision: str = ""


class MissingPeriod(NamedTuple):
    id: int
    child_id: int
    kind: str
    started_at: datetime
    ended_at: datetime | None = None
    interview_offered_at: datetime | None = None
    interview_at: datetime | None = None
    interview_declined_at: datetime | None = None
    said: str = ""


class HealthAssessment(NamedTuple):
    id: int
    child_id: int
    kind: str
    assessed_on: date
    summary: str = ""


class DentalCheck(NamedTuple):
    id: int
    child_id: int
    checked_on: date


class StrengthsQuestionnaire(NamedTuple):
    id: int
    child_id: int
    completed_on: date
    score: int | None = None
    reason: str = ""


class SchoolPlace(NamedTuple):
    id: int
    child_id: int
    school: str
    year_group: str
    start_on: date
    end_on: date | None = None


class EducationPlan(NamedTuple):
    id: int
    child_id: int
    held_on: date
    text: str = ""
    term: str = ""


class VisitFrequency(NamedTuple):
    id: int
    child_id: int
    days: int
    reason: str
    start_on: date
    end_on: date | None = None


class NoteAddition(NamedTuple):
    id: int
    note_id: int
    author_id: int
    written_at: datetime
    text: str


class HealthYear(NamedTuple):
    id: int
    child_id: int
    collection_year: str
    health_check: bool | None = None
    immunisations: bool | None = None
    teeth_check: bool | None = None
    health_assessment: bool | None = None
