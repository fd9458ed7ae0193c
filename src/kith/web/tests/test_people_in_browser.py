"""Pages of people in a real browser, on a phone: no axe violations with errors and without, nothing too broad."""

import pytest
from django.conf import settings

from kith.demo.accounts import PASSWORD

pytestmark = pytest.mark.browser
AXE = settings.ROOT / "node_modules" / "axe-core" / "axe.min.js"
FAULTS = (
    "axe.run().then(found => found.violations.map(fault => [fault.id, fault.nodes.map(node => node.html)]))"
)
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
OF_CHILD = ["family", "details", "workers", "card"]
FORMS = ["relationships/new", "relationships/new/?person=new", "responsibility/new", "families/new", "professionals/new",
         "alerts/new", "withheld/new"]  # fmt: skip
OF_PERSON = ["names/new", "addresses/new", "telephones/new", "emails/new", "death"]


def signed_in(page, username):
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto("/sign-in/")
    page.fill("input[name=username]", username)
    page.fill("input[name=password]", PASSWORD)
    send_form(page)
    return page


def send_form(page):
    with page.expect_navigation():
        page.click("main form button[type=submit]")


def look(page):
    """What is wrong with the page now open."""
    page.add_script_tag(path=AXE)
    found = page.evaluate(FAULTS)
    return [*found, *(["too wide"] if page.evaluate(TOO_WIDE) else [])]


def faults(page, address, *, send=False):
    """What is wrong with a page, and with its errors once it was sent empty."""
    assert page.goto(address).status == 200, address
    found = look(page)
    if send:
        send_form(page)
        assert page.query_selector(".govuk-error-summary"), address
        found += look(page)
    return {address: found} if found else {}


def test_a_social_worker_reads_and_fills_in_what_concerns_people(page):
    signed_in(page, "social.worker").goto("/day/")
    child = page.get_attribute("main a[href^='/children/']", "href").split("/")[2]
    wrong = {}
    for name in OF_CHILD:
        wrong |= faults(page, f"/children/{child}/{name}/")
    for name in FORMS:
        wrong |= faults(page, f"/children/{child}/{name}{'' if '?' in name else '/'}", send=True)
    for name in OF_PERSON:
        wrong |= faults(page, f"/people/{child}/{name}/", send=True)
    assert wrong == {}


@pytest.mark.parametrize("words", ["an", "zzqx"])
def test_a_search_is_read_on_a_phone(page, words):
    signed_in(page, "social.worker")
    assert faults(page, "/search/", send=True) == {}
    page.fill("input[name=words]", words)
    send_form(page)
    page.wait_for_selector("h2:text('Results')")
    assert look(page) == []


def test_a_manager_and_a_head_of_service_look_at_teams_on_a_phone(page):
    signed_in(page, "team.manager")
    wrong = faults(page, "/team/") | faults(page, "/team/cover/new/", send=True)
    page.context.clear_cookies()
    signed_in(page, "head.of.service")
    assert wrong | faults(page, "/team/") | faults(page, "/service/") == {}
