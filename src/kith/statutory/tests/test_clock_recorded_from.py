"""A child who came from a return: what the return does not carry is not called late for the years before."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.statutory.clocks import deadlines
from kith.statutory.clocks.compute import CARRIED
from kith.statutory.tests.clock_child import a_child, clock, keys, on, only

LOADED = "2026-11-02"
AS_OF = "2026-11-22"


def from_a_return(**tables):
    return a_child(cared_for="2022-01-10", recorded_from=LOADED, **tables)


def test_nothing_that_a_return_does_not_carry_is_late_for_years_gone_by():
    late = keys(from_a_return(), AS_OF, state="late")
    assert late == {"care.first_review"}
    assert late <= CARRIED


def test_reviews_count_from_the_first_day():
    held = from_a_return(reviews=on("2022-02-04", "2022-05-03", "2026-10-01"))
    assert [each.is_late(date(2026, 11, 22)) for each in clock(held, "care.later_review")] == [False] * 2
    assert clock(held, "care.later_review")[0].was_late(date(2026, 11, 22))


def test_the_next_visit_counts_from_the_day_recording_began():
    due = only(from_a_return(), "visit.later_years", AS_OF)
    assert (due.started_on, due.due_on) == (date(2026, 11, 2), date(2026, 12, 14))
    assert "Counted from the day recording here began" in due.why


def test_a_visit_recorded_here_meets_it_and_starts_the_next():
    first, second = clock(from_a_return(visits=on("2026-11-20")), "visit.later_years", AS_OF)
    assert first.met_on == second.started_on == date(2026, 11, 20)
    assert second.why.startswith("After the first year") and "recording" not in second.why


def test_a_visit_from_before_that_somebody_wrote_up_counts_while_it_reaches_this_far():
    assert only(from_a_return(visits=on("2026-10-01")), "visit.later_years", AS_OF).due_on == date(
        2026, 11, 12
    )
    long_ago = only(from_a_return(visits=on("2026-06-01")), "visit.later_years", AS_OF)
    assert long_ago.started_on == date(2026, 11, 2)


def test_a_placement_of_a_few_days_before_keeps_its_first_visit():
    assert only(a_child(cared_for="2026-10-30", recorded_from=LOADED), "visit.first").due_on == date(
        2026, 11, 6
    )


def test_a_placement_that_began_afterwards_is_as_any_other():
    began = a_child(cared_for="2026-11-09", recorded_from=LOADED)
    assert keys(began) == keys(a_child(cared_for="2026-11-09"))


def test_a_stay_that_ended_before_asks_for_nothing():
    gone = a_child(
        recorded_from=LOADED,
        periods_of_care=[{"start_on": "2022-01-10", "end_on": "2023-01-10", "end_reason": "E4A"}],
        placements=[{"start_on": "2022-01-10", "end_on": "2023-01-10"}],
    )
    assert keys(gone) <= CARRIED


def test_the_next_health_assessment_counts_from_the_day_recording_began():
    due = only(from_a_return(), "health.five_and_over", AS_OF)
    assert (due.started_on, due.due_on) == (date(2026, 11, 2), date(2027, 11, 2))
    assert "health.initial" not in keys(from_a_return(), AS_OF)


def test_a_health_assessment_written_up_from_before_counts_while_it_reaches_this_far():
    known = from_a_return(health_assessments=[{"on": "2026-03-01", "kind": "review"}])
    assert only(known, "health.five_and_over", AS_OF).due_on == date(2027, 3, 1)


def test_visits_in_a_series_of_short_breaks_count_from_the_day_recording_began():
    breaks = a_child(
        recorded_from=LOADED, periods_of_care=[{"start_on": "2022-01-10", "kind": "short_breaks"}]
    )
    assert only(breaks, "short_breaks.later_visit").due_on == date(2027, 5, 2)
    assert "short_breaks.first_visit" not in keys(breaks)


def test_only_the_questionnaire_of_the_year_under_way_is_asked_for():
    assert only(from_a_return(), "health.questionnaire", AS_OF).due_on == date(2027, 3, 31)


def test_a_return_interview_of_years_gone_by_is_not_asked_for():
    went = [{"started_at": "2024-05-01T00:00", "ended_at": "2024-05-03T00:00"}]
    assert "missing.return_interview" not in keys(from_a_return(missing=went), AS_OF)


@given(
    st.dates(date(2015, 1, 1), date(2026, 11, 1)),
    st.lists(st.dates(date(2015, 1, 1), date(2026, 11, 20)), max_size=6),
)
def test_whatever_is_open_and_not_in_a_return_fell_due_since_recording_began(start, visited):
    facts = a_child(
        cared_for=start.isoformat(), recorded_from=LOADED, visits=on(*sorted(d.isoformat() for d in visited))
    )
    for each in deadlines(facts, date(2026, 11, 22)):
        if each.key not in CARRIED and each.is_open(date(2026, 11, 22)):
            assert each.due_on >= date(2026, 11, 2)


@pytest.mark.parametrize("start", [date(2019, 5, 1) + timedelta(days=97 * step) for step in range(12)])
def test_somebody_in_care_is_always_due_a_visit(start):
    found = deadlines(a_child(cared_for=start.isoformat(), recorded_from=LOADED), date(2026, 11, 22))
    assert [each for each in found if each.key.startswith("visit.") and each.is_open(date(2026, 11, 22))]


@pytest.mark.parametrize(
    ("key", "due"),
    [("protection.later_review", "2027-05-02"), ("protection.later_core_group", "2026-12-14"), ("need_plan.later_review", "2027-05-02")],
)  # fmt: skip
def test_what_a_plan_from_a_return_asks_for_counts_from_the_first_day_here(key, due):
    plans = {
        "protection_plans": [{"start_on": "2024-06-28", "visit_every": 10}],
        "need_plans": [{"start_on": "2024-06-28"}],
    }
    found = only(a_child(recorded_from=LOADED, **plans), key)
    assert (found.due_on, found.started_on, bool(found.why)) == (
        date.fromisoformat(due), date.fromisoformat(LOADED), True,
    )  # fmt: skip
