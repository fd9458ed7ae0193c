"""Signing in and one's own account in a real browser: every page as it is when it is needed, keys, and the session's end."""

import re
import time

import pytest

from kith.access import totp
from kith.demo.accounts import PASSWORD
from kith.web.tests.browser.looking import Looked
from kith.web.tests.browser.preparing import add_key, set_up_app, with_a_key
from kith.web.tests.browser.sending import send, sign_in

pytestmark = pytest.mark.browser
FORM = "main form"


@pytest.fixture
def looked(served, browser):
    """Begin as nobody, on a name of this machine that browsers let keys be used on; the policy holds."""
    contexts = []

    def begin() -> Looked:
        contexts.append(browser.new_context(base_url=served.replace("127.0.0.1", "localhost")))
        return Looked(contexts[-1].new_page())

    yield begin
    for context in contexts:
        context.close()


def is_sound(looked: Looked, heading: str) -> None:
    assert looked.page.inner_text("h1") == heading
    assert looked.faults() == []


def code(secret: bytes, away: int = 0) -> str:
    return totp.code_at(secret, int(time.time()) // totp.EVERY + away)


def sign_out(page) -> None:
    send(page, ".kith-header form")


def remove_second_steps(records, username: str) -> None:
    for table in ("authenticatorapp", "securitykey", "recoverycode"):
        records(
            f"DELETE FROM access_{table} USING access_user login WHERE user_id = login.id AND username = %s RETURNING 1",
            username,
        )


def test_an_app_is_set_up_and_asked_for_and_a_recovery_code_stands_in_for_it(looked, records):
    seen = looked()
    page = seen.page
    sign_in(page, "placements")
    secret = set_up_app(page)
    is_sound(seen, "Your recovery codes")
    paper = page.locator(".kith-codes li").first.inner_text()
    sign_out(page)
    sign_in(page, "placements")
    is_sound(seen, "Enter the code from your app")
    page.fill("[name=code]", "000000")
    send(page, FORM)
    is_sound(seen, "Enter the code from your app")
    assert "The code does not fit" in page.inner_text(".govuk-error-summary")
    page.fill("[name=code]", code(secret, away=1))
    send(page, FORM)
    assert page.locator(".kith-header form").count() == 1
    sign_out(page)
    sign_in(page, "placements")
    page.click("text=Use a code from paper")
    is_sound(seen, "Use a code from paper")
    page.fill("[name=code]", paper)
    send(page, FORM)
    assert "You have 9 codes left" in page.inner_text("main")
    remove_second_steps(records, "placements")


def test_a_security_key_is_added_and_opens_the_account_and_another_browser_has_it_not(looked, records):
    seen = looked()
    page = seen.page
    sign_in(page, "duty.worker")
    with_a_key(page)
    page.goto("/account/keys/new/")
    is_sound(seen, "Add a security key")
    add_key(page)
    is_sound(seen, "Your recovery codes")
    page.goto("/account/")
    is_sound(seen, "Your account")
    sign_out(page)
    sign_in(page, "duty.worker")
    is_sound(seen, "Use your security key")
    send(page, FORM)
    assert page.locator(".kith-header form").count() == 1
    other = looked()
    sign_in(other.page, "duty.worker")
    with_a_key(other.page)
    send(other.page, FORM)
    is_sound(other, "Use your security key")
    assert "The key did not answer" in other.page.inner_text(".govuk-error-summary")
    assert other.page.locator(".kith-header form").count() == 0
    remove_second_steps(records, "duty.worker")


def test_a_leavers_key_opens_nothing(looked, records):
    page = looked().page
    sign_in(page, "front.door")
    with_a_key(page)
    add_key(page)
    sign_out(page)
    sign_in(page, "front.door")
    day = "UPDATE access_user SET ended_on = {} WHERE username = 'front.door' RETURNING 1"
    records(day.format("CURRENT_DATE"))
    send(page, FORM)
    assert page.url.endswith("/sign-in/")
    records(day.format("NULL"))
    remove_second_steps(records, "front.door")


def test_an_administrator_gives_a_code_and_a_forgotten_password_is_replaced(looked, records):
    kept = records("SELECT password FROM access_user WHERE username = 'inspector'")[0][0]
    admin, seen = looked(), looked()
    sign_in(admin.page, "administrator")
    admin.page.fill("[name=words]", "inspector")
    send(admin.page, FORM)
    is_sound(admin, "Accounts")
    admin.page.click("main table a")
    admin.page.click("text=Make a one-time code")
    admin.page.check("[value=both]")
    send(admin.page, FORM)
    is_sound(admin, "One-time code for Petra Vaselka")
    given = admin.page.inner_text("main .kith-code--alone")
    page = seen.page
    page.goto("/sign-in/")
    page.click("text=I cannot sign in")
    page.click("text=Use a one-time code")
    page.fill("[name=username]", "Inspector")
    page.fill("[name=code]", given.upper())
    send(page, FORM)
    is_sound(seen, "Choose a new password")
    for box in ("password", "again"):
        page.fill(f"[name={box}]", PASSWORD + " anew")
    send(page, FORM)
    assert "Toby Lodholt made a one-time code for your account" in page.inner_text("main")
    is_sound(seen, "Nothing is shared with you yet")
    records("UPDATE access_user SET password = %s WHERE username = 'inspector' RETURNING 1", kept)


def soon_over(page, left: int, day: int = 9_999) -> list:
    """The server says that so many seconds are left; what it was asked."""
    asked: list = []

    def answer(route):
        asked.append(route.request.post_data or "")
        stays = "stay" in asked[-1]
        route.fulfill(json={"left": min(1800, day) if stays else left, "day": day})

    page.route(re.compile("/session/$"), answer)
    return asked


def test_two_minutes_before_the_end_somebody_is_warned_and_can_stay(looked):
    seen = looked()
    page = seen.page
    page.clock.install()
    sign_in(page, "head.of.service")
    asked = soon_over(page, 110)
    page.clock.fast_forward(29 * 60 * 1000)
    page.wait_for_selector("dialog[open]")
    assert page.evaluate("document.activeElement.closest('dialog') !== null")
    assert "signed out in 2 minutes" in page.inner_text("dialog")
    assert seen.faults() == []
    page.click("text=Stay signed in")
    page.wait_for_selector("dialog", state="hidden")
    assert any("stay" in each for each in asked) and "stay" not in asked[0]


def test_whoever_went_on_in_another_window_is_not_warned(looked):
    page = looked().page
    page.clock.install()
    sign_in(page, "head.of.service")
    asked = soon_over(page, 1700)
    page.clock.fast_forward(29 * 60 * 1000)
    page.wait_for_function("() => true")
    page.clock.run_for(2_000)
    assert asked and page.locator("dialog[open]").count() == 0


def test_at_the_end_of_a_session_the_record_leaves_the_screen(looked, records):
    page = looked().page
    page.clock.install()
    sign_in(page, "head.of.service")
    page.goto("/service/")
    key = next(each["value"] for each in page.context.cookies() if each["name"] == "kith")
    records("DELETE FROM django_session WHERE session_key = %s RETURNING 1", key)
    page.clock.fast_forward(29 * 60 * 1000)
    page.wait_for_url("**/sign-in/?next=%2Fservice%2F&ended=1")
    assert "You were signed out" in page.inner_text("main")


def test_without_script_keys_are_not_offered_and_the_rest_works(browser, served, records):
    context = browser.new_context(base_url=served, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, "placements")
    set_up_app(page)
    page.goto("/account/keys/new/")
    assert "need JavaScript" in page.inner_text("main") and not page.is_visible(f"{FORM} button")
    remove_second_steps(records, "placements")
    context.close()
