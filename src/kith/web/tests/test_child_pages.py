"""The reading pages of one child's record: who may read them, what is withheld, and how many questions they ask."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kith.care.models import Placement
from kith.casework.models import Note, NoteChild, Visit, VisitChild
from kith.people.factories import a_child, a_person
from kith.people.models import Alert, Residence
from kith.web.tests.record_pages import (
    PAGES,
    SECRETS,
    address,
    ago,
    cared_for_by,
    kept_from,
    looked_after,
    today,
)
from kith.workforce.factories import allocated, is_also


@pytest.fixture
def child(standing):
    looked_after(standing.child, standing.worker)
    cared_for_by(standing.child, a_person("Carer", "Secretname"))
    return standing.child


def read(client, worker, page, child, **query) -> str:
    client.force_login(worker.user)
    response = client.get(address(page, child, **query))
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_the_childs_worker_reads_it(client, standing, child, page):
    assert read(client, standing.worker, page, child)


@pytest.mark.parametrize("page", PAGES)
def test_the_stranger_finds_nothing(client, standing, child, page):
    client.force_login(standing.stranger.user)
    assert client.get(address(page, child)).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_another_teams_worker_is_asked_for_a_reason(client, standing, child, page):
    client.force_login(standing.other.user)
    assert client.get(address(page, child)).headers["Location"].startswith(reverse("reason", args=[child.pk]))


@pytest.mark.parametrize("page", PAGES)
def test_a_child_of_whom_nothing_is_known_has_every_page(client, standing, page):
    standing.child.names.all().delete()
    standing.child.born_on = None
    standing.child.save()
    assert read(client, standing.worker, page, standing.child, show="everything")


@pytest.mark.parametrize("page", PAGES)
def test_what_is_withheld_from_the_reader_is_in_no_page(client, standing, child, page):
    kept_from(child, standing.parent)
    is_also(standing.worker, standing.parent)
    told = [read(client, standing.worker, page, child, show=show) for show in ("everything", "life", "past")]
    assert [secret for secret in SECRETS if secret in "".join(told)] == []


def test_all_of_that_is_told_to_those_it_is_not_kept_from(client, standing, child):
    told = "".join(read(client, standing.worker, page, child, show="everything") for page in PAGES)
    assert [secret for secret in SECRETS if secret not in told] == ["01632 960999"]


@pytest.mark.parametrize("page", PAGES)
def test_a_brother_in_the_same_home_does_not_tell_it(client, standing, child, page):
    brother = a_child("Wren")
    looked_after(brother, standing.worker)
    Placement.objects.update(home=Placement.objects.get(child=child).home)
    Residence.objects.filter(person=brother).update(address=Residence.objects.get(person=child).address)
    allocated(brother, standing.worker, standing.team)
    kept_from(child, standing.parent)
    is_also(standing.worker, standing.parent)
    told = read(client, standing.worker, page, brother, show="everything")
    assert [secret for secret in SECRETS[:4] if secret in told] == []


def test_a_sheet_for_somebody_leaves_out_what_is_withheld_from_them(client, standing, child):
    kept_from(child, standing.parent)
    told = read(client, standing.worker, "child-print", child, **{"for": standing.parent.pk})
    assert "Sam Example" in told and "withheld" in told
    assert [secret for secret in SECRETS if secret in told] == []


def test_a_sheet_for_somebody_does_not_tell_risks_to_workers(client, standing, child):
    Alert.objects.create(child=child, kind="risk", text="Visit in pairs", start_on=ago(9))
    assert "Visit in pairs" in read(client, standing.worker, "child-print", child)
    assert "Visit in pairs" not in read(
        client, standing.worker, "child-print", child, **{"for": standing.parent.pk}
    )


def test_a_sheet_is_prepared_only_for_people_around_the_child(client, standing, child):
    client.force_login(standing.worker.user)
    stranger = a_person("No", "Relative")
    for wanted in (stranger.pk, "x", child.pk):
        assert client.get(address("child-print", child, **{"for": wanted})).status_code == 404


def test_the_overview_says_the_essentials(client, standing, child):
    told = read(client, standing.worker, "child", child)
    for words in (
        "Larch House",
        "miles from home",
        "Interim care order",
        "Wyn Worker",
        "seen alone",
        "Sam Example",
    ):
        assert words in told


@pytest.mark.parametrize("who, first", [("worker", "Write up a visit"), ("manager", "Record oversight")])
def test_the_first_action_is_the_roles_own(client, standing, child, who, first):
    told = read(client, getattr(standing, who), "child", child)
    buttons = told.split("govuk-button-group")[1]
    assert buttons.index(first) < buttons.index("Write a note")


def more(standing, number):
    """More of what a page lists."""
    Placement.objects.filter(place="K2").delete()
    for days in range(1, number + 1):
        Placement.objects.create(
            child=standing.child, place="K2", start_on=ago(900 + days), end_on=ago(899 + days)
        )
        visit = Visit.objects.create(
            visited_on=ago(days), written_at=f"{today()} 00:00Z", worker=standing.worker, text=""
        )
        VisitChild.objects.create(visit=visit, child=standing.child, seen=True)
        at = f"{ago(days)} 12:00Z"
        note = Note.objects.create(
            happened_at=at, written_at=at, author=standing.worker, text="", finalised_at=at
        )
        NoteChild.objects.create(note=note, child=standing.child)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_no_more_of_the_database_for_a_longer_record(client, standing, child, page):
    asked = []
    for number in (3, 30):
        more(standing, number)
        read(client, standing.worker, page, child)
        with CaptureQueriesContext(connection) as found:
            read(client, standing.worker, page, child, show="everything")
        asked.append(len(found))
    assert asked[0] == asked[1]
