from kith.statutory.clocks import State, deadlines
from kith.statutory.tests.clock_child import a_child, clock, day, on

NOW = day("2026-11-22")


def visits(child, as_of="2026-11-22"):
    """The visits due: rule and day, by the day the clock started."""
    found = [each for each in deadlines(child, day(as_of)) if each.key.startswith("visit.")]
    found.sort(key=lambda each: (each.started_on, each.due_on))
    return [(each.key.removeprefix("visit."), str(each.due_on)) for each in found]


def placed(
    *visited, born="2014-06-01", care="2024-01-08", orders=(), reviews=(), plans=(), steps=(), **placement
):
    return a_child(
        born=born,
        periods_of_care=[{"start_on": care}],
        placements=[{"id": 7, "start_on": care} | placement],
        visits=on(*visited),
        legal_statuses=orders,
        reviews=on(*reviews),
        visit_frequencies=plans,
        steps=steps,
    )


def test_a_first_visit_within_a_week_then_every_six_weeks_from_the_last():
    child = placed("2024-01-12", "2024-02-20")
    assert visits(child, "2024-02-21") == [
        ("first", "2024-01-15"), ("first_year", "2024-02-23"), ("first_year", "2024-04-02"),
    ]  # fmt: skip


def test_a_visit_on_the_day_of_the_placement_is_the_first():
    (first, _) = visits(placed("2024-01-08"), "2024-01-09")
    assert first == ("first", "2024-01-15")
    assert clock(placed("2024-01-08"), "visit.first")[0].state(NOW) is State.MET


def test_each_new_placement_starts_again_and_ends_the_last_clock():
    child = a_child(
        periods_of_care=[{"start_on": "2024-01-08"}],
        placements=[{"start_on": "2024-01-08", "end_on": "2024-02-01"}, {"start_on": "2024-02-01"}],
        visits=on("2024-01-12"),
    )
    assert visits(child, "2024-02-05")[1:] == [("first_year", "2024-02-23"), ("first", "2024-02-08")]
    assert clock(child, "visit.first_year", "2024-02-05")[0].state(NOW) is State.ENDED


def test_a_change_of_placement_with_the_same_carer_goes_on():
    child = a_child(
        periods_of_care=[{"start_on": "2024-01-08"}],
        placements=[
            {"start_on": "2024-01-08", "end_on": "2024-02-01"},
            {"start_on": "2024-02-01", "place": "U4", "same_carer": True},
        ],
        visits=on("2024-01-12"),
    )
    assert visits(child, "2024-02-05") == [("first", "2024-01-15"), ("first_year", "2024-02-23")]


def test_after_the_first_year_six_weeks_unless_meant_to_last_to_18():
    visited = ("2024-01-12", "2025-01-10")
    assert visits(placed(*visited), "2025-01-11")[-1] == ("later_years", "2025-02-21")
    child = placed(*visited, until_18_from="2024-06-01")
    assert visits(child, "2025-01-11")[-1] == ("until_18", "2025-04-10")


def test_an_interval_begun_in_the_first_year_is_of_the_first_year():
    child = placed("2024-01-12", "2024-12-30", until_18_from="2024-06-01")
    assert visits(child, "2025-01-20")[-1] == ("first_year", "2025-02-10")


def test_a_placement_meant_to_last_from_a_later_day_is_looser_only_from_then():
    child = placed("2024-01-12", "2025-01-10", until_18_from="2025-02-01")
    assert visits(child, "2025-01-31")[-1] == ("later_years", "2025-02-21")
    assert visits(child, "2025-02-01")[-1] == ("until_18", "2025-04-10")


def test_what_was_already_late_is_not_forgiven_by_a_looser_rule():
    child = placed("2024-01-12", "2025-01-10", until_18_from="2025-02-22")
    assert visits(child, "2025-03-01")[-1] == ("later_years", "2025-02-21")


def test_a_visit_already_made_is_measured_by_the_rule_of_its_time():
    child = placed("2024-01-12", "2025-01-10", "2025-01-20", until_18_from="2025-02-01")
    assert visits(child, "2025-03-01")[2:] == [("later_years", "2025-02-21"), ("until_18", "2025-04-20")]


def test_six_months_where_a_child_in_a_long_term_foster_placement_agrees():
    child = placed("2024-01-12", "2025-01-10", until_18_from="2024-06-01", long_term_agreed_on="2024-12-01")
    assert visits(child, "2025-01-11")[-1] == ("long_term", "2025-07-10")


def test_weekly_under_temporary_approval_until_the_first_review_then_four_weeks():
    child = placed("2024-01-12", "2024-01-19", "2024-02-05", reviews=["2024-02-01"], regulation_24=True)
    assert visits(child, "2024-02-06") == [
        ("first", "2024-01-15"), ("temporary_weekly", "2024-01-19"),
        ("temporary_weekly", "2024-01-26"), ("temporary_later", "2024-03-04"),
    ]  # fmt: skip


def test_a_review_in_time_lets_the_next_visit_wait_four_weeks_from_the_last():
    child = placed("2024-01-12", "2024-01-29", reviews=["2024-02-01"], regulation_24=True)
    assert visits(child, "2024-01-31")[-1] == ("temporary_weekly", "2024-02-05")
    assert visits(child, "2024-02-01")[-1] == ("temporary_later", "2024-02-26")


