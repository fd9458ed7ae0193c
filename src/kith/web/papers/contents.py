"""What a paper holds before anybody is asked for whom: facts, and passages that were recorded, each under its heading."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Model

from kith.people.models import Person
from kith.sharing.passages import Passage, paragraphs, passage


@dataclass(frozen=True)
class Fact:
    """What is known from dates and choices: worded for each age, and about nobody else."""

    name: str
    values: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """What somebody wrote, or said. `childs`: by the child."""

    passage: Passage
    before: str = ""
    after: str = ""
    childs: bool = False
    private: bool = False  # told to a worker by the child: proposed to be left out for everybody else
    closed: bool = False  # done: a child is told only what is still to come

    @property
    def text(self) -> str:
        return f"{self.before}{self.passage.words}{self.after}"


Item = Fact | Recorded


@dataclass
class Contents:
    """One paper of one child: of which day, and what stands under which heading."""

    child: Person
    on: date
    slots: dict[str, list[Item]] = field(default_factory=dict)

    @property
    def first(self) -> str:
        return first_name(self.child)

    def add(self, slot: str, *items: Item | None) -> None:
        self.slots.setdefault(slot, []).extend(each for each in items if each is not None)

    def say(self, slot: str, fact: str, **values: object) -> None:
        self.add(slot, Fact(fact, values))

    def write(self, slot: str, row: Model, part: str, *, private: bool = False) -> None:
        """Each paragraph of a column."""
        self.add(
            slot, *(Recorded(passage=each, childs=private, private=private) for each in paragraphs(row, part))
        )

    @property
    def passages(self) -> list[Passage]:
        return [each.passage for items in self.slots.values() for each in items if isinstance(each, Recorded)]


def first_name(child: Person) -> str:
    return (child.current_name.given if child.current_name else "") or child.name


def is_of(who: str, child: Person) -> bool:
    """Whether whom somebody wrote is the child, or the children."""
    said = {each.strip(".,’'").casefold() for each in who.split()}
    return not said.isdisjoint({first_name(child).casefold(), "children"})


def one(row: Model, part: str, *, childs: bool = False, before: str = "", after: str = "", closed: bool = False) -> Recorded:  # fmt: skip
    """A column of a row as one passage, with what the paper says around it."""
    return Recorded(passage=passage(row, part), before=before, after=after, childs=childs, closed=closed)
