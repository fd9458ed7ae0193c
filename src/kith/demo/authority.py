"""The whole borough as rows, without a database: the same seed, size and day give the same rows."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from kith.demo import accounts, figures, hers, plan
from kith.demo.beside import add_beside
from kith.demo.book import Book
from kith.demo.care import stories
from kith.demo.care_rows import add_care
from kith.demo.cast import Child, Family, Kind
from kith.demo.desk import add_desk
from kith.demo.documents import add_documents
from kith.demo.going_missing import add_missing, choose_missing
from kith.demo.health import add_health, add_schools
from kith.demo.homes import Homes
from kith.demo.journeying import Journeys, add_journeys, choose_journeys
from kith.demo.leaving import add_contacts, add_short_breaks
from kith.demo.notes import add_notes
from kith.demo.people import add_people
from kith.demo.restricted import restrict
from kith.demo.reviewing import review
from kith.demo.seeing import visit_in_care, visit_in_need
from kith.demo.trail import add_trail
from kith.demo.twice import add_twice
from kith.demo.workers import Workforce, add_allocations, make_workforce

Rows = dict[type, list[Any]]
AT_A_TIME = 2_000  # families


class Authority:
    """Makes the borough a part at a time; `files` holds the documents once it is whole."""

    def __init__(self, *, seed: int, open_children: int, as_of: date, password: str) -> None:
        self.book, self.password = Book(seed, as_of), password
        self.families = plan.families(seed, open_children, as_of)
        counts, self.ratio = plan.numbers(open_children), open_children / figures.IN_NEED.value
        self.force = make_workforce(self.book, open_children, counts["looked after"], counts["left"] // 3)
        self.homes = Homes(self.book)
        self.files: dict[str, bytes] = {}

    def parts(self) -> Iterator[Rows]:
        """Rows, some families at a time."""
        accounts.add_accounts(self.book, self.force, self.password)
        accounts.add_other_logins(self.book, self.force)
        self.hers = hers.choose_hers(self.families, self.book.as_of)
        choose_missing(
            self.book.stream("who goes missing"), self._known_to_care(), self.ratio, self.book.as_of
        )
        self.journeys = choose_journeys(self.book, self.families, self.ratio)
        for place, family in enumerate(self.families, 1):
            add_family(self.book, self.force, self.homes, family, self.journeys)
            if place % AT_A_TIME == 0:
                yield self._taken(self.families[place - AT_A_TIME : place])
        self._family_accounts()
        self.files = add_documents(self.book, self.families)
        add_desk(self.book, self.force, self.families, self.hers)
        restrict(self.book, self.families)
        yield self._taken(self.families[len(self.families) // AT_A_TIME * AT_A_TIME :])

    def _known_to_care(self) -> list[Child]:
        return [child for family in self.families for child in family.of(Kind.LOOKED_AFTER, Kind.LEFT_CARE)]

    def _taken(self, families: list[Family]) -> Rows:
        """What was written about these families, and the audit of it."""
        children = [child for family in families for child in family.with_record]
        add_trail(self.book, self.book.rows, children)
        return self.book.take()

    def _family_accounts(self) -> None:
        """A parent from whom an address is withheld, where there is one; and a young person of her own."""
        children = [child for family in self.hers for child in family.of(Kind.LOOKED_AFTER)]
        for family in self.hers:
            child = next((each for each in family.of(Kind.LOOKED_AFTER) if "withheld" in each.traits), None)
            if child and family.mother:
                old = max(children, key=lambda each: each.age_on(self.book.as_of))
                parent = (family.fathers or [family.mother])[0]
                accounts.add_family_accounts(self.book, self.password, parent, old.id)
                return


def add_family(book: Book, force: Workforce, homes: Homes, family: Family, journeys: Journeys) -> None:
    """One family, theme by theme."""
    add_people(book, family)
    add_allocations(book, force, family)
    add_schools(book, family)
    told = stories(book, homes, family)
    for story in told:
        add_care(book, homes, family, story)
        visit_in_care(book, family, story)
        review(book, family, story, force.reviewing)
        add_health(book, family, story)
        add_missing(book, story)
    visit_in_need(book, family)
    add_journeys(book, force, family, journeys.get(family.number, []))
    add_notes(book, family, told)
    add_short_breaks(book, homes, family)
    add_contacts(book, family)
    add_beside(book, family, force)
    add_twice(book, family)
