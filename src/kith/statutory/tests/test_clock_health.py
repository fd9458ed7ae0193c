import pytest

from kith.statutory.clocks import State
from kith.statutory.tests.clock_child import a_child, clock, day, keys, only

NOW = day("2026-11-22")


def assessed(*held, start="2025-12-01", **more):
    rows = [{"kind": kind, "on": on} for kind, on in held]
    return a_child(cared_for=start, health_assessments=rows, **more)


def test_an_initial_assessment_is_due_in_20_working_days():
    assert only(assessed(), "health.initial").due_on == day("2025-12-31")


@pytest.mark.parametrize(("held", "met"), [("2025-09-01", True), ("2025-08-31", False)])
def test_one_in_the_three_months_before_counts(held, met):
    found = only(assessed(("initial", held)), "health.initial")
    assert (found.met_on == day(held)) is met


def test_a_review_that_took_its_place_ends_the_initial_clock_unmet():
    found = only(assessed(("review", "2026-02-02")), "health.initial")
    assert (found.state(NOW), found.was_late(NOW), found.met_on) == (State.ENDED, True, None)


def test_twelve_months_from_the_last_for_a_child_of_five_and_over():
    first, second = clock(
        assessed(("initial", "2025-12-15"), ("review", "2026-06-01")), "health.five_and_over"
    )
    assert (first.due_on, first.met_on) == (day("2026-12-15"), day("2026-06-01"))
    assert second.due_on == day("2027-06-01")


@pytest.mark.parametrize(
    ("born", "key", "due"),
    [
        ("2023-01-01", "health.under_five", "2026-06-15"),
        ("2021-06-16", "health.under_five", "2026-06-15"),
        ("2021-06-15", "health.five_and_over", "2026-12-15"),
    ],
)
def test_six_months_if_they_run_out_before_the_fifth_birthday(born, key, due):
    assert only(assessed(("initial", "2025-12-15"), born=born), key).due_on == day(due)


def test_without_a_date_of_birth_reviews_are_not_worked_out():
    found = keys(assessed(("initial", "2025-12-15"), born=None))
    assert "health.initial" in found
    assert not found & {"health.under_five", "health.five_and_over", "health.questionnaire"}


def test_a_questionnaire_each_year_to_31_march_once_looked_after_for_all_of_it():
    child = a_child(
        cared_for="2024-04-02", sdqs=[{"on": "2025-07-01", "score": 12}, {"on": "2026-05-01", "score": None}]
    )
    first, second = clock(child, "health.questionnaire")
    assert (first.started_on, first.due_on) == (day("2025-04-01"), day("2026-03-31"))
    assert (first.state(NOW), second.state(NOW)) == (State.MET, State.DUE)


def test_a_year_without_a_questionnaire_closes_as_missed():
    (missed, _) = clock(a_child(cared_for="2025-04-01"), "health.questionnaire")
    assert (missed.state(NOW), missed.was_late(NOW)) == (State.ENDED, True)
    assert missed.state(day("2026-03-31")) is State.DUE


def test_a_recorded_reason_stops_the_questionnaire():
    child = a_child(cared_for="2025-04-01", sdqs=[{"on": "2025-07-01", "reason": "SDQ3"}])
    found = clock(child, "health.questionnaire")[0]
    assert (found.state(NOW), found.was_late(NOW)) == (State.ENDED, False)


@pytest.mark.parametrize(
    ("born", "asked"),
    [
        ("2021-03-31", True),
        ("2021-04-01", True),
        ("2023-04-01", False),
        ("2010-04-01", True),
        ("2009-03-31", False),
    ],
)
def test_questionnaires_are_for_children_of_4_to_16(born, asked):
    found = clock(a_child(born=born, cared_for="2026-03-01"), "health.questionnaire")
    assert bool(found) is asked
