"""Generations: which row of a family drawing each person stands in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """`upper` stands so many generations above `lower`. Firm: a parent, who must stand above whatever else is said."""

    upper: int
    lower: int
    by: int
    firm: bool = False


def levels(people: Iterable[int], steps: Sequence[Step]) -> dict[int, int]:
    """The generation of each, 0 at the top. Steps come nearest kin first: where two disagree the first holds, but a
    parent stands above the child in any case."""
    row = _joined(sorted(people), steps)
    firm = [each for each in steps if each.firm]
    for _ in range(len(row)):
        low = [each for each in firm if row[each.lower] <= row[each.upper]]
        for each in low:
            row[each.lower] = max(row[each.lower], row[each.upper] + 1)
        if not low:
            break
    top = min(row.values(), default=0)
    return {key: value - top for key, value in row.items()}


def _joined(people: Sequence[int], steps: Sequence[Step]) -> dict[int, int]:
    """Rows by joining groups step after step; a step within one group adds nothing."""
    row = dict.fromkeys(people, 0)
    group = {key: [key] for key in people}
    for each in steps:
        one, other = group[each.upper], group[each.lower]
        if one is other:
            continue
        shift = row[each.upper] + each.by - row[each.lower]
        for key in other:
            row[key] += shift
            group[key] = one
        one += other
    return row
