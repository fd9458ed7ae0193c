"""Pre-proceedings, family group decision-making, and days in court."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from kith.deadlines.models import DeadlineRow
from kith.people.models import ParentalResponsibility
from kith.protection.actions.court import list_hearing, record_ordered
from kith.protection.actions.group_decision import (
    answer_offer,
    decide_not_to_offer,
    hold_family_meeting,
    offer_group_decision,
)
from kith.protection.actions.pre_proceedings import (
    apply_to_court,
    begin_pre_proceedings,
    decide_step,
    hold_first_meeting,
    hold_review_meeting,
    send_care_letter,
    send_letter,
)
from kith.protection.models import CourtHearing, GroupDecisionOffer, PreProceedings
from kith.reach.doing import NotPermitted
from kith.store.history import before
from kith.testing.refused import OUTSIDERS, refused
from kith.testing.standing import DAY, at_work, days_ago

pytestmark = pytest.mark.django_db


@pytest.fixture
def begun(standing):
    """Pre-proceedings decided on a month ago; the child's parent has parental responsibility."""
    ParentalResponsibility.objects.create(
        child=standing.child, holder=standing.parent, basis="Birth", start_on=days_ago(900)
    )
    with at_work(standing.head):
        (standing.row,) = begin(standing)
    return standing


def begin(standing, by=None, decided_on=None):
    return begin_pre_proceedings(
        children=[standing.child], decided_on=decided_on or days_ago(30), reason="No change", by=by or standing.head
    )  # fmt: skip


def offered(begun):
    return offer_group_decision(
        pre_proceedings=begun.row, offered_on=days_ago(20), to=[begun.parent], by=begun.worker
    )


def ended(begun, **said):
    told = {"step_decided_on": days_ago(5), "step": "court", "step_reason": "Not safe"}
    decide_step(pre_proceedings=begun.row, by=begun.head, **told | said)


def test_the_head_of_service_decides_and_the_weeks_begin(begun):
    assert (begun.row.decided_by, begun.row.decided_on) == (begun.head, days_ago(30))
    assert DeadlineRow.objects.filter(timescale="court.conclude_pre_proceedings").exists()


@pytest.mark.parametrize("who", [*OUTSIDERS, "worker", "manager"])
def test_nobody_else_decides(standing, who):
    with refused(standing, who) as by:
        begin(standing, by)
    assert not PreProceedings.objects.exists()


def test_one_is_under_way_at_a_time_and_another_may_follow(begun):
    with at_work(begun.head), pytest.raises(ValidationError, match="under way already"):
        begin(begun)
    with at_work(begun.head):
        ended(begun, step="down")
        begin(begun, decided_on=days_ago(2))
    assert PreProceedings.objects.count() == 2


def test_the_worker_records_the_letter_and_the_meetings_in_their_order(begun):
    with at_work(begun.worker):
        with pytest.raises(ValidationError, match="Record that one first"):
            hold_review_meeting(pre_proceedings=begun.row, held_on=DAY, text="x", by=begun.worker)
        send_letter(pre_proceedings=begun.row, letter_sent_on=days_ago(25), by=begun.worker)
        hold_first_meeting(pre_proceedings=begun.row, first_meeting_on=days_ago(18), text="Agreed", by=begun.worker)  # fmt: skip
        hold_review_meeting(pre_proceedings=begun.row, held_on=days_ago(4), text="Better", by=begun.worker)
    begun.row.refresh_from_db()
    assert (begun.row.letter_sent_on, begun.row.first_meeting) == (days_ago(25), "Agreed")
    assert begun.row.meetings.count() == 1


@pytest.mark.parametrize("day", [days_ago(31), days_ago(-1)])
def test_no_letter_before_it_was_decided_nor_to_come(begun, day):
    with at_work(begun.worker), pytest.raises(ValidationError):
        send_letter(pre_proceedings=begun.row, letter_sent_on=day, by=begun.worker)


