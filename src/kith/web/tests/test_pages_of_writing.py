"""Every form of a child's record: who may open it, what is sent is saved once, and errors lose nothing."""

from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.care.factories import a_home, in_care
from kith.care.models import LegalStatus, Placement, Unaccompanied
from kith.casework.models import MissingPeriod, Note, Visit
from kith.people.factories import a_child
from kith.people.models import Relationship, Withholding
from kith.workforce.factories import allocated, is_also

pytestmark = pytest.mark.django_db
FORMS = [
    "note-new", "visit-new", "document-new", "missing-new", "placement-new", "legal-status-new", "order-new",
    "need-new", "home-postcode-new", "liberty-new", "adoption-plan-new", "adoption-plan-end", "parenthood-new",
    "previous-permanence-new", "unaccompanied-new", "contact-new", "adoption-new", "short-break-new", "visit-frequency-new", "care-start", "care-end", "step-new", "health-new", "dental-new", "sdq-new", "school-new", "education-plan-new",
    "immunisations-new", "attendance-new", "secure-new",
]  # fmt: skip
LISTS = ["notes", "visits", "documents", "reviews", "missing", "health", "education", "care-other"]
SAFE = {
    "note-new",
    "visit-new",
    "document-new",
    "missing-new",
    "contact-new",
}  # may be written urgently, with a reason
TODAY = timezone.localdate


def boxes(name, day):
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


def a_note(**details):
    day = TODAY() - timedelta(days=1)
    said = {"kind": "case_note", "happened_time": "2:30pm", "text": "Robin was cheerful.", "finished": "yes"}
    return boxes("happened_on", day) | said | details


def address(standing, name):
    return reverse(name, args=[standing.child.pk])


@pytest.mark.parametrize("name", [*FORMS, *LISTS])
def test_the_childs_worker_opens_it(standing, client, name):
    client.force_login(standing.worker.user)
    assert client.get(address(standing, name)).status_code == 200


@pytest.mark.parametrize("name", [*FORMS, *LISTS, "oversight-new", "review-new"])
def test_the_stranger_finds_nothing(standing, client, name):
    client.force_login(standing.stranger.user)
    assert client.get(address(standing, name)).status_code == 404
    assert client.post(address(standing, name)).status_code == 404


URGENT = ("note-new", "visit-new", "document-new", "missing-new", "contact-new")


@pytest.mark.parametrize("name", [each for each in FORMS if each not in URGENT])
def test_a_colleague_is_not_asked_for_a_reason_to_plan_they_may_not(standing, client, name):
    client.force_login(standing.colleague.user)
    assert client.get(address(standing, name)).status_code == 404


@pytest.mark.parametrize("name", [*URGENT, *LISTS])
def test_a_colleague_is_asked_for_a_reason(standing, client, name):
    client.force_login(standing.colleague.user)
    assert reverse("reason", args=[standing.child.pk]) in client.get(address(standing, name)).url


@pytest.mark.parametrize("name", [*FORMS, *LISTS])
def test_a_leaver_is_sent_to_sign_in(standing, client, name):
    client.force_login(standing.worker.user)
    standing.worker.user.ended_on = TODAY()
    standing.worker.user.save()
    assert reverse("sign-in") in client.get(address(standing, name)).url


@pytest.mark.parametrize("name", FORMS)
def test_a_reason_opens_forms_for_urgent_recording_only(standing, client, name):
    from kith.reach.actions.reasons import give_reason
    from kith.testing.standing import MOMENT, at_work

    with at_work(standing.colleague, TODAY()):
        give_reason(
            child=standing.child.pk, reason="Covering for an illness", at=MOMENT, by=standing.colleague
        )
    client.force_login(standing.colleague.user)
    assert client.get(address(standing, name)).status_code == (200 if name in SAFE else 404)


@pytest.mark.parametrize("name", [each for each in FORMS if each not in ("placement-new", "care-start")])
def test_an_empty_form_says_what_is_missing(standing, client, name):
    client.force_login(standing.worker.user)
    page = client.post(address(standing, name), {"form_token": "1"}).content.decode()
    assert "There is a problem" in page
    assert "<title>Error: " in page


