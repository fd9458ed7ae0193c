"""Every page there is, looked at on a desk and on a phone, with errors and without."""

import pytest

from kith.web.tests.browser.finding import every_name
from kith.web.tests.browser.sending import has_form, send_empty, send_wrong_date
from kith.web.tests.decided import NOTHING, read

pytestmark = pytest.mark.browser

# To be taken away or asked by a script, not to be looked at.
FILES = {
    "drafts-key",
    "timeline-picture",
    "genogram-picture",
    "document-file",
    "load-issues-file",
    "built-return-files",
    "file-check-file",
    "file-check-issues-file",
    "audit-file",
    "reconciliation-file",
    "signed-return-file",
    "notices-count",
}
# Their first form cannot be filled in wrongly: one always has a year, the other's first button adds a child to it.
NEVER_WRONG = {"returns", "contact-take"}
ONLY_SENT = {page for (page, method), kind in read().pages.items() if (method, kind) == ("GET", NOTHING)}
LEADS_AWAY = {"help-leave"}  # to another site: test_journeys_of_partners.py goes there
PAGES = sorted(every_name() - FILES - ONLY_SENT - LEADS_AWAY)


def test_links_lead_to_every_address(found):
    assert not found.missing


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_file_is_there(found, kept, name):
    username, address = found.places[name]
    assert kept(username).page.request.get(address).status == 200


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_sound_and_its_form_too_when_filled_in_wrongly(found, kept, name):
    username, address = found.places[name]
    looked = kept(username).opened(address)
    assert looked.faults() == []
    if name in NEVER_WRONG or not has_form(looked.page):
        return
    send_empty(looked.page)
    assert looked.faults() == []
    assert looked.page.locator(".govuk-error-summary").count()
    if send_wrong_date(looked.page):
        assert looked.faults() == []
        assert "must be a real date" in looked.page.inner_text(".govuk-error-summary")
