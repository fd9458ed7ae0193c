"""Undoing: what a load brought goes, what it changed is as before, and nobody's work is lost."""

from datetime import date

import pytest

from kith.care.models import CarePlanningStep, LegalStatus, PeriodOfCare, Placement, Review
from kith.casework.models import Note, NoteChild
from kith.deadlines.models import DeadlineRow
from kith.people.factories import a_child
from kith.people.models import Person
from kith.providers.models import Home
from kith.reach.doing import NotPermitted
from kith.reach.models import AccessReason
from kith.returns.actions.undoing import NotLoaded, WorkFollowed
from kith.returns.models import LoadedRow, SourceRow
from kith.returns.ssda903 import BROUGHT
from kith.returns.tests.making import ONE_CHILD, about, child, load, undo
from kith.returns.tests.test_load_return import EVERYTHING, NEXT_YEAR, everything_there_is
from kith.testing.standing import DAY, MOMENT
from kith.workforce.models import Allocation, Worker


def test_everything_the_load_brought_goes_the_child_too(analyst, team):
    made = load(analyst, EVERYTHING, team=team)
    undo(analyst, made)
    assert not [
        model
        for model in (*BROUGHT, Person, Home, LoadedRow, SourceRow, DeadlineRow)
        if model.objects.exists()
    ]
    assert list(Worker.objects.all()) == [analyst]
    made.refresh_from_db()
    assert made.state == made.State.UNDONE


def test_what_the_load_changed_is_as_the_other_loads_tell_it(analyst):
    load(analyst, ONE_CHILD)
    before = rows_of_the_record()
    undo(analyst, load(analyst, NEXT_YEAR, "2018-19"))
    assert rows_of_the_record() == before
    assert child().ethnicity == "WBRI"


def test_how_far_the_returns_tell_goes_back_too(analyst):
    load(analyst, ONE_CHILD)
    undo(analyst, load(analyst, NEXT_YEAR, "2018-19"))
    assert child().returned_until == date(2018, 3, 31)


def rows_of_the_record() -> dict:
    return {key: row for key, row in everything_there_is().items() if key[0] != "before"}


def test_the_first_of_two_loads_undone_leaves_what_the_second_tells(analyst):
    first = load(analyst, ONE_CHILD)
    load(analyst, NEXT_YEAR, "2018-19")
    undo(analyst, first)
    assert [each.start_on for each in PeriodOfCare.objects.all()] == [date(2017, 9, 4)]
    assert LegalStatus.objects.count() == 2
    assert child().record_opened_on == DAY


def test_it_is_refused_where_somebody_wrote_a_note(analyst, standing):
    made = load(analyst, ONE_CHILD)
    note = Note.objects.create(happened_at=MOMENT, written_at=MOMENT, author=standing.worker, text="Seen.")
    NoteChild.objects.create(note=note, child=child())
    before = everything_there_is()
    with pytest.raises(WorkFollowed) as refused:
        undo(analyst, made)
    assert list(refused.value.children.values()) == [("A1", ["notes"])]
    assert everything_there_is() == before


def test_it_is_refused_where_somebody_was_allocated_or_a_row_was_changed_or_removed(analyst, standing, team):
    made = load(analyst, ONE_CHILD, team=team)
    Placement.objects.filter(end_on=None).update(emergency=True)
    PeriodOfCare.objects.all().delete()
    Allocation.objects.create(child=child(), worker=standing.worker, start_on=DAY)
    with pytest.raises(WorkFollowed) as refused:
        undo(analyst, made)
    assert list(refused.value.children.values()) == [
        ("A1", ["allocations", "period of care changed or removed", "placement changed or removed"])
    ]


def test_a_child_known_before_keeps_what_was_known(analyst):
    known = a_child(authority_id="A1")
    undo(analyst, load(analyst, ONE_CHILD))
    assert Person.objects.get(pk=known.pk).names.exists()
    assert not Placement.objects.exists()


def test_a_step_about_a_placement_that_the_load_brought_is_work_on_a_child_known_before_too(analyst):
    a_child(authority_id="A1")
    made = load(analyst, ONE_CHILD)
    placement = Placement.objects.get(end_on=None)
    CarePlanningStep.objects.create(
        child=child(), kind="placement_notified", done_on=DAY, placement=placement
    )
    with pytest.raises(WorkFollowed):
        undo(analyst, made)


def test_a_placement_with_steps_is_not_taken_away_by_another_telling(analyst):
    load(analyst, ONE_CHILD)
    placement = Placement.objects.get(end_on=None)
    CarePlanningStep.objects.create(
        child=child(), kind="placement_notified", done_on=DAY, placement=placement
    )
    assert about(load(analyst, ONE_CHILD.replace("04/09/2017", "11/09/2017")), "left_out") == [
        "work in the record"
    ]
    assert Placement.objects.filter(pk=placement.pk).exists()


def test_a_child_whose_record_was_opened_with_a_reason_stays_as_a_person_without_a_record(analyst):
    made = load(analyst, ONE_CHILD)
    AccessReason.objects.create(child=child(), worker=analyst, given_on=DAY, reason="To mend the return")
    undo(analyst, made)
    assert child().record_opened_on is None
    again = load(analyst, ONE_CHILD)
    assert (child().record_opened_on, again.counts["left_out"]) == (DAY, 0)


def test_homes_that_others_live_in_stay(analyst, standing):
    made = load(analyst, ONE_CHILD)
    home = Home.objects.get(postcode="NG1 2DT")
    Placement.objects.create(child=standing.child, home=home, place="K2", start_on=DAY)
    undo(analyst, made)
    assert list(Home.objects.all()) == [home]


def test_a_load_is_undone_once(analyst):
    made = load(analyst, ONE_CHILD)
    undo(analyst, made)
    with pytest.raises(NotLoaded):
        undo(analyst, made)


def test_a_load_after_an_undone_one_begins_anew(analyst):
    undo(analyst, load(analyst, ONE_CHILD))
    assert load(analyst, ONE_CHILD).counts["new"] == 1
    assert not Review.objects.exists()


def test_only_who_may_load_a_return_undoes_one(analyst, standing):
    made = load(analyst, ONE_CHILD)
    with pytest.raises(NotPermitted):
        undo(standing.worker, made)
    assert Placement.objects.exists()
