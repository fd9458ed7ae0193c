"""What a family is given on paper is made of passages: each a part of one recorded row, or one paragraph of it."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from hashlib import sha256

from django.db.models import Model

from kith.people.models import Person
from kith.sharing.marks import PassageMark

APART = re.compile(r"\s*\n\s*")


@dataclass(frozen=True)
class Passage:
    """Words somebody recorded. What is marked is these words: written differently, they are another passage."""

    of: str  # the table, as the model is called
    row: int
    part: str  # which of its columns
    words: str

    @property
    def fingerprint(self) -> str:
        """Of the words alone: how they are spaced is no change."""
        return sha256(" ".join(self.words.split()).encode()).hexdigest()

    @property
    def place(self) -> tuple[str, int, str]:
        return (self.of, self.row, self.part)

    @property
    def key(self) -> str:
        """Its name in a form."""
        return f"{self.of.replace('.', '-')}-{self.row}-{self.part}-{self.fingerprint[:16]}"


def passage(row: Model, part: str, words: str = "") -> Passage:
    """One column of a row as one passage; `words` where several columns make it."""
    return Passage(row._meta.label_lower, row.pk, part, words or str(getattr(row, part)))


def paragraphs(row: Model, part: str) -> list[Passage]:
    """A column of a row, each paragraph a passage of its own; one that is there twice is one."""
    found = [each.strip() for each in APART.split(getattr(row, part) or "")]
    return list(dict.fromkeys(Passage(row._meta.label_lower, row.pk, part, each) for each in found if each))


@dataclass(frozen=True)
class Marks:
    """What was said of some passages for one reader: the last mark of each."""

    by_key: dict[str, PassageMark]
    gone: dict[tuple[str, int, str], list[PassageMark]]  # marks of words that stand there no more

    def of(self, each: Passage) -> PassageMark | None:
        return self.by_key.get(each.key)

    def changed(self, each: Passage) -> PassageMark | None:
        """The mark of what stood in this place before, where nobody has looked at what stands there now; what was left out
        before what was given."""
        if self.of(each):
            return None
        return min(self.gone.get(each.place, []), key=lambda mark: not mark.because, default=None)


def marks_for(reader: Person, passages: Collection[Passage]) -> Marks:
    """What was said of these passages for this reader, whichever child's record it was said on; in one query."""
    rows = PassageMark.objects.filter(reader=reader, row__in={each.row for each in passages}).order_by("pk")
    present = {(*each.place, each.fingerprint): each.key for each in passages}
    places = {each.place for each in passages}
    last = _last_of(rows.select_related("by"))
    by_key = {present[stands]: mark for stands, mark in last.items() if stands in present}
    gone: dict[tuple[str, int, str], list[PassageMark]] = {}
    for (of, row, part, fingerprint), mark in last.items():
        if (of, row, part) in places and (of, row, part, fingerprint) not in present:
            gone.setdefault((of, row, part), []).append(mark)
    return Marks(by_key, gone)


def _last_of(rows: Iterable[PassageMark]) -> dict[tuple[str, int, str, str], PassageMark]:
    return {(mark.of, mark.row, mark.part, mark.fingerprint): mark for mark in rows}
