"""Requests for help that were set aside go by the council's own schedule, by somebody who did not set them aside."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from kith.access.audit import Event
from kith.access.models import AuditEntry
from kith.access.roles import Role
from kith.frontdoor.actions.asking import ask_for_help, set_help_aside
from kith.frontdoor.asking import HelpRequest
from kith.frontdoor.factories import a_front_door_worker
from kith.keeping.actions.requests import remove_requests, set_request_schedule
from kith.keeping.models import RequestSchedule
from kith.keeping.queries import requests_past
from kith.testing.refused import OUTSIDERS, refused
from kith.testing.standing import DAY, MOMENT, at_work, days_ago
from kith.workforce.factories import a_worker

SOURCE = "Retention schedule 2026"


@pytest.fixture
def officer(standing):
    return a_worker("Ida One", Role.INFORMATION_GOVERNANCE)


def aside(days: int) -> HelpRequest:
    front = a_front_door_worker(f"Fay {days}")
    with at_work(front):
        ask_for_help(at=MOMENT, whom="me", children=[{"given": "Kit"}], worries="Zedspam")
        row = HelpRequest.objects.get(taken_at=None)
        at = MOMENT + timedelta(days=-days)
        set_help_aside(request=row, reason="Zedquote", at=at, by=front)
    return row


def scheduled(officer, months=1):
    with at_work(officer, DAY):
        return set_request_schedule(months=months, source=SOURCE, start_on=days_ago(900), by=officer)


def test_they_go_when_their_time_has_passed_and_not_before(officer):
    old, young = aside(40), aside(20)
    scheduled(officer)
    with at_work(officer, DAY):
        assert requests_past(DAY) == 1
        assert remove_requests(by=officer) == 1
        assert list(HelpRequest.objects.all()) == [young]
    assert not AuditEntry.objects.filter(
        row=old.pk, model="frontdoor.HelpRequest", reason="Zedquote"
    ).exists()
    assert AuditEntry.objects.filter(event=Event.DISPOSED, reason__startswith="1 set aside").exists()


def test_without_a_schedule_nothing_goes(officer):
    aside(4000)
    with at_work(officer), pytest.raises(ValidationError, match="No schedule is set"):
        remove_requests(by=officer)


@pytest.mark.parametrize("who", [*OUTSIDERS, "head"])
def test_others_neither_set_nor_remove(standing, who):
    with refused(standing, who) as worker:
        set_request_schedule(months=1, source=SOURCE, start_on=DAY, by=worker)
    with refused(standing, who) as worker:
        remove_requests(by=worker)


def test_the_database_asks_for_itself(officer):
    aside(40)
    scheduled(officer)
    front = a_front_door_worker("Finn")
    with at_work(front), pytest.raises(DatabaseError, match="governance"), transaction.atomic():
        connection.cursor().execute("SELECT kith_remove_requests()")


def test_a_later_schedule_ends_the_earlier(officer):
    scheduled(officer)
    with at_work(officer):
        set_request_schedule(months=6, source=SOURCE, start_on=DAY, by=officer)
    assert [row.end_on for row in RequestSchedule.objects.order_by("start_on")] == [DAY, None]
    with at_work(officer), pytest.raises(ValidationError):
        set_request_schedule(months=6, source=SOURCE, start_on=days_ago(1), by=officer)


def test_the_schedule_page_says_that_it_is_local(officer, client):
    aside(40)
    client.force_login(officer.user)
    assert "No schedule is set for them" in client.get("/keeping/schedule/").content.decode()
    scheduled(officer)
    text = client.get("/keeping/schedule/").content.decode()
    assert "1 request is past that time" in text
    assert "Local, not law" in text
