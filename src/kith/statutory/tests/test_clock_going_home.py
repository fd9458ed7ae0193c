from kith.statutory.clocks import State
from kith.statutory.tests.clock_child import a_child, clock, day, keys, only

NOW = day("2026-11-22")


def returned(*steps, start="2025-09-01", reason="E4A", **more):
    return a_child(
        periods_of_care=[
            {"start_on": start, "end_on": "2025-11-30", "end_reason": reason},
            *more.pop("again", []),
        ],
        steps=[{"kind": kind, "on": on} for kind, on in steps],
        **more,
    )


def test_ceasing_to_look_after_is_approved_before_it_happens():
    found = only(returned(("ending_care_approved", "2025-11-20")), "home.ending_care")
    assert (found.due_on, found.state(NOW)) == (day("2025-11-30"), State.MET)


def test_after_an_unplanned_return_approval_stays_owed():
    assert only(returned(reason="E4B"), "home.ending_care").state(NOW) is State.LATE


def test_no_approval_under_twenty_working_days_or_where_a_court_decided():
    assert "home.ending_care" not in keys(returned(start="2025-11-03"))
    assert "home.ending_care" not in keys(returned(reason="E12"))


def test_going_home_is_looked_at_again_after_six_and_twelve_months_as_practice():
    child = returned(("return_home_checked", "2026-05-20"))
    half, whole = only(child, "home.after_6_months"), only(child, "home.after_12_months")
    assert (half.due_on, half.state(NOW)) == (day("2026-05-30"), State.MET)
    assert (whole.due_on, whole.state(NOW)) == (day("2026-11-30"), State.DUE)
    assert half.timescale.local


def test_one_late_look_does_not_meet_both():
    child = returned(("return_home_checked", "2026-07-01"))
    assert only(child, "home.after_6_months").state(NOW) is State.MET_LATE
    assert only(child, "home.after_12_months").met_on is None


def test_after_a_late_look_the_next_one_meets_the_year():
    child = returned(("return_home_checked", "2026-07-01"), ("return_home_checked", "2026-10-01"))
    assert only(child, "home.after_12_months").met_on == day("2026-10-01")


def test_coming_back_into_care_ends_the_watch():
    found = clock(returned(again=[{"start_on": "2026-02-01"}]), "home.after_6_months")
    assert (found[0].state(NOW), found[0].ended_on) == (State.ENDED, day("2026-02-01"))
