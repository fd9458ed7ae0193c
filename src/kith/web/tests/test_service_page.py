"""The service's deadlines: counts for whoever may see the service, names only for whoever sees everyone."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kith.access.roles import Role
from kith.deadlines.models import DeadlineRow
from kith.people.factories import a_child
from kith.statutory.clocks import BY_KEY
from kith.workforce.factories import a_worker

pytestmark = pytest.mark.django_db
KEY, OTHER = sorted(BY_KEY)[:2]


def a_deadline(child, days, key=KEY, **details):
    today = timezone.localdate()
    usual = {
        "started_on": today - timedelta(days=50),
        "due_on": today + timedelta(days=days),
        "started_by": "1",
    }
    return DeadlineRow.objects.create(child=child, timescale=key, **(usual | details))


def text(response):
    """The words of a page without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


@pytest.fixture
def due(standing):
    a_deadline(standing.child, -5)
    a_deadline(standing.child, 3, OTHER)
    a_deadline(standing.child, 60, OTHER)
    a_deadline(standing.child, -9, met_on=timezone.localdate())
    a_deadline(a_child("Zebedee", authority_id="LA77"), -2)
    return standing


def test_late_and_due_are_counted_by_timescale_and_team(due, client):
    client.force_login(due.head.user)
    page = text(client.get(reverse("service")))
    assert "2 deadlines late, 1 due in the next 14 days" in page
    assert f"2 late: {BY_KEY[KEY].title} 0 1 met: {BY_KEY[KEY].title} 1 met late: {BY_KEY[KEY].title}" in page
    assert f"{BY_KEY[OTHER].title} 0 1 due: {BY_KEY[OTHER].title} 0 0" in page
    assert "1 late: Riverside 1 due: Riverside 1 met: Riverside 1 met late: Riverside" in page
    assert "1 late: No team 0 0 0" in page
    assert "1 deadline met in the last 28 days, 1 of them late" in page


def test_an_analyst_sees_numbers_and_no_names(due, client):
    client.force_login(a_worker("Dee Data", Role.DATA).user)
    for asked in ("", f"?timescale={KEY}", "?team=none", f"?team={due.team.pk}"):
        page = client.get(reverse("service") + asked).content.decode()
        assert "Robin" not in page
        assert "Zebedee" not in page
    assert "Child LA77" in client.get(reverse("service") + "?team=none").content.decode()


def test_a_head_of_service_sees_names(due, client):
    client.force_login(due.head.user)
    page = client.get(reverse("service") + f"?timescale={KEY}").content.decode()
    assert "Robin Example" in page
    assert "5 days late" in page


@pytest.mark.parametrize(
    "asked",
    [
        "?team=nobody",
        "?timescale=no.such",
        "?team=999999",
        "?show=everything",
        "?team=none&back=5",
        "?team=" + "9" * 30,
    ],
)
def test_what_is_not_there_is_not_found(due, client, asked):
    client.force_login(due.head.user)
    assert client.get(reverse("service") + asked).status_code == 404


@pytest.mark.parametrize("who", ["worker", "manager", "stranger"])
def test_others_do_not_see_the_service(due, client, who):
    client.force_login(getattr(due, who).user)
    assert client.get(reverse("service")).status_code == 404


def test_counting_needs_no_more_queries_for_more_deadlines(due, client, django_assert_max_num_queries):
    client.force_login(due.head.user)
    client.get(reverse("service"))  # the first page of a session finds out more
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("service"))
    for days in range(1, 40):
        a_deadline(due.child, -days)
    with django_assert_max_num_queries(len(few)):
        assert "41 deadlines late" in text(client.get(reverse("service")))
