"""Assessments, child in need plans and closing, as pages."""

import pytest
from django.test import Client
from django.urls import reverse

from kith.assessment.factories import a_need_plan, a_referral, an_assessment
from kith.assessment.models import Assessment, AssessmentChild, Closure, NeedPlan, NeedPlanReview, Told
from kith.people.factories import a_child
from kith.people.models import Relationship
from kith.testing.standing import DAY, days_ago
from kith.workforce.factories import allocated

PART = {"analysis": "She is tired", "factors": ["3B", "16A"], "outcome": "need_plan", "words": "I am tired"}


@pytest.fixture
def family(standing):
    a_referral(standing.child)
    standing.assessment = an_assessment(standing.child, lead=standing.worker)
    return standing


def signed_in(worker):
    client = Client()
    client.force_login(worker.user)
    return client


def page(worker, name, *args):
    return signed_in(worker).get(reverse(name, args=args)).content.decode()


def send(worker, name, *args, **said):
    return signed_in(worker).post(reverse(name, args=args), said)


def test_nothing_recorded_is_said(standing):
    text = page(standing.worker, "assessments", standing.child.pk)
    for words in (
        "No referral is open",
        "No assessment is recorded",
        "No child in need plan",
        "Start an assessment",
    ):
        assert words in text


def test_one_is_started_of_brothers_and_sisters_too(standing):
    sister = a_child("Sister")
    Relationship.objects.create(person=sister, other=standing.child, kind="sibling", start_on=days_ago(99))
    allocated(sister, standing.worker, standing.team)
    told = {"started_on": "2026-11-16", "lead": standing.worker.pk, "also": sister.pk}
    send(standing.worker, "assessment-new", standing.child.pk, **told)
    assert set(Assessment.objects.get().children.all()) == {standing.child, sister}
    text = send(standing.worker, "assessment-new", standing.child.pk, **told).content.decode()
    assert "is being written already" in text


def test_a_part_is_written_with_what_the_record_holds_beside_it(family):
    where = ("assessment-part", family.child.pk, family.assessment.pk)
    text = page(family.worker, *where)
    assert "What the record already holds" in text
    assert text.index("What does it mean for") < text.index("own words")
    send(family.worker, *where, **PART)
    part = AssessmentChild.objects.get()
    assert (part.factors, part.words) == (["3B", "16A"], "I am tired")
    text = page(family.worker, "assessment", family.child.pk, family.assessment.pk)
    assert "Domestic abuse: a parent or carer" in text
    assert "I am tired" in text


def test_no_factor_found_is_refused_beside_another(family):
    where = ("assessment-part", family.child.pk, family.assessment.pk)
    text = send(family.worker, *where, **PART | {"factors": ["21", "3B"]}).content.decode()
    assert "Select the factors that were found, or that none was found" in text


def test_it_is_written_authorised_and_told(family):
    where = (family.child.pk, family.assessment.pk)
    send(family.worker, "assessment-part", *where, **PART)
    text = send(family.manager, "assessment-authorise", *where, authorised_on="2026-11-16").content.decode()
    assert "Not written yet" in text
    send(family.worker, "assessment-family", *where, analysis="It is the nights")
    assert signed_in(family.worker).get(reverse("assessment-authorise", args=where)).status_code == 404
    send(family.manager, "assessment-authorise", *where, authorised_on="2026-11-16")
    assert Assessment.objects.get().authorised_by == family.manager
    send(family.worker, "assessment-tell", *where, who="Mother", text="The plan", told_on="2026-11-16")
    assert Told.objects.get().who == "Mother"
    assert signed_in(family.worker).get(reverse("assessment-part", args=where)).status_code == 404


def test_a_manager_who_wrote_in_it_is_offered_no_authorising(family):
    where = (family.child.pk, family.assessment.pk)
    assert "Authorise the assessment" in page(family.manager, "assessment", *where)
    send(family.manager, "assessment-family", *where, analysis="It is the nights")
    assert "Authorise the assessment" not in page(family.manager, "assessment", *where)


def test_another_childs_part_is_not_shown_to_who_does_not_see_that_child(family):
    sister = a_child("Sister")
    AssessmentChild.objects.create(assessment=family.assessment, child=sister, words="Only mine")
    where = (family.child.pk, family.assessment.pk)
    text = page(family.worker, "assessment", *where)
    assert "Only mine" not in text
    assert "1 child whose part is not shown to you" in text
    assert "Only mine" in page(family.head, "assessment", *where)


def test_a_plan_is_started_acted_on_reviewed_and_ended(standing):
    who, child = standing.worker, standing.child.pk
    send(who, "need-plan-new", child, start_on="2026-11-16", purpose="Sleep")
    plan = NeedPlan.objects.get()
    send(who, "need-plan-action", child, plan.pk, what="Ring the school", who="Wyn", by_on="2026-12-01")
    send(who, "need-plan-done", child, plan.actions.get().pk)
    assert plan.actions.get().done_on
    send(who, "need-plan-review", child, plan.pk, held_on="2026-11-16", who="Dana", text="Better")
    assert NeedPlanReview.objects.get().by == who
    assert "Ring the school" in page(who, "assessments", child)
    send(who, "need-plan-end", child, plan.pk, end_on="2026-11-16", end_reason="met", ended_because="Sleeps")
    assert NeedPlan.objects.get().end_on == DAY


def test_a_second_plan_at_once_is_refused_in_words(standing):
    a_need_plan(standing.child)
    told = {"start_on": "2026-11-16", "purpose": "Sleep"}
    text = send(standing.worker, "need-plan-new", standing.child.pk, **told).content.decode()
    assert "Another child in need plan stands then" in text


def test_a_manager_closes_what_a_referral_began(standing):
    referral = a_referral(standing.child)
    where, told = ("need-close", standing.child.pk, referral.pk), {"closed_on": "2026-11-16", "text": "Told"}
    assert signed_in(standing.worker).get(reverse(where[0], args=where[1:])).status_code == 404
    text = send(standing.manager, *where, **told).content.decode()
    assert "Enter why it is closed" in text or "Select why it is closed" in text
    send(standing.manager, *where, **told, reason="RC8", draft_version="1")
    assert Closure.objects.get().by == standing.manager
    assert "Closed after assessment" in page(standing.worker, "assessments", standing.child.pk)


def test_the_chronology_tells_of_it(family):
    a_need_plan(family.child)
    address = reverse("chronology", args=[family.child.pk])
    text = signed_in(family.worker).get(f"{address}?show=everything").content.decode()
    assert "Assessment started" in text
    assert "Child in need plan started" in text


def test_an_empty_part_is_not_saved(family):
    for name in ("assessment-part", "assessment-family"):
        where = (name, family.child.pk, family.assessment.pk)
        text = send(family.worker, *where, analysis="").content.decode()
        assert "Write something before you save it" in text
