from kith.statutory.clocks import State
from kith.statutory.tests.clock_child import a_child, clock, day, keys, on, only

NOW = day("2026-11-22")
ORDER = {"code": "E1", "start_on": "2026-03-02"}


def waiting(*reviews, order=ORDER, placements=(), **more):
    """In care from 5 January with a foster carer; a placement order on 2 March."""
    rows = [{"id": 1, "start_on": "2026-01-05", "end_on": placements[0]["start_on"] if placements else None}]
    return a_child(
        born="2024-06-01", periods_of_care=[{"start_on": "2026-01-05"}], placements=[*rows, *placements],
        legal_statuses=[order] if order else [], reviews=on("2026-01-30", *reviews), **more
    )  # fmt: skip


def placed(*reviews, visits=(), end=None, **more):
    """Placed with prospective adopters on 1 June."""
    stay = {"id": 2, "start_on": "2026-06-01", "end_on": end, "place": "A6"}
    later = [{"id": 3, "start_on": end, "place": "U6"}] if end else []
    return waiting(*reviews, placements=[stay, *later], visits=on(*visits), **more)


def test_a_child_waiting_is_reviewed_three_months_after_authority_then_six_months_apart():
    first, later = (
        only(waiting("2026-05-29"), "adoption.waiting_first"),
        only(waiting("2026-05-29"), "adoption.waiting_later"),
    )
    assert (first.due_on, first.state(NOW)) == (day("2026-06-02"), State.MET)
    assert (later.started_on, later.due_on) == (day("2026-05-29"), day("2026-11-29"))


def test_consent_recorded_as_a_step_gives_authority_too():
    child = waiting(order=None, steps=[{"kind": "placement_consented", "on": "2026-02-16"}])
    found = only(child, "adoption.waiting_first")
    assert (found.due_on, found.started_by.label) == (day("2026-05-16"), "Consent to placement")
    assert clock(waiting(order=None), "adoption.waiting_first") == []


def test_a_placement_order_that_ends_stops_the_waiting():
    child = waiting(order=ORDER | {"end_on": "2026-04-06"})
    assert only(child, "adoption.waiting_first").ended_by.label == "Placement order ended"


def test_a_child_placed_for_adoption_is_reviewed_after_four_weeks_three_months_and_six_months():
    child = placed("2026-06-29", "2026-09-30")
    first, second = only(child, "adoption.first_review"), only(child, "adoption.second_review")
    assert (first.due_on, first.state(NOW)) == (day("2026-06-29"), State.MET)
    assert (second.due_on, second.state(NOW)) == (day("2026-09-29"), State.MET_LATE)
    assert only(child, "adoption.later_review").due_on == day("2027-03-30")
    assert only(child, "adoption.waiting_first").ended_by.label == "Placed for adoption"


def test_visits_are_within_a_week_and_then_weekly_until_the_first_review():
    child = placed("2026-06-26", visits=("2026-06-05", "2026-06-12", "2026-06-22"))
    first = only(child, "adoption.first_visit")
    weekly = clock(child, "adoption.weekly_visit")
    assert (first.due_on, first.state(NOW)) == (day("2026-06-08"), State.MET)
    assert [each.due_on for each in weekly] == [day("2026-06-12"), day("2026-06-19"), day("2026-06-29")]
    assert [each.state(NOW) for each in weekly] == [State.MET, State.MET_LATE, State.ENDED]
    assert weekly[2].ended_by.label == "First review held"


def test_after_the_first_review_visits_are_as_often_as_was_decided_and_no_number_is_invented():
    plan = [{"start_on": "2026-06-26", "days": 14}]
    child = placed("2026-06-26", visits=("2026-06-22",), visit_frequencies=plan)
    found = only(child, "adoption.later_visit")
    assert (found.due_on, str(found.limit.due)) == (day("2026-07-06"), "no time limit")
    undecided = placed("2026-06-26", visits=("2026-06-22", "2026-06-30"))
    assert clock(undecided, "adoption.later_visit") == []


def test_the_ordinary_rules_stop_even_where_the_foster_carer_adopts():
    child = waiting(
        placements=[{"id": 2, "start_on": "2026-06-01", "place": "A5", "same_carer": True}],
        visits=on("2026-01-09", "2026-02-16"),
    )
    assert clock(child, "visit.first_year")[-1].ended_on == day("2026-06-01")
    assert only(child, "adoption.first_visit").due_on == day("2026-06-08")
    assert {each.started_on for each in clock(child, "placement.plan_unplanned")} == {day("2026-01-05")}


def test_a_placement_that_fails_brings_the_ordinary_rules_and_the_waiting_back():
    child = placed("2026-06-29", end="2026-08-03")
    assert only(child, "adoption.second_review").ended_on == day("2026-08-03")
    again = clock(child, "care.later_review")[-1]
    assert (again.started_on, again.due_on, again.state(NOW)) == (
        day("2026-06-29"),
        day("2026-12-29"),
        State.DUE,
    )
    assert clock(child, "adoption.waiting_later")[-1].due_on == day("2026-12-29")
    assert clock(child, "visit.first")[-1].due_on == day("2026-08-10")


def test_what_a_return_does_not_carry_is_not_owed_for_the_years_before():
    child = placed(recorded_from="2026-09-01")
    assert not {"adoption.first_visit", "adoption.later_visit"} & keys(child)
    assert [each.started_on for each in clock(child, "adoption.weekly_visit")] == [day("2026-09-01")]
