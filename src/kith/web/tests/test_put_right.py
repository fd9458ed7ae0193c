"""What the census tells is put right on the record: every column that a rule speaks of has a form that changes it."""

from datetime import date

import pytest
from django.urls import reverse

from kith.access.roles import Role
from kith.assessment.factories import a_need_plan, a_referral, an_assessment
from kith.assessment.models import Closure
from kith.people.models import Person
from kith.protection.factories import a_plan
from kith.protection.models import PreProceedings
from kith.statutory.cin.rules import RULES
from kith.statutory.return_kinds import KINDS
from kith.store.history import before
from kith.testing.standing import DAY, days_ago
from kith.web.forms import (
    assessments,
    conferences,
    court,
    people,
    protection,
    protection_corrections,
    put_right,
)
from kith.web.forms.referrals import CorrectReferralForm
from kith.web.mending import place_of
from kith.workforce.factories import a_worker
from kith.workforce.models import Allocation

BIRTH, CHANGE = people.BirthFields, people.ChangePersonForm
PLAN, COURT, FAMILY = put_right.CorrectPlanForm, put_right.CorrectPreProceedingsForm, court.FamilyMeetingForm
CHANGED = {
    "ChildIdentifiers": {
        "LAchildID": (CHANGE, "authority_id"), "UPN": (CHANGE, "upn"), "FormerUPN": (CHANGE, "former_upn"),
        "UPNunknown": (CHANGE, "upn_unknown"), "PersonBirthDate": (BIRTH, "born_on"),
        "ExpectedPersonBirthDate": (BIRTH, "expected_on"), "Sex": (BIRTH, "sex"), "PersonDeathDate": (CHANGE, "died_on"),
    },
    "ChildCharacteristics": {"Ethnicity": (CHANGE, "ethnicity")},
    "Disabilities": {"Disability": (CHANGE, "disabilities")},
    "CINdetails": {
        "CINreferralDate": (CorrectReferralForm, "referred_on"), "ReferralSource": (CorrectReferralForm, "source"),
        "PrimaryNeedCode": (CorrectReferralForm, "primary_need"), "ReferralNFA": (CorrectReferralForm, "no_further_action"),
        "CINclosureDate": (put_right.CorrectClosureForm, "closed_on"), "ReasonForClosure": (put_right.CorrectClosureForm, "because"),
        "DateOfInitialCPC": (conferences.CorrectConferenceForm, "held_on"),
    },
    "Assessments": {
        "AssessmentActualStartDate": (put_right.CorrectAssessmentForm, "started_on"),
        "AssessmentInternalReviewDate": (put_right.CorrectAssessmentForm, "review_on"),
        "AssessmentAuthorisationDate": (assessments.AuthoriseForm, "authorised_on"),
    },
    "AssessmentFactorsList": {"AssessmentFactor": (assessments.ChildForm, "factors")},
    "CINplanDates": {
        "CINPlanStartDate": (put_right.CorrectNeedPlanForm, "start_on"), "CINPlanEndDate": (put_right.CorrectNeedPlanForm, "end_on"),
    },
    "Section47": {
        "S47ActualStartDate": (protection_corrections.CorrectEnquiryForm, "started_on"),
        "InitialCPCtarget": (protection.ClockForm, "clock"), "ICPCnotRequired": (protection_corrections.CorrectEnquiryForm, "outcome"),
        "DateOfInitialCPC": (conferences.CorrectConferenceForm, "held_on"),
    },
    "ChildProtectionPlans": {
        "CPPstartDate": (PLAN, "start_on"), "CPPendDate": (PLAN, "end_on"), "InitialCategoryOfAbuse": (PLAN, "initial_category"),
        "LatestCategoryOfAbuse": (PLAN, "latest_category"), "NumberOfPreviousCPP": (PLAN, "earlier_elsewhere"),
    },
    "Reviews": {"CPPreviewDate": (conferences.CorrectConferenceForm, "held_on")},
    "PreProceedings": {
        "PPStartDate": (COURT, "decided_on"), "LBPSentDate": (COURT, "letter_sent_on"), "InitialPPMeetingDate": (COURT, "first_meeting_on"),
        "StepDecisionDate": (COURT, "step_decided_on"), "PPOutcome": (COURT, "outcome"), "CourtAppDate": (COURT, "application_on"),
        "LetterInitCPDate": (COURT, "care_letter_on"), "FGDMMeetingOffer": (court.OfferForm, "offered_on"),
        "FGDMMeetingFac": (FAMILY, "held_on"), "ReviewMeetingsCount": (court.ReviewMeetingForm, "held_on"),
    },
}  # fmt: skip


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.code} {rule.since}")
def test_every_field_that_a_rule_speaks_of_can_be_changed_where_its_issue_leads(rule):
    tables = KINDS["cin"].of.tables
    for field in rule.fields:
        for table in [
            name for name, each in tables.items() if field in each.names and field in CHANGED.get(name, {})
        ]:
            form, name = CHANGED[table][field]
            assert name in form.base_fields and place_of("cin", table, field).page, (table, field)
        known = any(field in each for each in CHANGED.values())
        assert (
            known
            or place_of("cin", "Header", field).why
            or field in ("CINdetailsID", "AssessmentID", "CPPID")
        ), field


