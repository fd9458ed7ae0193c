"""Drafts in the pages: kept with and without script, shown again, never over somebody else's words, gone once sent."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.access.models import AuditEntry
from kith.access.roles import Role
from kith.casework.drafts import Draft, TimeSpent
from kith.casework.models import Note
from kith.web.locking import key_of, whose
from kith.web.tests.test_walk import DECIDED, arguments, thing
from kith.web.tests.world import a_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(standing, client):
    client.force_login(standing.worker.user)
    return client


def new_note(standing):
    return reverse("note-new", args=[standing.child.pk])


def a_note(text="Robin was cheerful.", **more):
    return {
        "kind": "case_note", "happened_on": timezone.localdate().isoformat(), "happened_time": "00:00", "text": text,
        "finished": "yes", "form_token": str(uuid4()), "draft_version": "0",
    } | more  # fmt: skip


def by_script(client, standing, text, **more):
    """As the script of the form page saves it."""
    sent = a_note(text, draft_page=new_note(standing), draft_turn="1") | more
    return client.post(reverse("draft-save", args=[standing.child.pk]), sent)


def html(response):
    return response.content.decode()


def test_the_save_draft_button_is_enough_on_its_own(standing, worker):
    answer = worker.post(new_note(standing), {"text": "Half a sentence", "draft": "save"}, follow=True)
    assert "Draft saved at" in html(answer)
    assert "Half a sentence</textarea>" in html(answer)
    assert "There is a problem" not in html(answer)
    assert not Note.objects.exists()


def test_what_the_script_saved_stands_in_the_form_again(standing, worker):
    told = by_script(worker, standing, "Half a sentence", kind="telephone").json()
    assert (told["outcome"], told["version"]) == ("saved", 1)
    page = html(worker.get(new_note(standing)))
    assert "Half a sentence</textarea>" in page and "This is your draft." in page
    assert 'value="telephone" checked' in page


def test_a_colleague_opens_an_empty_form_and_is_told_who_is_writing(standing, worker, client):
    by_script(worker, standing, "Secret words")
    manager = Client()
    manager.force_login(standing.manager.user)
    page = html(manager.get(new_note(standing)))
    assert "Secret words" not in page
    assert "Somebody else is writing here too: Wyn Worker" in page


def test_sending_the_form_finishes_the_draft_in_the_same_moment(standing, worker):
    token = str(uuid4())
    told = by_script(worker, standing, "Robin was cheerful.", form_token=token).json()
    worker.post(new_note(standing), a_note(form_token=token, draft_number=told["number"], draft_seconds="75"))
    assert Note.objects.get().text == "Robin was cheerful."
    assert not Draft.objects.unfinished().exists()
    assert TimeSpent.objects.get().seconds == 75
    assert "This is your draft" not in html(worker.get(new_note(standing)))


def test_a_form_that_is_refused_finishes_nothing(standing, worker):
    by_script(worker, standing, "Robin was cheerful.")
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    worker.post(new_note(standing), a_note(happened_on=tomorrow, draft_version="1"))
    assert Draft.objects.unfinished().exists()


def test_what_was_sent_and_refused_is_kept(standing, worker):
    answer = worker.post(new_note(standing), a_note("Long words", finished=""))
    assert "There is a problem" in html(answer)
    assert Draft.objects.get().values["text"] == ["Long words"]


def test_a_form_sent_with_nothing_in_it_leaves_no_draft(standing, worker):
    worker.post(new_note(standing), {})
    assert not Draft.objects.exists()


def test_two_windows_are_told_of_each_other_and_nothing_is_overwritten(standing, worker):
    by_script(worker, standing, "From the desk")
    answer = by_script(worker, standing, "From the car")
    assert answer.status_code == 409
    assert "You also wrote here in another window" in answer.json()["words"]
    seen = html(worker.post(new_note(standing), a_note("From the car", draft="prefer"), follow=True))
    assert "From the car</textarea>" in seen and "From the desk" in seen


def test_both_versions_are_kept_without_script(standing, worker):
    by_script(worker, standing, "From the desk")
    worker.post(new_note(standing), a_note("From the car", draft="save"))
    draft = Draft.objects.get()
    sent = a_note("From the car", draft=f"both-{draft.copies.get().pk}", draft_version=draft.version)
    assert "From the car\n\nFrom the desk</textarea>" in html(
        worker.post(new_note(standing), sent, follow=True)
    )


def test_saving_the_form_over_words_it_never_showed_shows_them_first(standing, worker):
    by_script(worker, standing, "From the desk")
    answer = worker.post(new_note(standing), a_note("From the car"), follow=True)
    assert "wrote in this draft" in html(answer) and "From the desk" in html(answer)
    assert not Note.objects.exists()


def test_a_draft_is_thrown_away_and_brought_back(standing, worker):
    by_script(worker, standing, "Half a sentence")
    assert "thrown away" in html(worker.post(new_note(standing), a_note(draft="drop"), follow=True))
    assert "Half a sentence" not in html(worker.get(new_note(standing)))
    assert "Half a sentence" in html(worker.get(reverse("drafts")))
    back = worker.post(reverse("drafts"), {"draft_number": Draft.objects.get().pk}, follow=True)
    assert "Half a sentence</textarea>" in html(back)


def test_drafts_are_on_the_day_page(standing, worker):
    by_script(worker, standing, "Half a sentence")
    page = html(worker.get(reverse("day")))
    assert "Your drafts (1)" in page and "Half a sentence" in page


def leave(worker):
    worker.user.ended_on = timezone.localdate()
    worker.user.save()


def test_a_leavers_draft_is_read_and_finished_by_the_manager(standing, worker):
    by_script(worker, standing, "What Wyn had not finished")
    leave(standing.worker)
    manager = Client()
    manager.force_login(standing.manager.user)
    number = Draft.objects.get().pk
    listed = html(manager.get(reverse("drafts")))
    assert "Left by Wyn Worker" in listed
    assert "What Wyn had not finished" in html(manager.get(reverse("draft", args=[number])))
    there = f"{new_note(standing)}?draft={number}"
    assert "Wyn Worker left this draft" in html(manager.get(there))
    manager.post(there, a_note("What Wyn had not finished. Done.", draft_number=number, draft_version="1"))
    assert Note.objects.get().author == standing.manager
    assert not Draft.objects.unfinished().exists()


@pytest.mark.parametrize("who", ["manager", "colleague", "head", "other", "stranger"])
def test_a_draft_is_its_authors_alone(standing, worker, who):
    by_script(worker, standing, "Secret words")
    number, other = Draft.objects.get().pk, Client()
    other.force_login(getattr(standing, who).user)
    assert other.get(reverse("draft", args=[number])).status_code == 404
    for address in (reverse("drafts"), f"{new_note(standing)}?draft={number}", reverse("day")):
        assert "Secret words" not in html(other.get(address, follow=True))


@pytest.mark.parametrize("who", ["colleague", "head", "other", "stranger"])
def test_nobody_saves_a_draft_of_a_form_they_could_not_send(standing, client, who):
    client.force_login(getattr(standing, who).user)
    assert by_script(client, standing, "No").status_code == 404
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    "page",
    ["", "/", "/day/", "/children/0/notes/new/", "/nowhere/", "http://[", "/children/%00/", "x" * 5000],
)
def test_a_page_that_keeps_no_drafts_is_not_found(standing, worker, page):
    assert by_script(worker, standing, "No", draft_page=page).status_code == 404


def test_strange_words_are_kept_as_they_can_be(standing, worker):
    assert (
        by_script(worker, standing, "zero \0 and 😀", draft_turn="x" * 99, draft_version="-1").status_code
        == 200
    )
    assert Draft.objects.get().values["text"] == ["zero  and 😀"]


def test_signed_out_is_said_to_the_script_and_nothing_is_saved(standing, client):
    answer = client.post(
        reverse("draft-save", args=[standing.child.pk]), {}, headers={"Sec-Fetch-Dest": "empty"}
    )
    assert answer.status_code == 401


def test_words_of_one_person_are_never_taken_for_anothers(standing, worker):
    assert (
        by_script(worker, standing, "Mo's words", draft_whose=whose(standing.manager.user)).status_code == 401
    )
    assert not Draft.objects.exists()


def test_the_key_is_the_same_at_every_sign_in_and_another_for_everybody(standing, worker):
    one = worker.get(reverse("drafts-key"))
    worker.logout()
    worker.force_login(standing.worker.user)
    assert (
        worker.get(reverse("drafts-key")).json()["key"] == one.json()["key"] == key_of(standing.worker.user)
    )
    assert key_of(standing.worker.user) != key_of(standing.manager.user)
    assert "no-store" in one.headers["Cache-Control"]


def test_saving_as_somebody_writes_leaves_one_line_in_the_audit(standing, worker):
    for turn in range(1, 5):
        by_script(worker, standing, "a" * turn, draft_turn=str(turn), form_token="0" * 32)
    events = AuditEntry.objects.filter(child=standing.child.pk).values_list("event", flat=True)
    assert list(events) == ["draft begun"]


def test_a_draft_of_a_change_remembers_what_it_was_opened_upon(standing, worker):
    worker.post(new_note(standing), a_note("First", finished="no"))
    note = Note.objects.get()
    change = reverse("note-change", args=[standing.child.pk, note.pk])
    worker.post(change, a_note("Second thoughts", draft="save", row_stood="0"))
    Note.objects.update(text="Changed elsewhere")
    page = html(worker.get(change))
    assert "Second thoughts</textarea>" in page
    assert "since you opened this page" in page and "Changed elsewhere" in page


# Forms in which something is written at length and which keep no draft, and why.
NO_DRAFT = {
    "reason",  # why a record is opened: said in a sentence, before anything is opened
    "restriction-new",  # why a record is closed: said in a sentence, and to be read by as few as can be
}


@pytest.mark.parametrize("role", ["social_worker", "team_manager", "reviewing_officer"])
def test_every_long_form_of_a_childs_record_keeps_drafts(client, db, role):
    world = a_world(Role(role))
    client.force_login(world.worker.user)
    forgotten = set()
    for page, method in DECIDED.pages:
        if method != "GET" or "child" not in arguments(page) or page in NO_DRAFT:
            continue
        for relation in ("own", "colleague"):
            things = world.things[relation]
            address = reverse(page, kwargs={name: thing(things, name, page) for name in arguments(page)})
            answer = client.get(address)
            shown = b"".join(answer) if answer.streaming else answer.content
            if answer.status_code == 200 and b"<textarea" in shown and b"data-draft-action" not in shown:
                forgotten.add(page)
    assert not forgotten, f"Say in casework/drafts.py who may write: {sorted(forgotten)}"
