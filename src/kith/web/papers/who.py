"""Who works with the family, and whom to ask, as papers say it."""

from dataclasses import dataclass
from datetime import date

from kith.childfile.telling import not_to_tell
from kith.people.models import Person
from kith.reach.withheld import What
from kith.web.papers.contents import Contents
from kith.workforce.models import Allocation, Worker

Part = Allocation.Part
FACTS = {Part.LEAD: "works", Part.PROTECTION_LEAD: "works", Part.REVIEWING_OFFICER: "reviews"}


@dataclass(frozen=True)
class Working:
    """Somebody who works with the family, with a telephone where it may be told."""

    worker: Worker
    part: str
    telephone: str

    @property
    def reached(self) -> str:
        return f"{self.worker.name}, {self.telephone}" if self.telephone else self.worker.name


def who_works(child: Person, as_of: date) -> list[Working]:
    """The leads first. A worker of a school is reached there: its number is as withheld as the school is."""
    rows = Allocation.objects.on(as_of).filter(child=child, part__in=FACTS, worker__isnull=False)
    places = bool(not_to_tell([child.pk])[child.pk] & {What.ADDRESS, What.SCHOOL})
    found: dict[tuple[str, int], Working] = {}
    for row in rows.select_related("worker").order_by("start_on", "pk"):
        if row.worker:
            hidden = places and bool(row.worker.organisation)
            told = "" if hidden else row.worker.telephone
            found.setdefault((row.part, row.worker.pk), Working(row.worker, row.part, told))
    return sorted(found.values(), key=lambda each: list(FACTS).index(Part(each.part)))


def add_who(made: Contents, working: list[Working]) -> None:
    """A sentence for each of them, once."""
    said = set()
    for each in working:
        if each.worker.pk not in said:
            said.add(each.worker.pk)
            telephone = f": {each.telephone}" if each.telephone else ""
            made.say("who", FACTS[Part(each.part)], name=each.worker.name, part=Part(each.part).label.lower(), telephone=telephone)  # fmt: skip