def test_a_note_is_written_and_shown(standing, client):
    client.force_login(standing.worker.user)
    page = client.post(address(standing, "note-new"), a_note(), follow=True)
    assert page.redirect_chain[0][0] == reverse("note", args=[standing.child.pk, Note.objects.get().pk])
    assert "The note is saved" in page.content.decode()
    assert "Robin was cheerful." in page.content.decode()


def test_a_form_sent_twice_is_saved_once(standing, client):
    client.force_login(standing.worker.user)
    sent = a_note(form_token=str(uuid4()))
    first, second = (client.post(address(standing, "note-new"), sent) for _ in range(2))
    assert first.url == second.url
    assert Note.objects.count() == 1


def test_an_error_loses_nothing_that_was_typed(standing, client):
    client.force_login(standing.worker.user)
    page = client.post(
        address(standing, "note-new"), a_note(happened_time="half past", form_token="abc")
    ).content.decode()
    assert "must be a time, like 2:30pm or 14:30" in page
    assert "Robin was cheerful." in page and 'value="half past"' in page
    assert not Note.objects.exists()


def test_a_refused_form_can_be_mended_and_sent_again(standing, client):
    in_care(standing.child)
    client.force_login(standing.worker.user)
    token = {"form_token": str(uuid4()), "code": "C1"}
    early = client.post(
        address(standing, "legal-status-new"), token | boxes("start_on", TODAY().replace(year=2001))
    )
    assert "was not looked after on" in early.content.decode()
    client.post(address(standing, "legal-status-new"), token | boxes("start_on", TODAY()))
    assert LegalStatus.objects.filter(code="C1").count() == 1


def test_what_was_refused_leaves_no_trace_in_the_audit(standing, client):
    from kith.access.models import AuditEntry

    in_care(standing.child, place="U6")
    client.force_login(standing.worker.user)
    sent = boxes("start_on", TODAY()) | {"place": "U4", "end_reason": ""}
    client.post(address(standing, "placement-new") + "?home=none", sent)
    assert Placement.objects.count() == 1
    assert not AuditEntry.objects.filter(event__in=["added", "ended"]).exists()


def test_one_visit_is_written_for_brother_and_sister(standing, client):
    sister = a_child("Kit")
    Relationship.objects.create(person=sister, other=standing.child, kind="sibling", start_on=TODAY())
    allocated(sister, standing.worker, standing.team)
    client.force_login(standing.worker.user)
    said = {f"child-{standing.child.pk}-how": "alone", f"child-{sister.pk}-how": "not_seen",
            f"child-{sister.pk}-not_seen_because": "At a friend’s",
            f"child-{standing.child.pk}-impact": "Missed Kit."}  # fmt: skip
    sent = {"kind": "care", "text": "We talked."} | boxes("visited_on", TODAY()) | said
    page = client.post(address(standing, "visit-new"), sent).content.decode()
    assert "Enter what the visit means for Kit" in page and not Visit.objects.exists()
    client.post(
        address(standing, "visit-new"),
        sent | {f"child-{sister.pk}-impact": "Was not told of it.", "draft_version": "1"},
    )
    assert {(each.child, each.seen) for each in Visit.objects.get().about.all()} == {
        (standing.child, True),
        (sister, False),
    }


def test_a_visit_long_ago_is_saved_with_a_warning(standing, client):
    client.force_login(standing.worker.user)
    sent = {"kind": "care", "text": "We talked.", f"child-{standing.child.pk}-how": "alone"}
    page = client.post(
        address(standing, "visit-new"), sent | boxes("visited_on", TODAY() - timedelta(days=100)), follow=True
    )
    assert "100 days ago" in page.content.decode()


