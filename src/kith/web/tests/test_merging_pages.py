"""Two records side by side, merged, listed, and two again: the pages."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kith.access.models import AuditEntry
from kith.care.models import AdoptionPlan, Placement
from kith.casework.drafts import Draft
from kith.casework.duplicates import NotTheSame
from kith.casework.merges import Merge
from kith.casework.merging.overlaps import overlaps
from kith.people.factories import a_child
from kith.people.models import Person, Relationship
from kith.testing.standing import MOMENT
from kith.web.tests.record_pages import ago
from kith.web.tests.test_restriction_pages import read, restricted
from kith.workforce.factories import a_worker, allocated


@pytest.fixture
def twin(standing):
    twin = a_child("Robyn", nhs_number="9434765919", sex="F")
    allocated(twin, standing.worker, standing.team)
    return twin


def address(standing, other: Person) -> str:
    return reverse("merge", args=[standing.child.pk, other.pk])


def answered(standing, other: Person, **given) -> dict:
    """What a worker sends who keeps the standing child's rows."""
    found = overlaps(standing.child.pk, other.pk)
    chosen = {f"row_{each.key}": str(each.one.pk) if each.other else "on" for each in found}
    return chosen | {"stays": standing.child.pk, "reason": "Same birth date and mother", "sure": "on"} | given


def merged(client, standing, twin, by=None, **given):
    client.force_login((by or standing.manager).user)
    return client.post(address(standing, twin), answered(standing, twin, **given), follow=True)


def test_the_two_stand_side_by_side(client, standing, twin):
    told = read(client, standing.manager, "merge", standing.child.pk, twin.pk)
    assert "Robin Example" in told and "Robyn Example" in told
    assert "943 476 5919" in told
    assert "Mother" in told or "Parent" in told


def test_merged_there_is_one_record_that_says_so(client, standing, twin):
    answer = merged(client, standing, twin)
    assert "The two records are one now" in answer.content.decode()
    told = read(client, standing.manager, "details", standing.child.pk)
    assert "This record was merged with another on" in told
    assert "Robyn Example" in told


def test_the_childs_worker_reads_it_and_is_led_nowhere_they_may_not_go(client, standing, twin):
    merged(client, standing, twin)
    told = read(client, standing.worker, "child", standing.child.pk)
    assert "This record was merged with another on" in told
    assert reverse("merge-of", args=[Merge.objects.get().pk]) not in told


def test_that_somebody_decided_otherwise_is_said(client, standing, twin):
    NotTheSame.objects.create(
        one=standing.child, other=twin, by=standing.head, decided_at=MOMENT, reason="Twins"
    )
    told = read(client, standing.manager, "merge", standing.child.pk, twin.pk)
    assert "Hari Head decided on" in told and "two people: Twins" in told


def test_what_is_not_settled_is_asked_for_where_it_stands(client, standing, twin):
    for child in (standing.child, twin):
        Placement.objects.create(child=child, place="U6", start_on=ago(90 if child == twin else 80))
    client.force_login(standing.manager.user)
    sent = {"stays": standing.child.pk, "reason": "Same birth date", "sure": "on"}
    told = client.post(address(standing, twin), sent).content.decode()
    assert "There is a problem" in told
    assert "Choose which placement stands" in told
    assert not Merge.objects.exists()


def test_what_is_between_the_two_must_be_ticked(client, standing, twin):
    Relationship.objects.create(person=standing.child, other=twin, kind="sibling", start_on=ago(9))
    client.force_login(standing.manager.user)
    (between,) = [each for each in overlaps(standing.child.pk, twin.pk) if each.other is None]
    sent = answered(standing, twin, **{f"row_{between.key}": ""})
    told = client.post(address(standing, twin), sent).content.decode()
    assert "One person cannot have this with themselves" in told


def test_of_many_rows_it_can_be_said_at_once_which_stand(client, standing, twin):
    for days in (90, 70, 50, 30):
        for child, other in ((standing.child, 0), (twin, 1)):
            start = ago(days + other)
            Placement.objects.create(child=child, place="U6", start_on=start, end_on=ago(days - 10 + other))
    client.force_login(standing.manager.user)
    sent = answered(standing, twin, all_rows=str(twin.pk))
    sent |= dict.fromkeys([name for name in sent if name.startswith("row_")], "")
    client.post(address(standing, twin), sent)
    assert {each.start_on for each in Placement.objects.all()} == {ago(days + 1) for days in (90, 70, 50, 30)}


