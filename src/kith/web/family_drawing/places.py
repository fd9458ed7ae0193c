"""Where everybody stands: rows of generations, no two too near, parents above the middle of their children."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kith.childfile.genogram import Care, Genogram
from kith.web.family_drawing.order import in_order

HALF = 20  # half of a symbol, in pixels
BESIDE = 6  # between a symbol and its words
EDGE = 8  # around a symbol and its words
GAP = 26  # between neighbours, wide enough for two lines to pass
ROUNDS = 50

Label = Sequence[tuple[str, bool]]  # lines of words, and whether they are bold
# About how wide letters are, for words of one pixel; a little too wide rather than too narrow.
NARROW, WIDE = frozenset("fijlrtI.,:'’()- "), frozenset("mwMWOQGDHNUAVCK@")


def width_of(words: str, size: float, *, bold: bool = False) -> float:
    units = sum(0.34 if each in NARROW else 0.82 if each in WIDE else 0.58 for each in words)
    return units * size * (1.06 if bold else 1)


@dataclass
class Spot:
    """Where somebody stands: the middle of the symbol across, the row down, and how far they reach to either side."""

    key: int
    row: int
    x: float
    left: float
    right: float

    @property
    def start(self) -> float:
        return self.x - self.left

    @property
    def end(self) -> float:
        return self.x + self.right


@dataclass(frozen=True)
class Line:
    """Those above, and those below whom a line joins to them. `care`: they are not theirs by birth."""

    above: tuple[int, ...]
    below: tuple[int, ...]
    care: Care | None = None
    number: int = 0  # of the union, where it is one


def lines_of(family: Genogram) -> list[Line]:
    births = [Line(each.partners, each.children, number=place) for place, each in enumerate(family.unions)]
    return births + [Line(each.carers, each.children, each) for each in family.care]


def placed(family: Genogram, labels: Mapping[int, Label], size: float) -> dict[int, Spot]:
    """A spot for everyone, beginning at 0."""
    rows = list(in_order(family).values())
    spots = {
        key: Spot(key, row, 0, HALF + EDGE, HALF + BESIDE + _width(labels[key], size) + EDGE)
        for row, some in enumerate(rows)
        for key in some
    }
    for some in rows:
        _settle([spots[key] for key in some], {})
    lines = lines_of(family)
    for _ in range(ROUNDS):
        for some in (*rows[::-1], *rows):
            row = [spots[key] for key in some]
            _settle(row, _wishes(row, spots, lines))
    first = min((each.start for each in spots.values()), default=0)
    for each in spots.values():
        each.x = round(each.x - first)
    return spots


def _width(label: Label, size: float) -> float:
    return max((width_of(words, size, bold=bold) for words, bold in label), default=0)


def _wishes(
    row: Iterable[Spot], spots: Mapping[int, Spot], lines: Iterable[Line]
) -> dict[int, tuple[float, float]]:
    """Where each of a row would rather stand, and how much."""
    wanted: dict[int, list[tuple[float, float]]] = {each.key: [(each.x, 0.05)] for each in row}
    for line in lines:
        above, below = ([spots[key] for key in some] for some in (line.above, line.below))
        if len(above) == 2:
            _together(above, wanted)
        if not below:
            continue
        shift, weight = _middle(above) - _middle(below), 0.15 if line.care else 1.0
        for each in below:
            if each.key in wanted:
                wanted[each.key].append((each.x + shift, weight))
        for each in above:
            if each.key in wanted:
                wanted[each.key].append((each.x - shift, weight))
    return {key: _mean(some) for key, some in wanted.items()}


def _together(couple: Sequence[Spot], wanted: dict[int, list[tuple[float, float]]]) -> None:
    one, other = sorted(couple, key=lambda each: each.x)
    apart = one.right + GAP + other.left
    slack = other.x - one.x - apart
    for each, by in ((one, slack / 2), (other, -slack / 2)):
        if each.key in wanted and slack > 0:
            wanted[each.key].append((each.x + by, 1.0))


def _middle(some: Sequence[Spot]) -> float:
    return (min(each.x for each in some) + max(each.x for each in some)) / 2


def _mean(some: Sequence[tuple[float, float]]) -> tuple[float, float]:
    weight = sum(each for _, each in some)
    return sum(x * each for x, each in some) / weight, weight


def _settle(row: Sequence[Spot], wishes: Mapping[int, tuple[float, float]]) -> None:
    """Move a row as near to its wishes as the room between neighbours allows: least squares, kept in order."""
    offset, blocks = 0.0, []
    offsets = []
    for place, each in enumerate(row):
        if place:
            offset += row[place - 1].right + GAP + each.left
        offsets.append(offset)
        wish, weight = wishes.get(each.key, (offset, 1.0))
        blocks.append([wish - offset, weight, 1])
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            (x, w, n), (y, v, m) = blocks[-2], blocks.pop()
            blocks[-1] = [(x * w + y * v) / (w + v), w + v, n + m]
    at = [value for value, _, many in blocks for _ in range(int(many))]
    for each, by, value in zip(row, offsets, at, strict=True):
        each.x = by + value
