"""Drafts on the forms of a person and of a restriction: kept, shown again, and never seen by whom they are about to shut out."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.casework.actions.drafts import KEPT_AFTER_DROPPING, forget_dropped
from kith.casework.drafts import Draft
from kith.people.models import Person
from kith.reach.actions.restrictions import restrict
from kith.testing.standing import at_work

pytestmark = pytest.mark.django_db
A_NAME = {"given": "Maximiliana", "family": "Orchardson"}


@pytest.fixture
def worker(standing, client):
    client.force_login(standing.worker.user)
    return client


@pytest.fixture
def manager(standing):
    client = Client()
    client.force_login(standing.manager.user)
    return client


def html(response):
    return response.content.decode()


def by_script(client, page, words, child=None):
    address = reverse("draft-save", args=[child.pk]) if child else reverse("draft-save-new")
    return client.post(address, words | {"draft_page": page, "draft_version": "0", "draft_turn": "1"})


def kept(client, page, words, child=None):
    """Save a draft as the script does, and open the page again."""
    assert by_script(client, page, words, child).json()["outcome"] == "saved"
    return html(client.get(page))


def test_adding_a_child_keeps_a_draft_before_there_is_anybody(standing, worker):
    page = kept(worker, reverse("person-new"), A_NAME)
    assert "This is your draft" in page and "Maximiliana" in page
    assert "Not on the record yet" in html(worker.get(reverse("drafts")))
    assert "Maximiliana" in html(worker.get(reverse("draft", args=[Draft.objects.get().pk])))


def test_nobody_else_finds_the_draft_of_a_new_child(standing, worker, manager):
    by_script(worker, reverse("person-new"), A_NAME)
    assert "Maximiliana" not in html(manager.get(reverse("person-new")))
    assert manager.get(reverse("draft", args=[Draft.objects.get().pk])).status_code == 404


def test_the_draft_of_a_new_child_is_emptied_when_they_are_added(standing, worker):
    by_script(worker, reverse("person-new"), A_NAME)
    sent = A_NAME | {"born_on": "2015-02-01", "draft_version": "1"}
    worker.post(reverse("person-new"), sent | {"birth_date_is": "known", "sex": "U"})
    assert Person.objects.filter(names__family="Orchardson").exists()
    assert not Draft.objects.unfinished().exists()


def test_the_draft_is_thrown_away_where_somebody_known_is_meant(standing, worker):
    by_script(worker, reverse("person-new"), A_NAME)
    worker.post(reverse("person-new"), A_NAME | {"use": str(standing.child.pk)})
    assert Draft.objects.get().dropped_at


def test_what_was_typed_of_somebody_never_added_is_forgotten(standing, worker):
    by_script(worker, reverse("person-new"), A_NAME)
    forget_dropped(at=timezone.now() + KEPT_AFTER_DROPPING + timedelta(days=1))
    assert Draft.objects.get().values == {}


@pytest.mark.parametrize("form", ["person-change", "name-new", "address-new", "telephone-new", "email-new"])
def test_every_form_of_a_person_keeps_its_draft(standing, worker, form):
    child, page = standing.child, reverse(form, args=[standing.child.pk])
    assert "This is your draft" in kept(
        worker, page, {"given": "Maximiliana", "lines": "9 High Street"}, child
    )
    assert Draft.objects.get().child == child


def test_a_relative_on_their_way_onto_the_record_is_kept_at_their_own_address(standing, worker):
    page = f"{reverse('relationship-new', args=[standing.child.pk])}?person=new"
    assert "Maximiliana" in kept(worker, page, A_NAME, standing.child)
    assert f"{page}&amp;draft=" in html(worker.get(reverse("drafts")))
    assert "This is your draft" not in html(worker.get(page.partition("?")[0]))


def test_a_stranger_saves_no_draft_of_a_person(standing):
    stranger = Client()
    stranger.force_login(standing.stranger.user)
    page = reverse("person-change", args=[standing.child.pk])
    assert by_script(stranger, page, A_NAME, standing.child).status_code in (403, 404)
    assert not Draft.objects.exists()


def test_the_draft_of_a_restriction_is_its_writers_alone_even_when_they_have_left(standing, manager):
    child, page = standing.child, reverse("restriction-new", args=[standing.child.pk])
    by_script(manager, page, {"reason": "A relative of hers works in the team."}, child)
    draft = Draft.objects.get()
    draft.author, draft.form = standing.worker, "restriction-new"
    draft.save()
    standing.worker.end_on = timezone.localdate()
    standing.worker.save()
    assert draft not in Draft.objects.of(standing.manager, timezone.localdate())
    draft.form = "note-new"
    draft.save()
    assert draft in Draft.objects.of(standing.manager, timezone.localdate())


def test_nobody_is_told_that_a_restriction_is_being_written(standing, manager):
    child, page = standing.child, reverse("restriction-new", args=[standing.child.pk])
    by_script(manager, page, {"reason": "A relative of hers works in the team."}, child)
    Draft.objects.update(author=standing.worker, saved_by=standing.worker)
    assert "Somebody else is writing here" not in html(manager.get(page))


def test_a_restriction_hides_what_others_were_writing_of_the_record(standing, worker, manager):
    page = reverse("person-change", args=[standing.child.pk])
    by_script(worker, page, A_NAME, standing.child)
    with at_work(standing.manager):
        restrict(person=standing.child, kind="staff", reason="Known here.", review_on=timezone.localdate() + timedelta(days=60),
            allowed=[], by=standing.manager)  # fmt: skip
    assert "Maximiliana" not in html(worker.get(reverse("drafts")))
    with at_work(standing.worker):
        assert not Draft.objects.exists()


def test_the_owner_keeps_a_draft_of_the_review(standing, manager):
    with at_work(standing.manager):
        made = restrict(person=standing.child, kind="staff", reason="Known here.", review_on=timezone.localdate() + timedelta(days=60),
            allowed=[standing.worker], by=standing.manager)  # fmt: skip
    page = reverse("restriction-review", args=[made.pk])
    assert "Still known here" in kept(manager, page, {"reason": "Still known here"}, standing.child)
    other = Client()
    other.force_login(standing.worker.user)
    assert by_script(other, page, {"reason": "Not mine"}, standing.child).status_code in (403, 404)
