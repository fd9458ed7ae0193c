"""One child's census under way: what is wanted in the record, what cannot be taken, and which plans can stand beside each
other."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kith.returns.census_merging import ChildTold, Key, Part
from kith.returns.told import Told
from kith.returns.wanted import Fit, Row
from kith.statutory.ssda903.history import Sources

YES_OR_NO = {"1": True, "0": False}
MOST = 99  # plans or meetings of one child


@dataclass(frozen=True)
class NotTaken:
    """Rows of a file that the record cannot hold, and why."""

    about: str
    says: str
    rows: list[Told]


@dataclass
class Taking:
    """One child under way: what is wanted, and what cannot be taken."""

    child: ChildTold
    fit: Fit
    rows: list[Row] = field(default_factory=list)
    referrals: dict[Key, Row] = field(default_factory=dict)
    refused: list[NotTaken] = field(default_factory=list)

    def refuse(self, about: str, says: str, rows: Iterable[Told]) -> None:
        self.refused.append(NotTaken(about, says, list(rows)))

    def count(self, part: Part, name: str) -> int | None:
        """A number of the row; one that cannot be is left out and noticed."""
        told = part.row.values.get(name)
        if told is None or 0 <= int(told) <= MOST:
            return None if told is None else int(told)
        says = f"{name} {told} is not between 0 and {MOST}, so it was left out."
        self.fit.notify("number that cannot be", says, sources_of([part.row]))
        return None

    def want(self, model: type, key: tuple, values: dict[str, Any], sources: Sources, **under: Row) -> Row:
        row = Row(model, key, values, sources, under=under)
        self.rows.append(row)
        return row


def sources_of(rows: Iterable[Told]) -> Sources:
    return tuple(dict.fromkeys(row.source for row in rows))


def one_at_a_time(taking: Taking, table: str, begins: str, ends: str, what: str) -> list[tuple[Part, Row]]:
    """The plans of a table that can stand beside each other, in order of day; of two at one time the later year's word is taken."""
    parts = [
        (part, taking.referrals[key])
        for key, episode in taking.child.episodes.items()
        if key in taking.referrals
        for part in episode.parts[table].values()
        if _sound(taking, part, begins, ends, what)
    ]
    order = sorted(parts, key=lambda each: each[0].day(begins) or date.min)
    kept: list[tuple[Part, Row]] = []
    for part, referral in sorted(order, key=lambda each: each[0].row.year, reverse=True):
        if any(_overlap(part, other, begins, ends) for other, _ in kept):
            says = f"Another {what} went on at the same time, and a child has one at a time."
            taking.refuse(f"{what} beside another", says, [part.row, *part.below])
        else:
            kept.append((part, referral))
    return sorted(kept, key=lambda each: each[0].day(begins) or date.min)


def _sound(taking: Taking, part: Part, begins: str, ends: str, what: str) -> bool:
    """Whether a plan has a beginning, and an end after it."""
    start, end, rows = part.day(begins), part.day(ends), [part.row, *part.below]
    if start is None:
        says = f"The {what} has no day on which it began from 1990 on that could be read."
        taking.refuse(f"{what} without a day", says, rows)
    elif end and end < start:
        says = f"The {what} ends before it begins, so one of the two days is wrong."
        taking.refuse(f"{what} ends before it begins", says, rows)
    return start is not None and (end is None or end >= start)


def _overlap(one: Part, other: Part, begins: str, ends: str) -> bool:
    starts = [part.day(begins) or date.min for part in (one, other)]
    over = [part.day(ends) or date.max for part in (one, other)]
    return starts[0] < over[1] and starts[1] < over[0] and starts[0] < over[0] and starts[1] < over[1]
