"""The gallery in a real browser: no axe violations, nothing wider than a phone, nothing the policy stops."""

import mimetypes

import pytest
from django.conf import settings
from django.template import loader

from kith.web.gallery import gallery_context

pytestmark = pytest.mark.browser

ADDRESS = "http://127.0.0.1/gallery/"
AXE = settings.ROOT / "node_modules" / "axe-core" / "axe.min.js"
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
FAULTS = (
    "axe.run().then(found => found.violations.map(fault => [fault.id, fault.nodes.map(node => node.html)]))"
)


def opened(browser, width, *, bypass_csp):
    """The gallery with its built assets, answered here: no server and no database."""
    page = browser.new_page(viewport={"width": width, "height": 900}, bypass_csp=bypass_csp)
    page.said = []
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.on("console", lambda message: page.said.append(message.text) if message.type == "error" else None)
    page.route("**/*", answer)
    assert page.goto(ADDRESS).status == 200
    page.wait_for_selector("body.govuk-frontend-supported .moj-button-menu__toggle-button")
    return page


def answer(route):
    if route.request.url == ADDRESS:
        body = loader.get_template("gallery/index.html").render(gallery_context())
        return route.fulfill(
            body=body, content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": policy()}
        )
    name = route.request.url.split("/static/")[-1]
    found = next(
        path for path in (settings.BUILD / "static" / name, settings.BUILD / "assets" / name) if path.exists()
    )
    return route.fulfill(path=found, content_type=mimetypes.guess_type(found)[0])


def policy() -> str:
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())


@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(browser, width):
    page = opened(browser, width, bypass_csp=True)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(FAULTS) == []
    assert not page.evaluate(TOO_WIDE)


def test_the_policy_stops_nothing_and_the_scripts_run(browser):
    page = opened(browser, 1280, bypass_csp=False)
    assert page.said == []
    page.check("#example-why-2")
    assert page.is_visible("#example-notice")


def test_the_first_key_pressed_finds_the_skip_link(browser):
    page = opened(browser, 1280, bypass_csp=False)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Skip to main content"