@pytest.mark.parametrize("who", [*OUTSIDERS, "head"])
def test_the_casework_is_the_workers_and_the_managers(begun, who):
    with refused(begun, who) as by:
        send_letter(pre_proceedings=begun.row, letter_sent_on=DAY, by=by)


def test_it_is_offered_to_people_with_parental_responsibility(begun):
    with at_work(begun.worker):
        made = offered(begun)
        answer_offer(
            offered=made.offered_to.get(), answer="accepted", answered_on=days_ago(15), by=begun.worker
        )
        hold_family_meeting(offer=made, held_on=days_ago(9), family_plan="Gran has us at weekends", by=begun.worker)  # fmt: skip
    assert GroupDecisionOffer.objects.get().family_plan == "Gran has us at weekends"


def test_it_is_not_offered_to_anybody_else(begun):
    ParentalResponsibility.objects.all().delete()
    with at_work(begun.worker), pytest.raises(ValidationError, match="no parental responsibility"):
        offered(begun)


def test_the_familys_plan_stays_as_they_wrote_it(begun):
    with at_work(begun.worker):
        made = offered(begun)
        answer_offer(offered=made.offered_to.get(), answer="accepted", answered_on=DAY, by=begun.worker)
        hold_family_meeting(offer=made, held_on=DAY, family_plan="Ours", by=begun.worker)
        with pytest.raises(NotPermitted):
            hold_family_meeting(offer=made, held_on=DAY, family_plan="Theirs", by=begun.worker)
        with pytest.raises(DatabaseError, match="as they wrote it"), transaction.atomic():
            GroupDecisionOffer.objects.update(family_plan="Tidied")


def test_nobody_meets_before_somebody_has_accepted(begun):
    with at_work(begun.worker), pytest.raises(ValidationError, match="Nobody has accepted"):
        hold_family_meeting(offer=offered(begun), held_on=DAY, family_plan="", by=begun.worker)


def test_why_it_was_not_offered_is_the_deciders_and_a_later_offer_keeps_it(begun):
    with at_work(begun.head):
        why = decide_not_to_offer(pre_proceedings=begun.row, reason="Grave danger", by=begun.head)
    assert (why.decided_by, why.not_offered_because) == (begun.head, "Grave danger")
    with at_work(begun.worker):
        made = offered(begun)
    assert before(made).first().not_offered_because == "Grave danger"


def test_an_application_follows_the_decision_to_go_to_court(begun):
    with at_work(begun.worker), pytest.raises(ValidationError, match="not been decided yet"):
        apply_to_court(child=begun.child, application_on=DAY, by=begun.worker)
    with at_work(begun.head):
        ended(begun)
    with at_work(begun.worker):
        apply_to_court(child=begun.child, application_on=days_ago(2), by=begun.worker)
        send_care_letter(pre_proceedings=begun.row, care_letter_on=DAY, by=begun.worker)
    found = PreProceedings.objects.get()
    assert (found.application_on, found.care_letter_on) == (days_ago(2), DAY)
    assert DeadlineRow.objects.filter(timescale="court.proceedings").exists()


def test_an_application_made_at_once_is_a_day_in_court(standing):
    with at_work(standing.worker):
        apply_to_court(child=standing.child, application_on=days_ago(1), by=standing.worker)
    assert CourtHearing.objects.get().kind == "application"
    assert DeadlineRow.objects.filter(timescale="court.proceedings").exists()


def test_a_listed_hearing_gets_what_was_ordered_once_its_day_has_come(standing):
    with at_work(standing.worker):
        listed = list_hearing(child=standing.child, kind="final", held_on=days_ago(-9), by=standing.worker)
        told = {
            "held_on": days_ago(-9),
            "ordered": "Care order",
            "extended_to": None,
            "proceedings_ended": True,
        }
        with pytest.raises(ValidationError, match="once that day has come"):
            record_ordered(hearing=listed, by=standing.worker, **told)
    with at_work(standing.worker, days_ago(-9)):
        record_ordered(hearing=listed, by=standing.worker, **told)
    assert CourtHearing.objects.get().ordered == "Care order"
