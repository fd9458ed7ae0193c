"""Pages with nothing on them, and what stands there when something cannot be done."""

import pytest
from django.urls import reverse

from kith.access.roles import ROLES, Role
from kith.returns.tests.making import ONE_CHILD
from kith.web.record import SECTIONS
from kith.web.tests.browser.preparing import look_for, send_a_return

pytestmark = pytest.mark.browser

NOTHING_YET = """SELECT id FROM people_person child WHERE record_opened_on IS NOT NULL
  AND NOT EXISTS (SELECT FROM {} WHERE child_id = child.id)
  AND NOT EXISTS (SELECT FROM reach_restriction WHERE person_id = child.id) ORDER BY id DESC LIMIT 1"""
HEAD = ROLES[Role.HEAD_OF_SERVICE]
EMPTY = {
    "notes": "casework_notechild",
    "documents": "casework_document",
    "missing": "casework_missingperiod",
    "reviews": "care_review",
    "homes": "care_placement",
    "health": "casework_healthassessment",
    "education": "casework_schoolplace",
    "timeline": "care_periodofcare",
    "deadlines": "deadlines_deadlinerow",
}


@pytest.mark.parametrize("username", ["health.visitor", "provider", "young.person", "parent"])
def test_whoever_has_nothing_to_see_is_told_so(kept, username):
    looked = kept(username).opened("/")
    assert looked.faults() == []
    assert "Nothing is shared with you yet" in looked.page.inner_text("h1")


def test_a_worker_without_children_is_told_how_they_come(kept):
    looked = kept("personal.adviser").opened("/day/")
    assert looked.faults() == []


@pytest.mark.parametrize("page", EMPTY)
def test_a_record_with_nothing_of_a_kind_says_so(kept, records, page):
    (child,) = records(NOTHING_YET.format(EMPTY[page]))[0]
    assert kept("head.of.service").opened(f"/children/{child}/{page}/").faults() == []


@pytest.fixture(scope="module")
def nameless(kept, records) -> int:
    """A child of whom a return tells, and nobody has written anything: not even a name."""
    send_a_return(kept("analyst").page, ONE_CHILD.replace("A1 ", "E1 "))
    return records("SELECT id FROM people_person WHERE authority_id = 'E1'")[0][0]


@pytest.mark.parametrize("section", [name for name, _, see in SECTIONS if see in HEAD.permissions])
def test_a_child_without_a_name_or_a_word_has_a_record_that_reads(kept, nameless, section):
    address = reverse(section, args=[nameless])
    assert kept("head.of.service").opened(address).faults() == []


def test_a_search_that_finds_nobody_says_what_to_try(kept):
    looked = kept("duty.worker")
    look_for(looked.page, "zzqx")
    assert looked.faults() == []
    assert "Nobody was found" in looked.page.inner_text("main")


def test_an_audit_without_entries_says_so(kept):
    looked = kept("information.governance").opened("/audit/?child=99999999")
    assert looked.faults() == []
    assert "No entries fit" in looked.page.inner_text("main")


def test_what_is_not_there_is_said_in_the_pages_own_words(kept):
    looked = kept("social.worker")
    assert looked.page.goto("/nowhere/").status == 404
    looked.said.clear()
    assert looked.faults() == []
