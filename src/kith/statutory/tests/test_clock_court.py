"""Pre-proceedings and the court's weeks: the edges."""

import pytest

from kith.statutory.clocks import BY_KEY, State
from kith.statutory.tests.clock_child import a_child, clock, day, only

PROCEEDINGS, CONCLUDE = "court.proceedings", "court.conclude_pre_proceedings"


def begun(on="2026-03-02", **more):
    return a_child(pre_proceedings=[{"on": on, "id": 7} | more])


def applied(on, *hearings):
    return a_child(court_hearings=[{"on": on, "kind": "application", "proceedings_ended": False}, *hearings])


@pytest.mark.parametrize(
    ("made", "due"),
    [
        ("2026-03-02", "2026-08-30"),  # the first day is counted, and the last is a Sunday
        ("2026-01-31", "2026-07-31"),  # weeks, not months
        ("2026-10-30", "2027-04-29"),
    ],
)
def test_the_26_weeks_begin_with_the_day_of_the_application(made, due):
    assert only(applied(made), PROCEEDINGS).due_on == day(due)
    assert only(begun("2025-12-01", application_on=made), PROCEEDINGS).due_on == day(due)


def test_the_court_extends_its_own_timetable():
    longer = {"on": "2026-06-01", "kind": "issues", "extended_to": "2026-11-30", "proceedings_ended": False}
    found = only(applied("2026-03-02", longer), PROCEEDINGS)
    assert found.due_on == day("2026-11-30")
    assert found.why.startswith("The court extended")


def test_a_final_hearing_alone_does_not_end_the_proceedings():
    adjourned = {"on": "2026-08-01", "kind": "final", "proceedings_ended": False}
    over = {"on": "2026-08-28", "kind": "final", "proceedings_ended": True}
    assert only(applied("2026-03-02", adjourned), PROCEEDINGS).met_on is None
    assert only(applied("2026-03-02", adjourned, over), PROCEEDINGS).met_on == day("2026-08-28")


def test_a_second_application_has_weeks_of_its_own():
    over = {"on": "2026-05-01", "kind": "final", "proceedings_ended": True}
    again = {"on": "2026-09-01", "kind": "application", "proceedings_ended": False}
    first, second = clock(applied("2026-03-02", over, again), PROCEEDINGS)
    assert (first.met_on, second.met_on) == (day("2026-05-01"), None)
    assert second.due_on == day("2027-03-01")


def test_before_the_law_was_amended_no_weeks_are_worked_out():
    assert clock(applied("2013-06-03"), PROCEEDINGS) == []


def test_the_letter_and_the_meeting_are_practice_and_count_every_day():
    found = begun("2026-04-01", letter_on="2026-04-06")  # over Easter
    letter, meeting = only(found, "court.letter_before_proceedings"), only(found, "court.first_meeting")
    assert (letter.due_on, letter.state(day("2026-11-22"))) == (day("2026-04-06"), State.MET)
    assert meeting.due_on == day("2026-04-13")
    assert letter.timescale.local and meeting.timescale.local and letter.limit.verified == "no"


def test_without_a_letter_no_day_for_the_meeting_is_guessed():
    assert clock(begun(), "court.first_meeting") == []


def test_once_it_is_decided_how_they_end_nothing_before_is_late():
    found = begun(step_on="2026-03-05")
    assert only(found, "court.letter_before_proceedings").state(day("2026-11-22")) is State.ENDED
    assert only(found, CONCLUDE).met_on == day("2026-03-05")


def test_what_is_enacted_and_not_known_to_be_in_force_makes_no_deadline():
    for key in (
        "court.offer_group_decision",
        "court.group_decision_meeting",
        "court.case_management_hearing",
    ):
        assert BY_KEY[key].makes_deadlines is False
        assert clock(begun(letter_on="2026-03-04", application_on="2026-05-01"), key) == []
