"""Clocks that only a practitioner's finding starts: recorded, due, met or late, and in the projection."""

from datetime import date, timedelta

import pytest

from kith.access.audit import Event, record
from kith.access.roles import Role
from kith.care.actions.reviews import record_review
from kith.care.actions.steps import record_step
from kith.care.factories import in_care
from kith.casework.models import Visit, VisitChild
from kith.deadlines.models import DeadlineRow
from kith.deadlines.queries import deadlines_of
from kith.statutory.clocks import State
from kith.testing.standing import DAY, MOMENT, at_work
from kith.workforce.factories import a_worker, allocated

BEGAN = date(2026, 11, 2)  # a Monday

# The finding, what meets it, the clock, and the last day in time for an emergency placement of 2 November.
WALKS = [
    ("outside_area", "outside_area_approved", "placement.outside_area", BEGAN),
    ("outside_area", "area_authority_notified", "placement.area_notice_unplanned", date(2026, 11, 9)),
    ("at_a_distance", "distance_approved", "placement.distance", BEGAN),
    ("at_a_distance", "area_authority_consulted", "placement.distance_consultation", BEGAN),
    ("outside_approval_terms", "approval_terms_varied", "placement.exemption", date(2026, 11, 10)),
]


def placed(child, **details):
    placement = in_care(child, start_on=BEGAN, place=details.pop("place", "U6"))
    type(placement).objects.filter(pk=placement.pk).update(**details)
    placement.refresh_from_db()
    return placement


def step(standing, kind, on, placement=None, **more):
    with at_work(standing.worker):
        record_step(
            child=standing.child,
            kind=kind,
            done_on=on,
            placement=placement,
            note="",
            by=standing.worker,
            **more,
        )


def clock(standing, key, as_of=DAY):
    """The one deadline of a timescale, and that the projection for lists holds the same."""
    (found,) = [each for each in deadlines_of(standing.child.pk, as_of) if each.key == key]
    if as_of == DAY:
        row = DeadlineRow.objects.get(child=standing.child, timescale=key)
        assert (row.due_on, row.met_on, row.ended_on) == (found.due_on, found.met_on, found.ended_on)
    return found


@pytest.mark.parametrize(("finding", "answer", "key", "due"), WALKS)
def test_from_the_finding_to_late_and_met(standing, finding, answer, key, due):
    placement = placed(standing.child, emergency=True)
    assert key not in {each.key for each in deadlines_of(standing.child.pk, DAY)}
    step(standing, finding, BEGAN, placement)
    assert clock(standing, key).due_on == due
    assert clock(standing, key, due).state(due) is State.DUE
    assert clock(standing, key).state(DAY) is State.LATE
    step(standing, answer, due, placement)
    assert clock(standing, key).state(DAY) is State.MET


@pytest.mark.parametrize(("finding", "answer", "key", "due"), WALKS)
def test_what_is_done_a_day_too_late_is_met_late(standing, finding, answer, key, due):
    placement = placed(standing.child, emergency=True)
    step(standing, finding, BEGAN, placement)
    step(standing, answer, due + timedelta(days=1), placement)
    found = clock(standing, key)
    assert (found.state(DAY), found.was_late(DAY)) == (State.MET_LATE, True)


def test_a_planned_move_in_key_stage_4_is_approved_before_it_takes_effect(standing):
    placement = placed(standing.child, emergency=False)
    step(standing, "key_stage_4_disrupted", BEGAN, placement)
    assert clock(standing, "placement.key_stage_4").state(DAY) is State.LATE
    step(standing, "key_stage_4_move_approved", BEGAN, placement)
    assert clock(standing, "placement.key_stage_4").state(DAY) is State.MET


def test_a_child_with_a_parent_before_the_assessment_is_visited_weekly_until_the_first_review(standing):
    placement = placed(standing.child, place="P1")
    step(standing, "parent_assessment_pending", BEGAN, placement)
    _visited(standing, date(2026, 11, 4))
    weekly = clock(standing, "visit.parent_weekly")
    assert (weekly.due_on, weekly.state(DAY), weekly.late_by(DAY)) == (
        date(2026, 11, 11),
        State.LATE,
        "5 days",
    )
    _reviewed(standing, date(2026, 11, 10))
    assert clock(standing, "visit.parent_later").due_on == date(2026, 12, 16)


def test_a_review_asked_for_is_due_on_the_day_asked_for(standing):
    placed(standing.child)
    step(standing, "review_asked_for", date(2026, 11, 4), expected_on=date(2026, 11, 12))
    assert clock(standing, "care.review_brought_forward").state(DAY) is State.LATE
    _reviewed(standing, date(2026, 11, 12))
    assert clock(standing, "care.review_brought_forward").state(DAY) is State.MET


def test_consent_to_placement_for_adoption_starts_the_reviews_of_a_child_waiting(standing):
    placed(standing.child)
    step(standing, "placement_consented", date(2026, 11, 4))
    waiting = clock(standing, "adoption.waiting_first")
    assert (waiting.due_on, waiting.state(DAY)) == (date(2027, 2, 4), State.DUE)


def _reviewed(standing, day):
    officer = a_worker("Ira Officer", Role.REVIEWING_OFFICER)
    allocated(standing.child, officer, part="reviewing_officer")
    with at_work(officer):
        record_review(child=standing.child, held_on=day, participation="PN1", text="", by=officer)


def _visited(standing, day):
    with at_work(standing.worker):
        visit = Visit.objects.create(visited_on=day, written_at=MOMENT, worker=standing.worker, text="Seen.")
        record(Event.ADDED, VisitChild.objects.create(visit=visit, child=standing.child, seen=True))
