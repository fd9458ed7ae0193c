"""The census of the live record: one child's journey, twins who are not yet born, a looked-after child, a care leaver."""

from datetime import date, datetime

import pytest

from kith.assessment.models import Assessment, AssessmentChild, Closure, NeedPlan
from kith.care.factories import in_care
from kith.childfile.gather import gather_for_census
from kith.frontdoor.models import Referral
from kith.lib.days import LONDON
from kith.people.factories import a_child
from kith.protection.factories import a_discussion, a_plan
from kith.protection.models import (
    Conference,
    ConferenceChild,
    Enquiry,
    GroupDecisionOffer,
    PreProceedings,
    PreProceedingsMeeting,
)
from kith.statutory.cin.building import build
from kith.workforce.factories import a_worker

YEAR = "2025-26"
AUTHORITY = "E08000025"


def census(*children):
    return build(gather_for_census([child.pk for child in children] or None), YEAR, AUTHORITY)


def rows(made, table, *columns):
    return made[table].select(*columns).rows()


@pytest.fixture
def robin(db):
    return a_child(authority_id="R1", ethnicity="WBRI", disabilities=["LD", "AUT"], upn="", former_upn="")


def referred(child, on, **details):
    return Referral.objects.create(
        child=child, referred_on=on, **{"source": "6", "primary_need": "N1"} | details
    )


def assessed(child, referral, lead):
    made = Assessment.objects.create(
        started_on=date(2025, 5, 7), authorised_on=date(2025, 6, 20), review_on=date(2025, 5, 20), lead=lead
    )
    AssessmentChild.objects.create(assessment=made, child=child, referral=referral, factors=["3B", "16A"])
    return made


def protected(child, lead):
    held_at = datetime(2025, 7, 21, 10, tzinfo=LONDON)
    clock = a_discussion(child, by=lead, held_at=held_at)
    enquiry = Enquiry.objects.create(
        child=child,
        started_on=date(2025, 7, 21),
        clock=clock,
        outcome="conference",
        ended_on=date(2025, 7, 30),
    )
    plan = a_plan(child, date(2025, 8, 8))
    ConferenceChild.objects.filter(child=child).update(enquiry=enquiry)
    review = Conference.objects.create(kind="review", held_on=date(2025, 10, 24))
    ConferenceChild.objects.create(conference=review, child=child, decision="goes_on", category="EMO")
    return plan


def test_a_journey_from_the_referral_to_the_closure(robin):
    lead = a_worker("Wyn Worker")
    referral = referred(robin, date(2025, 5, 6))
    assessed(robin, referral, lead)
    NeedPlan.objects.create(
        child=robin, referral=referral, start_on=date(2025, 6, 21), end_on=date(2025, 8, 8), purpose="Quiet"
    )
    plan = protected(robin, lead)
    plan.end_on, plan.end_reason, plan.latest_category = date(2026, 1, 30), "safe", "EMO"
    plan.save()
    Closure.objects.create(
        child=robin, referral=referral, closed_on=date(2026, 2, 6), reason="RC7", text="Done"
    )
    made = census()
    assert rows(made, "CINdetails", "CINreferralDate", "ReferralSource", "CINclosureDate", "ReasonForClosure", "ReferralNFA") == [
        (date(2025, 5, 6), "6", date(2026, 2, 6), "RC7", "0")
    ]  # fmt: skip
    assert rows(made, "Disabilities", "Disability") == [("LD",), ("AUT",)]
    assert rows(made, "AssessmentFactorsList", "AssessmentFactor") == [("3B",), ("16A",)]
    assert rows(made, "CINplanDates", "CINPlanStartDate", "CINPlanEndDate") == [
        (date(2025, 6, 21), date(2025, 8, 8))
    ]
    assert rows(made, "Section47", "S47ActualStartDate", "InitialCPCtarget", "DateOfInitialCPC", "ICPCnotRequired") == [
        (date(2025, 7, 21), date(2025, 8, 11), date(2025, 8, 8), "0")
    ]  # fmt: skip
    told = (
        "CPPstartDate",
        "CPPendDate",
        "InitialCategoryOfAbuse",
        "LatestCategoryOfAbuse",
        "NumberOfPreviousCPP",
    )
    assert rows(made, "ChildProtectionPlans", *told) == [
        (date(2025, 8, 8), date(2026, 1, 30), "NEG", "EMO", 0)
    ]
    assert rows(made, "Reviews", "CPPreviewDate") == [(date(2025, 10, 24),)]


def test_twins_who_are_not_yet_born_have_a_row_each(db):
    twins = [
        a_child(born_on=None, expected_on=date(2026, 6, 1), sex="F", authority_id=each)
        for each in ("T1", "T2")
    ]
    for each in twins:
        referred(each, date(2026, 2, 2))
    told = rows(
        census(), "ChildIdentifiers", "LAchildID", "PersonBirthDate", "ExpectedPersonBirthDate", "Sex"
    )
    assert told == [("T1", None, date(2026, 6, 1), "U"), ("T2", None, date(2026, 6, 1), "U")]


def test_a_looked_after_child_without_a_referral_has_an_episode_of_which_nothing_is_known(robin):
    in_care(robin, date(2024, 1, 5))
    told = rows(census(), "CINdetails", "CINreferralDate", "ReferralSource", "PrimaryNeedCode", "ReferralNFA")
    assert told == [(None, None, None, "0")]


def test_a_looked_after_child_whose_referral_is_open_has_that_one_only(robin):
    in_care(robin, date(2024, 1, 5))
    referred(robin, date(2023, 12, 1))
    assert rows(census(), "CINdetails", "CINreferralDate") == [(date(2023, 12, 1),)]


@pytest.mark.parametrize(("in_touch", "rows_told"), [("YES", 1), ("NO", 0), ("REFU", 0)])
def test_a_care_leaver_belongs_while_in_touch(robin, in_touch, rows_told):
    robin.care_leaver_contacts.create(
        collection_year=YEAR, in_touch=in_touch, activity="F2", accommodation="U"
    )
    assert census()["CINdetails"].height == rows_told


def test_a_census_of_one_child_is_that_of_everybody_less_the_others(robin, django_assert_max_num_queries):
    other = a_child(authority_id="A1")
    for each in (robin, other):
        referred(each, date(2025, 5, 6))
    with django_assert_max_num_queries(16):
        one = census(robin)
    assert one["CINdetails"]["LAchildID"].to_list() == ["R1"]
    assert census()["CINdetails"]["LAchildID"].to_list() == ["A1", "R1"]


def test_pre_proceedings_are_told_with_the_familys_meeting(robin):
    referred(robin, date(2026, 5, 6))
    begun = PreProceedings.objects.create(
        child=robin,
        decided_on=date(2026, 6, 1),
        letter_sent_on=date(2026, 6, 8),
        first_meeting_on=date(2026, 6, 15),
    )
    GroupDecisionOffer.objects.create(child=robin, pre_proceedings=begun, offered_on=date(2026, 6, 8))
    PreProceedingsMeeting.objects.create(
        child=robin, pre_proceedings=begun, held_on=date(2026, 7, 20), text="Goes on"
    )
    told = (
        "PPStartDate",
        "LBPSentDate",
        "FGDMMeetingOffer",
        "FGDMMeetingFac",
        "InitialPPMeetingDate",
        "ReviewMeetingsCount",
    )
    assert rows(build(gather_for_census(), "2026-27", AUTHORITY), "PreProceedings", *told) == [
        (date(2026, 6, 1), date(2026, 6, 8), "1", "0", date(2026, 6, 15), 1)
    ]
