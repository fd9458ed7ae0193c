"""Sends the form of a page with nothing in it, and with a day that does not exist."""

from kith.demo.accounts import PASSWORD

FORM = "main form[method=post]:visible:has(input:not([type=hidden]), textarea, select)"
EMPTIED = """form => {
  form.querySelectorAll("input:not([type=hidden]):not([type=radio]):not([type=checkbox]):not([type=file]), textarea")
    .forEach(each => { each.value = "" });
  form.querySelectorAll("input[type=radio], input[type=checkbox]").forEach(each => { each.checked = false });
  form.querySelectorAll("select").forEach(each => { each.selectedIndex = 0 });
}"""
NO_SUCH_DAY = {"-day": "31", "-month": "2", "-year": "2026"}


def sign_in(page, username: str):
    page.goto("/sign-in/")
    page.fill("input[name=username]", username)
    page.fill("input[name=password]", PASSWORD)
    send(page)
    return page


def send(page, form: str = "main form[method=post]", button: str = "button[type=submit]") -> None:
    """Press a form's first button and wait for what comes."""
    with page.expect_navigation():
        page.locator(form).first.locator(button).first.click()


def has_form(page) -> bool:
    return page.locator(FORM).count() > 0


def send_empty(page) -> None:
    page.locator(FORM).first.evaluate(EMPTIED)
    send(page, FORM)


def send_wrong_date(page) -> bool:
    """Send the 31st of February wherever a date is asked for; false where none is."""
    for part, typed in NO_SUCH_DAY.items():
        for box in page.locator(f"{FORM} >> input[name$='{part}']").all():
            box.evaluate(
                "(box, typed) => { box.value = typed }", typed
            )  # also where it is not to be seen yet
    if not page.locator(f"{FORM} >> input[name$='-day']").count():
        return False
    send(page, FORM)
    return True
