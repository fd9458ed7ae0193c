"""From the strategy discussion to the conference, and what a protection plan asks for: the edges."""

import pytest

from kith.statutory.clocks import State
from kith.statutory.tests.clock_child import a_child, clock, day, keys, on, only

CONFERENCE, REVIEW, GROUP = (
    "protection.initial_conference",
    "protection.first_review",
    "protection.first_core_group",
)
VISIT = "protection.visit"


def enquiry(clock_on="2026-03-02", **more):
    return {"start_on": clock_on, "clock_on": clock_on, "id": 7, "outcome": ""} | more


def plan(start_on="2026-03-02", **more):
    return {"start_on": start_on, "visit_every": 10} | more


@pytest.mark.parametrize(
    ("marked", "due"),
    [
        ("2026-03-02", "2026-03-23"),
        ("2026-03-27", "2026-04-21"),  # Good Friday and Easter Monday
        ("2026-12-18", "2027-01-13"),  # Christmas, Boxing Day on the Monday, New Year
        ("2026-08-28", "2026-09-21"),  # the summer bank holiday
        ("2026-05-02", "2026-05-26"),  # a Saturday; two bank holidays in May
    ],
)
def test_the_conference_is_due_fifteen_working_days_after_the_discussion_marked(marked, due):
    found = only(a_child(enquiries=[enquiry(marked)]), CONFERENCE, as_of="2027-02-01")
    assert found.due_on == day(due)
    assert found.timescale.local is False and found.limit.verified == "no"


def test_of_several_discussions_the_one_that_was_marked_starts_it_not_the_start_of_the_enquiry():
    facts = a_child(enquiries=[enquiry("2026-03-02", start_on="2026-03-05")])
    assert only(facts, CONFERENCE).started_on == day("2026-03-02")


def test_without_a_marked_discussion_no_day_is_guessed():
    facts = a_child(enquiries=[{"start_on": "2026-03-02", "outcome": ""}])
    assert clock(facts, CONFERENCE) == []


def test_the_conference_of_the_enquiry_meets_it_and_another_does_not():
    held = {"on": "2026-03-24", "kind": "initial", "decision": "plan"}
    late = only(a_child(enquiries=[enquiry()], conferences=[held | {"enquiry": 7}]), CONFERENCE)
    other = only(a_child(enquiries=[enquiry()], conferences=[held | {"enquiry": 8}]), CONFERENCE)
    assert late.state(day("2026-11-22")) is State.MET_LATE
    assert other.state(day("2026-11-22")) is State.LATE


def test_an_enquiry_that_needs_no_conference_ends_the_clock_and_one_that_needs_it_does_not():
    over = {"end_on": "2026-03-10", "outcome": "not_found", "conference_not_required": True}
    needed = {"end_on": "2026-03-10", "outcome": "conference", "conference_not_required": False}
    assert only(a_child(enquiries=[enquiry(**over)]), CONFERENCE).ended_on == day("2026-03-10")
    facts = a_child(enquiries=[enquiry(**needed)])
    assert only(facts, CONFERENCE).is_late(day("2026-11-22"))
    assert only(facts, "protection.ask_for_conference").due_on == day("2026-03-11")


def test_nothing_is_known_on_a_day_of_what_came_after_it():
    needed = {"end_on": "2026-03-10", "outcome": "not_found", "conference_not_required": True}
    assert only(a_child(enquiries=[enquiry(**needed)]), CONFERENCE, as_of="2026-03-05").ended_on is None


def test_a_pregnancy_that_ends_stops_the_enquirys_clocks():
    facts = a_child(born=None, enquiries=[enquiry(pregnancy_ended_on="2026-03-09")])
    assert only(facts, CONFERENCE).ended_on == day("2026-03-09")


def test_three_months_from_the_end_of_november_is_the_last_day_of_february():
    facts = a_child(protection_plans=[plan("2025-11-30")])
    assert only(facts, REVIEW).due_on == day("2026-02-28")


def test_after_the_first_review_six_months_each():
    held = [{"on": each, "kind": "review", "decision": "goes_on"} for each in ("2026-05-29", "2026-08-31")]
    facts = a_child(protection_plans=[plan("2026-03-02")], conferences=held)
    assert only(facts, REVIEW).met_on == day("2026-05-29")
    found = clock(facts, "protection.later_review")
    assert [each.due_on for each in found] == [day("2026-11-29"), day("2027-02-28")]


def test_the_review_that_ends_a_plan_meets_its_clock_and_starts_none():
    held = [{"on": "2026-05-29", "kind": "review", "decision": "ends"}]
    facts = a_child(protection_plans=[plan("2026-03-02", end_on="2026-05-29")], conferences=held)
    assert only(facts, REVIEW).met_on == day("2026-05-29")
    assert clock(facts, "protection.later_review") == []
    assert keys(facts, state="due") | keys(facts, state="late") == set()


