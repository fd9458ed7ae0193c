"""Makes a return that is built, checked and signed off, by the pages and as two people do it."""

from kith.web.tests.browser.sending import send


def sign_off(kept) -> dict[str, list[str]]:
    """Build, check and sign; from where the analyst and the head of service look."""
    build = built(kept("analyst").page)
    before = f"{build}sign-off/"
    check(kept("analyst").page, before)
    signed = sign(kept("head.of.service").page, before)
    return {"analyst": [build, before, signed], "head.of.service": [before, signed]}


def built(page) -> str:
    """The address of a return that was built."""
    page.goto("/returns/")
    send(page)
    page.wait_for_selector("text=Rules that were not run", timeout=60_000)
    return page.url


def check(page, before: str) -> None:
    page.goto(f"{before}check/")
    page.fill("textarea[name=saw]", "Every total, and every rule with issues.")
    for box in page.locator("textarea[name^=why_]").all():
        box.fill("Known, and told to the department.")
    send(page)


def sign(page, before: str) -> str:
    page.goto(f"{before}sign/")
    page.check("input[name=sure]")
    send(page)
    return page.url
