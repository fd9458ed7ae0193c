"""Chronology entries from what practitioners wrote and recorded."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from django.db.models import Model, Prefetch, Q
from django.utils import timezone

from kith.casework.models import (
    Attendance,
    DentalCheck,
    Document,
    EducationPlan,
    HealthAssessment,
    HealthYear,
    ImmunisationCheck,
    MissingPeriod,
    NoteAddition,
    NoteChild,
    Oversight,
    SchoolPlace,
    StrengthsQuestionnaire,
    VisitChild,
)
from kith.childfile.entry import About, Entry, Kind, joined, turns, year_end
from kith.lib.days import day_of
from kith.store.holding import tells


@tells(NoteChild)
def notes(about: About) -> Iterator[Entry]:
    added = Prefetch("note__additions", NoteAddition.objects.order_by("written_at", "pk"))
    readable = Q(note__finalised_at__isnull=False) | Q(note__author=about.author)
    wanted = {"note__significant": True} if about.brief else {}
    rows = NoteChild.objects.filter(readable, child=about.child, **wanted).select_related("note__author")
    for row in rows.prefetch_related(added):
        note = row.note
        words = [note.text, *(f"Added: {each.text}" for each in note.additions.all())]
        yield Entry(
            on=day_of(note.happened_at), at=note.happened_at, kind=Kind.NOTE, title=note.get_kind_display(),
            text="\n\n".join(words), by=note.author.name, source="note", number=note.pk, significant=note.significant,
        )  # fmt: skip


@tells(VisitChild)
def visits(about: About) -> Iterator[Entry]:
    wanted = {"seen": False} if about.brief else {}
    for row in VisitChild.objects.filter(child=about.child, **wanted).select_related("visit__worker"):
        visit = row.visit
        where = f"At {about.anywhere(visit.place)}" if visit.place else ""
        yield Entry(
            on=visit.visited_on, kind=Kind.VISIT, title=f"{visit.get_kind_display()}: {how_seen(row)}",
            text=joined(where, visit.text, row.impact), by=visit.worker.name, source="visit", number=visit.pk,
            significant=not row.seen,
        )  # fmt: skip


def how_seen(row: VisitChild) -> str:
    """ "seen alone", "seen, not alone", "not seen: nobody at home"."""
    if row.seen:
        return "seen alone" if row.seen_alone else "seen, not alone"
    return f"not seen{': ' if row.not_seen_because else ''}{row.not_seen_because}"


@tells(MissingPeriod)
def missing(about: About) -> Iterator[Entry]:
    for row in MissingPeriod.objects.filter(child=about.child):
        entry = partial(Entry, kind=Kind.MISSING, source="missing", number=row.pk, significant=True)
        yield entry(on=day_of(row.started_at), at=row.started_at, title=row.get_kind_display())
        if row.ended_at:
            yield entry(on=day_of(row.ended_at), at=row.ended_at, title="Came back", text=_interview(row))


def _interview(row: MissingPeriod) -> str:
    if row.interview_at:
        return joined(f"Return interview on {timezone.localtime(row.interview_at):%-d %B %Y}", row.said)
    if row.interview_declined_at:
        return "Return interview declined."
    if row.interview_accepted_at:
        return "Return interview accepted."
    return "Return interview offered." if row.interview_offered_at else ""


@tells(HealthAssessment)
def health_assessments(about: About) -> Iterator[Entry]:
    for row in HealthAssessment.objects.filter(child=about.child):
        yield _of(row, row.assessed_on, Kind.HEALTH, row.get_kind_display(), "health_assessment", row.summary)


@tells(DentalCheck)
def dental_checks(about: About) -> Iterator[Entry]:
    for row in DentalCheck.objects.filter(child=about.child):
        yield _of(row, row.checked_on, Kind.HEALTH, "Teeth checked", "dental_check")


@tells(ImmunisationCheck)
def immunisations(about: About) -> Iterator[Entry]:
    for row in ImmunisationCheck.objects.filter(child=about.child):
        title = "Immunisations up to date" if row.up_to_date else "Immunisations not up to date"
        yield _of(row, row.checked_on, Kind.HEALTH, title, "immunisation_check", row.outstanding)


@tells(StrengthsQuestionnaire)
def questionnaires(about: About) -> Iterator[Entry]:
    for row in StrengthsQuestionnaire.objects.filter(child=about.child):
        score = f"score {row.score}" if row.score is not None else row.get_reason_display()
        title = f"Strengths and Difficulties Questionnaire: {score}"
        yield _of(row, row.completed_on, Kind.HEALTH, title, "questionnaire")


@tells(HealthYear)
def health_years(about: About) -> Iterator[Entry]:
    for row in HealthYear.objects.filter(child=about.child):
        title = f"Health outcomes reported for {row.collection_year}"
        yield _of(row, year_end(row.collection_year), Kind.HEALTH, title, "health_year")


@tells(SchoolPlace)
def schools(about: About) -> Iterator[Entry]:
    rows = SchoolPlace.objects.filter(child=about.child).order_by("start_on", "pk")
    for on, _, now, row in turns(rows):
        verb = "Started at" if now else "Left"
        school = about.school(row.school)
        title = f"{verb} {school}" if school == row.school else f"{verb} a school ({school})"
        yield Entry(
            on=on, kind=Kind.EDUCATION, title=title, source="school_place", number=row.pk, significant=True
        )


@tells(Attendance)
def attendance(about: About) -> Iterator[Entry]:
    for row in Attendance.objects.filter(child=about.child):
        title = f"Attended {row.attended} of {row.possible} sessions at school"
        yield _of(row, row.last_on, Kind.EDUCATION, title, "attendance")


@tells(EducationPlan)
def education_plans(about: About) -> Iterator[Entry]:
    for row in EducationPlan.objects.filter(child=about.child):
        title = f"Personal education plan{f', {row.get_term_display().lower()}' if row.term else ''}"
        yield _of(row, row.held_on, Kind.EDUCATION, title, "education_plan", row.text)


@tells(Document)
def documents(about: About) -> Iterator[Entry]:
    for row in Document.objects.filter(child=about.child).select_related("added_by"):
        yield Entry(
            on=row.about_on,
            kind=Kind.DOCUMENT,
            title=row.title,
            by=row.added_by.name,
            source="document",
            number=row.pk,
        )


@tells(Oversight)
def oversight(about: About) -> Iterator[Entry]:
    for row in Oversight.objects.filter(child=about.child).select_related("manager"):
        decided = f"Decided: {row.decision}" if row.decision else ""
        yield Entry(
            on=row.about_on, kind=Kind.OVERSIGHT, title="Manager’s oversight", text=joined(row.text, decided),
            by=row.manager.name, source="oversight", number=row.pk, significant=bool(row.decision),
        )  # fmt: skip


def _of(row: Model, on: date, kind: Kind, title: str, source: str, text: str = "") -> Entry:
    return Entry(on=on, kind=kind, title=title, source=source, number=row.pk, text=text)


SOURCES = (notes, visits, missing, schools, oversight)
# Nothing of these is ever significant.
QUIET = (
    health_assessments, dental_checks, immunisations, questionnaires, health_years, attendance, education_plans, documents,
)  # fmt: skip
