"""What is wrong with the structure of a file, gathered on the way through it and said by line, element, found and wanted."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from kith.statutory.returns.cell_problems import MOST_LISTED
from kith.statutory.returns.problems import Problem, Severity


class Fault(Enum):
    """One kind of fault: what is said of it."""

    REPEATED = "{name} is there more than once in this {parent}; only the first was read."
    TWICE = "{name} is there more than once in this {parent}. All of it was read."
    MARKUP = "{name} holds other elements where a value should be, so it was read as blank."
    STRAY = "Text stands between the elements of {parent}; it was left out."
    UNKNOWN = "{name} is not an element of {parent} that we know; it was left out."
    MISSING = "This {parent} has no {name}."
    EMPTY = "{name} is empty. Give its value, or leave the element out where there is none."
    ORDER = "{name} stands {found} in {parent}, where it should stand {wanted}. It was read."
    SPELT = "{found} should be written {name}. It was read."
    OUTSIDE = "{name} stands {found} itself, and should stand {wanted}. It was read."
    NOT_THIS_YEAR = "{name} is not part of the census of {year}: {wanted}. It was read."


# These cost what stood there; the others cost nothing.
COSTS = frozenset({Fault.REPEATED, Fault.MARKUP})
# What a supplier's software does once it does everywhere: told once, with how often.
_TOLD_ONCE = frozenset({Fault.UNKNOWN, Fault.ORDER, Fault.SPELT, Fault.OUTSIDE, Fault.NOT_THIS_YEAR})


@dataclass
class _Seen:
    times: int
    at: list[tuple[int, str | None]]


class Faults:
    """The faults of one file."""

    def __init__(self, file: str) -> None:
        self.file, self.year = file, ""
        self._seen: dict[tuple[Fault, str, str, str | None], _Seen] = {}

    def note(
        self,
        fault: Fault,
        name: str,
        parent: str,
        line: int | None,
        *,
        found: str | None = None,
        wanted: str | None = None,
    ) -> None:
        key = (fault, name, parent, wanted)
        if key not in self._seen and len(self._seen) >= MOST_LISTED:
            return  # a file made to overwhelm us, or no census at all
        seen = self._seen.setdefault(key, _Seen(0, []))
        seen.times += 1
        if len(seen.at) < (1 if fault in _TOLD_ONCE else MOST_LISTED):
            seen.at.append((line or 0, found and found.strip()[:60]))

    def problems(self) -> Iterator[Problem]:
        for (fault, name, parent, wanted), seen in self._seen.items():
            severity = Severity.ERROR if fault in COSTS else Severity.WARNING
            for nth, (line, found) in enumerate(seen.at, 1):
                says = fault.value.format(
                    name=name, parent=parent, found=found, wanted=wanted, year=self.year
                )
                says += _more(fault, seen) if nth == len(seen.at) else ""
                yield Problem(self.file, says, line, name or parent, found, wanted, severity)


def _more(fault: Fault, seen: _Seen) -> str:
    if fault in _TOLD_ONCE and seen.times > 1:
        return f" It is so {seen.times:,} times in this file."
    if seen.times > len(seen.at):
        return f" It is so {seen.times:,} times in this file, of which the first {len(seen.at):,} are told."
    return ""
