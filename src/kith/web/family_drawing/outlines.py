"""Around those who live together: outlines that take in their places and nobody else's.

Neighbours share an outline, and so do those who stand above each other. Who lives with them elsewhere in the drawing has
an outline of their own: the same letter says that it is one home.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kith.web.family_drawing.places import Spot

OVER, UNDER = 10, 5  # how far an outline reaches above a row and below it
SHARED = 24  # how far two must stand above each other to share an outline
NEARLY = 12  # edges as near as this are one line

Corner = tuple[float, float]


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Run:
    """Neighbours in a row who live together."""

    row: int
    start: float
    end: float


def outlines(
    household: Iterable[int], spots: Mapping[int, Spot], top: Sequence[float], bottom: Sequence[float]
) -> list[list[Corner]]:
    """Loops of corners, one around each part of a household, from the top left."""
    runs = _straightened(_runs(set(household), spots))
    boxes = [Box(run.start, top[run.row] - OVER, run.end, bottom[run.row] + UNDER) for run in runs]
    for one, other in _above_each_other(runs):
        left, right = max(one.start, other.start), min(one.end, other.end)
        boxes.append(Box(left, bottom[one.row], right, top[other.row]))
    return sorted((_around(boxes)), key=lambda loop: min((y, x) for x, y in loop))


def _runs(members: set[int], spots: Mapping[int, Spot]) -> list[Run]:
    runs: list[Run] = []
    inside: list[Spot] = []
    for each in sorted(spots.values(), key=lambda each: (each.row, each.x)):
        if inside and (each.key not in members or each.row != inside[0].row):
            runs.append(Run(inside[0].row, inside[0].start, inside[-1].end))
            inside = []
        if each.key in members:
            inside.append(each)
    return runs + ([Run(inside[0].row, inside[0].start, inside[-1].end)] if inside else [])


def _above_each_other(runs: Sequence[Run]) -> list[tuple[Run, Run]]:
    return [
        (one, other)
        for one in runs
        for other in runs
        if other.row == one.row + 1 and min(one.end, other.end) - max(one.start, other.start) > SHARED
    ]


def _straightened(runs: Sequence[Run]) -> list[Run]:
    """Edges that nearly meet are drawn out to meet."""
    found = list(runs)
    for one, other in _above_each_other(runs):
        first, second = runs.index(one), runs.index(other)
        if abs(one.start - other.start) < NEARLY:
            start = min(found[first].start, found[second].start)
            found[first], found[second] = (
                replace(found[first], start=start),
                replace(found[second], start=start),
            )
        if abs(one.end - other.end) < NEARLY:
            end = max(found[first].end, found[second].end)
            found[first], found[second] = replace(found[first], end=end), replace(found[second], end=end)
    return found


def _around(boxes: Sequence[Box]) -> list[list[Corner]]:
    """The edges of all boxes together, as loops: the inside to the right of each step."""
    xs = sorted({x for box in boxes for x in (box.left, box.right)})
    ys = sorted({y for box in boxes for y in (box.top, box.bottom)})
    full = {
        (column, row)
        for column, (left, right) in enumerate(pairwise(xs))
        for row, (top, bottom) in enumerate(pairwise(ys))
        if any(
            box.left <= left and right <= box.right and box.top <= top and bottom <= box.bottom
            for box in boxes
        )
    }
    follows: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for x, y in sorted(full):
        for beside, start, end in (
            ((x, y - 1), (x, y), (x + 1, y)), ((x + 1, y), (x + 1, y), (x + 1, y + 1)),
            ((x, y + 1), (x + 1, y + 1), (x, y + 1)), ((x - 1, y), (x, y + 1), (x, y)),
        ):  # fmt: skip
            if beside not in full:
                follows.setdefault(start, []).append(end)
    return [[(xs[x], ys[y]) for x, y in _corners(loop)] for loop in _walked(follows)]


def _walked(follows: dict[tuple[int, int], list[tuple[int, int]]]) -> list[list[tuple[int, int]]]:
    loops = []
    while follows:
        at = min(follows)
        loop = []
        while at in follows:
            loop.append(at)
            after = follows[at].pop()
            if not follows[at]:
                del follows[at]
            at = after
        loops.append(loop)
    return loops


def _corners(loop: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The points where the loop turns."""
    around = [loop[-1], *loop, loop[0]]
    return [
        here
        for before, here, after in zip(around, around[1:], around[2:], strict=False)
        if (before[0] == here[0]) != (here[0] == after[0])
    ]
