"""Journeys of a colleague, a manager and the analyst, with a real browser on the served demonstration."""

import pytest

from kith.returns.tests.making import ONE_CHILD, files
from kith.web.tests.browser.sending import send
from kith.web.tests.browser.test_journeys_of_a_social_worker import HERS, said

pytestmark = pytest.mark.browser

# One child whose history stands, and one who left before they came.
CAME_TOO_LATE = ONE_CHILD.replace(
    "SC123456\n",
    "SC123456\nA2     05/06/2017  S    V2  N1   U6     PR1             01/06/2017  X1   .                    .          .         .\n",
)


def load(page, text: str, *, team: str = "") -> None:
    """Send a return by the page, confirm its years, and wait until it is loaded."""
    page.click("text=Load a return")
    sent = [{"name": name, "mimeType": "text/csv", "buffer": data} for name, data in files(text).items()]
    page.set_input_files("input[type=file]", sent)
    send(page)
    assert "Are these the right years?" in said(page)
    page.select_option("[name=team]", label=team) if team else None
    send(page)
    page.wait_for_selector("text=Undo this load", timeout=60_000)


def test_a_colleague_gives_a_reason_and_the_team_manager_can_see_it(journey, records):
    child = records(HERS)[0][0]
    page = journey("duty.worker")
    page.goto(f"/children/{child}/")
    assert "Why do you need this record?" in said(page)
    page.fill("textarea[name=reason]", "The school rang while the worker was in court.")
    send(page)
    assert page.url.endswith(f"/children/{child}/")
    manager = journey("team.manager")
    assert "The school rang while the worker was in court." in said(manager)


def test_a_manager_allocates_a_child_who_waits_for_a_worker(journey, records):
    (team,) = records(
        "SELECT team.name FROM workforce_team team JOIN workforce_teammembership member ON team.id = team_id "
        "JOIN workforce_worker worker ON worker.id = worker_id JOIN access_user ON access_user.id = user_id "
        "WHERE username = 'team.manager' AND manages"
    )[0]
    load(journey("analyst"), ONE_CHILD.replace("A1 ", "W1 "), team=team)
    child = records("SELECT id FROM people_person WHERE authority_id = 'W1'")[0][0]
    page = journey("team.manager")
    page.click(f"h2:text('No worker: allocate') + ul a[href*='/{child}/']")
    page.goto(f"/children/{child}/workers/new/")
    page.select_option("[name=worker]", label="Tilly Fallowmere")
    send(page)
    assert "The child is allocated" in said(page)
    page.goto("/team/")
    assert page.locator(f"h2:text('No worker: allocate') + ul a[href*='/{child}/']").count() == 0


def test_the_analyst_loads_a_return_finds_the_child_left_out_and_why_and_undoes_it(journey, records):
    page = journey("analyst")
    load(page, CAME_TOO_LATE.replace("A1 ", "L1 ").replace("A2 ", "L2 "))
    assert "L2" in said(page) and "To mend it" in said(page)
    assert records("SELECT count(*) FROM people_person WHERE authority_id IN ('L1', 'L2')") == [(1,)]
    with page.expect_navigation():
        page.click("button:text('Undo this load')")
    page.wait_for_selector("h1:text('undone')", timeout=60_000)
    assert records("SELECT count(*) FROM people_person WHERE authority_id IN ('L1', 'L2')") == [(0,)]
