from kith.statutory.clocks import State
from kith.statutory.tests.clock_child import a_child, clock, day, on, only

NOW = day("2026-11-22")


def reviewed(*days, start="2025-12-01", **more):
    return a_child(cared_for=start, reviews=on(*days), **more)


def test_the_first_review_is_due_within_20_working_days_over_christmas():
    # Christmas Day and Boxing Day of 2025, a Thursday and a Friday, do not count.
    assert only(reviewed(), "care.first_review").due_on == day("2025-12-31")


def test_the_second_is_due_three_months_after_the_first_was_held():
    second = only(reviewed("2025-12-31"), "care.second_review")
    assert (second.started_on, second.due_on) == (day("2025-12-31"), day("2026-03-31"))
    assert second.started_by.label == "Review held"


def test_later_reviews_are_due_six_months_after_the_last_and_every_one_is_told():
    found = clock(reviewed("2025-12-31", "2026-03-31", "2026-10-02"), "care.later_review")
    assert [each.due_on for each in found] == [day("2026-09-30"), day("2027-04-02")]
    assert [each.state(NOW) for each in found] == [State.MET_LATE, State.DUE]
    assert found[0].late_by(NOW) == "2 days"


def test_a_first_review_not_held_is_late_by_working_days():
    review = only(reviewed(), "care.first_review", "2026-01-06")
    assert (review.state(day("2026-01-06")), review.late_by(day("2026-01-06"))) == (
        State.LATE,
        "3 working days",
    )


def test_coming_back_into_care_starts_again_with_a_first_review():
    child = a_child(
        periods_of_care=[{"start_on": "2025-01-06", "end_on": "2025-03-03"}, {"start_on": "2025-12-01"}],
        reviews=on("2025-01-20"),
    )
    first, again = clock(child, "care.first_review")
    assert (first.met_on, again.met_on) == (day("2025-01-20"), None)
    assert only(child, "care.second_review").ended_on == day("2025-03-03")


def test_ordinary_reviews_stop_when_a_child_is_placed_for_adoption():
    child = a_child(
        periods_of_care=[{"start_on": "2025-12-01"}],
        placements=[{"start_on": "2025-12-01"}, {"start_on": "2026-02-02", "place": "A5"}],
        reviews=on("2025-12-31"),
    )
    assert only(child, "care.second_review").ended_by.label == "Placed for adoption"
    assert [each.started_on for each in clock(child, "visit.first")] == [day("2025-12-01")]


def test_decisions_and_record_of_a_review_have_clocks_of_their_own():
    child = reviewed("2026-01-05", steps=[{"kind": "review_decisions_recorded", "on": "2026-01-13"}])
    decisions, record = only(child, "care.review_decisions"), only(child, "care.review_record")
    assert (decisions.due_on, decisions.late_by(NOW)) == (day("2026-01-12"), "1 working day")
    assert (record.due_on, record.state(NOW)) == (day("2026-02-02"), State.LATE)


def test_the_next_review_ends_what_was_owed_for_the_last():
    decisions = clock(reviewed("2026-01-05", "2026-03-02"), "care.review_decisions")
    assert decisions[0].state(NOW) is State.ENDED
    assert decisions[0].was_late(NOW)


def brought_forward(kind, *reviews, end=None):
    """A child whose reviewing officer, say, asked on 2 March for a review by the 16th."""
    return a_child(
        periods_of_care=[{"start_on": "2026-01-05", "end_on": end}],
        placements=[{"start_on": "2026-01-05", "end_on": end}],
        reviews=on("2026-01-30", *reviews),
        steps=[{"kind": kind, "on": "2026-03-02", "expected_on": "2026-03-16"}],
    )


def test_a_review_asked_for_sooner_is_due_on_the_day_recorded_and_no_number_of_days_is_invented():
    found = only(brought_forward("review_asked_for"), "care.review_brought_forward", "2026-03-16")
    assert (found.due_on, found.state(day("2026-03-16"))) == (day("2026-03-16"), State.DUE)
    assert found.started_by.label == "The reviewing officer asks for a review sooner"
    assert str(found.limit.due) == "before it takes effect"


def test_a_review_held_after_it_was_asked_for_meets_it_and_not_the_one_before():
    in_time = only(brought_forward("review_after_visit", "2026-03-10"), "care.review_brought_forward")
    late = only(brought_forward("review_after_visit", "2026-03-18"), "care.review_brought_forward")
    assert (in_time.state(NOW), late.state(NOW), late.late_by(NOW)) == (State.MET, State.MET_LATE, "2 days")


def test_accommodation_that_ended_without_its_review_stays_late():
    child = brought_forward("accommodation_to_end", end="2026-03-16")
    assert only(child, "care.review_brought_forward").state(NOW) is State.LATE


def test_a_request_ends_with_care():
    child = brought_forward("review_asked_for", end="2026-03-10")
    assert only(child, "care.review_brought_forward").state(NOW) is State.ENDED


def test_nothing_is_brought_forward_without_a_finding():
    assert clock(reviewed("2025-12-31"), "care.review_brought_forward") == []
