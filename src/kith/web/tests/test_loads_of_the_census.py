"""Loading a census by page: the same pages as for SSDA903, and what the record then shows of what nobody is known to have done."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kith.access.models import Installation
from kith.access.roles import Role
from kith.frontdoor.models import Referral
from kith.people.models import Person
from kith.returns.models import Load
from kith.returns.tests.census import REFERRAL, a_child, census, written
from kith.returns.tests.census import load as loaded
from kith.returns.tests.making import child
from kith.web import tasks
from kith.web.tests.test_loads import analyst, client, confirm, jobs, words  # noqa: F401
from kith.workforce.factories import a_worker


def send(client, *children: str, **more: bytes):  # noqa: F811
    files = {"cin.xml": written(*children)} | {f"{name}.csv": data for name, data in more.items()}
    sent = [SimpleUploadedFile(name, data) for name, data in files.items()]
    return client.post(reverse("loads"), {"sent": sent})


def test_files_of_a_census_are_known_for_what_they_are(client):  # noqa: F811
    page = words(client.get(send(client, a_child()).url))
    assert "These are the files of a children in need census." in page
    assert "1 child in the files: 1 new, 0 already known." in page
    assert "Its header says 2025, the year in which the census year ends. Its authority (LEA) is 330." in page
    assert not Person.objects.exists()


def test_a_census_of_another_authority_is_refused_beside_the_field(client):  # noqa: F811
    Installation.objects.create(authority_code="E09000001", authority_name="City of London")
    answer = words(send(client, a_child()))
    assert "says LEA 330" in answer and "Choose the file of your own authority" in answer
    assert not Load.objects.exists()


def test_confirmed_it_is_loaded_by_a_job(client, jobs):  # noqa: F811
    send(client, a_child())
    found = Load.objects.get()
    client.post(reverse("load-confirm", args=[found.pk]), {"year_0": "2024-25", "team": ""})
    tasks.run_load(**jobs[0])
    assert Referral.objects.get().child == child("C1")
    page = words(client.get(reverse("load", args=[found.pk])))
    assert "Return Children in need census" in page and "Rows not taken 0" in page


def test_files_of_two_returns_are_not_loaded_together(client):  # noqa: F811
    answer = send(client, a_child(), header=b"CHILD,SEX,DOB\nA1,1,03/05/2008\n")
    assert "These are the files of two returns" in words(answer)
    assert not Load.objects.exists()


@pytest.mark.parametrize(
    "data", [b"<Message><Children/></Message>", b'<!DOCTYPE a [<!ENTITY b "c">]><Message>&b;</Message>']
)
def test_a_census_that_cannot_be_read_is_said_beside_the_field(client, data):  # noqa: F811
    answer = client.post(reverse("loads"), {"sent": [SimpleUploadedFile("cin.xml", data)]})
    assert "Nothing of a children in need census could be read" in words(answer)
    assert not Load.objects.exists()


def test_a_row_that_was_not_taken_is_listed_with_why(client, analyst):  # noqa: F811
    made = loaded(
        analyst, census(a_child(details=REFERRAL.replace("<CPPstartDate>2024-06-28</CPPstartDate>", "")))
    )
    page = words(client.get(reverse("load", args=[made.pk])))
    assert "Row not taken: protection plan without a day" in page
    lines = client.get(reverse("load-issues-file", args=[made.pk])).content.decode()
    assert "Row not taken,C1,protection plan without a day,cin2025.xml,2024-25" in lines


SAYS = {
    "child": "Child protection plan",
    "chronology": "Section 47 enquiry started",
    "assessments": "Who led it is not known: from a return",
    "protection": "A conference was held. What was found is not known: from a return.",
    "deadlines": "Next review conference",
}


@pytest.mark.parametrize("page", SAYS)
def test_the_record_says_what_is_not_known_from_a_return(analyst, page):  # noqa: F811
    loaded(analyst, census(a_child()))
    head = Client()
    head.force_login(a_worker("Hal Head", Role.HEAD_OF_SERVICE).user)
    answer = head.get(reverse(page, args=[child("C1").pk]))
    assert answer.status_code == 200
    assert SAYS[page] in re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_a_remark_leads_to_the_record_it_may_be_about(client, analyst):  # noqa: F811
    held = Person.objects.create(
        born_on=date(2015, 3, 14), sex="F", authority_id="Z9", record_opened_on=date(2020, 1, 1)
    )
    made = loaded(analyst, census(a_child()))
    page = client.get(reverse("load", args=[made.pk])).content.decode()
    assert reverse("child", args=[held.pk]) in page and "Z9" in page
    assert reverse("merge", args=[child("C1").pk, held.pk]) not in page  # the data team does not merge
    boss = a_worker("Hester Head", Role.HEAD_OF_SERVICE)
    client.force_login(boss.user)
    told = client.get(reverse("load", args=[made.pk]))
    assert (
        told.status_code == 404 or reverse("merge", args=[child("C1").pk, held.pk]) in told.content.decode()
    )


def test_a_pupil_number_that_another_has_leads_to_that_record(client, analyst):  # noqa: F811
    held = Person.objects.create(upn="A123456789123", authority_id="Z9", record_opened_on=date(2020, 1, 1))
    made = loaded(analyst, census(a_child()))
    page = client.get(reverse("load", args=[made.pk])).content.decode()
    assert "conflict: unique pupil number" in page and reverse("child", args=[held.pk]) in page
