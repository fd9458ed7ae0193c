"""One pass through the elements of a census: rows of text for the tables, with the line of every value, and the faults of
the structure. A fault never costs what stands beside it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from lxml import etree

from kith.statutory.cin.rows import Row, Rows, Ties
from kith.statutory.cin.specification import TABLES
from kith.statutory.cin.structure import CHILD, HEADER, Group, Leaf, List, Part
from kith.statutory.cin.structure_problems import Fault, Faults

Numbers = dict[str, int]
_ONLY, _VALUE = "elements only", "a value"


@dataclass
class _Plan:
    """A group made ready: what may stand in it by its tag, and what must."""

    group: Group
    rows: Rows | None
    holds: dict[object, "_Entry"] = field(default_factory=dict)
    required: list[tuple[int, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Entry:
    """An element in its place. `only` is its bit if it may stand once, `odd` if it should not stand there."""

    part: Part
    parent: str
    place: int
    bit: int
    only: int
    odd: bool
    take: "Take"
    slot: int = 0
    width: int = 0
    rows: Rows | None = None
    plan: _Plan | None = None


Take = Callable[[_Entry, etree._Element, Ties, Row, Numbers], None]


class Walk:
    """A walk through one file of a year, in elements of the namespace `prefix` ("{...}" or nothing). Children are counted
    from the one after `first`."""

    def __init__(self, year: str, prefix: str, faults: Faults, first: int) -> None:
        self.year, self.prefix, self.faults = year, prefix, faults
        faults.year = year
        self.rows = {name: Rows(name) for name in TABLES}
        self.children, self.first = first, first
        self._header, self._child = self._plan(HEADER, None), self._plan(CHILD, None)

    @property
    def started(self) -> bool:
        """A child has been met."""
        return self.children > self.first

    def header(self, element: etree._Element) -> None:
        self._group(self._header, element, (), self.rows["Header"].new((), element.sourceline))

    def child(self, element: etree._Element) -> None:
        self.children += 1
        self._group(self._child, element, (self.children, None), [])

    def _plan(self, group: Group, around: Rows | None) -> _Plan:
        plan = _Plan(group, self.rows[group.table] if group.table else around)
        places: dict[str, int] = {}
        for part in group.holds:
            # Two names of one column, in different years, stand in the same place.
            place = places.setdefault(part.into if isinstance(part, Leaf) else part.name, len(places))
            entry = plan.holds[self.prefix + part.name] = self._entry(plan, part, place)
            if isinstance(part, List):
                loose = replace(entry, odd=True, take=self._loose)
                plan.holds[self.prefix + part.value] = loose
            if part.least and not entry.odd:
                plan.required.append((entry.bit, part.name))
        return plan

    def _entry(self, plan: _Plan, part: Part, place: int) -> _Entry:
        bit, odd = 1 << place, not part.holds_in(self.year)
        only = bit if part.most == 1 and not isinstance(part, List) else 0
        if isinstance(part, List):
            rows = self.rows[part.table]
            return _Entry(part, plan.group.name, place, bit, only, odd, self._list, rows=rows)
        if isinstance(part, Group):
            below = self._plan(part, plan.rows)
            return _Entry(part, plan.group.name, place, bit, only, odd, self._below, plan=below)
        assert isinstance(part, Leaf) and plan.rows is not None
        slot, width = plan.rows.names.index(part.into), plan.rows.width
        return _Entry(part, plan.group.name, place, bit, only, odd, self._leaf, slot, width)

    def _group(self, plan: _Plan, element: etree._Element, ties: Ties, row: Row) -> None:
        """Everything in a group: the loop that a large file goes through a million times."""
        holds = plan.holds
        last = seen = 0
        numbers: Numbers = {}
        if (text := element.text) and not text.isspace():
            self.stray(plan.group.name, text, element, next(iter(element), None))
        for each in element:
            entry = holds.get(each.tag) or self._guessed(plan, each)
            if entry is not None:
                if entry.place < last or seen & entry.only or entry.odd:
                    self._misplaced(plan, entry, each, last, seen)
                if not seen & entry.only:
                    entry.take(entry, each, ties, row, numbers)
                last, seen = max(last, entry.place), seen | entry.bit
            if (text := each.tail) and not text.isspace():
                self.stray(plan.group.name, text, each, each.getnext())
        for bit, name in plan.required:
            if not seen & bit:
                self.faults.note(Fault.MISSING, name, plan.group.name, element.sourceline, wanted=name)

    def _leaf(self, entry: _Entry, element: etree._Element, ties: Ties, row: Row, numbers: Numbers) -> None:
        value = element.text
        if not value or len(element) or value.isspace():
            self._no_value(element, entry.part.name, entry.parent)
            value = None
        row[entry.slot] = value
        row[entry.slot + entry.width] = element.sourceline

    def _below(self, entry: _Entry, element: etree._Element, ties: Ties, row: Row, numbers: Numbers) -> None:
        """A group within a group: a row of its own, or more of the same row."""
        plan = entry.plan
        assert plan is not None
        if plan.group.table and plan.rows is not None:
            if plan.group.counted:
                numbers[plan.group.name] = number = numbers.get(plan.group.name, 0) + 1
                ties = (*ties, number)
            row = plan.rows.new(ties, element.sourceline)
        self._group(plan, element, ties, row)

    def _list(self, entry: _Entry, element: etree._Element, ties: Ties, row: Row, numbers: Numbers) -> None:
        part, rows = entry.part, entry.rows
        assert isinstance(part, List) and rows is not None
        if (text := element.text) and not text.isspace():
            self.stray(part.name, text, element, next(iter(element), None))
        tag = self.prefix + part.value
        for each in element:
            if each.tag == tag:
                self._loose(entry, each, ties, row, numbers)
            elif isinstance(each.tag, str):
                self.unknown(part.name, each, part.value)
            if (text := each.tail) and not text.isspace():
                self.stray(part.name, text, each, each.getnext())
        if not len(element):
            self.faults.note(Fault.MISSING, part.value, part.name, element.sourceline, wanted=part.value)
            if part.even_empty:
                rows.new(ties, element.sourceline)

    def _loose(self, entry: _Entry, element: etree._Element, ties: Ties, row: Row, numbers: Numbers) -> None:
        """One value of a list, a row of its own."""
        part, rows = entry.part, entry.rows
        assert isinstance(part, List) and rows is not None
        value, line = element.text, element.sourceline
        if not value or len(element) or value.isspace():
            self._no_value(element, part.value, part.name)
            value = None
        own = rows.new(ties, line)
        own[rows.width - 1], own[2 * rows.width - 1] = value, line

    def _no_value(self, element: etree._Element, name: str, parent: str) -> None:
        fault, found = (Fault.MARKUP, "other elements") if len(element) else (Fault.EMPTY, "")
        self.faults.note(fault, name, parent, element.sourceline, found=found, wanted=_VALUE)

    def stray(self, parent: str, text: str, before: etree._Element, after: etree._Element | None) -> None:
        """Text after the beginning of one element, or its end, and before another."""
        words = text.strip()
        if after is not None:
            line = (after.sourceline or 0) - text[text.index(words) :].count("\n")
        else:
            line = (before.sourceline or 0) + text[: text.index(words)].count("\n")
        self.faults.note(Fault.STRAY, "", parent, line, found=words, wanted=_ONLY)

    def _guessed(self, plan: _Plan, element: etree._Element) -> _Entry | None:
        """An element that is not known by its tag: one that is only spelt otherwise, or null once it is said."""
        if not isinstance(element.tag, str):
            return None  # a comment
        told = element.tag.rpartition("}")[2]
        for tag, entry in plan.holds.items():
            name = str(tag).rpartition("}")[2]
            if name.lower() == told.lower():
                self.faults.note(
                    Fault.SPELT, name, plan.group.name, element.sourceline, found=told, wanted=name
                )
                return entry
        self.unknown(plan.group.name, element, self._wanted(plan))
        return None

    def _wanted(self, plan: _Plan) -> str:
        return ", ".join(part.name for part in plan.group.in_year(self.year))

    def unknown(self, parent: str, element: etree._Element, wanted: str) -> None:
        told = str(element.tag).rpartition("}")[2]
        self.faults.note(Fault.UNKNOWN, told, parent, element.sourceline, found=told, wanted=wanted)

    def _misplaced(self, plan: _Plan, entry: _Entry, element: etree._Element, last: int, seen: int) -> None:
        """An element that is repeated, out of order, of another year, or outside the list it belongs in."""
        name, parent, line = entry.part.name, entry.parent, element.sourceline
        if seen & entry.only:
            self.faults.note(Fault.REPEATED, name, parent, line, found=element.text, wanted=f"one {name}")
        elif entry.place < last:
            other = next(each.part.name for each in plan.holds.values() if each.place == last)
            found, wanted = f"after {other}", f"before {other}"
            self.faults.note(Fault.ORDER, name, parent, line, found=found, wanted=wanted)
        if isinstance(entry.part, List) and entry.odd:
            found, wanted = f"in {parent}", f"in {name}"
            self.faults.note(Fault.OUTSIDE, entry.part.value, parent, line, found=found, wanted=wanted)
        elif entry.odd:
            wanted = self._instead(plan, entry)
            self.faults.note(Fault.NOT_THIS_YEAR, name, parent, line, found=name, wanted=wanted)

    def _instead(self, plan: _Plan, entry: _Entry) -> str:
        """What stands in the place of an element that is of other years."""
        others = (each for each in plan.holds.values() if each.place == entry.place and not each.odd)
        if other := next(others, None):
            return f"{other.part.name} stands there"
        return f"it is from {entry.part.since}" if entry.part.since else f"it was until {entry.part.until}"