def test_a_home_is_found_and_the_child_moves_there(standing, client):
    first = in_care(standing.child)
    client.force_login(standing.worker.user)
    found = client.post(address(standing, "placement-new"), {"words": "ashgr"}).content.decode()
    assert f"?home={first.home_id}" in found
    sent = boxes("start_on", TODAY()) | {"place": "U4", "end_reason": "CARPL"}
    client.post(f"{address(standing, 'placement-new')}?home={first.home_id}", sent)
    assert Placement.objects.get(place="U4").home == first.home


def test_an_unfinished_note_is_not_found_by_the_manager(standing, client):
    client.force_login(standing.worker.user)
    client.post(address(standing, "note-new"), a_note(finished="no"))
    client.force_login(standing.manager.user)
    note = reverse("note", args=[standing.child.pk, Note.objects.get().pk])
    assert client.get(note).status_code == 404
    assert "Robin was cheerful." not in client.get(address(standing, "notes")).content.decode()


def test_a_note_is_never_reached_through_another_childs_record(standing, client):
    client.force_login(standing.worker.user)
    client.post(address(standing, "note-new"), a_note())
    other = a_child("Kit")
    allocated(other, standing.worker, standing.team)
    assert client.get(reverse("note", args=[other.pk, Note.objects.get().pk])).status_code == 404


def test_a_home_that_was_wrong_is_put_right(standing, client):
    placement, right = in_care(standing.child), a_home("The Fernleys", "LS2 8JT")
    client.force_login(standing.worker.user)
    page = reverse("placement-correct", args=[standing.child.pk, placement.pk])
    assert f"?home={right.pk}" in client.post(page + "?home=find", {"words": "fernl"}).content.decode()
    sent = boxes("start_on", placement.start_on) | {"place": "U6", "reason": "The wrong family was chosen"}
    client.post(f"{page}?home={right.pk}", sent)
    placement.refresh_from_db()
    assert placement.home == right


def test_a_home_withheld_from_the_reader_is_neither_found_nor_shown(standing, client):
    placement = in_care(standing.child)
    is_also(standing.worker, standing.parent)
    Withholding.objects.create(
        child=standing.child,
        what="address",
        withheld_from=standing.parent,
        reason="Safety",
        start_on=placement.start_on,
    )
    client.force_login(standing.worker.user)
    found = client.post(address(standing, "placement-new"), {"words": "ashgr"}).content.decode()
    shown = client.get(reverse("placement-correct", args=[standing.child.pk, placement.pk])).content.decode()
    assert "The Ashgroves" not in found + shown


def test_oversight_is_read_among_the_notes(standing, client):
    client.force_login(standing.manager.user)
    sent = boxes("about_on", TODAY()) | {"text": "The plan is on course.", "decision": "Go on."}
    page = client.post(address(standing, "oversight-new"), sent, follow=True).content.decode()
    assert "The plan is on course." in page


@pytest.mark.parametrize("name", ["placement-new", "care-start"])
def test_an_empty_placement_says_what_is_missing(standing, client, name):
    client.force_login(standing.worker.user)
    page = client.post(address(standing, name) + "?home=new", {"form_token": "1"}).content.decode()
    assert "Enter the name of the home or carers" in page


def test_that_a_child_came_alone_is_not_said_by_an_empty_form(standing, client):
    client.force_login(standing.worker.user)
    empty = client.post(address(standing, "unaccompanied-new"), {"form_token": str(uuid4())})
    assert "Select whether it is known when the status ends" in unescape(empty.content.decode())
    assert not Unaccompanied.objects.exists()
    client.post(address(standing, "unaccompanied-new"), {"form_token": str(uuid4()), "end": "unknown"})
    assert Unaccompanied.objects.get().ended_on is None


def test_a_return_interview_that_was_declined_is_not_asked_for_again(standing, client):
    then = timezone.now() - timedelta(days=3)
    MissingPeriod.objects.create(
        child=standing.child, kind="M", started_at=then, ended_at=then, interview_offered_at=then,
        interview_declined_at=then,
    )  # fmt: skip
    client.force_login(standing.worker.user)
    page = client.get(address(standing, "missing")).content.decode()
    assert "Record the return interview" not in page and "Change the answer" in page