def test_full_approval_brings_the_ordinary_rule():
    child = a_child(
        periods_of_care=[{"start_on": "2024-01-08"}],
        placements=[
            {"start_on": "2024-01-08", "end_on": "2024-01-15", "regulation_24": True},
            {"start_on": "2024-01-15", "same_carer": True},
        ],
        visits=on("2024-01-12"),
    )
    assert visits(child, "2024-01-14")[-1] == ("temporary_weekly", "2024-01-19")
    assert visits(child, "2024-01-16")[-1] == ("first_year", "2024-02-23")


def test_weekly_from_the_day_of_an_interim_order_while_living_with_a_parent():
    orders = [{"code": "C1", "start_on": "2024-02-10"}]
    child = placed("2024-01-12", place="P1", orders=orders)
    assert visits(child, "2024-02-09")[-1] == ("first_year", "2024-02-23")
    assert visits(child, "2024-02-10")[-1] == ("temporary_weekly", "2024-02-17")
    assert visits(placed("2024-01-12", orders=orders), "2024-02-10")[-1] == ("first_year", "2024-02-23")


def test_within_a_week_of_a_care_order_living_with_a_parent_then_six_weeks():
    orders = [
        {"code": "V2", "start_on": "2024-01-08", "end_on": "2025-03-01"},
        {"code": "C2", "start_on": "2025-03-01"},
    ]
    visited = ("2024-01-12", "2025-02-25")
    child = placed(*visited, place="P1", orders=orders, until_18_from="2024-06-01")
    assert visits(child, "2025-03-01")[-1] == ("order_first", "2025-03-08")
    child = placed(*visited, "2025-03-05", place="P1", orders=orders, until_18_from="2024-06-01")
    assert visits(child, "2025-03-06")[-1] == ("order_later", "2025-04-16")


def test_a_full_order_ends_the_weekly_visits_of_the_interim_one():
    orders = [
        {"code": "C1", "start_on": "2024-01-08", "end_on": "2024-03-01"},
        {"code": "C2", "start_on": "2024-03-01"},
    ]
    child = placed("2024-01-12", "2024-03-04", place="P1", orders=orders)
    assert visits(child, "2024-03-05")[1:] == [
        ("temporary_weekly", "2024-01-19"),
        ("order_later", "2024-04-15"),
    ]


def test_placed_with_a_parent_before_the_assessment_only_when_found_so():
    finding = {"kind": "parent_assessment_pending", "on": "2024-01-08", "placement": 7}
    assert visits(placed("2024-01-12", place="P1"), "2024-01-13")[-1] == ("first_year", "2024-02-23")
    child = placed("2024-01-12", place="P1", steps=[finding])
    assert visits(child, "2024-01-13")[-1] == ("parent_weekly", "2024-01-19")
    child = placed("2024-01-12", place="P1", steps=[finding], reviews=["2024-01-18"])
    assert visits(child, "2024-01-19")[-1] == ("parent_later", "2024-02-23")


def test_a_plan_may_ask_for_visits_sooner():
    child = placed("2024-01-12", plans=[{"start_on": "2024-01-10", "days": 14}])
    visit = clock(child, "visit.first_year", "2024-01-13")[0]
    assert (visit.due_on, visit.shortened) == (day("2024-01-26"), True)
    assert visit.why == "The plan asks for a visit every 14 days"
    assert visit.shortened_by.table == "visit_frequencies"


def test_a_plan_never_lets_a_visit_wait_longer_than_the_law():
    child = placed("2024-01-12", plans=[{"start_on": "2024-01-10", "days": 90}])
    visit = clock(child, "visit.first_year", "2024-01-13")[0]
    assert (visit.due_on, visit.shortened) == (day("2024-02-23"), False)


def test_a_plan_counts_from_the_day_it_starts_and_no_longer_once_it_ends():
    plan = {"start_on": "2024-02-05", "end_on": "2024-02-10", "days": 14}
    child = placed("2024-01-12", plans=[plan])
    assert visits(child, "2024-02-05")[-1] == ("first_year", "2024-02-19")
    assert visits(child, "2024-02-10")[-1] == ("first_year", "2024-02-23")


def test_a_visit_that_did_not_see_the_child_or_was_not_for_care_does_not_count():
    child = a_child(
        cared_for="2024-01-08",
        visits=[{"on": "2024-01-10", "seen": False}, {"on": "2024-01-11", "kind": "other"}],
    )
    assert clock(child, "visit.first")[0].met_on is None


def test_law_before_april_2011_was_not_sourced_so_nothing_is_worked_out_from_then():
    child = placed("2010-01-12", "2010-03-01", "2011-04-05", born="2006-01-01", care="2010-01-08")
    assert visits(child, "2011-04-06") == [("later_years", "2011-05-17")]


def test_an_open_visit_says_which_rule_and_why():
    visit = clock(placed("2024-01-12"), "visit.first_year", "2024-03-01")[0]
    assert visit.why == "In the first year of the placement"
    assert visit.limit.source.endswith("reg 28(2)(b)")
    assert visit.late_by(day("2024-03-01")) == "1 week"
