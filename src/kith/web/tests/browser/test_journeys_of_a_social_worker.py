"""A social worker's journeys, with a real browser on the served demonstration."""

from datetime import date

import pytest
from django.utils.timezone import localdate

from kith.web.tests.browser.preparing import give_day
from kith.web.tests.browser.sending import send

pytestmark = pytest.mark.browser

HERS = """SELECT child_id FROM workforce_allocation JOIN workforce_worker worker ON worker.id = worker_id
  JOIN access_user ON access_user.id = user_id WHERE username = 'social.worker' AND workforce_allocation.end_on IS NULL"""
TOGETHER = f"""SELECT person_id, other_id FROM people_relationship WHERE kind IN ('sibling', 'half_sibling')
  AND end_on IS NULL AND person_id IN ({HERS}) AND other_id IN ({HERS}) ORDER BY id"""
PLACED = f"""SELECT child_id FROM care_placement WHERE end_on IS NULL AND NOT temporary AND start_on < current_date - 10
  AND child_id IN ({HERS}) ORDER BY child_id"""


def today(page, name: str) -> None:
    give_day(page, name, localdate().day, localdate().month, localdate().year)


def said(page) -> str:
    return page.inner_text("main")


def test_she_starts_the_day_writes_up_a_visit_for_two_siblings_and_sees_it_on_both_records(journey, records):
    page = journey("social.worker")
    assert "What is due" in said(page)
    one, two = records(TOGETHER)[0]
    page.click(f"a[href='/children/{one}/']")
    page.click("text=Write up a visit")
    write_up(page, one, two)
    assert "The visit is saved" in said(page)
    for child in (one, two):
        page.goto(f"/children/{child}/visits/")
        page.click("main a[href*='/visits/']:not([href$='/new/'])")
        assert "We made pancakes and talked about school." in said(page)
        assert f"Child {child} was glad of it." in said(page)


def test_a_visit_written_up_meets_the_deadline(journey, records):
    page = journey("social.worker")
    child = records(PLACED)[-1][0]
    page.goto(f"/children/{child}/visits/new/")
    write_up(page, child)
    page.goto(f"/children/{child}/deadlines/?show=past")
    assert f"Met by: Child visited, {long(localdate())}" in said(page)


def test_a_child_moves_and_the_timeline_the_episode_and_what_is_due_follow(journey, records):
    page = journey("social.worker")
    child = records(PLACED)[0][0]
    page.goto(f"/children/{child}/placements/new/?home=new")
    today(page, "start_on")
    page.fill("[name=home_name]", "Harbour View")
    page.fill("[name=postcode]", "LE1 5WW")
    page.select_option("[name=place]", "U6")
    page.select_option("[name=provider_type]", "PR1")
    page.select_option("[name=end_reason]", index=1)
    send(page)
    assert "Harbour View" in said(page) and f"to {long(localdate())}" in said(
        page
    )  # and the one before has ended
    page.goto(f"/children/{child}/timeline/")
    assert "Harbour View" in said(page)
    page.goto(f"/children/{child}/deadlines/")
    assert "First visit in a placement" in said(page)
    page.goto(f"/children/{child}/")
    assert "Harbour View" in page.inner_text(".kith-child")


def test_a_note_is_finalised_and_from_then_on_only_added_to(journey, records):
    page = journey("social.worker")
    child = records(PLACED)[0][0]
    page.goto(f"/children/{child}/notes/new/")
    write_note(page, finished="no")
    page.click("text=Finalise the note")
    assert "The note is finalised" in said(page)
    assert page.locator("text=Change the note").count() == 0
    page.click("text=Add to the note")
    page.fill("textarea[name=text]", "The school rang back.")
    send(page)
    assert "Telephoned the school." in said(page) and "The school rang back." in said(page)


def test_a_whole_visit_by_keyboard_only(journey, records):
    page = journey("social.worker")
    child = records(PLACED)[0][0]
    tab_to(page, f"a[href='/children/{child}/']")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_to(page, "a[href$='/visits/new/']")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    type_into(page, "visited_on-day", str(localdate().day))
    type_into(page, "visited_on-month", str(localdate().month))
    type_into(page, "visited_on-year", str(localdate().year))
    tab_to(page, "[name=kind]")
    page.keyboard.press("Space")
    type_into(page, "text", "Written without a mouse.")
    tab_to(page, f"[name=child-{child}-how]")
    page.keyboard.press("Space")
    for sibling in page.locator("[name$=-how][value=not_about]").all():
        tab_to(page, f"[name={sibling.get_attribute('name')}]")
        page.keyboard.press("ArrowUp")  # to the last choice: not part of this visit
    tab_to(page, "main form button[type=submit]")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "Written without a mouse." in said(page)


def test_a_whole_note_without_javascript_on_a_phone(journey, records):
    page = journey("social.worker", java_script_enabled=False, viewport={"width": 320, "height": 640})
    child = records(PLACED)[0][0]
    page.click(f"a[href='/children/{child}/']")
    page.click("summary:has-text('Sections of this record')")
    page.click("details[open] a:text-is('Notes')")
    page.click("text=Write a note")
    send(page)
    assert "Enter what happened" in said(page)
    write_note(page, finished="yes")
    assert "Telephoned the school." in said(page)


def write_up(page, seen: int, *also: int) -> None:
    """Write up a visit of today in which these children were seen, and no other."""
    today(page, "visited_on")
    page.locator("[name=kind]").first.check()
    page.fill("textarea[name=text]", "We made pancakes and talked about school.")
    for choice in page.locator("[name$=-how][value=not_about]").all():
        choice.check()
    for child in (seen, *also):
        page.check(f"[name=child-{child}-how][value=alone]")
        page.fill(f"[name=child-{child}-impact]", f"Child {child} was glad of it.")
    send(page)


def write_note(page, *, finished: str) -> None:
    page.locator("[name=kind]").first.check()
    today(page, "happened_on")
    page.fill("[name=happened_time]", "12:01am")
    page.fill("textarea[name=text]", "Telephoned the school.")
    page.check(f"[name=finished][value={finished}]")
    send(page)


def tab_to(page, selector: str) -> None:
    """Press the tab key until this has the focus, as somebody without a mouse does."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


def type_into(page, name: str, words: str) -> None:
    tab_to(page, f"[name={name}]")
    page.keyboard.type(words)


def long(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
