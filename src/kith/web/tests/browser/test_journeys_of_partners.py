"""Journeys of those outside the service: a parent who asks for help, a health visitor who contributes."""

import pytest

from kith.web.tests.browser.partners import SAID, ask_a_partner, ask_for_help
from kith.web.tests.browser.sending import send
from kith.web.tests.browser.test_journeys_of_a_social_worker import HERS, said

pytestmark = pytest.mark.browser


@pytest.fixture
def outside(served, browser):
    """A browser of somebody who is nobody here."""
    contexts = []

    def begin(**how):
        contexts.append(browser.new_context(base_url=served, **how))
        return contexts[-1].new_page()

    yield begin
    for context in contexts:
        context.close()


@pytest.mark.parametrize("script", [True, False])
def test_a_parent_asks_for_help_and_the_front_door_takes_it_into_a_contact(journey, outside, script):
    parent = outside(java_script_enabled=script, viewport={"width": 390, "height": 800})
    ask_for_help(parent)
    assert "Do not leave a message" in said(parent)
    send(parent)
    assert "We have your request" in said(parent)
    reference = parent.inner_text(".govuk-panel__body strong")
    parent.goto("/help/worries/")
    assert parent.url.endswith("/help/?ended=1") or SAID["worries"] not in parent.content()
    page = journey("front.door")
    page.goto("/contacts/asked-online/")
    page.click(f"li:has-text('{reference}') a")
    assert SAID["worries"] in said(page) and "Do not leave a message" in said(page)
    page.click("text=Take into a contact")
    assert page.input_value("input[name=child0-given]") == SAID["child0-given"]
    page.fill("input[name=child0-family]", "Quenby")
    send(page)
    if "There is a problem" in said(page):
        page.check("input[name=child0-who][value=new]")
        send(page)
    assert SAID["worries"] in said(page) and "Do not leave a message" in said(page)


def test_three_presses_of_shift_lead_away_and_back_shows_nothing(outside):
    page, asked = outside(), []
    page.goto("/accessibility/")
    ask_for_help(page)
    page.on("request", lambda request: request.is_navigation_request() and asked.append(request.url))
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_timeout(1500)
    assert asked[0].endswith("/help/leave/")
    assert asked[1] == "https://www.bbc.co.uk/weather"
    page.goto("/help/check/")
    assert "Nothing is kept from before" in said(page)


def test_a_health_visitor_contributes_and_sees_no_more_than_they_may(journey, outside, records):
    child = records(HERS)[0][0]
    worker = journey("social.worker")
    link, code = ask_a_partner(worker, child)
    name = worker.inner_text(".kith-banner__name") if worker.locator(".kith-banner__name").count() else ""
    visitor = outside()
    visitor.goto(link)
    assert "Enter your code" in said(visitor)
    visitor.fill("input[name=code]", "zzzz-zzzz")
    send(visitor)
    assert "This is not the code" in said(visitor)
    visitor.fill("input[name=code]", code.upper().replace("-", " "))
    send(visitor)
    assert "Were the appointments of the last six months kept?" in said(visitor)
    last = name.split()[-1] if name else "no such name"
    assert last not in said(visitor)
    visitor.fill("textarea[name=text]", "Two of six were missed; the last was kept.")
    with visitor.expect_navigation():
        visitor.click("text=Save and come back later")
    assert "not sent yet" in said(visitor)
    visitor.goto(f"/children/{child}/")
    assert "/sign-in/" in visitor.url
    visitor.goto(link)
    send(visitor)
    assert "Sent: thank you" in said(visitor)
    visitor.goto(link)
    assert "This link cannot be used" in said(visitor)
    worker.goto("/notices/")
    assert "Jo Marsh, health visitor" in said(worker)
    worker.goto(f"/children/{child}/protection/")
    assert "Two of six were missed; the last was kept." in said(worker)
