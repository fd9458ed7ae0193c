from datetime import timedelta

from kith.statutory.clocks import State, short_break_days
from kith.statutory.tests.clock_child import a_child, clock, day, keys, on, only

NOW = day("2026-11-22")
SERIES = {"start_on": "2025-12-01", "kind": "short_breaks"}


def breaks(*spans, **more):
    rows = [{"start_on": start, "end_on": end} for start, end in spans]
    return a_child(periods_of_care=[SERIES], placements=rows, **more)


def weekly(number, nights):
    """A break every week from 1 December 2025."""
    starts = [day("2025-12-01") + timedelta(weeks=each) for each in range(number)]
    return [(str(start), str(start + timedelta(days=nights))) for start in starts]


def test_a_series_of_short_breaks_starts_no_ordinary_clock():
    found = keys(breaks(("2025-12-05", "2025-12-08")))
    assert {key.split(".")[0] for key in found} == {"short_breaks"}


def test_a_break_of_17_days_is_in_time_and_18_is_not():
    short = only(breaks(("2026-03-01", "2026-03-18")), "short_breaks.longest")
    long = only(breaks(("2026-03-01", "2026-03-19")), "short_breaks.longest")
    assert (short.state(NOW), long.state(NOW)) == (State.MET, State.MET_LATE)


def test_a_break_under_way_warns_before_it_is_too_long():
    found = only(breaks(("2026-03-01", None)), "short_breaks.longest", "2026-03-15")
    assert found.due_on == day("2026-03-18")
    assert (found.warns(day("2026-03-14")), found.warns(day("2026-03-15"))) == (False, True)


def test_75_days_in_twelve_months_are_counted_over_all_breaks():
    spans = [*weekly(24, 3), ("2026-06-01", None)]
    found = clock(breaks(*spans), "short_breaks.in_a_year", "2026-06-02")[-1]
    # 24 breaks of three nights are 72 days: three are left.
    assert found.due_on == day("2026-06-04")
    assert found.is_late(day("2026-06-05"))


def test_days_of_a_year_ago_fall_out_of_the_count():
    spans = [("2025-12-01", "2026-02-13"), ("2026-12-10", None)]
    found = clock(breaks(*spans), "short_breaks.in_a_year", "2026-12-10")[-1]
    # 74 days used, nine of them (1 to 9 December) more than a year ago, and another falls out each day.
    assert found.due_on == day("2027-02-23")


def test_the_counter_tells_what_is_used():
    child = breaks(*weekly(4, 3), ("2026-01-10", None))
    assert short_break_days(child, day("2026-01-12")) == {1: (3, 15)}


def test_where_only_the_agreement_is_recorded_breaks_are_not_counted():
    child = breaks(("2025-12-01", None), legal_statuses=[{"code": "V4", "start_on": "2025-12-01"}])
    assert not {"short_breaks.longest", "short_breaks.in_a_year"} & keys(child)


def test_visits_and_reviews_after_three_months_then_six():
    child = breaks(visits=on("2026-02-10"), reviews=on("2026-03-02", "2026-08-31"))
    assert only(child, "short_breaks.first_visit").due_on == day("2026-03-01")
    assert only(child, "short_breaks.later_visit").due_on == day("2026-08-10")
    assert only(child, "short_breaks.first_review").state(NOW) is State.MET_LATE
    assert [each.due_on for each in clock(child, "short_breaks.later_review")] == [
        day("2026-09-02"),
        day("2027-02-28"),
    ]
