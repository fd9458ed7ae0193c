"""Words are never lost: a real browser, and everything that can happen to it while somebody writes."""

import json
import re
import subprocess
import time

import pytest
from django.conf import settings

from kith.testing.killing import family_of, kill
from kith.testing.served import address as address_said
from kith.testing.served import command, environment_for
from kith.web.tests.browser.sending import send, sign_in
from kith.web.tests.browser.test_journeys_of_a_social_worker import HERS, said

pytestmark = pytest.mark.browser

PATIENCE = 120  # seconds for what must happen on a busy machine; when it happens the test goes on at once
LONG = PATIENCE * 1000
BOX = "textarea[name=text]"
KEPT = "SELECT count(*) FROM casework_draft WHERE finished_at IS NULL AND dropped_at IS NULL AND values::text LIKE %s"
LOCKED = """async () => {
  const open = await new Promise((ok) => { const asked = indexedDB.open("kith", 1); asked.onsuccess = () => ok(asked.result) })
  if (!open.objectStoreNames.contains("locked")) return []
  const rows = await new Promise((ok) => {
    const asked = open.transaction("locked").objectStore("locked").getAll(); asked.onsuccess = () => ok(asked.result) })
  open.close()
  return rows.map((row) => JSON.stringify({ ...row, data: String.fromCharCode(...new Uint8Array(row.data)) }))
}"""


@pytest.fixture
def child(records) -> int:
    """A child of the social worker's, of whom nobody is writing anything."""
    records(
        "UPDATE casework_draft SET dropped_at = now() WHERE finished_at IS NULL AND dropped_at IS NULL RETURNING id"
    )
    return records(HERS)[0][0]


def open_note(page, child: int):
    page.goto(f"/children/{child}/notes/new/")
    return page


def write(page, words: str) -> None:
    page.locator(BOX).focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def wait_for(what, patience: int = PATIENCE) -> None:
    """Wait until it is so."""
    until = time.monotonic() + patience
    while not what():
        assert time.monotonic() < until, "what was waited for did not happen"
        time.sleep(0.2)


def on_server(records, words: str) -> None:
    wait_for(lambda: records(KEPT, f"%{words}%")[0][0] == 1)


def warned(page, words: str) -> None:
    page.wait_for_selector(f"#draft-status:has-text('{words}')", timeout=LONG)


def in_box(page, words: str) -> None:
    page.wait_for_function("([box, words]) => document.querySelector(box)?.value.includes(words)", arg=[BOX, words], timeout=LONG)  # fmt: skip


def locked_in(page) -> list[str]:
    return page.evaluate(LOCKED)


def test_a_form_that_is_sent_back_stays_as_it_is(journey, child):
    page = open_note(journey("social.worker"), child)
    write(page, "Robin counted the swans.")
    send(page)
    wait_for(lambda: locked_in(page) == [])
    page.wait_for_load_state("networkidle")
    assert page.locator(".govuk-error-summary").count() == 1
    in_box(page, "counted the swans")


def test_a_tab_is_closed_and_the_words_are_there_again(journey, records, child):
    page = open_note(journey("social.worker"), child)
    write(page, "Robin laughed at the ducks.")
    warned(page, "Draft saved")
    on_server(records, "laughed at the ducks")
    page.close()
    again = open_note(page.context.new_page(), child)
    assert again.input_value(BOX) == "Robin laughed at the ducks."
    assert "This is your draft" in said(again)


def test_words_typed_a_moment_before_leaving_the_page_are_kept(journey, records, child):
    page = open_note(journey("social.worker"), child)
    write(page, "The last word")
    page.goto("/day/")
    on_server(records, "The last word")


def test_the_connection_is_lost_and_comes_back(journey, records, child):
    page = open_note(journey("social.worker"), child)
    page.context.set_offline(True)
    write(page, "Written in a tunnel.")
    warned(page, "There is no connection")
    page.context.set_offline(False)
    on_server(records, "Written in a tunnel.")
    warned(page, "Draft saved")
    wait_for(lambda: locked_in(page) == [])


def test_a_tab_closed_while_there_is_no_connection_is_sent_from_the_next_page(journey, records, child):
    page = open_note(journey("social.worker"), child)
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    write(page, "Written in a cellar.")
    warned(page, "There is no connection")
    page.close()
    page.context.set_offline(False)
    next_page = page.context.new_page()
    next_page.goto("/day/")
    on_server(records, "Written in a cellar.")
    wait_for(lambda: locked_in(next_page) == [])


def test_what_waits_in_the_browser_is_locked_and_nobody_else_opens_it(journey, records, child):
    page = open_note(journey("social.worker"), child)
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    write(page, "Nobody else may read this.")
    warned(page, "There is no connection")
    (row,) = locked_in(page)
    assert "Nobody" not in row and set(json.loads(row)) == {"iv", "data", "turn"}
    page.context.clear_cookies()  # first: a page that closes still sends its last words, which is as it should be
    page.close()
    page.context.set_offline(False)
    other = sign_in(page.context.new_page(), "team.manager")
    other.goto(f"/children/{child}/notes/new/")
    other.wait_for_load_state("networkidle")
    assert other.input_value(BOX) == "" and len(locked_in(other)) == 1
    assert records(KEPT, "%Nobody else may read%")[0][0] == 0
    other.context.clear_cookies()
    back = sign_in(other, "social.worker")
    on_server(records, "Nobody else may read this.")
    wait_for(lambda: locked_in(back) == [])


