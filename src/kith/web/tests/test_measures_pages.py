"""Measures as pages: each number opens to its children, within reach, in a constant number of queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kith.access.roles import Role
from kith.assessment.factories import a_need_plan
from kith.frontdoor.factories import a_contact, a_front_door_manager, a_front_door_worker
from kith.insight.england import england
from kith.insight.measures import BY_KEY
from kith.people.factories import a_child
from kith.web.tests.test_service_page import text
from kith.workforce.factories import a_worker, allocated

pytestmark = pytest.mark.django_db


@pytest.fixture
def door(standing):
    standing.fay, standing.mina = a_front_door_worker(), a_front_door_manager()
    a_contact(standing.child, by=standing.fay, received_at=timezone.now() - timedelta(hours=2))
    a_contact(a_child("Zebedee", authority_id="LA77"), by=standing.fay, received_at=timezone.now())
    return standing


def opened(client, by, measure="", **asked):
    client.force_login(by.user)
    address = reverse("measure", args=[measure]) if measure else reverse("measures")
    return client.get(address, asked)


def test_the_head_of_service_sees_the_numbers_and_who_is_behind_them(door, client):
    page = text(opened(client, door.head))
    assert "Measures of the service" in page
    assert "2 all: Contacts" in page
    assert "22.6 % 2025" in page.replace("\xa0", " ")
    listed = text(opened(client, door.head, "front-door.contacts", outcome="none"))
    assert "Robin Example" in listed
    assert "Wyn Worker" in listed
    assert "Zebedee Example" in listed


def test_an_analyst_sees_numbers_and_no_names(door, client):
    data = a_worker("Dee Data", Role.DATA)
    assert "2 all: Contacts" in text(opened(client, data))
    listed = text(opened(client, data, "front-door.contacts"))
    assert "Child LA77" in listed
    assert not {"Zebedee", "Robin", "Wyn"} & set(listed.split())


def test_a_manager_sees_their_own_team_and_no_other(door, client):
    page = text(opened(client, door.manager))
    assert "Measures: Riverside" in page
    assert "1 all: Children who have a lead practitioner" in page
    assert "0 all: Contacts" not in page
    assert opened(client, door.manager, team=door.other.memberships.get().team_id).status_code == 404
    assert "Nobody is counted here" in text(opened(client, door.manager, "front-door.contacts"))


def test_the_front_doors_manager_is_led_to_the_contacts_of_the_team(door, client):
    listed = opened(client, door.mina, "front-door.contacts")
    assert "Zebedee Example" in text(listed)
    assert reverse("contact", args=[door.child.contacts.get().pk]) in listed.content.decode()
    assert reverse("child", args=[door.child.pk]) not in listed.content.decode()


def test_a_manager_of_no_team_is_told_so(standing, client):
    nobody = a_worker("Nat New", Role.TEAM_MANAGER)
    assert "You are in no team" in text(opened(client, nobody))
    assert "Nobody is counted here" in text(opened(client, nobody, "caseload.children"))


@pytest.mark.parametrize("key", BY_KEY)
def test_every_list_opens_whole_and_in_parts(door, client, key):
    a_need_plan(door.child, 60)
    for show in ("", "part", "rest"):
        assert opened(client, door.head, key, show=show).status_code == 200


@pytest.mark.parametrize(
    ("measure", "asked"),
    [
        ("no-such", {}),
        ("front-door.contacts", {"month": "soon"}),
        ("front-door.contacts", {"show": "names"}),
        ("front-door.contacts", {"month": "2026-99-01"}),
        ("caseload.children", {"stands": "\0"}),
        ("", {"team": "9" * 40}),
        ("", {"team": "x"}),
    ],
)
def test_what_is_no_measure_is_not_found(standing, client, measure, asked):
    assert opened(client, standing.head, measure, **asked).status_code == 404


def test_as_many_queries_however_many_children(door, client):
    def queries(*asked):
        with CaptureQueriesContext(connection) as found:
            assert opened(client, door.head, *asked).status_code == 200
        return len(found)

    queries()  # the first after signing in does more
    before = [queries(), queries("front-door.contacts"), queries("caseload.children")]
    for name in ("Ash", "Bo", "Cy", "Di"):
        child = a_child(name)
        a_contact(child, by=door.fay, received_at=timezone.now())
        allocated(child, door.colleague, door.team)
    assert [queries(), queries("front-door.contacts"), queries("caseload.children")] == before


def test_every_figure_of_england_says_where_it_is_from():
    for key, each in england().items():
        assert key in BY_KEY or key == "caseload.each"
        assert float(each.value) > 0
        assert each.year.isdecimal()
        assert each.source.startswith("Department for Education")
        assert each.address.startswith("https://")
