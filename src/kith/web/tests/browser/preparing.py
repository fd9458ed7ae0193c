"""Makes, by the pages, the little that the demonstration has none of: cover, a load, an unfinished note and the like."""

import base64
import time

from kith.access import totp
from kith.returns.tests.making import ONE_CHILD, files
from kith.web.tests.browser.sending import send

PAGES = (
    "",
    "details/",
    "family/",
    "homes/",
    "missing/",
    "visits/",
    "assessments/",
    "family-help/",
    "protection/",
    "court/",
)  # those with rows that only some children have


def prepare(kept) -> dict[str, list[str]]:
    """Make them; give further pages from which each sign-in looks."""
    worker = kept("social.worker").page
    worker.goto("/day/")
    children_of_day = children_of(worker)
    child, *_ = children_of_day
    theirs = [f"/children/{one}/{page}" for one in children_of_day for page in PAGES]
    note = write_an_unfinished_note(worker, child)
    add_a_name(worker, child)
    add_an_email_address(worker, child)
    missing = report_missing(worker, child)
    begin_a_draft(worker, child)
    record_secure_stay(worker, child)
    set_up_app(kept("provider").page)
    arrange_cover(kept("team.manager").page)
    loads = [
        send_a_return(kept("analyst").page),
        read_a_return(kept("analyst").page, ONE_CHILD.replace("A1 ", "A3 ")),
        check_a_return(kept("analyst").page),
    ]
    past = [f"/children/{one}/deadlines/?show=past&whole=1" for one in children_of_day]
    past += [
        f"/children/{one}/{page}"
        for one in children_of_day
        for page in ("assessments/", "protection/", "court/")
    ]
    found = look_for(worker, "an")
    return {"social.worker": [note, missing, found, *theirs], "team.manager": past, "analyst": loads}


def children_of(page) -> list[str]:
    """The numbers of the children on a worker's day."""
    links = page.locator("main a[href^='/children/']").all()
    return list(dict.fromkeys(link.get_attribute("href").split("/")[2] for link in links))


def set_up_app(page) -> bytes:
    """Set up an authenticator app by the letters of its page; the secret."""
    page.goto("/account/app/")
    page.click("summary")
    letters = page.inner_text("main .kith-code--alone").replace(" ", "")
    secret = base64.b32decode(letters + "=" * (-len(letters) % 8))
    page.fill("[name=code]", totp.code_at(secret, int(time.time()) // totp.EVERY))
    send(page, "main form")
    return secret


def with_a_key(page) -> None:
    """From now on the browser has a security key that is touched as soon as it is asked."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "usb", "automaticPresenceSimulation": True}
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": key})


def add_key(page) -> None:
    page.goto("/account/keys/new/")
    page.fill("[name=name]", "Blue key")
    send(page, "main form")


def write_an_unfinished_note(page, child: str) -> str:
    page.goto(f"/children/{child}/notes/new/")
    page.locator("input[name=kind]").first.check()
    give_day(page, "happened_on", 2, 3, 2026)
    page.fill("input[name=happened_time]", "10am")
    page.fill("textarea[name=text]", "Telephoned the school.")
    page.check("input[name=finished][value=no]")
    send(page)
    return page.url


def begin_a_draft(page, child: str) -> None:
    page.goto(f"/children/{child}/visits/new/")
    page.fill("textarea[name=text]", "Half a sentence")
    page.click("button:text-is('Save draft')")


def record_secure_stay(page, child: str) -> None:
    page.goto(f"/children/{child}/secure/new/")
    give_day(page, "started_on", 2, 3, 2026)
    page.fill("input[name=started_time]", "10am")
    send(page)


def add_a_name(page, child: str) -> None:
    page.goto(f"/people/{child}/names/new/")
    page.locator("input[name=kind]").last.check()
    page.fill("input[name=given]", "Other")
    page.fill("input[name=family]", "Name")
    give_day(page, "start_on", 2, 3, 2026)
    send(page)


def add_an_email_address(page, child: str) -> None:
    page.goto(f"/people/{child}/emails/new/")
    page.fill("input[name=address]", "someone@example.org")
    give_day(page, "start_on", 2, 3, 2026)
    send(page)


def report_missing(page, child: str) -> str:
    page.goto(f"/children/{child}/missing/new/")
    page.locator("input[name=kind]").first.check()
    give_day(page, "started_on", 2, 3, 2026)
    page.fill("input[name=started_time]", "10am")
    send(page)
    return page.url


def arrange_cover(page) -> None:
    page.goto("/team/cover/new/")
    page.select_option("select[name=absent]", index=1)
    page.select_option("select[name=covering]", index=2)
    give_day(page, "start_on", 2, 3, 2026)
    send(page)


def send_a_return(page, text: str = ONE_CHILD) -> str:
    """Load a return; the address of the load."""
    read_a_return(page, text)
    send(page)
    page.wait_for_selector("text=Undo this load", timeout=60_000)
    return page.url


def read_a_return(page, text: str = ONE_CHILD) -> str:
    """Send a return and confirm nothing yet; the address where its years are asked about."""
    page.goto("/loads/")
    page.set_input_files("input[type=file]", uploads(text))
    send(page)
    return page.url


def check_a_return(page) -> str:
    """Check the files of a return; the address of what was found."""
    page.goto("/checks/")
    page.set_input_files("input[name=sent]", uploads(ONE_CHILD))
    send(page)
    page.wait_for_selector("text=Take it away", timeout=60_000)
    return page.url


def uploads(text: str) -> list[dict]:
    return [{"name": name, "mimeType": "text/csv", "buffer": data} for name, data in files(text).items()]


def look_for(page, words: str) -> str:
    page.goto("/search/")
    page.fill("input[name=words]", words)
    send(page)
    return page.url


def give_day(page, name: str, day: int, month: int, year: int) -> None:
    for part, typed in (("day", day), ("month", month), ("year", year)):
        page.fill(f"input[name={name}-{part}]", str(typed))