def test_a_session_that_ended_asks_to_sign_in_and_the_words_are_sent_after_it(journey, records, child):
    page = open_note(journey("social.worker"), child)
    write(page, "Before. ")
    on_server(records, "Before.")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    write(page, "After.")
    warned(page, "You are signed out")
    with page.context.expect_page() as opened:
        page.click("text=Sign in again (opens in a new tab)")
    sign_in(opened.value, "social.worker")
    page.bring_to_front()
    on_server(records, "Before. After.")
    assert page.input_value(BOX) == "Before. After."


def test_somebody_else_who_signs_in_meanwhile_is_not_given_the_words(journey, records, child):
    page = open_note(journey("social.worker"), child)
    write(page, "Mine. ")
    on_server(records, "Mine.")
    page.context.clear_cookies()
    sign_in(page.context.new_page(), "team.manager")
    page.bring_to_front()
    write(page, "Still mine.")
    warned(page, "You are signed out")
    assert records(KEPT, "%Still mine.%")[0][0] == 0


def test_signing_out_warns_of_words_that_could_not_be_sent_and_leaves_nothing_once_they_are(
    journey, records, child
):
    page = open_note(journey("social.worker"), child)
    page.context.route("**/children/*/drafts/", lambda route: route.abort())
    write(page, "Not sent yet.")
    warned(page, "There is no connection")
    page.click("text=Sign out")
    page.wait_for_selector("text=Some of what you wrote has not been sent yet", timeout=LONG)
    page.context.unroute("**/children/*/drafts/")
    page.click("text=Stay signed in >> visible=true")
    on_server(records, "Not sent yet.")
    page.click("header >> text=Sign out")
    page.wait_for_url(re.compile("/sign-in/"), timeout=LONG)
    assert locked_in(page) == []


def test_the_draft_is_there_on_another_machine(journey, records, child):
    page = open_note(journey("social.worker"), child)
    write(page, "Begun at the desk.")
    on_server(records, "Begun at the desk.")
    phone = journey("social.worker", viewport={"width": 390, "height": 844})
    assert "Your drafts (1)" in said(phone)
    phone.click("#drafts + ul a")
    assert phone.input_value(BOX) == "Begun at the desk."


def test_without_script_the_save_draft_button_is_enough(journey, records, child):
    page = open_note(journey("social.worker", java_script_enabled=False), child)
    page.fill(BOX, "Written without script.")
    page.click("button:text-is('Save draft')")
    assert "Draft saved" in said(page)
    assert page.input_value(BOX) == "Written without script."
    on_server(records, "Written without script.")


def test_two_who_write_in_one_draft_are_told_and_both_versions_are_kept(journey, records, child):
    desk = open_note(journey("social.worker"), child)
    car = open_note(journey("social.worker"), child)
    write(desk, "From the desk.")
    on_server(records, "From the desk.")
    write(car, "From the car.")
    warned(car, "You also wrote here")
    car.click("text=See both versions")
    car.wait_for_selector("text=There is another version", timeout=LONG)
    assert car.input_value(BOX) == "From the car." and "From the desk." in said(car)
    car.click("button:text-is('Keep both versions')")
    car.wait_for_selector("text=Both versions are in the draft", timeout=LONG)
    assert car.input_value(BOX) == "From the car.\n\nFrom the desk."


def test_a_colleague_who_opens_the_same_form_is_told_who_is_writing(journey, records, child):
    page = open_note(journey("social.worker"), child)
    write(page, "Only mine.")
    on_server(records, "Only mine.")
    manager = open_note(journey("team.manager"), child)
    assert "Somebody else is writing here too" in said(manager)
    assert "Only mine." not in said(manager) and manager.input_value(BOX) == ""


@pytest.fixture
def mortal(served_urls, served, tmp_path):
    """A server of the same demonstration that can be killed and started again at the same address."""
    log, running = tmp_path / "log", []

    def start(port: int = 0) -> str:
        said = log.open("wb")
        running.append(
            subprocess.Popen(
                command("serve", f"--port={port}"), env=environment_for(served_urls), stdout=said, stderr=said
            )
        )
        return address_said(running[-1], log)

    yield start, lambda: kill(family_of(running[-1].pid))
    kill([number for each in running for number in family_of(each.pid)])
    for each in running:
        each.wait()


def test_the_server_is_killed_while_somebody_writes(mortal, browser, records, child):
    start, kill_it = mortal
    address = start()
    page = sign_in(browser.new_context(base_url=address).new_page(), "social.worker")
    open_note(page, child)
    write(page, "Before the crash. ")
    on_server(records, "Before the crash.")
    kill_it()
    write(page, "After the crash.")
    warned(page, "There is no connection")
    start(int(address.rsplit(":", 1)[1]))
    on_server(records, "Before the crash. After the crash.")
    page.context.close()
