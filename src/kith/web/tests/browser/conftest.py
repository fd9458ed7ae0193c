"""Fixtures of the browser tests: sign-ins that are kept, and every address with somebody who may open it."""

import pytest
from django.urls import reverse

from kith.testing.served import environment_for, kith
from kith.web.tests.browser.asking import ask_a_worker
from kith.web.tests.browser.finding import LOOKERS, Found
from kith.web.tests.browser.looking import Looked
from kith.web.tests.browser.partners import places_of_the_public
from kith.web.tests.browser.preparing import prepare
from kith.web.tests.browser.privacy import told_of_people
from kith.web.tests.browser.protecting import protect
from kith.web.tests.browser.sealing import adoption_records
from kith.web.tests.browser.seldom import make_seldom
from kith.web.tests.browser.sending import sign_in
from kith.web.tests.browser.signing_off import sign_off


@pytest.fixture(scope="session")
def kept(served, browser):
    """A page for each sign-in, opened once and kept; the content policy holds in it as it does for everybody."""
    pages = {}

    def of(username: str) -> Looked:
        if username not in pages:
            page = browser.new_context(base_url=served).new_page()
            pages[username] = Looked(sign_in(page, username) if username else page)
        return pages[username]

    yield of
    for looked in pages.values():
        looked.page.context.close()


# The pages of signing in. What they show once a password is given is looked at in test_signing_in.py.
DOORS = ("sign-in", "sign-in-help", "second-step-code", "second-step-key", "second-step-recovery", "one-time-code",
         "new-password", "provider", "provider-back")  # fmt: skip
# Browsers let keys be used on names of this machine only, and the demonstration is looked at by its number.
A_KEY = """
INSERT INTO access_securitykey (user_id, name, number, credential, uses, added_at)
SELECT id, 'Blue key', 'x', 'x', 0, now() FROM access_user WHERE username = 'provider' RETURNING 1
"""
# A relative of the social worker's children whose birth date is not known, and so may need a record of their own.
MAY_NEED_A_RECORD = """
SELECT person.id FROM people_person person
JOIN people_relationship kin ON kin.person_id = person.id AND kin.end_on IS NULL
JOIN workforce_allocation held ON held.child_id = kin.other_id AND held.end_on IS NULL
JOIN workforce_worker worker ON worker.id = held.worker_id
JOIN access_user login ON login.id = worker.user_id AND login.username = 'social.worker'
WHERE person.record_opened_on IS NULL AND person.died_on IS NULL
  AND (person.born_on IS NULL OR person.born_on > CURRENT_DATE - INTERVAL '25 years') ORDER BY person.id
"""


@pytest.fixture(scope="session")
def found(kept, records, served_urls) -> Found:
    """Every address that links lead to, once there is something of everything."""
    starts = prepare(kept)
    records(A_KEY)
    starts["adoption.worker"] = adoption_records(kept("adoption.worker").page, records)
    starts["social.worker"] += [f"/people/{person}/" for (person,) in records(MAY_NEED_A_RECORD)[:3]]
    for more in (
        make_seldom(kept, records, served_urls),
        sign_off(kept),
        ask_a_worker(kept),
        protect(records),
    ):
        for username, pages in more.items():
            starts[username] = [*starts.get(username, []), *pages]
    kith(environment_for(served_urls), "rebuild")  # what was written past Kith has its deadlines, too
    starts["social.worker"] += ["/notices/"]
    child = next(page for page in starts["social.worker"] if page.endswith("/protection/")).split("/")[2]
    outside = places_of_the_public(kept, child)
    starts["front.door"] = [*starts.get("front.door", []), "/contacts/asked-online/"]
    starts["social.worker"] += [f"/children/{child}/contributions/"]
    doors = {name: ("", reverse(name)) for name in DOORS}
    mine = {"account-confirm": ("provider", reverse("account-confirm"))}
    addresses = Found({"home": ("health.visitor", "/")} | doors | mine | outside)
    for username in LOOKERS:
        addresses.look(username, kept(username).page.request.get, ["/", *starts.get(username, [])])
    return addresses


@pytest.fixture
def journey(served, browser, served_log, records):
    """Begin a journey as somebody: a fresh browser. No name and no date of birth may be left in an address or the log."""
    before, asked, contexts = served_log.stat().st_size, [], []

    def begin(username: str, **how):
        contexts.append(browser.new_context(base_url=served, **how))
        contexts[-1].on("request", lambda request: asked.append(request.url))
        return sign_in(contexts[-1].new_page(), username)

    yield begin
    for context in contexts:
        context.close()
    assert told_of_people(records, [*asked, *served_log.read_text()[before:].splitlines()]) == []
