"""Pages of built returns: ask, wait, look, download; send a child's issues to the worker; the child's own page."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.storage import FileSystemStorage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kith.access.models import AuditEntry
from kith.access.roles import Role
from kith.care.factories import in_care
from kith.people.models import Person
from kith.reach.models import AccessReason, Restriction
from kith.returns.models import BuiltReturn, ReturnIssue
from kith.returns.tests.building import YEAR, build
from kith.store import folders
from kith.testing.standing import MOMENT, days_ago
from kith.web import tasks
from kith.web.middleware import today
from kith.workforce.factories import a_worker

OF = ("ssda903", YEAR)
pytestmark = pytest.mark.django_db
ETHNICITY, MOTHER = "103", "393"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.setattr(folders, "default_storage", FileSystemStorage(tmp_path))


@pytest.fixture
def analyst(db):
    return a_worker("Dana Data", Role.DATA)


@pytest.fixture
def child(standing) -> Person:
    Person.objects.filter(pk=standing.child.pk).update(authority_id="B2")
    in_care(standing.child)
    return Person.objects.get(pk=standing.child.pk)


def as_(worker) -> Client:
    signed_in = Client()
    signed_in.force_login(worker.user)
    return signed_in


def words(response) -> str:
    plain = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", plain)


def page(worker, name: str, *args, **query):
    return as_(worker).get(reverse(name, args=args), query)


def sent(analyst, child, to, *rules):
    chosen = ReturnIssue.objects.filter(child=child, rule__in=rules or (ETHNICITY,)).values_list(
        "pk", flat=True
    )
    told = {"issues": list(chosen), "to": to.pk, "words": "The school will know"}
    return as_(analyst).post(reverse("return-issues-child", args=[*OF, child.pk]), told)


def test_a_build_is_asked_for_and_a_job_does_it(analyst, child, monkeypatch):
    asked = []
    monkeypatch.setattr(tasks.run_build, "defer", lambda **given: asked.append(given))
    to = as_(analyst).post(reverse("returns"), {"collection": "ssda903", "year": YEAR})
    assert "Waiting for its turn" in words(as_(analyst).get(to.url))
    tasks.run_build(**asked[0])
    assert "To be put right" in words(as_(analyst).get(to.url))


def test_one_that_fails_says_why(analyst, child, monkeypatch):
    def fails(*args, **named):
        raise ValueError("These periods overlap")

    built = BuiltReturn.objects.create(year=YEAR, asked_at=MOMENT, by=analyst)
    monkeypatch.setattr("kith.returns.actions.building.checked", fails)
    with pytest.raises(ValueError, match="overlap"):
        tasks.run_build(built=built.pk, worker=analyst.pk)
    assert "ValueError: These periods overlap" in words(page(analyst, "built-return", built.pk))


def test_one_that_was_broken_off_says_that_the_last_result_stands(analyst):
    built = BuiltReturn.objects.create(
        year=YEAR, asked_at=MOMENT, by=analyst, state="building", progress="Gathering"
    )
    assert "The last result stands" not in words(page(analyst, "returns"))
    assert "the last result stands" in words(page(analyst, "built-return", built.pk))


def test_the_files_are_taken_as_they_are_sent_and_the_audit_says_so(analyst, child):
    built = build(analyst)
    taken = page(analyst, "built-return-files", built.pk)
    with ZipFile(BytesIO(taken.content)) as packed:
        assert packed.read("Header.csv").startswith(b"CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nB2,")
    assert AuditEntry.objects.filter(event="return built and taken away as files", row=built.pk).exists()


def test_issues_are_told_by_rule_by_child_and_one_by_one(analyst, child):
    build(analyst)
    assert "Ethnicity is missing" in words(page(analyst, "return-issues", *OF))
    assert "B2" in words(page(analyst, "return-issues", *OF, show="children"))
    one = words(page(analyst, "return-issues", *OF, show="issues", rule=ETHNICITY))
    assert "1 issue" in one and "Details" in one and "Not sent" in one
    assert child.name not in one


def test_a_child_is_found_by_number_without_the_number_in_an_address(analyst, child):
    build(analyst)
    find = reverse("return-issues-find", args=[*OF])
    found = as_(analyst).post(find, {"number": " b2 "})
    assert found.url == reverse("return-issues-child", args=[*OF, child.pk])
    assert "Nothing is to be put right for a child of this number" in words(
        as_(analyst).post(find, {"number": "Z9"})
    )


def test_the_worker_is_asked_and_sees_it_on_the_day_page_and_on_the_record(analyst, child, standing):
    build(analyst)
    sent(analyst, child, standing.worker, ETHNICITY, MOTHER)
    assert "The data team asks: 2 things to put right" in words(page(standing.worker, "day"))
    assert "The data team asks: 2 things to put right" in words(page(standing.worker, "child", child.pk))
    asked = words(page(standing.worker, "return-asked"))
    assert child.name in asked and "The school will know" in asked
    assert "The school will know" in words(page(standing.worker, "child-return-issues", child.pk))
    assert "Nothing is asked of you" in words(page(standing.colleague, "return-asked"))


def test_what_is_mended_on_a_page_is_closed_and_the_data_team_sees_it(analyst, child, standing):
    build(analyst)
    sent(analyst, child, standing.worker)
    form = reverse("person-change", args=[child.pk])
    told = {"born_on-day": 6, "born_on-month": 5, "born_on-year": 2014, "birth_date_is": "known", "sex": "F"}
    as_(standing.worker).post(form, told | {"ethnicity": "WBRI", "authority_id": "B2", "form_token": ""})
    assert "Put right, closed on" in words(page(analyst, "return-issues-child", *OF, child.pk))
    assert "Ethnicity is missing" not in words(page(standing.worker, "child-return-issues", child.pk))


def test_nothing_is_sent_to_whoever_does_not_hold_the_child(analyst, child, standing):
    build(analyst)
    assert "from those shown" in words(sent(analyst, child, standing.colleague))
    assert not ReturnIssue.objects.exclude(sent_at=None).exists()


def test_issues_of_restricted_children_are_a_number_and_nobodys(analyst, child, standing):
    Restriction.objects.create(
        person=child, kind="relocated", reason="Safety", owner=standing.manager, review_on=today(), start_on=days_ago(3)
    )  # fmt: skip
    built = build(analyst)
    count = built.counts["issues"]
    assert f"{count} issues are of children whose records are restricted" in words(
        page(analyst, "built-return", built.pk)
    )
    every = words(page(analyst, "return-issues", *OF, show="issues"))
    assert f"{count} issues of children whose records are restricted" in every and "B2" not in every
    assert page(analyst, "return-issues-child", *OF, child.pk).status_code == 404


def test_a_childs_own_page_checks_the_record_as_it_stands_now(child, standing):
    shown = page(standing.worker, "child-return-issues", child.pk)
    assert "Ethnicity is missing" in words(shown)
    assert reverse("details", args=[child.pk]) in shown.content.decode()
    Person.objects.filter(pk=child.pk).update(ethnicity="WBRI")
    assert "Ethnicity is missing" not in words(page(standing.worker, "child-return-issues", child.pk))


def test_a_child_who_is_not_in_care_is_not_in_the_return(standing):
    said = words(page(standing.worker, "child-return-issues", standing.child.pk))
    assert "This child is not in the return" in said


def test_whoever_may_not_record_it_is_shown_the_page_and_no_form(analyst, child, standing):
    AccessReason.objects.create(worker=analyst, child=child, given_on=today(), reason="To mend the return")
    form = "Record whether she is a mother"
    assert form in words(page(standing.worker, "child-return-issues", child.pk))
    assert form not in words(page(analyst, "child-return-issues", child.pk))


def test_a_page_asks_as_many_questions_for_many_issues_as_for_few(analyst, child, standing):
    build(analyst)
    with CaptureQueriesContext(connection) as few:
        page(analyst, "return-issues", *OF, show="issues", rule=ETHNICITY)
    with CaptureQueriesContext(connection) as many:
        page(analyst, "return-issues", *OF, show="issues")
    assert len(many) == len(few)
