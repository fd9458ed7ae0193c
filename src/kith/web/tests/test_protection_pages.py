"""Protection on its pages: what is offered to whom, what is said, what is kept from whom."""

from datetime import timedelta

import pytest
from django.urls import reverse

from kith.access.roles import Role
from kith.people.factories import a_child
from kith.people.models import Relationship
from kith.protection.factories import a_discussion, a_plan
from kith.protection.models import Conference, Enquiry, ProtectionPlan, StrategyDiscussion
from kith.reach.actions.restrictions import hide
from kith.testing.standing import DAY, MOMENT, at_work, days_ago
from kith.web.middleware import today
from kith.workforce.factories import a_worker, allocated


@pytest.fixture
def chaired(standing):
    standing.chair = a_worker("Cass Chair", Role.REVIEWING_OFFICER)
    allocated(standing.child, standing.chair, part="reviewing_officer")
    standing.sister = a_child("Sister")
    Relationship.objects.create(
        person=standing.sister, other=standing.child, kind="sibling", start_on=days_ago(900)
    )
    for who, part in ((standing.worker, "lead"), (standing.chair, "reviewing_officer")):
        allocated(standing.sister, who, standing.team, part=part)
    return standing


def as_(client, who):
    client.force_login(who.user)
    return client


def html(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


def on(name, day):
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


def test_each_is_offered_what_they_may_do(chaired, client):
    a_discussion(chaired.child, by=chaired.manager)
    offered = {
        who: [
            name
            for name in ("conference-new", "strategy-new", "enquiry-new")
            if reverse(name, args=[chaired.child.pk]) in page
        ]
        for who in ("worker", "manager", "chair")
        for page in [html(as_(client, getattr(chaired, who)), "protection", chaired.child.pk)]
    }
    assert offered == {
        "worker": ["enquiry-new"], "manager": ["strategy-new", "enquiry-new"], "chair": ["conference-new"],
    }  # fmt: skip


def test_a_manager_records_a_discussion_for_brothers_and_sisters_on_one_page(chaired, client):
    told = on("held_on", days_ago(1)) | {
        "held_time": "2pm", "text": "Enquire", "police_name": "DC Example", "police_knew": "Called twice",
        f"child-{chaired.child.pk}-decision": "joint", f"child-{chaired.child.pk}-reason": "A bruise",
        f"child-{chaired.sister.pk}-decision": "none", f"child-{chaired.sister.pk}-reason": "Not at home then",
    }  # fmt: skip
    answer = as_(client, chaired.manager).post(reverse("strategy-new", args=[chaired.child.pk]), told)
    assert answer.status_code == 302
    held = StrategyDiscussion.objects.get()
    assert {row.child: row.decision for row in held.about.all()} == {
        chaired.child: "joint",
        chaired.sister: "none",
    }


def test_what_was_not_said_is_asked_for_beside_the_child_it_is_about(chaired, client):
    told = {f"child-{chaired.child.pk}-decision": "joint"}
    page = (
        as_(client, chaired.manager)
        .post(reverse("strategy-new", args=[chaired.child.pk]), told)
        .content.decode()
    )
    assert "Enter why this was decided for Robin" in page
    assert "Select what was decided for Sister" in page
    assert "Enter the day of the discussion" in page


def test_of_several_discussions_the_page_asks_which_starts_the_clock(chaired, client):
    page = html(as_(client, chaired.worker), "enquiry-new", chaired.child.pk)
    assert "A manager records the discussion first" in page
    first = a_discussion(chaired.child, by=chaired.manager, held_at=MOMENT - timedelta(days=4))
    assert "starts the clock?" not in html(client, "enquiry-new", chaired.child.pk)
    a_discussion(chaired.child, by=chaired.manager)
    told = on("started_on", DAY) | {"clock": first.pk}
    address = reverse("enquiry-new", args=[chaired.child.pk])
    assert "Enter why this discussion starts the clock" in client.post(address, told).content.decode()
    assert client.post(address, told | {"clock_because": "Decided here"}).status_code == 302
    assert Enquiry.objects.get().clock == first


def test_the_chair_starts_plans_and_the_banner_says_so_to_everybody_who_sees_it(chaired, client):
    told = on("held_on", days_ago(1)) | {
        "kind": "initial", "text": "Agreed",
        f"child-{chaired.child.pk}-decision": "plan", f"child-{chaired.child.pk}-category": "NEG",
        f"child-{chaired.child.pk}-reason": "At risk", f"child-{chaired.sister.pk}-decision": "not_about",
    }  # fmt: skip
    answer = as_(client, chaired.chair).post(reverse("conference-new", args=[chaired.child.pk]), told)
    assert answer.status_code == 302
    assert ProtectionPlan.objects.get().visit_every == 10
    assert "Child protection plan: neglect, since 15 November 2026" in html(
        as_(client, chaired.worker), "child", chaired.child.pk
    )


def test_a_plan_without_category_or_reason_is_not_saved(chaired, client):
    told = {f"child-{chaired.child.pk}-decision": "plan"}
    page = (
        as_(client, chaired.chair)
        .post(reverse("conference-new", args=[chaired.child.pk]), told)
        .content.decode()
    )
    assert "Select the category of abuse for Robin" in page and "Enter why this was decided for Robin" in page
    assert not Conference.objects.exists()


def test_a_conference_of_a_child_with_a_plan_is_a_review(chaired, client):
    a_plan(chaired.child, days_ago(80), chaired.chair)
    page = html(as_(client, chaired.chair), "conference-new", chaired.child.pk)
    assert "The protection plan ends" in page and "A protection plan starts" not in page
    assert "Sister" not in page.split("<main")[1]


def test_what_was_held_together_is_hidden_with_any_of_its_children_and_the_plan_stays(chaired, client):
    a_discussion(chaired.child, chaired.sister, by=chaired.manager)
    a_plan(chaired.child, days_ago(20), chaired.chair)
    assert "Bruising" in html(as_(client, chaired.worker), "protection", chaired.child.pk)
    with at_work(chaired.manager, today()):
        hide(
            person=chaired.sister,
            kind="relocated",
            reason="Safety",
            review_on=today() + timedelta(30),
            allowed=[],
            owner=chaired.manager,
        )
    page = html(as_(client, chaired.worker), "protection", chaired.child.pk)
    assert "Bruising" not in page and "Neglect" in page


def test_the_chronology_tells_a_personal_adviser_that_and_not_what_agencies_said(chaired, client):
    adviser = a_worker("Ada Adviser", Role.PERSONAL_ADVISER)
    allocated(chaired.child, adviser, part="personal_adviser")
    a_discussion(chaired.child, by=chaired.manager)
    page = html(as_(client, adviser), "chronology", chaired.child.pk)
    assert "Strategy discussion" in page and "Feared" not in page
    assert client.get(reverse("protection", args=[chaired.child.pk])).status_code == 404


def test_nothing_recorded_yet_is_said_in_words(chaired, client):
    page = html(as_(client, chaired.worker), "protection", chaired.child.pk)
    assert "This child has never had a protection plan here." in page
