from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from kith.deadlines.models import DeadlineRow
from kith.people.factories import a_child
from kith.protection.actions.strategy import (
    ForChild,
    Present,
    end_enquiry,
    hold_strategy_discussion,
    mark_clock,
    record_seen,
    start_enquiry,
)
from kith.protection.factories import a_discussion
from kith.protection.models import Enquiry, StrategyChild, StrategyDiscussion
from kith.reach.doing import NotPermitted
from kith.store.history import before
from kith.testing.refused import OUTSIDERS, audited, refused
from kith.testing.standing import DAY, MOMENT, at_work, days_ago
from kith.workforce.factories import allocated

CONFERENCE = "protection.initial_conference"


def held(standing, by, *children, **details):
    about = [
        ForChild(child=each, decision="joint", reason="Bruising") for each in children or [standing.child]
    ]
    present = [Present(agency="police", name="DC Example", knew="Called out twice")]
    usual = {"about": about, "present": present, "held_at": MOMENT, "text": "Enquire", "at": MOMENT, "by": by}
    return hold_strategy_discussion(**usual | details)


def started(standing, **details):
    with at_work(standing.worker):
        return start_enquiry(**{"child": standing.child, "started_on": DAY, "by": standing.worker} | details)


def test_the_manager_who_chaired_it_records_it_for_several_children_at_once(standing):
    sister = a_child("Sister")
    allocated(sister, standing.worker, standing.team)
    with at_work(standing.manager):
        made = held(standing, standing.manager, standing.child, sister)
    assert made.about.count() == 2
    assert (made.present.get().agency, made.chaired_by) == ("police", standing.manager)
    assert audited(sister) == [("decided", "StrategyDiscussion")]


@pytest.mark.parametrize("who", [*OUTSIDERS, "worker", "head"])
def test_nobody_else_records_a_strategy_discussion(standing, who):
    with refused(standing, who) as worker:
        held(standing, worker)


def test_nor_about_another_teams_child(standing):
    with at_work(standing.manager), pytest.raises(NotPermitted):
        held(standing, standing.manager, standing.child, a_child("Stranger"))


def test_what_was_decided_cannot_be_changed_or_removed(standing):
    a_discussion(standing.child, by=standing.manager)
    for rows in (StrategyDiscussion.objects, StrategyChild.objects):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        StrategyChild.objects.update(decision="none")


def test_an_enquiry_starts_from_the_one_discussion_and_the_conference_is_due(standing):
    a_discussion(standing.child, by=standing.manager)
    made = started(standing)
    assert made.clock.held_at == MOMENT
    assert str(DeadlineRow.objects.get(timescale=CONFERENCE).due_on) == "2026-12-07"


@pytest.mark.parametrize("who", OUTSIDERS)
def test_others_do_not_start_an_enquiry(standing, who):
    a_discussion(standing.child, by=standing.manager)
    with refused(standing, who) as worker:
        start_enquiry(child=standing.child, started_on=DAY, by=worker)


def test_without_a_discussion_that_decided_on_one_there_is_no_enquiry(standing):
    a_discussion(standing.child, by=standing.manager, decision="none")
    with pytest.raises(ValidationError, match="No strategy discussion"):
        started(standing)


def test_of_several_a_person_marks_the_one_that_starts_the_clock_and_says_why(standing):
    first = a_discussion(standing.child, by=standing.manager, held_at=MOMENT - timedelta(days=5))
    second = a_discussion(standing.child, by=standing.manager)
    with pytest.raises(ValidationError, match="Select the strategy discussion"):
        started(standing)
    with pytest.raises(ValidationError, match="why this one"):
        started(standing, clock=first)
    made = started(standing, clock=first, clock_because="Here we decided to enquire")
    assert str(DeadlineRow.objects.get(timescale=CONFERENCE).started_on) == "2026-11-11"
    with at_work(standing.worker):
        mark_clock(enquiry=made, clock=second, clock_because="New facts", by=standing.worker)
    assert DeadlineRow.objects.get(timescale=CONFERENCE).started_on == DAY
    assert [each.clock_because for each in before(made)] == ["Here we decided to enquire"]


def test_the_database_refuses_a_clock_that_starts_at_a_discussion_about_somebody_else(standing):
    other = a_discussion(a_child("Other"), by=standing.manager)
    with pytest.raises(DatabaseError, match="same child"), transaction.atomic():
        Enquiry.objects.create(child=standing.child, started_on=DAY, clock=other)


def test_brothers_and_sisters_have_a_clock_each_on_their_own_day(standing):
    sister = a_child("Sister")
    allocated(sister, standing.worker, standing.team)
    a_discussion(standing.child, by=standing.manager, held_at=MOMENT - timedelta(days=7))
    a_discussion(sister, standing.child, by=standing.manager)
    with at_work(standing.worker):
        start_enquiry(child=sister, started_on=DAY, by=standing.worker)
    first = StrategyDiscussion.objects.order_by("held_at").first()
    started(standing, started_on=days_ago(7), clock=first, clock_because="Started then")
    days = DeadlineRow.objects.filter(timescale=CONFERENCE).values_list("child", "started_on")
    assert dict(days) == {standing.child.pk: days_ago(7), sister.pk: DAY}


def test_an_enquiry_under_way_is_ended_before_the_next_starts(standing):
    a_discussion(standing.child, by=standing.manager)
    started(standing)
    with pytest.raises(ValidationError, match="under way"):
        started(standing)


def test_the_outcome_stops_the_clock_and_is_kept(standing):
    a_discussion(standing.child, by=standing.manager)
    made = started(standing)
    ends = {
        "enquiry": made,
        "outcome": "no_risk_now",
        "ended_on": DAY,
        "found": "Safe now",
        "by": standing.worker,
    }
    with at_work(standing.worker):
        record_seen(enquiry=made, seen_on=DAY, by=standing.worker)
        end_enquiry(**ends)
        with pytest.raises(NotPermitted, match="already"):
            end_enquiry(**ends)
    assert Enquiry.objects.get().conference_not_required
    assert DeadlineRow.objects.get(timescale=CONFERENCE).ended_on == DAY
    assert DeadlineRow.objects.get(timescale="protection.see_child").met_on == DAY


def test_a_discussion_whose_enquiry_is_over_starts_no_other(standing):
    a_discussion(standing.child, by=standing.manager)
    made = started(standing)
    with at_work(standing.worker):
        end_enquiry(enquiry=made, outcome="not_found", ended_on=DAY, found="Nothing", by=standing.worker)
    with pytest.raises(ValidationError, match="No strategy discussion"):
        started(standing)
