"""Visits while family help goes on: a local clock."""

from kith.statutory.tests.clock_child import a_child, clock, day, on

VISIT = "family_help.visit"


def helped(*visits, **more):
    return a_child(family_helps=[{"start_on": "2026-07-01"} | more], visits=on(*visits))


def test_each_visit_starts_the_next():
    found = clock(helped("2026-07-10", "2026-07-29"), VISIT)
    assert [each.met_on for each in found] == [day("2026-07-10"), day("2026-07-29"), None]
    assert found[-1].due_on == day("2026-08-26")  # twenty working days


def test_two_visits_on_one_day_or_one_on_the_first_are_no_stretch_of_their_own():
    found = clock(helped("2026-07-01", "2026-07-29", "2026-07-29"), VISIT)
    assert [day(each) for each in ("2026-07-01", "2026-07-29")] == [each.started_on for each in found]
