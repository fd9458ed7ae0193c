from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from kith.assessment.actions.plans import (
    add_action,
    close_need,
    end_need_plan,
    finish_action,
    review_need_plan,
    start_need_plan,
)
from kith.assessment.factories import a_need_plan, a_referral, an_assessment
from kith.assessment.models import Closure, NeedPlan, NeedPlanReview
from kith.deadlines.models import DeadlineRow
from kith.reach.doing import NotPermitted
from kith.testing.standing import DAY, at_work, days_ago


@pytest.fixture
def planned(standing):
    standing.referral = a_referral(standing.child)
    standing.plan = a_need_plan(standing.child, referral=standing.referral)
    return standing


def ended(planned, on=DAY):
    with at_work(planned.worker):
        end_need_plan(plan=planned.plan, end_on=on, end_reason="met", ended_because="Well", by=planned.worker)


def closed(planned, by=None, on=DAY):
    by = by or planned.manager
    with at_work(by):
        return close_need(referral=planned.referral, closed_on=on, reason="RC7", text="Told", by=by)


def test_a_plan_answers_the_open_referral_and_is_reviewed_by_the_day_it_says(standing):
    referral, soon = a_referral(standing.child), DAY + timedelta(20)
    with at_work(standing.worker):
        told = {"child": standing.child, "purpose": "Sleep", "by": standing.worker}
        made = start_need_plan(start_on=DAY, review_on=soon, **told)
    assert made.referral == referral
    assert DeadlineRow.objects.get(timescale="need_plan.first_review").due_on == soon


def test_two_plans_do_not_stand_at_once(planned):
    with pytest.raises(IntegrityError), transaction.atomic():
        a_need_plan(planned.child, days=2)
    ended(planned)
    with at_work(planned.worker):
        told = {"start_on": DAY, "purpose": "Again", "review_on": None, "by": planned.worker}
        assert start_need_plan(child=planned.child, **told)


def test_a_review_starts_the_next_clock_and_is_kept(planned):
    told = {"held_on": DAY, "who": "Dana, mother", "text": "Better", "next_on": None}
    with at_work(planned.worker):
        review_need_plan(plan=planned.plan, by=planned.worker, **told)
    assert DeadlineRow.objects.get(timescale="need_plan.first_review").met_on == DAY
    assert DeadlineRow.objects.get(timescale="need_plan.later_review").started_on == DAY
    with pytest.raises(DatabaseError), transaction.atomic():
        NeedPlanReview.objects.update(text="x")


@pytest.mark.parametrize("day", [days_ago(30), DAY + timedelta(1)])
def test_a_review_is_held_while_the_plan_stands(planned, day):
    told = {"held_on": day, "who": "x", "text": "x", "next_on": None}
    with at_work(planned.worker), pytest.raises(ValidationError, match="must be"):
        review_need_plan(plan=planned.plan, by=planned.worker, **told)


def test_what_is_to_be_done_is_done_once(planned):
    with at_work(planned.worker):
        action = add_action(plan=planned.plan, what="Ring", who="School", by_on=DAY, by=planned.worker)
        finish_action(action=action, done_on=days_ago(1), by=planned.worker)
        finish_action(action=action, done_on=DAY, by=planned.worker)
    assert action.done_on == days_ago(1)


def test_an_ended_plan_is_ended_once_and_its_clock_stops(planned):
    ended(planned)
    assert NeedPlan.objects.get().end_reason == "met"
    with pytest.raises(NotPermitted, match="has ended"):
        ended(planned)


def test_others_change_no_plan(planned):
    for who in (planned.colleague, planned.other, planned.head, planned.stranger):
        with at_work(who), pytest.raises(NotPermitted):
            add_action(plan=planned.plan, what="x", who="x", by_on=DAY, by=who)


def test_a_manager_closes_once_nothing_is_unfinished(planned):
    with pytest.raises(ValidationError, match="End the plan"):
        closed(planned)
    ended(planned)
    assessment = an_assessment(planned.child, lead=planned.worker)
    with pytest.raises(ValidationError, match="still being written"):
        closed(planned)
    type(assessment).objects.update(authorised_on=DAY)
    assert closed(planned).reason == "RC7"
    with pytest.raises(NotPermitted, match="Nothing is open"):
        closed(planned)


def test_closing_ends_the_clock_of_the_referral(planned):
    ended(planned)
    closed(planned)
    assert DeadlineRow.objects.get(timescale="assessment.authorised").ended_on == DAY


def test_a_worker_does_not_close(planned):
    ended(planned)
    for who in (planned.worker, planned.other, planned.stranger):
        with pytest.raises(NotPermitted):
            closed(planned, by=who)
    assert not Closure.objects.exists()


def test_it_is_closed_after_the_referral(planned):
    ended(planned)
    with pytest.raises(ValidationError, match="day of the referral"):
        closed(planned, on=days_ago(30))
