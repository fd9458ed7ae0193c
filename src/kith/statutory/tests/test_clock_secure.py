from hypothesis import given, settings
from hypothesis import strategies as st

from kith.lib.days import add_hours, hours_between
from kith.statutory.clocks import State
from kith.statutory.clocks.secure import runs_out
from kith.statutory.tests.clock_child import a_child, clock, day, moment, only

KEY = "secure.without_court"


def stays(*rows):
    names = ("started_at", "ended_at", "authorised_at")
    return a_child(secure_stays=[dict(zip(names, row, strict=False)) for row in rows])


def test_the_hours_run_out_after_72_though_the_clocks_go_forward():
    found = only(stays(("2026-03-27T20:00",)), KEY, "2026-03-28")
    assert found.due_at == moment("2026-03-30T21:00")
    assert found.warns(moment("2026-03-28T20:00"))
    assert found.limit.verified == "partly"


def test_a_court_in_time_meets_it_and_a_court_too_late_does_not():
    in_time = only(stays(("2026-05-04T10:00", None, "2026-05-07T09:00")), KEY)
    late = only(stays(("2026-05-04T10:00", None, "2026-05-07T13:30")), KEY)
    assert (in_time.state(day("2026-11-22")), late.state(day("2026-11-22"))) == (State.MET, State.MET_LATE)
    assert late.late_by(day("2026-11-22")) == "3 hours"


def test_leaving_meets_it():
    assert (
        only(stays(("2026-05-04T10:00", "2026-05-05T10:00")), KEY).met_by.label == "Left secure accommodation"
    )


def test_hours_of_the_last_28_days_are_counted_and_older_ones_are_not():
    earlier = ("2026-05-04T10:00", "2026-05-06T10:00")  # 48 hours
    soon, long_after = ("2026-05-11T10:00",), ("2026-06-15T10:00",)
    assert clock(stays(earlier, soon), KEY)[1].due_at == moment("2026-05-12T10:00")
    assert clock(stays(earlier, long_after), KEY)[1].due_at == moment("2026-06-18T10:00")


def test_a_court_s_authority_from_the_start_starts_no_clock():
    assert clock(stays(("2026-05-04T10:00", None, "2026-05-04T10:00")), KEY) == []


def test_hours_under_a_court_do_not_count_against_a_later_stay():
    earlier = ("2026-05-04T10:00", "2026-05-10T10:00", "2026-05-05T10:00")  # 24 hours before the court
    assert clock(stays(earlier, ("2026-05-11T10:00",)), KEY)[1].due_at == moment("2026-05-13T10:00")


@settings(deadline=None)
@given(st.integers(1, 71), st.integers(0, 700))
def test_no_28_days_ever_hold_more_than_72_hours(spent, gap):
    began = moment("2026-05-04T10:00")
    left = add_hours(began, spent)
    start = add_hours(left, gap)
    end = runs_out(start, [(began, left)])
    fallen_out = max(0.0, min(spent, hours_between(began, end) - 28 * 24))
    assert hours_between(start, end) + spent - fallen_out <= 72.001
    assert 72 - spent <= hours_between(start, end) + 0.001 <= 72.002
