from kith.statutory.clocks import State
from kith.statutory.tests.clock_child import a_child, clock, day, moment, only


def missing(**more):
    row = {"started_at": "2026-03-27T22:00", "ended_at": "2026-03-28T12:00"}
    return a_child(cared_for="2026-01-05", missing=[row | more])


def test_an_interview_is_due_72_hours_after_the_return_though_the_clocks_go_forward():
    found = only(missing(), "missing.return_interview")
    assert found.due_at == moment("2026-03-31T13:00")
    assert found.started_by.label == "Child returned"


def test_late_by_the_hour():
    found = only(missing(interview_at="2026-03-31T16:30"), "missing.return_interview")
    assert found.state(day("2026-11-22")) is State.MET_LATE
    assert found.late_by(day("2026-11-22")) == "3 hours"
    assert found.state(day("2026-03-30")) is State.DUE


def test_on_the_day_a_moment_tells_what_a_day_cannot():
    found = only(missing(), "missing.return_interview", "2026-03-31")
    assert not found.is_late(day("2026-03-31"))
    assert not found.is_late(moment("2026-03-31T13:00"))
    assert found.is_late(moment("2026-03-31T13:01"))


def test_a_child_who_declines_is_an_outcome():
    found = only(missing(interview_declined_at="2026-03-29T10:00"), "missing.return_interview")
    assert (found.state(day("2026-11-22")), found.met_by.label) == (State.MET, "Interview declined")


def test_an_offer_alone_is_not():
    found = only(missing(interview_offered_at="2026-03-29T10:00"), "missing.return_interview")
    assert found.state(day("2026-11-22")) is State.LATE


def test_each_time_missing_has_its_own_clock_and_none_while_still_missing():
    rows = [
        {"started_at": "2026-03-01T22:00", "ended_at": "2026-03-02T12:00"},
        {"started_at": "2026-03-03T22:00", "ended_at": "2026-03-04T12:00"},
        {"started_at": "2026-03-05T22:00"},
        {"started_at": "2026-03-06T22:00", "ended_at": "2026-03-07T12:00", "kind": "A"},
    ]
    assert len(clock(a_child(missing=rows), "missing.return_interview")) == 2


def test_a_personal_education_plan_is_local_and_unverified():
    found = only(a_child(cared_for="2026-03-30"), "education.plan")
    assert found.due_on == day("2026-04-15")
    assert (found.timescale.local, found.timescale.verified) == (True, "partly")


def test_a_plan_started_in_time_meets_it():
    child = a_child(cared_for="2026-03-30", education_plans=[{"on": "2026-04-15"}])
    assert only(child, "education.plan").state(day("2026-11-22")) is State.MET


def test_where_it_was_not_seen_whether_a_plan_is_needed_none_is_asked_for():
    for born in ("2022-01-01", "2010-01-01", None):
        assert clock(a_child(born=born, cared_for="2026-03-30"), "education.plan") == []