def test_the_first_core_group_is_due_in_ten_working_days_and_the_next_by_local_practice():
    facts = a_child(protection_plans=[plan("2026-03-27")], core_groups=on("2026-04-10"))
    first, later = only(facts, GROUP), only(facts, "protection.later_core_group")
    assert (first.due_on, first.met_on) == (day("2026-04-14"), day("2026-04-10"))
    assert later.due_on == day("2026-05-22") and later.timescale.local


def test_visits_are_as_often_as_the_conference_said_and_never_law():
    facts = a_child(
        protection_plans=[plan(visit_every=5)],
        visits=[{"on": "2026-03-06"}, {"on": "2026-03-10", "seen": False}],
    )
    first, second = clock(facts, VISIT)
    assert (first.met_on, second.due_on) == (day("2026-03-06"), day("2026-03-13"))
    assert second.timescale.local and "5 working days" in second.why


def test_an_unborn_child_is_protected_from_before_birth_and_the_clock_goes_on_after_it():
    unborn = a_child(born=None, protection_plans=[plan("2026-03-02")])
    born = a_child(born="2026-04-20", protection_plans=[plan("2026-03-02")])
    assert only(unborn, REVIEW).due_on == only(born, REVIEW).due_on == day("2026-06-02")


def test_turning_eighteen_ends_what_a_plan_asks_for():
    facts = a_child(born="2008-04-01", protection_plans=[plan("2026-03-02", end_on="2026-04-01")])
    assert only(facts, REVIEW).ended_on == day("2026-04-01")


def test_a_long_plan_warns_from_fifteen_months():
    facts = a_child(protection_plans=[plan("2025-01-31")])
    found = only(facts, "protection.long_plan", as_of="2026-04-30")
    assert found.warns(day("2026-04-30")) and found.due_on == day("2027-01-31")
    assert not found.warns(day("2026-04-29"))


def test_an_escalation_is_due_on_the_day_the_chair_set():
    facts = a_child(
        escalations=[{"on": "2026-03-02", "answer_by": "2026-03-09", "answered_on": "2026-03-10"}]
    )
    found = only(facts, "protection.escalation")
    assert (found.due_on, found.met_on, found.timescale.local) == (day("2026-03-09"), day("2026-03-10"), True)


@pytest.mark.parametrize(
    ("held", "due"),
    [
        ("2025-11-30", "2026-02-28"),  # February has no 30th
        ("2027-11-30", "2028-02-29"),  # nor has it in a leap year
        ("2026-01-31", "2026-04-30"),
        ("2026-02-28", "2026-05-28"),  # the last day of February is no last day of May
    ],
)
def test_three_months_from_the_end_of_a_month_end_with_the_month(held, due):
    found = only(a_child(protection_plans=[plan(held)]), REVIEW, as_of="2028-12-31")
    assert found.due_on == day(due)


def test_brothers_and_sisters_discussed_on_different_days_are_due_on_different_days():
    first = a_child(child=1, enquiries=[enquiry("2026-12-23")])
    second = a_child(child=2, enquiries=[enquiry("2026-12-29", id=8)])
    days = [only(each, CONFERENCE, as_of="2027-02-01").due_on for each in (first, second)]
    assert days == [day("2027-01-18"), day("2027-01-20")]


def test_marking_another_discussion_moves_both_what_is_due_and_what_was_late():
    held = {"on": "2026-03-25", "kind": "initial", "decision": "plan", "enquiry": 7}
    earlier = a_child(enquiries=[enquiry("2026-03-02")], conferences=[held])
    later = a_child(enquiries=[enquiry("2026-03-06", start_on="2026-03-02")], conferences=[held])
    states = [only(each, CONFERENCE).state(day("2026-11-22")) for each in (earlier, later)]
    assert states == [State.MET_LATE, State.MET]


def test_an_unborn_child_has_the_same_clocks_before_and_after_birth():
    before_birth = a_child(born=None, protection_plans=[plan()], enquiries=[enquiry()])
    born = a_child(born="2026-03-20", protection_plans=[plan()], enquiries=[enquiry()])
    assert keys(before_birth) == keys(born)
    assert only(before_birth, REVIEW).due_on == only(born, REVIEW).due_on


def test_once_a_pregnancy_ended_nothing_of_it_is_late():
    facts = a_child(
        born=None, pregnancy_ended="2026-03-05", protection_plans=[plan(end_on="2026-03-05")], enquiries=[enquiry()]
    )  # fmt: skip
    assert keys(facts, state="late") == set() and keys(facts, state="due") == set()
