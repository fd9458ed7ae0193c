"""Writing a case note, changing it until it is finalised, and adding to it afterwards."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from kith.access.roles import Permission
from kith.casework.actions.notes import add_to_note, change_note, finalise_note, write_note
from kith.casework.models import Note
from kith.casework.queries import notes_of, siblings_within
from kith.people.factories import a_child
from kith.people.models import Relationship
from kith.reach.actions.reasons import give_reason
from kith.reach.doing import NotPermitted
from kith.store.history import before
from kith.testing.refused import OUTSIDERS, audited, refused
from kith.testing.standing import DAY, MOMENT, at_work
from kith.workforce.factories import allocated

pytestmark = pytest.mark.django_db
WORDS = {"text": "Robin was cheerful.", "kind": "case_note", "significant": False}


def a_note(standing, **details):
    usual = {"children": [standing.child], "happened_at": MOMENT, "at": MOMENT, "by": standing.worker}
    return write_note(**(usual | WORDS | details))


def test_the_childs_worker_writes_a_note(standing):
    with at_work(standing.worker):
        note = a_note(standing)
    assert not note.finalised_at
    assert audited(standing.child) == [("added", "Note")]


def test_a_note_can_be_finalised_as_it_is_written(standing):
    with at_work(standing.worker):
        assert a_note(standing, finalised=True).finalised_at == MOMENT
    assert audited(standing.child) == [("finalised", "Note")]


@pytest.mark.parametrize("who", OUTSIDERS)
def test_nobody_else_writes_one(standing, who):
    with refused(standing, who) as worker:
        a_note(standing, by=worker)
    assert not Note.objects.exists()


def test_a_colleague_with_a_reason_writes_one(standing):
    with at_work(standing.colleague):
        give_reason(
            child=standing.child.pk, reason="Covering for an illness", at=MOMENT, by=standing.colleague
        )
        assert a_note(standing, by=standing.colleague).author == standing.colleague


def test_a_note_on_a_brother_needs_the_right_to_write_for_him(standing):
    brother = a_child("Kit")
    with at_work(standing.worker), pytest.raises(NotPermitted):
        a_note(standing, children=[standing.child, brother])
    assert not Note.objects.exists()


def test_only_brothers_and_sisters_within_reach_are_offered(standing):
    near, far = a_child("Kit"), a_child("Lou")
    Relationship.objects.create(person=near, other=standing.child, kind="sibling", start_on=DAY)
    Relationship.objects.create(person=standing.child, other=far, kind="half_sibling", start_on=DAY)
    allocated(near, standing.worker, standing.team)
    with at_work(standing.worker):
        assert siblings_within(standing.worker, Permission.NOTE_WRITE, standing.child) == [near]


def test_what_has_not_happened_yet_is_not_noted(standing):
    with at_work(standing.worker), pytest.raises(ValidationError):
        a_note(standing, happened_at=MOMENT + timedelta(minutes=1))


def test_an_unfinished_note_is_changed_by_its_author_and_what_stood_before_is_kept(standing):
    with at_work(standing.worker):
        note = a_note(standing)
        change_note(
            note=note, happened_at=MOMENT, at=MOMENT, by=standing.worker, **WORDS | {"text": "Robin was sad."}
        )
    assert [each.text for each in before(note)] == ["Robin was cheerful."]


def test_the_manager_does_not_change_it(standing):
    with at_work(standing.worker):
        note = a_note(standing)
    with at_work(standing.manager), pytest.raises(NotPermitted):
        change_note(note=note, happened_at=MOMENT, at=MOMENT, by=standing.manager, **WORDS)


def test_an_unfinished_note_is_seen_by_its_author_alone(standing):
    with at_work(standing.worker):
        note = a_note(standing)
    assert list(notes_of(standing.child, standing.worker)) == [note]
    assert not notes_of(standing.child, standing.manager).exists()


def test_a_finalised_note_is_only_added_to(standing):
    with at_work(standing.worker):
        note = a_note(standing)
        finalise_note(note=note, at=MOMENT, by=standing.worker)
        with pytest.raises(NotPermitted):
            change_note(note=note, happened_at=MOMENT, at=MOMENT, by=standing.worker, **WORDS)
    with at_work(standing.manager):
        add_to_note(note=note, text="Agreed.", at=MOMENT, by=standing.manager)
    assert [each.text for each in note.additions.all()] == ["Agreed."]
    assert audited(standing.child)[-1] == ("added", "Note")


def test_an_unfinished_note_is_not_added_to(standing):
    with at_work(standing.worker):
        note = a_note(standing)
        with pytest.raises(NotPermitted):
            add_to_note(note=note, text="More.", at=MOMENT, by=standing.worker)
