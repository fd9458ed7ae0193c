"""One thing in a child's chronology, and how changes from one period to the next are read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol, TypeVar

from kith.access.audit import current
from kith.access.roles import Permission
from kith.childfile.telling import not_to_tell
from kith.reach.seeing import terms_with
from kith.reach.withheld import What, hidden_addresses

WITHHELD = "withheld"


class Kind(StrEnum):
    """What an entry is about: the choices of the chronology's filter."""

    CONTACT = "Contacts and referrals"
    HELP = "Family help"
    ASSESSMENT = "Assessments and plans"
    PROTECTION = "Protection"
    NOTE = "Notes"
    VISIT = "Visits"
    HOME = "Homes"
    LEGAL = "Legal status and orders"
    CARE = "Being looked after"
    REVIEW = "Reviews and planning"
    MISSING = "Missing"
    HEALTH = "Health"
    EDUCATION = "Education"
    WORKER = "Workers"
    OVERSIGHT = "Oversight"
    DOCUMENT = "Documents"
    LIFE = "Life events"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What happened on a day. `source` and `number` name the row it comes from."""

    on: date
    kind: Kind
    title: str
    source: str
    number: int
    text: str = ""
    by: str = ""
    at: datetime | None = None
    significant: bool = False

    @property
    def order(self) -> tuple:
        """A total order: by day, by moment within it, then by the row."""
        at = self.at.timestamp() if self.at else 0.0
        return (self.on, at, self.source, self.number, self.title)


@dataclass(frozen=True, slots=True)
class About:
    """Whose chronology is drawn up, and what of it may not be told to the reader."""

    child: int
    hidden: frozenset[What] = frozenset()
    author: int | None = None  # an unfinished note is for its author alone
    addresses: frozenset[int] = frozenset()  # those that would tell where another child lives
    family: bool = True  # whether this reader's role sees the family
    brief: bool = (
        False  # only what is significant is wanted: the many notes and visits that are not need not be read
    )

    def place(self, words: str) -> str:
        """Words that tell where the child lives: or that they are withheld."""
        return WITHHELD if What.ADDRESS in self.hidden else words

    def anywhere(self, words: str) -> str:
        """Words that may tell an address or a school, such as where a visit was made."""
        return WITHHELD if self.hidden & {What.ADDRESS, What.SCHOOL} else words

    def school(self, words: str) -> str:
        return WITHHELD if What.SCHOOL in self.hidden else words


def about(child: int, *, brief: bool = False) -> About:
    """What the present reader may be told of a child. A sheet made for somebody holds no unfinished note."""
    work = current()
    author = None if work.prepared_for else work.worker
    family = bool(terms_with(Permission.FAMILY_SEE))
    return About(child, not_to_tell([child])[child], author, frozenset(hidden_addresses()), family, brief)


class Lasting(Protocol):
    """A row that holds for a period."""

    pk: int
    start_on: date
    end_on: date | None


R = TypeVar("R", bound=Lasting)


def turns(rows: Iterable[R]) -> Iterator[tuple[date, R | None, R | None, R]]:
    """The days on which one period gave way to another: the day, what ended, what began, and which of the two tells
    it (what began, where something did). `rows` are in order."""
    ordered = list(rows)
    followed = {each.start_on for each in ordered}
    for place, row in enumerate(ordered):
        earlier = [each for each in ordered[:place] if each.end_on == row.start_on]
        yield row.start_on, (earlier[-1] if earlier else None), row, row
        if row.end_on and row.end_on not in followed:
            yield row.end_on, row, None, row


def joined(*parts: str) -> str:
    """The parts that say something, as sentences."""
    return " ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in parts if part)


def year_end(collection_year: str) -> date:
    """The last day of a collection year such as "2025-26": 31 March 2026."""
    return date(int(collection_year[:4]) + 1, 3, 31)
