"""A paper for one reader: what of its contents is given, what is left out and why, and what nobody has looked at yet.

Nothing that somebody wrote is given until a worker has looked at it for this reader: so what is written later, or written
differently, stays out by itself. What is withheld from the reader is kept back before anybody is asked.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from kith.childfile.telling import squeezed, words_that_tell
from kith.people.models import Person
from kith.sharing.marks import PassageMark
from kith.sharing.passages import Marks, marks_for
from kith.web.papers.contents import Contents, Fact, Recorded
from kith.web.papers.readers import As, Reader
from kith.web.papers.words import HEADINGS, Register, heading, say


class Stands(StrEnum):
    GIVEN = "given"
    LEFT_OUT = "left out"
    CHANGED = "changed"  # other words stood there when somebody looked
    NEW = "not looked at"
    WITHHELD = "withheld"


@dataclass(frozen=True)
class Line:
    """One fact, or one passage and how it stands for this reader."""

    text: str
    recorded: Recorded | None = None
    stands: Stands = Stands.GIVEN
    mark: PassageMark | None = None
    names: tuple[str, ...] = ()  # of other people around the child
    proposed: bool = False  # whether leaving it out is ticked beforehand

    @property
    def key(self) -> str:
        return self.recorded.passage.key if self.recorded else ""

    @property
    def given(self) -> bool:
        return self.stands is Stands.GIVEN


@dataclass(frozen=True)
class Section:
    heading: str
    lines: list[Line]

    @property
    def given(self) -> list[Line]:
        return [each for each in self.lines if each.given]

    @property
    def recorded(self) -> list[Line]:
        return [each for each in self.lines if each.recorded]


@dataclass(frozen=True)
class Paper:
    contents: Contents
    reader: Reader
    sections: list[Section]

    @property
    def lines(self) -> list[Line]:
        return [line for section in self.sections for line in section.recorded]

    @property
    def shown(self) -> list[Section]:
        """What is printed; a heading with nothing under it would tell that there was something."""
        return [each for each in self.sections if each.given]

    @property
    def left_out(self) -> bool:
        return any(not each.given for each in self.lines)

    def count(self, *stands: Stands) -> int:
        return sum(each.stands in stands for each in self.lines)


def paper_for(contents: Contents, reader: Reader, around: Iterable[Person]) -> Paper:
    """The paper as it stands for this reader, for whom the work is prepared already; in a constant number of queries."""
    marks, secret = marks_for(reader.person, contents.passages), words_that_tell()
    others = _names(contents, reader, around)
    sections = [
        Section(
            heading(slot, reader.register, contents.first),
            [
                line
                for item in contents.slots.get(slot, [])
                if (line := _line(item, reader, marks, secret, others))
            ],
        )
        for slot in HEADINGS
    ]
    return Paper(contents, reader, [each for each in sections if each.lines])


def _line(item: Fact | Recorded, reader: Reader, marks: Marks, secret: frozenset[str], others: set[str]) -> Line | None:  # fmt: skip
    if isinstance(item, Fact):
        words = say(item.name, reader.register, **item.values)
        return Line(words) if words else None
    if reader.register is not Register.ADULT and item.closed:
        return None
    mark, before = marks.of(item.passage), marks.changed(item.passage)
    names = tuple(sorted(each for each in others if each.casefold() in _words(item.text)))
    proposed = bool(mark.because) if mark else bool(before and before.because) or _proposed(item, reader)
    return Line(item.text, item, _stands(item, mark, before, secret), mark or before, names, proposed)


def _stands(
    item: Recorded, mark: PassageMark | None, before: PassageMark | None, secret: frozenset[str]
) -> Stands:
    plain = squeezed(item.text)
    if any(each in plain for each in secret):
        return Stands.WITHHELD
    if mark:
        return Stands.LEFT_OUT if mark.because else Stands.GIVEN
    return Stands.CHANGED if before else Stands.NEW


def _proposed(item: Recorded, reader: Reader) -> bool:
    """A child is given their own words, a parent or carer all but what the child told a worker, others nothing unasked."""
    if reader.what is As.CHILD:
        return not item.childs
    return item.private if reader.what in (As.PARENT, As.CARER) else True


def _names(contents: Contents, reader: Reader, around: Iterable[Person]) -> set[str]:
    """The first names of the people around the child, but for the reader's and the child's own."""
    people = [each for each in around if each.pk not in (reader.person.pk, contents.child.pk)]
    given = {each.current_name.given for each in people if each.current_name}
    return {each for each in given if len(each) > 1}


def _words(text: str) -> set[str]:
    plain = text.casefold().replace("’s", " ").replace("'s", " ")
    return {"".join(letter for letter in each if letter.isalpha()) for each in plain.split()}
