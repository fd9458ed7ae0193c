"""Asks for help as a family does, and asks a partner as a worker does: so that both have pages to look at."""

import re
from urllib.parse import urlsplit

from kith.web.tests.browser.sending import send

SAID = {
    "child0-given": "Pippa", "child0-age": "7", "worries": "She is afraid to go home.", "telephone": "01632 960 199",
    "when": "After school",
}  # fmt: skip
FORM = "main form[method=post]"


def ask_for_help(page) -> None:
    """Answer every question; what is left is to check and send."""
    page.goto("/help/")
    send(page)
    page.check("input[name=whom][value=mine]")
    send(page)
    page.fill("input[name=child0-given]", SAID["child0-given"])
    page.fill("input[name=child0-age]", SAID["child0-age"])
    with page.expect_navigation():
        page.click("main button:text-is('Continue')")
    page.fill("textarea[name=worries]", SAID["worries"])
    send(page)
    send(page)  # what is going well, and what would help, may stay empty
    send(page)
    page.fill("input[name=telephone]", SAID["telephone"])
    send(page)
    page.check("input[name=avoid][value=message]")
    page.fill("textarea[name=when]", SAID["when"])
    send(page)


def ask_a_partner(page, child: str) -> tuple[str, str]:
    """The link's address here, and its code."""
    page.goto(f"/children/{child}/contributions/new/")
    for name, value in (("to", "conference"), ("basis", "enquiry")):
        page.check(f"input[name={name}][value={value}]")
    page.check("input[name=shown][value=born]")
    page.fill("input[name=partner]", "Jo Marsh, health visitor")
    page.fill("textarea[name=question]", "Were the appointments of the last six months kept?")
    page.fill("textarea[name=because]", "A section 47 enquiry is under way, and the parents know.")
    with page.expect_navigation():
        page.click("main button:text-is('Make the link')")
    address = page.inner_text("main .kith-link")
    (code,) = re.findall(r"\b[a-z0-9]{4}-[a-z0-9]{4}\b", page.inner_text("main"))
    return urlsplit(address).path, code


def places_of_the_public(kept, child: str) -> dict[str, tuple[str, str]]:
    """The public's own pages, which no link inside the service leads to; a request is left waiting for the front door."""
    family = kept("").page
    for _ in range(2):
        ask_for_help(family)
        send(family)
    ask_for_help(family)
    link, _ = ask_a_partner(kept("social.worker").page, child)
    return {
        "help-start": ("", "/help/"), "help-question": ("", "/help/who/"), "help-check": ("", "/help/check/"),
        "help-leave": ("", "/help/leave/"), "help-forget": ("", "/help/forget/"), "contribute": ("", link),
    }  # fmt: skip
