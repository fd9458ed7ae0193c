from kith.statutory.clocks import State
from kith.statutory.clocks.placements import TIMESCALES
from kith.statutory.tests.clock_child import a_child, clock, day, keys, only

NOW = day("2026-11-22")
PLACED = {"id": 7, "start_on": "2026-03-30"}


def placed(*steps, care="2026-03-30", **placement):
    """A child in one placement, number 7, about which some steps were taken."""
    return a_child(
        periods_of_care=[{"start_on": care}],
        placements=[PLACED | placement],
        steps=[{"kind": kind, "on": on, "placement": 7} for kind, on in steps],
    )


def test_a_planned_placement_has_its_plan_and_notice_before_it_starts():
    child = placed(
        ("placement_plan_prepared", "2026-03-30"), ("placement_notified", "2026-03-31"), emergency=False
    )
    plan, notice = only(child, "placement.plan"), only(child, "placement.notice")
    assert (plan.due_on, plan.state(NOW)) == (day("2026-03-30"), State.MET)
    assert (notice.state(NOW), notice.late_by(NOW)) == (State.MET_LATE, "1 day")


def test_an_emergency_placement_has_five_working_days():
    child = placed(emergency=True)
    assert only(child, "placement.plan_unplanned").due_on == day("2026-04-08")
    assert "placement.plan" not in keys(child)


def test_where_it_is_not_known_whether_it_was_planned_the_outer_limit_is_shown():
    assert {"placement.plan_unplanned", "placement.notice_unplanned"} <= keys(placed())


def test_a_change_of_status_with_the_same_carer_is_not_a_new_placement():
    child = a_child(
        periods_of_care=[{"start_on": "2026-03-30"}],
        placements=[
            PLACED | {"end_on": "2026-06-01"},
            {"start_on": "2026-06-01", "place": "U4", "same_carer": True},
        ],
    )
    assert len(clock(child, "placement.plan_unplanned")) == 1


def test_a_temporary_stay_is_not_a_new_placement():
    child = a_child(
        periods_of_care=[{"start_on": "2026-03-30"}],
        placements=[
            PLACED,
            {"start_on": "2026-05-01", "end_on": "2026-05-03", "place": "T1", "temporary": True},
        ],
    )
    assert len(clock(child, "placement.plan_unplanned")) == 1
    assert len(clock(child, "visit.first")) == 1


def test_a_hospital_stay_between_two_placements_with_one_carer_does_not_part_them():
    child = a_child(
        periods_of_care=[{"start_on": "2026-03-30"}],
        placements=[
            PLACED | {"end_on": "2026-05-01"},
            {"start_on": "2026-05-01", "end_on": "2026-05-03", "place": "T1", "temporary": True},
            {"start_on": "2026-05-03", "same_carer": True},
        ],
    )
    assert len(clock(child, "placement.plan_unplanned")) == 1


def test_a_step_about_another_placement_does_not_count():
    child = a_child(
        periods_of_care=[{"start_on": "2026-03-30"}],
        placements=[PLACED],
        steps=[{"kind": "placement_plan_prepared", "on": "2026-03-30", "placement": 8}],
    )
    assert only(child, "placement.plan_unplanned").met_on is None


def test_a_placement_that_ends_stops_its_clocks():
    plan = only(placed(end_on="2026-04-02"), "placement.plan_unplanned")
    assert (plan.state(NOW), plan.ended_by.label) == (State.ENDED, "Placement ended")


def test_ending_a_placement_at_our_wish_is_notified_within_ten_working_days():
    child = placed(end_on="2026-12-01", end_reason="LAREQ")
    notice = only(child, "placement.end_notice", "2026-12-01")
    assert notice.due_on == day("2026-12-15")
    assert clock(placed(end_on="2026-12-01", end_reason="CREQB"), "placement.end_notice", "2026-12-01") == []


def test_nothing_is_guessed_about_distance_or_schools_without_a_finding():
    guessed = {each.key for each in TIMESCALES if each.reference in ("LA05", "LA06", "LA41", "PP08")}
    assert not guessed & keys(placed(emergency=False))


def test_a_distant_placement_needs_the_director_the_area_authority_and_a_notice():
    child = placed(("at_a_distance", "2026-03-25"), ("distance_approved", "2026-03-28"), emergency=False)
    assert only(child, "placement.distance").state(NOW) is State.MET
    assert only(child, "placement.distance_consultation").state(NOW) is State.LATE
    assert only(child, "placement.area_notice").due_on == day("2026-03-30")


def test_an_emergency_placement_outside_the_area_is_notified_within_five_working_days():
    child = placed(("outside_area", "2026-03-30"), ("area_authority_notified", "2026-04-08"), emergency=True)
    notice = only(child, "placement.area_notice_unplanned")
    assert (notice.due_on, notice.state(NOW)) == (day("2026-04-08"), State.MET)
    assert only(child, "placement.outside_area").state(NOW) is State.LATE


def test_the_law_on_area_notices_is_not_stretched_back_before_it_began():
    child = a_child(
        born="2005-01-01",
        periods_of_care=[{"start_on": "2013-01-07"}],
        placements=[{"id": 7, "start_on": "2013-01-07", "emergency": True}],
        steps=[{"kind": "outside_area", "on": "2013-01-07", "placement": 7}],
    )
    assert "placement.area_notice_unplanned" not in keys(child, "2014-06-01")


def test_a_move_in_key_stage_4_is_approved_first_unless_in_an_emergency():
    found = ("key_stage_4_disrupted", "2026-03-20")
    assert only(placed(found, emergency=False), "placement.key_stage_4").due_on == day("2026-03-30")
    assert clock(placed(found, emergency=True), "placement.key_stage_4") == []


def test_temporary_approval_runs_out_after_sixteen_weeks_and_warns_before():
    child = placed(regulation_24=True)
    approval = only(child, "placement.temporary_approval", "2026-06-08")
    assert approval.due_on == day("2026-07-20")
    assert not approval.warns(day("2026-06-07"))
    assert approval.warns(day("2026-06-08"))
    assert only(child, "placement.temporary_approval").state(NOW) is State.LATE


def test_an_extension_adds_eight_weeks():
    child = placed(("temporary_approval_extended", "2026-07-13"), regulation_24=True)
    assert only(child, "placement.extended_approval").due_on == day("2026-09-14")
    assert clock(child, "placement.temporary_approval") == []
    assert only(child, "placement.temporary_approval", "2026-07-12").due_on == day("2026-07-20")


def test_full_approval_meets_the_clock_as_a_step_or_as_a_change_of_placement():
    by_step = placed(("connected_person_approved", "2026-07-01"), regulation_24=True)
    by_row = a_child(
        periods_of_care=[{"start_on": "2026-03-30"}],
        placements=[
            PLACED | {"regulation_24": True, "end_on": "2026-07-01"},
            {"start_on": "2026-07-01", "same_carer": True, "place": "U1"},
        ],
    )
    for child in (by_step, by_row):
        assert only(child, "placement.temporary_approval").met_on == day("2026-07-01")


def test_an_emergency_outside_the_carers_terms_has_six_working_days():
    exemption = only(placed(("outside_approval_terms", "2026-03-30")), "placement.exemption")
    assert (exemption.due_on, exemption.limit.verified) == (day("2026-04-09"), "partly")
