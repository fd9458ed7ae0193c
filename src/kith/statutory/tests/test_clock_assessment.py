import pytest

from kith.statutory.tests.clock_child import a_child, clock, day, only

KEY = "assessment.authorised"


def referred(on="2026-03-02", **more):
    return {"id": 7, "on": on, "source": "2A", "no_further_action": False} | more


def assessed(started="2026-03-04", **more):
    return {"id": 9, "referral": 7, "started_on": started} | more


def test_forty_five_working_days_from_the_referral_leave_out_easter_and_may():
    found = only(a_child(referrals=[referred()]), KEY)
    assert found.due == day("2026-05-07")
    assert found.limit.verified == "no"


def test_it_is_met_by_the_authorising_and_not_by_the_start():
    facts = a_child(referrals=[referred()], assessments=[assessed(authorised_on="2026-05-08")])
    found = only(facts, KEY)
    assert found.started_on == day("2026-03-02")
    assert found.was_late(day("2026-06-01"))
    assert clock(facts, KEY, "2026-05-07")[0].is_open(day("2026-05-07"))


def test_a_referral_that_came_to_nothing_has_no_clock():
    assert clock(a_child(referrals=[referred(no_further_action=True)]), KEY) == []


def test_closing_ends_it():
    facts = a_child(referrals=[referred()], closures=[{"referral": 7, "on": "2026-03-20"}])
    assert only(facts, KEY).ended_on == day("2026-03-20")


def test_a_later_assessment_and_one_without_a_referral_count_from_their_start():
    again = assessed("2026-06-01", id=10)
    alone = assessed("2026-07-01", id=11, referral=None)
    facts = a_child(referrals=[referred()], assessments=[assessed(authorised_on="2026-04-01"), again, alone])
    assert [each.started_on for each in clock(facts, KEY)] == [
        day("2026-03-02"), day("2026-06-01"), day("2026-07-01"),
    ]  # fmt: skip


def test_each_referral_has_its_own_clock():
    facts = a_child(referrals=[referred(), referred("2026-09-01", id=8)])
    assert [each.due_on for each in clock(facts, KEY)] == [day("2026-05-07"), day("2026-11-03")]


@pytest.mark.parametrize(("number", "due"), [(10, "2026-03-18"), (20, "2026-04-01")])
def test_a_managers_looks_are_local_and_end_with_the_authorising(number, due):
    key = f"assessment.looked_at_by_day_{number}"
    found = only(a_child(referrals=[referred()], assessments=[assessed(authorised_on="2026-03-10")]), key)
    assert found.due_on == day(due)
    assert found.timescale.local
    assert found.ended_on == day("2026-03-10")


def test_a_look_to_come_is_not_there_yet():
    facts = a_child(assessments=[assessed(looked_on=[day("2026-03-12"), day("2026-03-30")])])
    (found,) = clock(facts, "assessment.looked_at_by_day_20", "2026-03-20")
    assert found.met_by is None
    assert only(facts, "assessment.looked_at_by_day_20").met_on == day("2026-03-30")


def test_a_plan_is_reviewed_after_three_months_and_then_within_six():
    plan, review = {"id": 3, "start_on": "2026-01-31"}, {"plan": 3, "on": "2026-04-20"}
    facts = a_child(need_plans=[plan], need_plan_reviews=[review])
    assert only(facts, "need_plan.first_review").due_on == day("2026-04-30")
    assert only(facts, "need_plan.later_review").due_on == day("2026-10-20")


def test_a_plan_that_asks_for_a_review_sooner_is_heard_and_later_is_not():
    sooner = a_child(need_plans=[{"start_on": "2026-01-31", "review_on": "2026-03-01"}])
    later = a_child(need_plans=[{"start_on": "2026-01-31", "review_on": "2026-09-01"}])
    assert only(sooner, "need_plan.first_review").due_on == day("2026-03-01")
    assert only(later, "need_plan.first_review").due_on == day("2026-04-30")


def test_the_end_of_a_plan_ends_its_clock():
    found = only(
        a_child(need_plans=[{"start_on": "2026-01-31", "end_on": "2026-02-20"}]), "need_plan.first_review"
    )
    assert found.ended_on == day("2026-02-20")
