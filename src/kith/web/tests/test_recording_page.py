"""Time spent recording: for the service, with small numbers kept back, and of nobody in particular."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.casework.drafts import TimeSpent
from kith.casework.recording import Taken, time_taken
from kith.web.recording import a_year_before, first_of_next_month

pytestmark = pytest.mark.django_db


def took(*seconds, form="note-new", on=date(2026, 11, 2)):
    TimeSpent.objects.bulk_create([TimeSpent(form=form, finished_on=on, seconds=each) for each in seconds])


def test_the_middle_of_a_month_is_told(db):
    took(60, 120, 600, 660, 6000)
    took(60, 60, 60, 60, 60, on=date(2026, 10, 31))
    assert time_taken(date(2026, 1, 1), date(2026, 12, 1)) == [
        Taken("Note", date(2026, 11, 1), 5, 10),
        Taken("Note", date(2026, 10, 1), 5, 1),
    ]


def test_fewer_than_five_are_not_told(db):
    took(60, 120, 600, 660)
    assert time_taken(date(2026, 1, 1), date(2026, 12, 1)) == [Taken("Note", date(2026, 11, 1), None, None)]


def test_what_lies_outside_the_months_asked_for_is_left_out(db):
    took(60, on=date(2026, 12, 1))
    assert time_taken(date(2026, 1, 1), date(2026, 12, 1)) == []


def test_the_page_names_no_worker(standing, client):
    took(*[600] * 6, on=timezone.localdate())
    client.force_login(standing.head.user)
    page = client.get(reverse("recording")).content.decode()
    assert "Note" in page and ">10<" in page
    assert "Wyn Worker" not in page


@pytest.mark.parametrize("who", ["worker", "manager", "stranger"])
def test_only_whoever_sees_the_service_sees_it(standing, client, who):
    client.force_login(getattr(standing, who).user)
    assert client.get(reverse("recording")).status_code == 404


@pytest.mark.parametrize(
    ("day", "since", "until"),
    [
        (date(2026, 11, 22), date(2025, 11, 1), date(2026, 12, 1)),
        (date(2026, 12, 1), date(2025, 12, 1), date(2027, 1, 1)),
        (date(2028, 2, 29), date(2027, 2, 1), date(2028, 3, 1)),
    ],
)
def test_twelve_months_and_this_one_are_shown(day, since, until):
    assert (a_year_before(day), first_of_next_month(day)) == (since, until)
