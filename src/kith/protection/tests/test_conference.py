"""A conference is the record of whoever chaired it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from kith.casework.actions.people import record_birth, record_pregnancy_ended
from kith.childfile.gather import gather
from kith.childfile.summary import summaries
from kith.deadlines.models import DeadlineRow
from kith.people.factories import a_child
from kith.protection.actions.conferences import (
    ForChild,
    answer_escalation,
    correct_conference,
    end_plan,
    escalate,
    hold_conference,
)
from kith.protection.actions.core_groups import hold_core_group
from kith.protection.factories import a_discussion, a_plan
from kith.protection.models import Conference, ConferenceChild, Enquiry, Escalation, ProtectionPlan
from kith.protection.queries import plan_on
from kith.reach.doing import NotPermitted
from kith.store.history import before
from kith.testing.refused import OUTSIDERS, refused
from kith.testing.standing import DAY, MOMENT, at_work, days_ago
from kith.workforce.factories import allocated

pytestmark = pytest.mark.django_db


def held(chaired, by=None, *, about=None, kind="initial", held_on=DAY, **said):
    by = by or chaired.chair
    told = {"decision": "plan", "category": "NEG", "reason": "At risk"} | said
    about = about or [ForChild(child=chaired.child, **told)]
    return hold_conference(
        about=about, kind=kind, held_on=held_on, present="Both parents", text="Agreed", by=by
    )


def corrected(conference, by, **details):
    stands = {"held_on": conference.held_on, "present": "", "text": "Agreed", "reason": "Wrong day"}
    correct_conference(conference=conference, by=by, **stands | details)


def test_the_chair_starts_a_plan_on_the_day_of_the_conference(chaired):
    a_discussion(chaired.child, by=chaired.manager)
    enquiry = Enquiry.objects.create(child=chaired.child, started_on=days_ago(9))
    with at_work(chaired.chair):
        held(chaired)
    plan = ProtectionPlan.objects.get()
    assert (plan.start_on, plan.initial_category, plan.latest_category) == (DAY, "NEG", "NEG")
    assert ConferenceChild.objects.get().enquiry == enquiry
    assert DeadlineRow.objects.filter(timescale="protection.first_core_group").exists()


@pytest.mark.parametrize("who", [*OUTSIDERS, "worker", "manager", "head"])
def test_nobody_else_holds_a_conference_line_management_least_of_all(chaired, who):
    with refused(chaired, who) as worker:
        held(chaired, worker)


@pytest.mark.parametrize("who", ["worker", "manager", "head"])
def test_nobody_else_corrects_it(chaired, who):
    with at_work(chaired.chair):
        made = held(chaired)
    with refused(chaired, who) as worker:
        corrected(made, worker, text="Nothing was agreed")


@pytest.mark.parametrize("who", ["worker", "manager", "head"])
def test_and_the_database_refuses_it_whatever_the_pages_do(chaired, who):
    with at_work(chaired.chair):
        held(chaired)
    with at_work(getattr(chaired, who)):
        for change in (
            lambda: Conference.objects.update(text="Nothing was agreed"),
            lambda: ConferenceChild.objects.update(decision="no_plan"),
            lambda: Conference.objects.update(chaired_by=getattr(chaired, who)),
            lambda: ConferenceChild.objects.all().delete(),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()


def test_the_chair_corrects_it_and_the_plan_goes_with_its_day(chaired):
    with at_work(chaired.chair):
        made = held(chaired)
        corrected(made, chaired.chair, held_on=days_ago(1))
    assert ProtectionPlan.objects.get().start_on == days_ago(1)
    assert [each.held_on for each in before(made)] == [DAY]


def test_a_review_changes_the_category_and_keeps_the_first(chaired):
    a_plan(chaired.child, days_ago(80), chaired.chair)
    with at_work(chaired.chair):
        held(chaired, kind="review", decision="goes_on", category="EMO")
    plan = ProtectionPlan.objects.get()
    assert (plan.initial_category, plan.latest_category, plan.end_on) == ("NEG", "EMO", None)


def test_a_review_ends_the_plan_with_its_reason(chaired):
    a_plan(chaired.child, days_ago(80), chaired.chair)
    with at_work(chaired.chair), pytest.raises(ValidationError, match="why the plan"):
        held(chaired, kind="review", decision="ends")
    with at_work(chaired.chair):
        held(chaired, kind="review", decision="ends", end_reason="safe", category="")
    plan = ProtectionPlan.objects.get()
    assert (plan.end_on, plan.end_reason) == (DAY, "safe")
    assert DeadlineRow.objects.get(timescale="protection.first_review").met_on == DAY


@pytest.mark.parametrize(
    ("kind", "said", "match"),
    [
        ("initial", {"decision": "goes_on"}, "conference of this kind"),
        ("initial", {"category": ""}, "category of abuse"),
        ("review", {"decision": "goes_on"}, "no protection plan"),
    ],
)
def test_what_cannot_have_been_decided_is_refused(chaired, kind, said, match):
    with at_work(chaired.chair), pytest.raises(ValidationError, match=match):
        held(chaired, kind=kind, **said)


def test_a_child_has_one_plan_at_a_time(chaired):
    a_plan(chaired.child, days_ago(80), chaired.chair)
    with at_work(chaired.chair), pytest.raises(ValidationError, match="already"):
        held(chaired)
    with pytest.raises(DatabaseError), transaction.atomic():
        a_plan(chaired.child, days_ago(10))


def test_brothers_and_sisters_are_decided_each_on_their_own(chaired):
    sister = a_child("Sister")
    allocated(sister, chaired.chair, part="reviewing_officer")
    about = [
        ForChild(child=chaired.child, decision="plan", category="PHY"),
        ForChild(child=sister, decision="no_plan", dissent="Police: a plan was needed"),
    ]
    with at_work(chaired.chair):
        held(chaired, about=about)
        assert plan_on(chaired.child, DAY) and plan_on(sister, DAY) is None
    assert ConferenceChild.objects.get(child=sister).dissent.startswith("Police")


def test_an_unborn_child_is_protected_and_nothing_is_lost_at_birth(chaired):
    unborn = a_child("Baby", born_on=None, expected_on=DAY + timedelta(90))
    allocated(unborn, chaired.worker, chaired.team)
    plan = a_plan(unborn, days_ago(20))
    with at_work(chaired.worker):
        record_birth(child=unborn, born_on=DAY, sex="F", by=chaired.worker)
        assert summaries([unborn.pk], DAY)[unborn.pk].protection_plan == plan
    assert DeadlineRow.objects.get(timescale="protection.first_review").ended_on is None


def test_a_pregnancy_that_ends_closes_the_plan_by_itself(chaired):
    unborn = a_child("Baby", born_on=None, expected_on=DAY + timedelta(90))
    allocated(unborn, chaired.worker, chaired.team)
    a_plan(unborn, days_ago(20))
    with at_work(chaired.worker):
        record_pregnancy_ended(child=unborn, on=days_ago(1), by=chaired.worker)
        assert plan_on(unborn, DAY) is None and plan_on(unborn, days_ago(2))
    assert gather([unborn.pk]).protection_plans["end_on"].to_list() == [days_ago(1)]
    assert DeadlineRow.objects.get(timescale="protection.first_review").ended_on == days_ago(1)


def test_a_plan_ends_without_a_conference_where_another_authority_takes_it_over(chaired):
    plan = a_plan(chaired.child, days_ago(80), chaired.chair)
    with refused(chaired, "manager") as manager:
        end_plan(plan=plan, end_on=DAY, end_reason="moved", by=manager)
    with at_work(chaired.chair):
        end_plan(plan=plan, end_on=DAY, end_reason="moved", by=chaired.chair)
        with pytest.raises(NotPermitted, match="already"):
            end_plan(plan=plan, end_on=DAY, end_reason="moved", by=chaired.chair)


def test_a_core_group_is_recorded_for_children_with_a_plan(chaired):
    meets = {
        "children": [chaired.child],
        "held_on": DAY,
        "present": "",
        "text": "Better",
        "by": chaired.worker,
    }
    with at_work(chaired.worker), pytest.raises(ValidationError, match="no protection plan"):
        hold_core_group(**meets)
    a_plan(chaired.child, days_ago(8), chaired.chair)
    with at_work(chaired.worker):
        hold_core_group(**meets)
    assert DeadlineRow.objects.get(timescale="protection.first_core_group").met_on == DAY


def test_management_answers_what_the_chair_escalates_and_changes_no_word_of_it(chaired):
    asked = {"child": chaired.child, "text": "No visits", "answer_by": DAY + timedelta(5), "at": MOMENT}
    with at_work(chaired.chair):
        made = escalate(**asked, by=chaired.chair)
    assert DeadlineRow.objects.get(timescale="protection.escalation").due_on == DAY + timedelta(5)
    with at_work(chaired.manager):
        with pytest.raises(DatabaseError), transaction.atomic():
            Escalation.objects.update(text="All is well")
        answer_escalation(escalation=made, answer="A second worker", at=MOMENT, by=chaired.manager)
        with pytest.raises(DatabaseError), transaction.atomic():
            Escalation.objects.update(answer="Nothing")
    assert DeadlineRow.objects.get(timescale="protection.escalation").met_on == DAY


@pytest.mark.parametrize("who", [*OUTSIDERS, "worker", "manager", "head"])
def test_only_the_chair_escalates(chaired, who):
    with refused(chaired, who) as worker:
        escalate(child=chaired.child, text="x", answer_by=DAY, at=MOMENT, by=worker)


def test_the_facts_hold_what_the_census_asks(chaired):
    a_plan(chaired.child, date(2026, 3, 2), chaired.chair, latest_category="PHY", earlier_elsewhere=1)
    found = gather([chaired.child.pk])
    assert found.protection_plans.select(
        "start_on", "initial_category", "latest_category", "earlier_elsewhere"
    ).rows() == [(date(2026, 3, 2), "NEG", "PHY", 1)]
    assert found.conferences.select("on", "kind", "decision").rows() == [
        (date(2026, 3, 2), "initial", "plan")
    ]
