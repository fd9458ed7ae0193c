from dataclasses import replace
from datetime import date

import pytest

from kith.lib.timescale import weeks
from kith.statutory.clocks import BY_KEY, Deadline, Fact, State, deadlines
from kith.statutory.facts import Facts
from kith.statutory.tests.clock_child import a_child, day, on, only

REVIEW = BY_KEY["care.first_review"]
STARTED = Fact(date(2026, 3, 2), "periods_of_care", 5, "Became looked after")
DEADLINE = Deadline(1, REVIEW, REVIEW.current, STARTED, date(2026, 3, 30))


def held(when):
    return replace(DEADLINE, met_by=Fact(day(when), "reviews", 9, "Review held"))


def ended(when):
    return replace(DEADLINE, ended_by=Fact(day(when), "periods_of_care", 5, "Stopped being looked after"))


@pytest.mark.parametrize(
    ("deadline", "as_of", "state", "late_by"),
    [
        (DEADLINE, "2026-03-30", State.DUE, ""),
        (DEADLINE, "2026-04-01", State.LATE, "2 working days"),
        (held("2026-03-30"), "2026-04-01", State.MET, ""),
        (held("2026-04-07"), "2026-11-22", State.MET_LATE, "4 working days"),
        (ended("2026-03-20"), "2026-11-22", State.ENDED, ""),
        (ended("2026-04-01"), "2026-11-22", State.ENDED, "2 working days"),
    ],
)
def test_state_and_lateness(deadline, as_of, state, late_by):
    assert (deadline.state(day(as_of)), deadline.late_by(day(as_of))) == (state, late_by)


def test_a_state_of_the_past_does_not_know_what_came_after():
    assert held("2026-04-07").state(day("2026-04-01")) is State.LATE
    assert held("2026-04-07").late_by(day("2026-04-01")) == "2 working days"
    assert ended("2026-04-01").state(day("2026-03-31")) is State.LATE


def test_what_ended_without_being_met_is_not_late_but_was():
    deadline = ended("2026-04-01")
    assert not deadline.is_late(day("2026-11-22"))
    assert deadline.was_late(day("2026-11-22"))
    assert not deadline.is_open(day("2026-11-22"))


def test_it_points_to_the_facts_it_came_from():
    child = a_child(
        periods_of_care=[{"id": 71, "start_on": "2026-03-02"}], reviews=[{"id": 72, "on": "2026-03-20"}]
    )
    found = only(child, "care.first_review")
    assert found.started_by == Fact(day("2026-03-02"), "periods_of_care", 71, "Became looked after")
    assert found.met_by == Fact(day("2026-03-20"), "reviews", 72, "Review held")


def test_the_record_as_it_stood_has_no_later_end():
    child = a_child(
        periods_of_care=[{"start_on": "2026-03-02", "end_on": "2026-03-20"}], reviews=on("2026-03-16")
    )
    assert only(child, "care.first_review", "2026-03-10").state(day("2026-03-10")) is State.DUE
    assert only(child, "care.second_review", "2026-03-19").ended_on is None
    assert only(child, "care.second_review", "2026-03-20").ended_on == day("2026-03-20")


def test_no_facts_no_deadlines():
    assert deadlines(Facts(), day("2026-11-22")) == []


def test_a_limit_in_weeks_is_late_in_weeks():
    deadline = replace(DEADLINE, limit=replace(REVIEW.current, due=weeks(6)))
    assert deadline.late_by(day("2026-04-08")) == "1 week and 2 days"
