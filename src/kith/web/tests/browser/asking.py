"""The data team asks a child's worker to put something right, by the pages: so that what is asked has pages to look at."""

from kith.web.tests.browser.preparing import children_of
from kith.web.tests.browser.sending import send

ISSUES = "/returns/issues/ssda903/2026-27/"


def ask_a_worker(kept) -> dict[str, list[str]]:
    """Once a return is built: send the issues of the first child who has any. Further pages from which each looks."""
    worker, analyst = kept("social.worker").page, kept("analyst").page
    worker.goto("/day/")
    for child in children_of(worker):
        asking = f"{ISSUES}children/{child}/"
        analyst.goto(asking)
        if analyst.locator("textarea[name=words]").count():
            analyst.fill("textarea[name=words]", "The school will know.")
            send(analyst, "main form:has(textarea)")
            return {"analyst": [asking, f"{ISSUES}?show=issues"], "social.worker": ["/day/"]}
    raise AssertionError("the return finds nothing to put right for any child of the social worker's")
