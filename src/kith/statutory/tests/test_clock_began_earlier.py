"""Care that began before the first return we have: nothing starts from a start nobody told."""

from kith.statutory.clocks.reviews import SECOND_REVIEW
from kith.statutory.tests.clock_child import a_child, clock, day, keys, on, only

FROM_BECOMING_LOOKED_AFTER = {
    "care.care_plan", "care.reviewing_officer", "care.reviewing_officer_soon", "care.permanence_plan",
    "care.first_review", "care.second_review", "health.initial", "education.plan", "placement.plan_unplanned",
    "placement.notice_unplanned", "visit.first",
}  # fmt: skip
SOME_WAY_IN = {"start_on": "2026-03-30", "began_earlier": True, "first_rne": "L"}


def some_way_in(same_carer=True, **tables):
    return a_child(
        periods_of_care=[SOME_WAY_IN],
        placements=[{"start_on": "2026-03-30", "same_carer": same_carer}],
        **tables,
    )


def test_what_starts_from_becoming_looked_after_is_not_worked_out():
    whole = a_child(cared_for="2026-03-30", reviews=on("2026-04-27"))
    assert keys(whole) >= FROM_BECOMING_LOOKED_AFTER
    assert not keys(some_way_in(reviews=on("2026-04-27"))) & FROM_BECOMING_LOOKED_AFTER


def test_the_review_after_the_first_one_known_is_a_later_one():
    found = only(some_way_in(reviews=on("2026-04-27")), "care.later_review")
    assert found.due_on == day("2026-10-27") > SECOND_REVIEW.current.due.after(day("2026-04-27"))
    assert "began before the first return" in found.why


def test_a_known_change_of_carer_starts_what_a_placement_starts():
    moved = keys(some_way_in(same_carer=False))
    assert {"placement.plan_unplanned", "visit.first"} <= moved
    assert not {"care.care_plan", "health.initial"} & moved


def test_a_visit_starts_the_next_even_where_the_first_day_is_not_known():
    (found,) = clock(some_way_in(visits=on("2026-10-12")), "visit.first_year")
    assert found.started_on == day("2026-10-12")


def test_a_period_of_short_breaks_counts_from_its_first_known_review():
    child = a_child(
        periods_of_care=[SOME_WAY_IN | {"kind": "short_breaks"}],
        reviews=on("2026-04-27"),
        visits=on("2026-05-11"),
    )
    assert not keys(child) & {"short_breaks.first_review", "short_breaks.first_visit"}
    assert only(child, "short_breaks.later_review").due_on == day("2026-10-27")
