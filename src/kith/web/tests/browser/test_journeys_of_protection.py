"""Protecting a child, in practitioners' words, with a real browser on the served demonstration."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from kith.lib.days import add_working_days
from kith.web.tests.browser.preparing import give_day
from kith.web.tests.browser.protecting import GIVEN, UNBORN
from kith.web.tests.browser.sending import send

pytestmark = pytest.mark.browser

LED = """SELECT held.child_id FROM workforce_allocation held JOIN workforce_worker worker ON worker.id = held.worker_id
  JOIN access_user login ON login.id = worker.user_id AND login.username = 'social.worker'
  JOIN people_person child ON child.id = held.child_id
  WHERE held.end_on IS NULL AND held.part = 'lead' AND child.died_on IS NULL
  AND held.child_id NOT IN (SELECT person_id FROM reach_restriction)
  AND held.child_id NOT IN (SELECT child_id FROM care_periodofcare)"""
NEVER_FEARED_FOR = f"""{LED} AND child.born_on > CURRENT_DATE - INTERVAL '16 years'
  AND held.child_id NOT IN (SELECT child_id FROM protection_strategychild)
  AND held.child_id NOT IN (SELECT child_id FROM protection_preproceedings) ORDER BY held.child_id DESC"""


SAVE = "button:has-text('Save the contact')"


def said(page) -> str:
    return page.inner_text("main")


def today(page, name: str) -> None:
    on(page, name, localdate())


def on(page, name: str, day) -> None:
    give_day(page, name, day.day, day.month, day.year)


def long(day) -> str:
    return f"{day.day} {day:%B %Y}"


def at_protection(page, child: int, link: str):
    page.goto(f"/children/{child}/protection/")
    page.click(f"main >> text={link}")


def test_a_referral_becomes_a_protection_plan_within_the_clocks_and_steps_down(journey, records):
    child = records(NEVER_FEARED_FOR)[0][0]
    records(GIVEN, child, "reviewing_officer", "reviewing.officer")
    manager, worker, chair = (journey(who) for who in ("team.manager", "social.worker", "reviewing.officer"))
    discuss(manager, child)
    enquire(worker, child)
    worker.goto(f"/children/{child}/deadlines/")
    assert long(add_working_days(localdate(), 15)) in said(worker)  # the conference, from the discussion
    confer(chair, child, "plan")
    assert "Child protection plan" in chair.inner_text(".kith-child")
    worker.goto(f"/children/{child}/deadlines/")
    assert "First core group" in said(worker) and "First review conference" in said(worker)
    meet(worker, child)
    confer(chair, child, "ends")
    assert "Plan from" in said(chair) and "No longer likely to suffer significant harm" in said(chair)
    worker.goto(f"/children/{child}/deadlines/")
    assert "First review conference" not in said(worker)
    worker.goto(f"/children/{child}/chronology/")
    assert "Strategy discussion" in said(worker) and "Protection plan ended" in said(worker)


def discuss(page, child: int) -> None:
    page.goto(f"/children/{child}/strategy/new/")
    today(page, "held_on")
    page.fill("[name=held_time]", "0:01")
    page.fill("[name=police_name]", "Detective constable")
    page.fill("[name=police_knew]", "Called twice this year.")
    page.fill("[name=text]", "A bruise that nobody explains.")
    for fields in page.locator("fieldset:has(input[value=not_about])").all():
        fields.locator("input[value=not_about]").check()
    page.check(f"[name=child-{child}-decision][value=joint]")
    page.fill(f"[name=child-{child}-reason]", "The bruise is not explained.")
    send(page)
    assert "The strategy discussion is recorded" in page.inner_text("body")


def enquire(page, child: int) -> None:
    at_protection(page, child, "Start a section 47 enquiry")
    today(page, "started_on")
    send(page)
    at_protection(page, child, "The child was seen")
    today(page, "seen_on")
    send(page)
    at_protection(page, child, "Record the outcome")
    page.check("[name=outcome][value=conference]")
    today(page, "ended_on")
    page.fill("[name=found]", "Hurt more than once.")
    send(page)
    assert "a conference is needed" in said(page)


def confer(page, child: int, decision: str) -> None:
    page.goto(f"/children/{child}/conferences/new/")
    today(page, "held_on")
    page.fill("[name=text]", "What helps, and what must change.")
    for fields in page.locator("fieldset:has(input[value=not_about])").all():
        fields.locator("input[value=not_about]").check()
    page.check(f"[name=child-{child}-decision][value={decision}]")
    if decision == "plan":
        page.select_option(f"[name=child-{child}-category]", "PHY")
    else:
        page.select_option(f"[name=child-{child}-end_reason]", "safe")
    page.fill(f"[name=child-{child}-reason]", "As everybody there agreed.")
    send(page)
    assert "The conference is recorded" in page.inner_text("body")


def meet(page, child: int) -> None:
    at_protection(page, child, "Record a core group")
    today(page, "held_on")
    page.fill("[name=text]", "The aunt comes on school nights.")
    send(page)
    assert "The core group is recorded" in page.inner_text("body")


def test_an_unborn_baby_is_protected_from_birth(journey, records):
    child = records(f"{UNBORN} AND id IN (SELECT child_id FROM protection_protectionplan)")[0][0]
    records(GIVEN, child, "lead", "social.worker")
    page = journey("social.worker")
    page.goto(f"/children/{child}/details/")
    page.click("text=There are twins: make a second record")
    page.fill("[name=given]", "Second baby")
    page.fill("[name=reason]", "Two heartbeats at the scan.")
    send(page)
    second = page.url.split("/children/")[1].split("/")[0]
    assert "Child protection plan" in page.inner_text(
        ".kith-child"
    )  # the second is protected as the first is
    page.goto(f"/people/{child}/birth/")
    today(page, "born_on")
    page.check("[name=sex][value=F]")
    page.fill("[name=given]", "Wren")
    page.fill("[name=family]", "Ashgrove")
    send(page)
    page.goto(f"/children/{child}/protection/")
    assert "Wren Ashgrove" in page.inner_text(".kith-child")
    assert "Child protection plan" in page.inner_text(".kith-child") and "Visits" in said(page)
    page.goto(f"/people/{second}/pregnancy-ended/")
    today(page, "on")
    send(page)
    page.goto(f"/children/{second}/protection/")
    assert "The pregnancy ended" in page.inner_text("body")
    page.goto(f"/children/{second}/deadlines/")
    assert "Late and due (0)" in said(page)


def test_three_contacts_in_a_year_the_third_is_seen_for_what_it_is(journey, records):
    door, head = journey("front.door"), journey("head.of.service")
    first = take(door, "Came to school without a coat")
    decide(head, first, "nothing", offered="The food network")
    second = take(door, "Asleep at his desk again", known=True)
    decide(head, second, "nothing", offered="A call in two weeks")
    third = take(door, "Nobody at home after school", known=True)
    head.goto(f"/contacts/{third}/")
    assert "3rd in 12 months" in said(head)
    assert "The food network" in said(head) and "A call in two weeks" in said(head)
    decide(head, third, "family_help")
    assert "Family help or assessment" in said(head)


def take(page, worries: str, *, known: bool = False) -> str:
    page.goto("/contacts/new/")
    page.fill("[name$=given]", "Corin")
    page.fill("[name$=family]", "Thistlewayte")
    page.select_option("[name=source]", "2A")
    page.fill("[name=worries]", worries)
    send(page, "main form:has(textarea)", SAVE)
    taken, asked = page.locator("text=The contact is taken"), page.locator("input[type=radio][name$=who]")
    taken.or_(asked).first.wait_for(state="attached")
    if asked.count():  # somebody on the record may be this child
        page.locator(f"input[type=radio][name$=who]{'' if known else '[value=new]'}").first.check()
        send(page, "main form:has(textarea)", SAVE)
    assert "The contact is taken" in page.inner_text("body"), said(page)
    return page.url.split("/contacts/")[1].split("/")[0]


def decide(page, contact: str, outcome: str, offered: str = "") -> None:
    page.goto(f"/contacts/{contact}/decide/")
    page.locator("[name=children]").first.check()
    page.check(f"[name=outcome][value={outcome}]")
    page.fill("[name=reason]", "As far as it is known today.")
    if offered:
        page.fill("[name=offered]", offered)
    else:
        today(page, "referred_on")
    send(page)


def test_before_court_a_family_makes_its_own_plan(journey, records):
    child = records(NEVER_FEARED_FOR)[-1][0]
    head, worker = journey("head.of.service"), journey("social.worker")
    head.goto(f"/children/{child}/court/")
    head.click("text=Begin pre-proceedings")
    on(head, "decided_on", localdate() - timedelta(days=2))
    head.fill("[name=reason]", "No change in four months.")
    send(head)
    assert "Under way" in said(head)
    worker.goto(f"/children/{child}/court/")
    assert "makes this offer a duty" in said(worker)
    worker.click("main a[href$='/letter/']")
    today(worker, "letter_sent_on")
    send(worker)
    assert "First pre-proceedings meeting" in said(worker)  # due, and said to be practice
    assert "Decide how pre-proceedings end" in said(worker)
