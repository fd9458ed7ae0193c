import pytest

from kith.statutory.clocks import State
from kith.statutory.tests.clock_child import a_child, clock, day, keys, on, only


def step(kind, when, **more):
    return {"kind": kind, "on": when, **more}


def test_a_care_plan_is_due_ten_working_days_after_the_first_placement():
    # Good Friday and Easter Monday 2026 are 3 and 6 April.
    plan = only(a_child(cared_for="2026-03-30"), "care.care_plan", "2026-04-16")
    assert plan.due_on == day("2026-04-15")
    assert plan.late_by(day("2026-04-16")) == "1 working day"


def test_a_care_plan_made_before_care_began_counts():
    child = a_child(cared_for="2026-03-30", steps=[step("care_plan_prepared", "2026-03-20")])
    plan = only(child, "care.care_plan")
    assert (plan.state(day("2026-11-22")), plan.met_on) == (State.MET, day("2026-03-20"))


def test_an_earlier_period_of_cares_plan_does_not_count_for_the_next():
    child = a_child(
        periods_of_care=[{"start_on": "2025-01-06", "end_on": "2025-06-02"}, {"start_on": "2026-03-30"}],
        steps=[step("care_plan_prepared", "2025-01-10")],
    )
    first, second = clock(child, "care.care_plan")
    assert (first.met_on, second.met_on) == (day("2025-01-10"), None)


def test_a_reviewing_officer_is_appointed_before_the_first_review():
    child = a_child(
        cared_for="2026-03-30",
        reviews=on("2026-04-20"),
        steps=[step("reviewing_officer_appointed", "2026-04-15")],
    )
    law, practice = only(child, "care.reviewing_officer"), only(child, "care.reviewing_officer_soon")
    assert (law.due_on, law.state(day("2026-11-22"))) == (day("2026-04-20"), State.MET)
    assert (practice.due_on, practice.state(day("2026-11-22"))) == (day("2026-04-08"), State.MET_LATE)
    assert practice.timescale.local


def test_a_plan_for_permanence_is_due_in_four_months():
    plan = only(a_child(cared_for="2025-10-31"), "care.permanence_plan")
    assert plan.due_on == day("2026-02-28")


@pytest.mark.parametrize("end", [{"end_on": "2026-04-08"}, {}])
def test_a_clock_stops_when_care_ends_or_the_child_dies(end):
    child = a_child(periods_of_care=[{"start_on": "2026-03-30", **end}], died=None if end else "2026-04-08")
    plan = only(child, "care.care_plan")
    assert (plan.state(day("2026-11-22")), plan.ended_on) == (State.ENDED, day("2026-04-08"))
    assert not plan.is_late(day("2026-11-22"))
    assert not plan.was_late(day("2026-11-22"))


def test_everything_stops_on_the_eighteenth_birthday():
    child = a_child(born="2008-02-29", cared_for="2026-02-23")
    assert keys(child, "2026-02-28", "ended") == set()
    review = only(child, "care.first_review", "2026-03-01")
    assert (review.ended_on, review.ended_by.label) == (day("2026-03-01"), "The child turned 18")


def test_a_child_who_comes_and_goes_on_one_day_keeps_a_record_of_it():
    child = a_child(periods_of_care=[{"start_on": "2026-03-30", "end_on": "2026-03-30"}])
    review = only(child, "care.first_review")
    assert (review.started_on, review.ended_on) == (day("2026-03-30"), day("2026-03-30"))


@pytest.mark.parametrize(("born", "start"), [("2000-01-01", "2019-05-01"), ("1975-01-01", "1980-05-01")])
def test_care_after_18_or_before_working_days_are_known_is_not_worked_out(born, start):
    assert keys(a_child(born=born, cared_for=start)) == set()


def test_a_return_after_the_eighteenth_birthday_starts_no_clock():
    away = {"started_at": "2026-03-01T22:00", "ended_at": "2026-03-05T12:00"}
    assert keys(a_child(born="2008-03-03", missing=[away])) == set()
