"""What is asked of every page: that it is there, read by everybody, and no broader than a phone."""

import re
from dataclasses import dataclass, field

from django.conf import settings

AXE = settings.ROOT / "node_modules" / "axe-core" / "axe.min.js"
# Every rule, also those for WCAG 2.2 that axe leaves out unless asked.
FAULTS = """axe.run({resultTypes: ["violations"], rules: {"target-size": {enabled: true}}}).then(
    found => found.violations.map(fault => [fault.id, fault.nodes.map(node => node.html)]))"""
TOO_WIDE = """[...document.querySelectorAll("main *, header *, footer *")].filter(
    each => each.getBoundingClientRect().right > innerWidth + 1 && !each.closest(".kith-scroll, .govuk-visually-hidden")
).slice(0, 3).map(each => each.outerHTML.slice(0, 200))"""
OVERFLOWS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
TITLE = re.compile(r"(Error: )?[^–]+ – Kith( – [^–]+)?")  # an address that is not there knows no authority
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 320, "height": 800}


@dataclass
class Looked:
    """A page of the browser, and what its console has said."""

    page: object
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", lambda said: self.said.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.said.append(str(error)))

    def opened(self, address: str) -> "Looked":
        """Go there at desk width. Its status comes first: an error page can be perfectly accessible."""
        self.said.clear()
        self.page.set_viewport_size(DESK)
        answer = self.page.goto(address)
        assert answer.status == 200, f"{address} answered {answer.status}"
        return self

    def faults(self) -> list:
        """Everything wrong with the page now open, at desk width and on a phone."""
        page = self.page
        page.set_viewport_size(DESK)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = [*page.evaluate(FAULTS), *self.headings(), *self.too_wide(DESK), *self.too_wide(PHONE)]
        return [*found, *(f"console: {said}" for said in self.said)]

    def headings(self) -> list[str]:
        headings, title = self.page.locator("h1").count(), self.page.title()
        wrong = [] if headings == 1 else [f"{headings} main headings"]
        return wrong if TITLE.fullmatch(title) else [*wrong, f"title: {title}"]

    def too_wide(self, size: dict) -> list[str]:
        self.page.set_viewport_size(size)
        width = size["width"]
        return (
            [f"wider than {width}: {self.page.evaluate(TOO_WIDE)}"] if self.page.evaluate(OVERFLOWS) else []
        )
