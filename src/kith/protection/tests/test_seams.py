"""Where protection meets the front door, assessment and the chair's own list."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from kith.assessment.factories import a_referral
from kith.frontdoor.factories import a_contact, a_front_door_worker
from kith.people.factories import a_child
from kith.protection.actions.attendance import add_attendance, correct_attendance
from kith.protection.actions.closing import close_episode
from kith.protection.actions.core_groups import hold_core_group
from kith.protection.actions.corrections import correct_core_group, correct_enquiry
from kith.protection.actions.strategy import ForChild, hold_strategy_discussion, start_enquiry
from kith.protection.factories import a_discussion, a_plan
from kith.protection.models import ConferencePresent, Enquiry, PreProceedings, StrategyChild
from kith.reach.doing import NotPermitted
from kith.store.history import before
from kith.testing.refused import OUTSIDERS, refused
from kith.testing.standing import DAY, MOMENT, at_work, days_ago
from kith.workforce.factories import allocated

pytestmark = pytest.mark.django_db


def closed(standing):
    return close_episode(
        referral=a_referral(standing.child), closed_on=DAY, reason="RC7", text="Told", by=standing.manager
    )


def test_nothing_is_closed_while_a_protection_plan_stands(standing):
    plan = a_plan(standing.child, days_ago(30))
    with at_work(standing.manager), pytest.raises(ValidationError, match="ends at a review conference"):
        closed(standing)
    plan.end_on, plan.end_reason = days_ago(2), "safe"
    plan.save()
    with at_work(standing.manager):
        assert closed(standing).closed_on == DAY


def test_nor_while_an_enquiry_or_pre_proceedings_are_under_way(standing):
    under_way = Enquiry.objects.create(child=standing.child, started_on=days_ago(3))
    with at_work(standing.manager), pytest.raises(ValidationError, match="Record its outcome"):
        closed(standing)
    under_way.delete()
    PreProceedings.objects.create(child=standing.child, decided_on=days_ago(3))
    with at_work(standing.manager), pytest.raises(ValidationError, match="head of service"):
        closed(standing)


def discussed(child, by):
    return hold_strategy_discussion(
        about=[ForChild(child=child, decision="single", reason="x")], present=[], held_at=MOMENT, text="x", at=MOMENT, by=by
    )  # fmt: skip


def test_the_manager_whose_team_took_the_contact_discusses_a_child_whom_nobody_holds(standing):
    child = a_child("Nobodys")
    a_contact(child, by=a_front_door_worker("Fay", "Riverside"))
    with at_work(standing.manager):
        discussed(child, standing.manager)
    assert StrategyChild.objects.get().child == child


@pytest.mark.parametrize("team", ["Hillside", ""])
def test_not_of_another_teams_contact_nor_without_one(standing, team):
    child = a_child("Nobodys")
    if team:
        a_contact(child, by=a_front_door_worker("Fay", team))
    with at_work(standing.manager), pytest.raises(NotPermitted):
        discussed(child, standing.manager)


def test_nor_once_somebody_holds_the_child(standing):
    child = a_child("Theirs")
    a_contact(child, by=a_front_door_worker("Fay", "Riverside"))
    allocated(child, standing.other)
    with at_work(standing.manager), pytest.raises(NotPermitted):
        discussed(child, standing.manager)


@pytest.mark.parametrize("who", OUTSIDERS)
def test_a_contact_opens_no_discussion_to_anybody_else(standing, who):
    child = a_child("Nobodys")
    a_contact(child, by=a_front_door_worker("Fay", "Riverside"))
    with refused(standing, who) as by:
        discussed(child, by)


def test_an_enquiry_is_corrected_and_what_stood_before_is_kept(standing):
    a_discussion(standing.child, by=standing.manager)
    stands = {"seen_on": None, "ended_on": None, "outcome": "", "found": "", "conference_asked_on": None}
    with at_work(standing.worker):
        made = start_enquiry(child=standing.child, started_on=DAY, by=standing.worker)
        correct_enquiry(
            enquiry=made, started_on=DAY, **stands | {"seen_on": DAY}, reason="Forgotten", by=standing.worker
        )
        with pytest.raises(ValidationError, match="cannot start before"):
            correct_enquiry(enquiry=made, started_on=days_ago(9), **stands, reason="x", by=standing.worker)
    assert before(made).first().seen_on is None and Enquiry.objects.get().seen_on == DAY


def test_a_core_group_is_corrected_and_stays_within_the_plan(standing):
    a_plan(standing.child, days_ago(20))
    with at_work(standing.worker):
        held = hold_core_group(
            children=[standing.child], held_on=DAY, present="", text="x", by=standing.worker
        )
        told = {
            "core_group": held,
            "present": "Gran",
            "text": "y",
            "reason": "Wrong day",
            "by": standing.worker,
        }
        correct_core_group(held_on=days_ago(2), **told)
        with pytest.raises(ValidationError, match="no protection plan"):
            correct_core_group(held_on=days_ago(40), **told)
    assert (before(held).first().held_on, held.held_on) == (DAY, days_ago(2))


@pytest.mark.parametrize("who", OUTSIDERS)
def test_nobody_else_corrects_a_core_group(standing, who):
    a_plan(standing.child, days_ago(20))
    with at_work(standing.worker):
        held = hold_core_group(
            children=[standing.child], held_on=DAY, present="", text="x", by=standing.worker
        )
    with refused(standing, who) as by:
        correct_core_group(core_group=held, held_on=DAY, present="", text="y", reason="x", by=by)


def test_who_was_at_a_conference_is_a_row_each_and_the_chairs(chaired):
    held = a_plan(chaired.child, DAY, chair=chaired.chair).conference
    told = {"child": chaired.child, "agency": "health", "name": "Jo, midwife", "sent_report": True}
    with at_work(chaired.chair):
        row = add_attendance(conference=held, came="apologies", by=chaired.chair, **told)
        correct_attendance(row=row, came="came", by=chaired.chair, **told)
    assert (before(row).first().came, row.came) == ("apologies", "came")
    with at_work(chaired.manager), pytest.raises(NotPermitted):
        add_attendance(conference=held, came="came", by=chaired.manager, **told)
    with (
        at_work(chaired.manager),
        pytest.raises(DatabaseError, match="whoever chaired"),
        transaction.atomic(),
    ):
        ConferencePresent.objects.update(came="absent")