def test_the_old_address_leads_to_the_record_there_is(client, standing, twin):
    merged(client, standing, twin)
    answer = client.get(reverse("child", args=[twin.pk]))
    assert answer["Location"] == reverse("child", args=[standing.child.pk])


@pytest.mark.parametrize("who", ["stranger", "head"])
def test_it_leads_nobody_who_may_not_see_the_record(client, standing, twin, who):
    merged(client, standing, twin)
    restricted(standing)
    client.force_login(getattr(standing, who).user)
    assert client.get(reverse("child", args=[twin.pk])).status_code == 404


def test_what_is_sent_after_the_merge_is_said_not_to_be_saved_and_the_draft_is_there(client, standing, twin):
    client.force_login(standing.worker.user)
    sent = {"form_token": str(uuid4()), "text": "She was well", "draft": "save"}
    client.post(reverse("note-new", args=[twin.pk]), sent)
    assert Draft.objects.filter(child=twin).exists()
    merged(client, standing, twin)
    client.force_login(standing.worker.user)
    answer = client.post(reverse("note-new", args=[twin.pk]), {"text": "She was well"}, follow=True)
    told = answer.content.decode()
    assert "merged with another while you were writing" in told
    assert "She was well" in told


def test_what_is_sent_after_the_merge_without_a_draft_is_kept_as_one(client, standing, twin):
    merged(client, standing, twin)
    client.force_login(standing.worker.user)
    told = client.post(reverse("note-new", args=[twin.pk]), {"text": "Never sent before"}, follow=True)
    assert Draft.objects.get().child == standing.child
    assert "kept as a draft here" in told.content.decode() and "Never sent before" in told.content.decode()


def test_what_the_script_sends_after_the_merge_is_kept_on_the_record_there_is(client, standing, twin):
    merged(client, standing, twin)
    client.force_login(standing.worker.user)
    given = {
        "draft_page": reverse("note-new", args=[twin.pk]),
        "text": "Half a sentence",
        "form_token": str(uuid4()),
    }
    said = client.post(reverse("draft-save", args=[twin.pk]), given)
    assert said.json()["outcome"] == "saved"
    assert Draft.objects.get().child == standing.child


def test_nobody_leaves_a_draft_that_way_where_they_may_not_write(client, standing, twin):
    merged(client, standing, twin)
    client.force_login(standing.colleague.user)
    given = {
        "draft_page": reverse("note-new", args=[twin.pk]),
        "text": "Half a sentence",
        "form_token": str(uuid4()),
    }
    client.post(reverse("note-new", args=[twin.pk]), {"text": "Half a sentence"})
    assert client.post(reverse("draft-save", args=[twin.pk]), given).status_code in (302, 404)
    assert not Draft.objects.exists()


def test_what_was_written_of_a_child_who_is_merged_stands_in_the_box_of_the_record_there_is(
    client, standing, twin
):
    """And of one who is on the form no longer it is shown, until the form is saved."""
    client.force_login(standing.worker.user)
    words = {
        f"child-{twin.pk}-impact": "Robyn slept badly all week",
        "child-0-impact": "What it meant for Ash, at length",
    }
    sent = {"form_token": str(uuid4()), "text": "She was well", "draft": "save"}
    page = reverse("visit-new", args=[standing.child.pk])
    client.post(page, sent | words)
    merged(client, standing, twin)
    client.force_login(standing.worker.user)
    for _ in range(2):
        told = client.get(page).content.decode()
        assert "Robyn slept badly all week</textarea>" in told
        assert "What it meant for Ash, at length" in told and "no place in this form now" in told
        client.post(page, sent | {f"child-{standing.child.pk}-impact": "Robyn slept badly all week"})


def test_the_same_two_in_a_second_tab_lead_to_the_merge(client, standing, twin):
    merged(client, standing, twin)
    answer = client.get(address(standing, twin))
    assert answer["Location"] == reverse("merge-of", args=[Merge.objects.get().pk])


