"""A child's chronology from the record."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from kith.care.models import LegalStatus, Placement
from kith.casework.models import (
    HealthAssessment,
    Note,
    NoteAddition,
    NoteChild,
    SchoolPlace,
    Visit,
    VisitChild,
)
from kith.childfile.chronology import chronology, narrowed, significant
from kith.childfile.entry import Kind
from kith.providers.models import Home
from kith.testing.standing import DAY, MOMENT, at_work, days_ago


def a_note(child, author, text="Rang school.", days=1, **details):
    at = MOMENT - timedelta(days=days)
    note = Note.objects.create(
        happened_at=at, written_at=at, author=author, text=text, **({"finalised_at": at} | details)
    )
    NoteChild.objects.create(note=note, child=child)
    return note


def a_visit(child, worker, days=1, place="", **details):
    visit = Visit.objects.create(
        visited_on=days_ago(days), written_at=MOMENT, worker=worker, text="Seen.", place=place
    )
    return VisitChild.objects.create(visit=visit, child=child, **({"seen": True} | details))


def of(people, as_of=DAY, reader=None):
    with at_work(reader or people.worker):
        return chronology(people.child.pk, as_of)


def titles(entries):
    return [entry.title for entry in entries]


def test_it_is_newest_first_and_has_a_total_order(standing):
    a_note(standing.child, standing.worker, days=9)
    a_visit(standing.child, standing.worker, days=3)
    found = of(standing)
    assert [entry.order for entry in found] == sorted({entry.order for entry in found}, reverse=True)
    assert found[0].kind is Kind.VISIT


def test_what_lies_ahead_is_not_in_it(standing):
    LegalStatus.objects.create(child=standing.child, code="C2", start_on=days_ago(-3))
    assert "Legal status: Full care order" not in titles(of(standing))


def test_an_unfinished_note_is_for_its_author_alone(standing):
    a_note(standing.child, standing.worker, "Not ready", finalised_at=None)
    assert "Not ready" in [entry.text for entry in of(standing)]
    assert "Not ready" not in [entry.text for entry in of(standing, reader=standing.manager)]


def test_words_added_to_a_note_stand_below_it(standing):
    note = a_note(standing.child, standing.worker)
    NoteAddition.objects.create(note=note, author=standing.worker, written_at=MOMENT, text="She rang back.")
    assert "Rang school.\n\nAdded: She rang back." in [entry.text for entry in of(standing)]


def test_a_move_says_where_to_and_why_the_last_home_ended(standing):
    child = standing.child
    Placement.objects.create(
        child=child, place="U6", start_on=days_ago(90), end_on=days_ago(30), end_reason="CHILD"
    )
    Placement.objects.create(
        child=child, place="K2", start_on=days_ago(30), home=Home.objects.create(name="Larch House")
    )
    moved = next(entry for entry in of(standing) if entry.title == "Moved to children's home")
    assert (moved.on, moved.text, moved.significant) == (
        days_ago(30), "Home: Larch House. Why it changed: child asked.", True,
    )  # fmt: skip


def test_a_temporary_stay_is_no_move(standing):
    Placement.objects.create(
        child=standing.child, place="T1", temporary=True, start_on=days_ago(9), end_on=days_ago(8)
    )
    stay = next(entry for entry in of(standing) if entry.title == "Temporarily in hospital")
    assert not stay.significant


def test_it_is_narrowed_by_significance_kind_dates_and_words(standing):
    a_note(standing.child, standing.worker, "José ran home", significant=True, days=4)
    a_note(standing.child, standing.worker, "Rang school", days=40)
    found = of(standing)
    notes = {"kinds": [Kind.NOTE]}
    assert len(narrowed(found, **notes)) == 2
    assert [entry.text for entry in narrowed(found, significant=True, **notes)] == ["José ran home"]
    assert [entry.text for entry in narrowed(found, until=days_ago(30), **notes)] == ["Rang school"]
    assert [entry.text for entry in narrowed(found, words="jose HOME")] == ["José ran home"]


def everything_about(people, number):
    for days in range(number):
        a_note(people.child, people.worker, days=days)
        a_visit(people.child, people.worker, days=days)
        SchoolPlace.objects.create(child=people.child, school=f"School {days}", start_on=days_ago(days))
        Placement.objects.create(
            child=people.child, place="U6", start_on=days_ago(days), end_on=days_ago(days - 1)
        )


def test_its_queries_do_not_grow_with_the_record(standing):
    everything_about(standing, 3)
    with CaptureQueriesContext(connection) as few:
        of(standing)
    Placement.objects.all().delete()
    everything_about(standing, 30)
    with CaptureQueriesContext(connection) as many:
        of(standing)
    assert len(many) <= len(few)  # roles are read once


def test_what_is_significant_is_found_without_asking_after_the_rest(standing):
    a_note(standing.child, standing.worker, significant=True)
    SchoolPlace.objects.create(child=standing.child, school="Mill Road", start_on=days_ago(9))
    HealthAssessment.objects.create(child=standing.child, kind="initial", assessed_on=days_ago(9))
    with at_work(standing.worker):
        found, everything = significant(standing.child.pk, DAY), chronology(standing.child.pk, DAY)
    assert found == narrowed(everything, significant=True)
    assert len(found) < len(everything)
