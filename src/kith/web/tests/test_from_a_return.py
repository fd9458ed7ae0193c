"""A record that came from a return says so: where each row is from, what it does not tell, and where it ends."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from kith.access.roles import Role
from kith.care.models import PeriodOfCare
from kith.people.models import Person
from kith.returns.tests.making import ONE_CHILD, child, load
from kith.returns.tests.test_load_return import EVERYTHING, SOME_WAY_IN
from kith.workforce.factories import a_team, a_worker
from kith.workforce.models import Allocation

HEAD = Role.HEAD_OF_SERVICE


@pytest.fixture
def analyst(db):
    return a_worker("Dana Data", Role.DATA)


@pytest.fixture
def client(db):
    signed_in = Client()
    signed_in.force_login(a_worker("Hal Head", HEAD).user)
    return signed_in


def words(client, page: str) -> str:
    answer = client.get(reverse(page, args=[child().pk]))
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def grown_up(years: int) -> None:
    Person.objects.update(born_on=f"{2008 + years}-05-03")


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("homes", "From SSDA903 2017-18, episodes.csv line 3"),
        ("reviews", "From SSDA903 2017-18, reviews.csv line 2"),
        ("health", "From SSDA903 2017-18, oc2.csv line 2"),
        ("workers", "From SSDA903 2017-18, swepisodes.csv line 2"),
    ],
)
def test_each_row_says_which_line_of_which_file_it_is_from(client, analyst, page, said):
    load(analyst, EVERYTHING)
    assert said in words(client, page)


@pytest.mark.parametrize(
    ("label", "file"),
    [
        ("Permanence before", "prevperm.csv"),
        ("Plan for adoption", "placedadoption.csv"),
        ("Adopters", "ad1.csv"),
        ("Unaccompanied asylum-seeking child", "uasc.csv"),
        ("Care leaver, 2017-18", "oc3.csv"),
    ],
)
def test_adoption_permanence_and_the_rarer_things_say_it_too(client, analyst, label, file):
    load(analyst, EVERYTHING)
    assert re.search(rf"{label} [^<]{{0,120}}? From SSDA903 2017-18, {file} line 2", words(client, "homes"))


def test_care_told_from_some_way_in_is_shown_as_begun_before(client, analyst):
    load(analyst, SOME_WAY_IN)
    grown_up(4)
    assert "before 1 June 2017 to now (it began before the first return we have)" in words(client, "homes")
    assert "Since before 1 June 2017" in words(client, "child")
    assert "Already in care" in words(client, "chronology")


def test_a_young_person_whose_care_no_return_ended_is_not_simply_in_care(client, analyst):
    load(analyst, ONE_CHILD)
    said = "In care in the last return, to 31 March 2018: no end was reported"
    assert words(client, "child").count(said) == 2  # the banner and the overview
    assert "1 June 2017 to the last return, 31 March 2018: no end was reported" in words(client, "homes")
    grown_up(4)
    assert said not in words(client, "child")


def test_a_recorded_end_is_an_end(client, analyst):
    load(analyst, ONE_CHILD)
    PeriodOfCare.objects.update(end_on="2026-05-03", end_reason="E7")
    assert "no end was reported" not in words(client, "child")


def test_a_team_that_holds_the_children_of_a_load_is_no_significant_event(client, analyst):
    load(analyst, ONE_CHILD, team=a_team("Riverside"))
    page = words(client, "chronology")
    assert "Became looked after" in page and f"{Allocation.Part.LEAD.label}: Riverside" not in page
