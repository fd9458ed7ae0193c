"""Pages of the census as it is built, and of the two returns beside each other."""

from datetime import date

import polars as pl
import pytest
from django.urls import reverse

from kith.access.models import Installation
from kith.access.roles import Role
from kith.assessment.factories import a_referral
from kith.people.models import Person
from kith.reach.models import Restriction
from kith.returns import built_files
from kith.returns.models import BuiltReturn, ReturnIssue
from kith.returns.tests.building import YEAR, build
from kith.testing.standing import days_ago
from kith.web import tasks
from kith.web.middleware import today
from kith.web.tests.test_return_pages import analyst, as_, child, elsewhere, page, words  # noqa: F401
from kith.workforce.factories import a_worker

pytestmark = pytest.mark.django_db
CIN, ETHNICITY = ("cin", YEAR), "4220"


@pytest.fixture(autouse=True)
def here(db):
    Installation.objects.update_or_create(pk=1, defaults={"authority_code": "E08000025"})


@pytest.fixture
def both(analyst, child) -> list[BuiltReturn]:  # noqa: F811
    """Both returns, in which the census says another birthday."""
    a_referral(child)
    made = [build(analyst, collection=each) for each in ("ssda903", "cin")]
    tables = built_files.tables_of(made[1])
    people = tables["ChildIdentifiers"].with_columns(pl.lit(date(2009, 2, 3)).alias("PersonBirthDate"))
    built_files.keep(made[1], tables | {"ChildIdentifiers": people})
    return made


def test_a_census_is_asked_for_on_the_page_and_a_job_builds_it(analyst, child, monkeypatch):  # noqa: F811
    asked = []
    monkeypatch.setattr(tasks.run_build, "defer", lambda **given: asked.append(given))
    to = as_(analyst).post(reverse("returns"), {"collection": "cin", "year": YEAR})
    tasks.run_build(**asked[0])
    told = words(as_(analyst).get(to.url))
    assert f"Children in need census {YEAR}" in told and "Download as XML" in told and "as CSV" not in told
    assert f"Children in need census {YEAR}" in words(page(analyst, "returns"))


def test_issues_of_the_census_lead_to_pages_of_the_record(analyst, child, standing):  # noqa: F811
    Person.objects.update(ethnicity="")
    a_referral(child)
    build(analyst, collection="cin")
    shown = page(analyst, "return-issues", *CIN, show="issues", rule=ETHNICITY)
    assert "About the child" in words(shown) and "Details" in words(shown)
    assert page(analyst, "return-issues-child", *CIN, child.pk).status_code == 200
    assert page(analyst, "return-issues", "ssda903", YEAR).status_code == 404
    assert page(analyst, "return-issues", "other", YEAR).status_code == 404


def test_a_childs_page_shows_the_issues_of_both_returns_each_named(child, standing):  # noqa: F811
    Person.objects.update(ethnicity="")
    told = words(page(standing.worker, "child-return-issues", child.pk))
    assert told.count("thnicity is missing") == 2
    assert "SSDA903, looked-after children" in told and "Children in need census" in told


def test_what_is_about_the_census_as_a_whole_is_no_childs(analyst, child, standing):  # noqa: F811
    a_referral(child)
    build(analyst, collection="cin")
    assert "the whole census" not in words(page(standing.worker, "child-return-issues", child.pk))
    listed = words(page(analyst, "return-issues", *CIN, show="issues", table="Authority"))
    assert "in the whole census" in listed and "The return as a whole" in listed
    assert "No one child" in words(page(analyst, "return-issues", *CIN, show="children"))


def test_what_is_asked_is_told_in_the_words_of_its_return(analyst, child, standing):  # noqa: F811
    Person.objects.update(ethnicity="")
    build(analyst, collection="cin")
    chosen = list(ReturnIssue.objects.filter(rule=ETHNICITY).values_list("pk", flat=True))
    to = {"issues": chosen, "to": standing.worker.pk, "words": "Ask"}
    as_(analyst).post(reverse("return-issues-child", args=[*CIN, child.pk]), to)
    assert "Ethnicity is missing or is not one of" in words(page(standing.worker, "return-asked"))


def test_a_census_has_its_reconciliation_and_sign_off(both):
    head = a_worker("Hester Head", Role.HEAD_OF_SERVICE)
    told = words(page(head, "reconciliation", both[1].pk))
    assert "Referrals in the year: 1" in told and "22.6%" in told.replace("23%", "22.6%")
    assert "Does the year add up?" not in told and "Nothing is known of" in told
    assert "England’s figures by this are not among those gathered" in told
    file = page(head, "reconciliation-file", both[1].pk).content.decode()
    assert "Children in need, 2025 release" in file and "Protection plans at 31 March" in file
    assert page(head, "sign-off", both[1].pk).status_code == 200


def test_the_two_returns_stand_beside_each_other(analyst, both, child):  # noqa: F811
    shown = page(analyst, "returns-across", YEAR)
    told = words(shown)
    assert "/rules-of-returns/across/X01/" in shown.content.decode()
    assert "X01" in told and "The two returns give the child different dates of birth" in told
    assert "B2" in told and child.name not in told
    assert reverse("details", args=[child.pk]) in shown.content.decode() or "Details" in told


def test_what_is_not_built_is_said(analyst, child):  # noqa: F811
    build(analyst)
    assert "Build first: Children in need census" in words(page(analyst, "returns-across", YEAR))
    assert page(analyst, "returns-across", "1999-00").status_code == 404


def test_a_restricted_child_is_a_number_in_it_and_nobody(analyst, both, child, standing):  # noqa: F811
    Restriction.objects.create(
        person=child, kind="relocated", reason="Safety", owner=standing.manager, review_on=today(), start_on=days_ago(3)
    )  # fmt: skip
    told = words(page(analyst, "returns-across", YEAR))
    assert "B2" not in told and "1 more is of children whose records are restricted" in told


def test_only_the_data_team_finds_it(both, standing):
    assert page(standing.worker, "returns-across", YEAR).status_code == 404
