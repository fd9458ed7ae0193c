"""Helping a family, in practitioners' words, with a real browser on the served demonstration."""

import pytest

from kith.web.tests.browser.protecting import GIVEN
from kith.web.tests.browser.sending import send
from kith.web.tests.browser.test_journeys_of_protection import SAVE, said, today

pytestmark = pytest.mark.browser

OF_THE_CONTACT = "SELECT child_id FROM frontdoor_contactchild WHERE contact_id = %s"
GOES_ON = """SELECT about.child_id FROM familyhelp_familyhelp help
  JOIN familyhelp_familyhelpchild about ON about.help_id = help.id
  JOIN workforce_worker lead ON lead.id = help.lead_id
  JOIN access_user login ON login.id = lead.user_id AND login.username = 'family.help'
  WHERE help.end_on IS NULL
  AND NOT EXISTS (SELECT FROM familyhelp_basis WHERE help_id = help.id AND withdrawn_on IS NOT NULL) ORDER BY help.id, about.id"""


def follow(page, link: str) -> None:
    with page.expect_navigation():
        page.click(f"main a:has-text('{link}')")


def test_a_schools_worry_becomes_family_help_and_the_goals_are_met(journey, records):
    contact = take(journey("front.door"))
    offer_help(journey("head.of.service"), contact)
    child = records(OF_THE_CONTACT, contact)[0][0]
    records(GIVEN, child, "lead", "family.help")
    page = journey("family.help")
    make_a_family(page, child)
    start(page, child)
    assert "In force" in said(page) and "It came from a contact of" in said(page)
    follow(page, "Set a goal")
    page.fill("[name=words]", "I want to sleep")
    page.fill("[name=of_whom]", "Linnet")
    today(page, "start_on")
    send(page)
    for score in ("2", "8"):
        follow(page, "Record a score")
        page.fill("[name=who]", "Linnet")
        page.select_option("[name=score]", score)
        today(page, "scored_on")
        send(page)
    assert "From 2 to 8 out of 10, scored by Linnet" in said(page)
    follow(page, "Close family help")
    assert "From 2 to 8 out of 10" in said(page)
    page.check("[name=end_reason][value=met]")
    page.fill("[name=changed]", "She sleeps through.")
    assert page.is_checked("[name=lets_go]")  # nothing else is under way for her
    send(page)
    assert "/children/" not in page.url
    head = journey("head.of.service")
    head.goto(f"/children/{child}/family-help/")
    assert "She sleeps through." in said(head) and "Closed" in said(head)
    head.goto(f"/children/{child}/chronology/")
    assert "Family help started" in said(head) and "Family help closed" in said(head)


def take(page) -> str:
    page.goto("/contacts/new/")
    page.fill("[name$=given]", "Linnet")
    page.fill("[name$=family]", "Quillwether")
    page.select_option("[name=source]", "2A")
    page.fill("[name=worries]", "Tired, and alone at break")
    send(page, "main form:has(textarea)", SAVE)
    if page.locator("input[type=radio][name$=who]").count():  # somebody on the record may be this child
        page.locator("input[type=radio][name$=who][value=new]").first.check()
        send(page, "main form:has(textarea)", SAVE)
    return page.url.split("/contacts/")[1].split("/")[0]


def offer_help(page, contact: str) -> None:
    page.goto(f"/contacts/{contact}/decide/")
    page.locator("[name=children]").first.check()
    page.check("[name=outcome][value=early_help]")
    page.fill("[name=reason]", "The family would like help with the evenings.")
    page.fill("[name=offered]", "Family help, with somebody from the hub")
    send(page)


def make_a_family(page, child: int) -> None:
    page.goto(f"/children/{child}/family-help/")
    follow(page, "Start family help")
    assert "in no family yet" in said(page)
    page.goto(f"/children/{child}/families/new/")
    page.fill("[name=name]", "Quillwether family")
    today(page, "start_on")
    send(page)


def start(page, child: int) -> None:
    page.goto(f"/children/{child}/family-help/new/")
    page.fill("[name=wants]", "Quiet evenings")
    page.fill("[name=who]", "Hob Quillwether, father")
    page.fill("[name=to_what]", "Family help, and telling the school")
    send(page)


def test_a_father_withdraws_consent(journey, records):
    child = records(GOES_ON)[0][0]
    page = journey("family.help")
    page.goto(f"/children/{child}/family-help/")
    follow(page, "Record another consent")
    page.fill("[name=who]", "Father")
    page.fill("[name=to_what]", "Family help")
    send(page)
    withdraw(page, "Mother")
    assert "Record a score" in said(page)  # the father's consent is in force still
    withdraw(page, "Father")
    assert "Work with the family has stopped" in said(page) and "Enough for now." in said(page)
    assert "I want to sleep and not listen" in said(page)  # what was written stays
    assert "Record a score" not in said(page) and "Find a service" not in said(page)
    page.goto(f"/children/{child}/deadlines/")
    assert "Visit to a family with family help" not in said(page)
    page.goto(f"/children/{child}/chronology/")
    assert "Consent to family help withdrawn" in said(page)


def withdraw(page, who: str) -> None:
    with page.expect_navigation():
        page.click(f"main a:has-text('It is withdrawn: {who}')")
    page.fill("[name=because]", "Enough for now.")
    send(page)