@pytest.fixture
def chair(db):
    return a_worker("Cass Chair", Role.REVIEWING_OFFICER)


def send(client, who, name, *key, **said):
    client.force_login(who.user)
    return client.post(reverse(name, args=key), {"draft_version": "1", "reason": "It was mistyped", **said})


@pytest.mark.django_db
def test_a_child_in_need_plan_is_put_right_and_what_stood_is_kept(standing, client):
    plan = a_need_plan(standing.child)
    was, begun = plan.start_on, str(days_ago(5))
    assert (
        send(
            client, standing.worker, "need-plan-correct", standing.child.pk, plan.pk, start_on=begun
        ).status_code
        == 302
    )
    plan.refresh_from_db()
    assert (plan.start_on, plan.end_on, before(plan)[0].start_on) == (days_ago(5), None, was)
    early = send(
        client,
        standing.worker,
        "need-plan-correct",
        standing.child.pk,
        plan.pk,
        start_on=begun,
        end_on=str(days_ago(9)),
    )
    assert "must end on or after the day it started" in early.content.decode()


@pytest.mark.django_db
def test_a_manager_puts_a_closure_right_and_a_worker_may_not(standing, client):
    referral = a_referral(standing.child)
    over = Closure.objects.create(
        child=standing.child, referral=referral, closed_on=referral.referred_on, reason="RC8"
    )
    where = ("closure-correct", standing.child.pk, over.pk)
    said = {"closed_on": str(DAY), "because": "RC7"}
    assert send(client, standing.worker, *where, **said).status_code == 404
    assert send(client, standing.manager, *where, **said).status_code == 302
    over.refresh_from_db()
    assert (over.closed_on, over.reason, before(over)[0].reason) == (DAY, "RC7", "RC8")


@pytest.mark.django_db
def test_an_assessment_being_written_is_put_right_and_one_authorised_is_kept(standing, client):
    open_, done = (
        an_assessment(standing.child, lead=standing.worker),
        an_assessment(standing.child, lead=standing.worker, days=99, authorised_on=days_ago(60)),
    )
    said = {"started_on": str(days_ago(2))}
    assert (
        send(client, standing.worker, "assessment-correct", standing.child.pk, open_.pk, **said).status_code
        == 302
    )
    open_.refresh_from_db()
    assert open_.started_on == days_ago(2)
    assert (
        send(client, standing.worker, "assessment-correct", standing.child.pk, done.pk, **said).status_code
        == 404
    )


def _held_by(chair, child):
    Allocation.objects.create(
        child=child, worker=chair, part=Allocation.Part.REVIEWING_OFFICER, start_on=date(2020, 1, 1)
    )


@pytest.mark.django_db
def test_the_chair_puts_a_protection_plan_right(standing, client, chair):
    plan = a_plan(standing.child, days_ago(30))
    _held_by(chair, standing.child)
    said = {
        "start_on": str(plan.start_on),
        "initial_category": "PHY",
        "latest_category": "EMO",
        "earlier_elsewhere": "2",
    }
    where = ("protection-plan-correct", standing.child.pk, plan.pk)
    assert send(client, standing.worker, *where, **said).status_code == 404
    assert send(client, chair, *where, **said).status_code == 302
    plan.refresh_from_db()
    assert (plan.initial_category, plan.latest_category, plan.earlier_elsewhere) == ("PHY", "EMO", 2)
    other = send(client, chair, *where, **said | {"start_on": str(days_ago(29))})
    assert plan.conference is None or "correct the day of the conference" in other.content.decode()


@pytest.mark.django_db
def test_pre_proceedings_are_put_right_by_whoever_decides_on_them(standing, client):
    head = a_worker("Hester Head", Role.HEAD_OF_SERVICE)
    row = PreProceedings.objects.create(
        child=standing.child, decided_on=days_ago(30), letter_sent_on=days_ago(10)
    )
    said = {"decided_on": str(days_ago(20)), "letter_sent_on": str(days_ago(19))}
    assert send(client, head, "pre-proceedings-correct", standing.child.pk, row.pk, **said).status_code == 302
    row.refresh_from_db()
    assert (row.decided_on, row.letter_sent_on, row.first_meeting_on) == (days_ago(20), days_ago(19), None)
    early = send(
        client,
        head,
        "pre-proceedings-correct",
        standing.child.pk,
        row.pk,
        **said | {"letter_sent_on": str(days_ago(25))},
    )
    assert "between the day it was decided to begin and today" in early.content.decode()


@pytest.mark.django_db
def test_a_death_is_put_right_where_one_is_recorded_and_nobody_is_asked_of_the_living(standing, client):
    client.force_login(standing.worker.user)
    address = reverse("person-change", args=[standing.child.pk])
    assert "Date of death" not in client.get(address).content.decode()
    Person.objects.filter(pk=standing.child.pk).update(died_on=days_ago(3))
    assert "Date of death" in client.get(address).content.decode()
