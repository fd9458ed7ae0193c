"""Reviews of a child from a return: late as far as the returns tell, unknown from there to the recording here."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kith.statutory.clocks import State, deadlines
from kith.statutory.clocks.compute import CARRIED
from kith.statutory.tests.clock_child import a_child, clock, day, keys, on, only

LAST, LOADED, NOW = "2022-03-31", "2026-11-02", "2026-11-22"


def told(*reviews, start="2021-04-12", **more):
    return a_child(cared_for=start, reviews=on(*reviews), recorded_from=LOADED, returned_until=LAST, **more)


def test_a_review_due_after_the_last_return_is_not_late():
    child = told("2021-05-05", "2021-08-02", "2022-01-20")
    assert keys(child, NOW, state="late") == set()
    assert only(child, "care.first_review").state(day(NOW)) is State.MET


def test_the_next_review_counts_from_the_day_recording_began():
    due = clock(told("2021-05-05", "2021-08-02", "2022-01-20"), "care.later_review")[-1]
    assert (due.started_on, due.due_on) == (day(LOADED), day("2027-05-02"))
    assert "Counted from the day recording here began" in due.why


def test_a_review_the_returns_show_was_missed_was_late_when_they_end_and_is_told_so():
    missed = clock(told("2021-05-05", "2021-08-02"), "care.later_review")[0]
    assert (missed.due_on, missed.state(day(NOW)), missed.late_by(day(NOW))) == (
        day("2022-02-02"), State.ENDED, "1 month and 30 days",
    )  # fmt: skip
    assert missed.ended_by.label == "The returns we have end here"


def test_a_young_person_who_turned_18_since_is_not_late_for_the_years_between():
    child = told("2021-05-05", "2021-08-02", born="2006-06-01")
    (missed,) = clock(child, "care.later_review")
    assert missed.late_by(day(NOW)) == "1 month and 30 days"


def test_a_first_review_due_after_the_returns_end_is_never_asked_for():
    child = told(start="2022-03-21")
    assert clock(child, "care.first_review") == []
    assert only(child, "care.later_review").started_on == day(LOADED)


def test_reviews_held_here_go_on_from_there():
    first, second = clock(told("2021-05-05", "2026-11-16"), "care.later_review")
    assert (first.started_on, first.met_on) == (day(LOADED), day("2026-11-16"))
    assert (second.started_on, second.due_on) == (day("2026-11-16"), day("2027-05-16"))


def test_a_return_loaded_at_once_leaves_no_gap_in_the_clocks():
    child = a_child(
        cared_for="2021-04-12", reviews=on("2021-05-05", "2021-08-02", "2022-01-20"), recorded_from="2022-04-20",
        returned_until=LAST,
    )  # fmt: skip
    assert clock(child, "care.later_review", "2022-05-01")[-1].started_on == day("2022-01-20")


def test_reviews_of_short_breaks_likewise():
    child = a_child(
        periods_of_care=[{"start_on": "2021-04-12", "kind": "short_breaks"}], recorded_from=LOADED,
        returned_until=LAST, reviews=on("2021-07-01", "2021-12-01"),
    )  # fmt: skip
    assert clock(child, "short_breaks.later_review")[-1].started_on == day(LOADED)
    assert "short_breaks.later_review" not in keys(child, NOW, state="late")


def test_a_short_break_still_open_in_the_last_return_is_not_late_for_ever():
    child = a_child(
        periods_of_care=[{"start_on": "2021-04-12", "kind": "short_breaks"}], recorded_from=LOADED,
        returned_until=LAST, placements=[{"start_on": "2022-01-10"}], legal_statuses=[{"start_on": "2022-01-10", "code": "V3"}],
    )  # fmt: skip
    assert keys(child, NOW, state="late") == set()
    assert only(child, "short_breaks.longest").ended_on == day("2022-04-01")


@given(
    st.dates(date(2015, 1, 1), date(2022, 3, 31)),
    st.lists(st.dates(date(2015, 1, 1), date(2026, 11, 20)), max_size=6, unique=True),
)
def test_nothing_a_return_carries_falls_due_unmet_where_nothing_is_known(start, held):
    facts = told(*sorted(each.isoformat() for each in held), start=start.isoformat())
    for each in deadlines(facts, date(2026, 11, 22)):
        if each.key in CARRIED and not each.is_met(date(2026, 11, 22)):
            assert not day(LAST) < each.due_on < day(LOADED)


@given(
    st.dates(date(2015, 1, 1), date(2022, 3, 31)),
    st.lists(st.dates(date(2015, 1, 1), date(2026, 11, 20)), max_size=6, unique=True),
    st.booleans(),
)
def test_somebody_in_care_is_always_due_one_review(start, held, began_earlier):
    facts = told(
        *sorted(each.isoformat() for each in held),
        periods_of_care=[{"start_on": start.isoformat(), "began_earlier": began_earlier}],
    )
    reviews = {"care.first_review", "care.second_review", "care.later_review"}
    found = [each for each in deadlines(facts, date(2026, 11, 22)) if each.key in reviews]
    assert len([each for each in found if each.is_open(date(2026, 11, 22))]) == 1
