"""Journeys with restricted records, with a real browser on the served demonstration."""

import pytest
from playwright.sync_api import expect

from kith.web.tests.browser.sending import send
from kith.web.tests.browser.test_journeys_of_a_social_worker import said

pytestmark = pytest.mark.browser

RESTRICTED = """SELECT name.given || ' ' || name.family, person.born_on FROM reach_restriction restriction
  JOIN people_person person ON person.id = restriction.person_id
  JOIN people_personname name ON name.person_id = person.id AND name.end_on IS NULL
  JOIN workforce_worker owner ON owner.id = restriction.owner_id JOIN access_user login ON login.id = owner.user_id
  WHERE login.username = 'team.manager' ORDER BY restriction.id LIMIT 1"""
A_NOTICE = """INSERT INTO reach_notice (worker_id, person_id, kind, about_id, said, given_at)
  SELECT worker_id, person_id, kind, about_id, 'Another', now() FROM reach_notice
  WHERE kind = 'reason' AND worker_id = (SELECT worker.id FROM workforce_worker worker
    JOIN access_user login ON login.id = worker.user_id WHERE username = 'social.worker')
  ORDER BY id LIMIT 1 RETURNING id"""


def test_a_social_worker_opens_a_restricted_record_in_an_emergency_and_the_owner_reviews_it(journey, records):
    name, born = records(RESTRICTED)[0]
    page = journey("social.worker")
    page.goto("/search/")
    page.fill("[name=words]", name)
    send(page)
    assert "Speak to the duty manager" in said(page)
    page.click("text=open it in an emergency")
    page.fill("[name=words]", f"{name} {born.day} {born.month} {born.year}")
    page.fill("[name=reason]", "At the hospital with the child now")
    send(page)
    assert "Its owner has been told" in said(page)
    assert "Restricted:" in page.inner_text(".kith-child")
    owner = journey("team.manager")
    owner.click("text=Notices")
    assert "At the hospital with the child now" in said(owner)
    owner.click("li:has-text('At the hospital') >> text=Review this access")
    owner.fill("[name=found]", "Rightly opened")
    send(owner)
    assert "The review is recorded" in said(owner)


def test_an_open_page_learns_of_a_new_notice(journey, records):
    page = journey("social.worker")
    page.clock.install()
    page.goto("/search/")
    before = int(page.locator("[data-kith-unread]").text_content())
    records(A_NOTICE)
    page.clock.fast_forward(31_000)
    expect(page.locator("[data-kith-unread]")).to_have_text(str(before + 1), timeout=60_000)
    expect(page.locator("[data-kith-notices-said]")).to_contain_text("unread")