def test_a_record_and_itself_cannot_be_merged(client, standing):
    told = read(client, standing.manager, "merge", standing.child.pk, standing.child.pk)
    assert "cannot be merged with itself" in told


def test_where_adoption_was_planned_it_says_whom_to_ask(client, standing, twin):
    AdoptionPlan.objects.create(child=twin, decided_on=ago(90))
    told = read(client, standing.manager, "merge", standing.child.pk, twin.pk)
    assert "Ask the adoption worker" in told
    assert '<form method="post" novalidate' not in told


@pytest.mark.parametrize("who", ["worker", "colleague", "other", "stranger"])
def test_nobody_else_finds_any_of_it(client, standing, twin, who):
    merged(client, standing, twin)
    client.force_login(getattr(standing, who).user)
    number = Merge.objects.get().pk
    pages = [
        reverse("merges"), reverse("merge-of", args=[number]), reverse("merge-undo", args=[number]),
        reverse("merge", args=[standing.child.pk, standing.parent.pk]),
    ]  # fmt: skip
    assert [client.get(page).status_code for page in pages] == [404] * 4


def test_another_teams_manager_is_shown_none_of_it(client, standing, twin):
    from kith.access.roles import Role
    from kith.workforce.factories import a_team

    merged(client, standing, twin)
    stranger = a_worker("Manny Manager", Role.TEAM_MANAGER, a_team("Hillside"))
    assert "No records have been merged" in read(client, stranger, "merges")
    client.force_login(stranger.user)
    assert client.get(reverse("merge-of", args=[Merge.objects.get().pk])).status_code == 404


def test_the_list_names_both(client, standing, twin):
    merged(client, standing, twin)
    told = read(client, standing.manager, "merges")
    assert "Robin Example" in told and "Robyn Example" in told and "Mo Manager" in told


def test_it_says_what_moved_and_what_gave_way(client, standing, twin):
    for child in (standing.child, twin):
        Placement.objects.create(child=child, place="U6", start_on=ago(90 if child == twin else 80))
    told = merged(client, standing, twin).content.decode()
    assert "What gave way" in told
    assert "Placement (starts on" in told


def test_undoing_asks_whose_is_what_was_written_since(client, standing, twin):
    merged(client, standing, twin)
    row = Placement.objects.create(child=standing.child, place="U1", start_on=ago(2))
    undo = reverse("merge-undo", args=[Merge.objects.get().pk])
    assert "Say whose everything written since is" in client.post(undo, {"reason": "Two"}).content.decode()
    sent = {"all": "each", f"row_care_placement-{row.pk}": "merged", "reason": "Two children"}
    told = client.post(undo, sent, follow=True).content.decode()
    assert "There are two records again" in told
    row.refresh_from_db()
    assert row.child == twin


def test_a_correction_since_is_shown_with_both_values(client, standing, twin):
    merged(client, standing, twin)
    Person.objects.filter(pk=standing.child.pk).update(nhs_number="4010232137")
    told = read(client, standing.manager, "merge-undo", Merge.objects.get().pk)
    assert "Leave it as it is now: 4010232137" in told
    assert "Go back to what it was: nothing recorded" in told


def test_whoever_saw_the_other_record_saw_this_one(client, standing, twin):
    client.force_login(standing.worker.user)
    client.get(reverse("child", args=[twin.pk]))
    merged(client, standing, twin)
    assert AuditEntry.objects.filter(child=twin.pk, event="record viewed").exists()
    told = read(client, standing.manager, "seen-by", standing.child.pk)
    assert "Wyn Worker" in told


def test_the_page_asks_no_more_of_the_database_for_more_rows(client, standing, twin):
    client.force_login(standing.manager.user)
    client.get(address(standing, twin))
    with CaptureQueriesContext(connection) as few:
        client.get(address(standing, twin))
    for days in range(1, 9):
        for child in (standing.child, twin):
            Placement.objects.create(
                child=child, place="U6", start_on=ago(days * 9), end_on=ago(days * 9 - 5)
            )
    with CaptureQueriesContext(connection) as many:
        client.get(address(standing, twin))
    assert len(many) <= len(few) + 5
