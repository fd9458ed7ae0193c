"""Reconciliation: what a return tells, counted by group, beside last year and England's published figures.

What is counted of each return, and by which groups, stands with it; how a count stands beside another is the same for both.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import polars as pl

ALL, OTHER, UNKNOWN = "all", "other", "not known"
# A line that differs from last year by more than both is to be looked at.
SHARE_TO_LOOK_AT, NUMBER_TO_LOOK_AT = 0.10, 10
Where = tuple[str, str, str]


@dataclass(frozen=True)
class Breakdown:
    """One way to count a part. `group`: the key of a row's group, from the columns of the part; `words`: each group in words,
    in order. `needs_places`, `needs_authority`, `needs_last`: what it cannot be counted without."""

    key: str
    title: str
    group: pl.Expr = field(repr=False)
    words: Mapping[str, str]
    unsure: str = ""
    needs_places: bool = False
    needs_authority: bool = False
    needs_last: bool = False


@dataclass(frozen=True)
class Groups:
    """What is counted of a return: the parts in words, and for each of them its breakdowns, that of all first."""

    parts: Mapping[str, str]
    breakdowns: Mapping[str, tuple[Breakdown, ...]]


def by_code(column: str, codes: Mapping[str, str], otherwise: str) -> pl.Expr:
    """The group of each code; `otherwise` where the code is in none, or there is no code."""
    groups = {code: group for group, some in codes.items() for code in some.split()}
    return pl.col(column).replace_strict(groups, default=otherwise, return_dtype=pl.String)


@dataclass(frozen=True)
class Counted:
    """One return: for each part a frame with a row for each that counts, CHILD (capitals) and a group for each breakdown by
    its key. `blank`: why a breakdown could not be counted, by key; `unnumbered`: rows without a child's number, which
    are counted nowhere."""

    year: str
    parts: Mapping[str, pl.DataFrame]
    blank: Mapping[str, str]
    unnumbered: int

    def children(self, part: str) -> frozenset[str]:
        return frozenset(self.parts[part]["CHILD"])

    def count(self, part: str, breakdown: Breakdown) -> dict[str, int] | None:
        """Rows by group; null where they cannot be counted so."""
        if breakdown.key in self.blank:
            return None
        return dict(self.parts[part].group_by(breakdown.key).len().iter_rows())


@dataclass(frozen=True)
class Figure:
    """One published number, as the publication calls it, and the table it stands in."""

    number: int
    published_as: str
    table: str


@dataclass(frozen=True)
class England:
    """Figures by part, breakdown and group; and where they come from: lines of words such as "Publication"."""

    figures: Mapping[Where, Figure]
    source: Mapping[str, str]

    def figure(self, part: str, breakdown: str, group: str) -> Figure | None:
        return self.figures.get((part, breakdown, group))

    def share(self, part: str, breakdown: str, group: str) -> float | None:
        """Of everything counted in the part, as published; null where it is not."""
        found, whole = self.figure(part, breakdown, group), self.figure(part, ALL, ALL)
        return found.number / whole.number if found and whole else None


@lru_cache
def published(file: Path) -> England:
    """England's figures from the project's own dated file of them, and their source as the head of the file says it."""
    text = file.read_text(encoding="utf-8")
    said = [line.removeprefix("# ") for line in text.splitlines() if line.startswith("#")]
    source = dict(line.split(": ", 1) for line in said if ": " in line)
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    figures = {
        (row["part"], row["breakdown"], row["group"]): Figure(
            int(row["number"]), row["published as"], row["table"]
        )
        for row in rows
    }
    return England(figures, source)


@dataclass(frozen=True)
class Line:
    """One group, this year and last. A number is null where it could not be counted; England's figure where none is
    published."""

    group: str
    words: str
    this: int | None
    last: int | None
    of_this: int
    of_last: int | None
    england: Figure | None
    england_share: float | None

    @property
    def change(self) -> int | None:
        return None if self.this is None or self.last is None else self.this - self.last

    @property
    def share(self) -> float | None:
        return _share(self.this, self.of_this)

    @property
    def last_share(self) -> float | None:
        return _share(self.last, self.of_last)

    @property
    def look(self) -> bool:
        """Whether it differs from last year by more than the stated amounts."""
        if self.change is None or self.last is None:
            return False
        return abs(self.change) > NUMBER_TO_LOOK_AT and abs(self.change) > SHARE_TO_LOOK_AT * self.last


def _share(part: int | None, whole: int | None) -> float | None:
    return part / whole if part is not None and whole else None


@dataclass(frozen=True)
class Section:
    """One part by one breakdown; `blank` says why nothing was counted."""

    part: str
    breakdown: Breakdown
    lines: tuple[Line, ...]
    blank: str | None = None


def reconciled(this: Counted, last: Counted | None, figures: England, groups: Groups) -> list[Section]:
    """Every part by every breakdown. A group with nobody in it, this year, last or in England, has no line."""
    return [
        _section(part, each, this, last, figures) for part in groups.parts for each in groups.breakdowns[part]
    ]


def _section(part: str, by: Breakdown, this: Counted, last: Counted | None, figures: England) -> Section:
    now, before = this.count(part, by), last.count(part, by) if last else None
    of_this, of_last = this.parts[part].height, last.parts[part].height if last else None

    def line(group: str, words: str) -> Line:
        found = figures.figure(part, by.key, group)
        share = figures.share(part, by.key, group)
        this_many, last_many = (None if each is None else each.get(group, 0) for each in (now, before))
        return Line(group, words, this_many, last_many, of_this, of_last, found, share)

    lines = (line(group, words) for group, words in by.words.items())
    told = tuple(each for each in lines if each.this or each.last or each.england or by.key == ALL)
    return Section(part, by, told, this.blank.get(by.key))
