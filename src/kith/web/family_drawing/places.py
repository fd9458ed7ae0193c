"""Where everybody stands: rows of generations, no two too near, parents above the middle of their children."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kith.childfile.genogram import Genogram
from kith.childfile.unions import Care
from kith.web.family_drawing.order import in_order

HALF = 20  # half of a symbol, in pixels
BESIDE = 6  # between a symbol and its words
EDGE = 8  # around a symbol and its words
GAP = 26  # between neighbours, wide enough for two lines to pass
COUPLES = 0.3  # how much a couple is drawn together, beside being drawn over its children
ROUNDS, STILL = 30, 0.4  # until nobody moves by more than this in a round
CARES, DRAWN = (
    0.02,
    60,
)  # how much carers are drawn to the children they care for, and how far; never the other way
COUPLES = 0.3  # how much a couple is drawn together, beside being drawn over its children
ROUNDS, STILL = 30, 0.4  # until nobody moves by more than this in a round
CARES = 0.15  # how much carers are drawn to the children they care for; children are not drawn to them

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
    apart: int = 0  # who of a couple has fewer partners


def lines_of(family: Genogram) -> list[Line]:
    many = Counter(key for each in family.unions for key in each.partners)
    births = [
        Line(each.partners, each.children, number=place, apart=min(each.partners, key=lambda key: many[key]))
        for place, each in enumerate(family.unions)
    ]
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
    pulls = [_pull(line, spots, rows) for line in lines_of(family)]
    standing = [
        ([spots[key] for key in some], [each for each in pulls if row in each.rows])
        for row, some in enumerate(rows)
    ]
    for _ in range(ROUNDS):
        before = [each.x for each in spots.values()]
        for row, touching in (*standing[::-1], *standing):
            _settle(row, _wishes(row, touching))
        if all(abs(each.x - x) < STILL for each, x in zip(spots.values(), before, strict=True)):
            break
    first = min((each.start for each in spots.values()), default=0)
    for each in spots.values():
        each.x = round(each.x - first)
    return spots


def _hung_between(line: Line, spots: Mapping[int, Spot], rows: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """Under whose middle the children belong: their parents', or where others stand between these, the last of those
    and the parent with fewer partners, who is taken for the one that stands apart."""
    at = {key: place for some in rows for place, key in enumerate(some)}
    one, *other = sorted(line.above, key=lambda key: at[key])
    if not other or spots[one].row != spots[other[0]].row or at[other[0]] - at[one] == 1:
        return line.above
    row = rows[spots[one].row]
    return (row[at[other[0]] - 1], other[0]) if line.apart != one else (one, row[at[one] + 1])


def _width(label: Label, size: float) -> float:
    return max((width_of(words, size, bold=bold) for words, bold in label), default=0)


@dataclass(frozen=True)
class _Pull:
    """How a line would have people stand: the children under the middle of whom they are hung between."""

    above: list[Spot]
    below: list[Spot]
    hung: list[Spot]
    care: bool
    rows: frozenset[int]


def _pull(line: Line, spots: Mapping[int, Spot], rows: Sequence[Sequence[int]]) -> _Pull:
    above, below, hung = (
        [spots[key] for key in some] for some in (line.above, line.below, _hung_between(line, spots, rows))
    )
    return _Pull(above, below, hung, line.care is not None, frozenset(each.row for each in above + below))


def _wishes(row: Sequence[Spot], pulls: Iterable[_Pull]) -> dict[int, tuple[float, float]]:
    """Where each of a row would rather stand, and how much: by default as near to the one before as may be."""
    wanted: dict[int, list[tuple[float, float]]] = {each.key: [(each.x, 0.002)] for each in row}
    for one, other in pairwise(row):
        wanted[other.key].append((one.end + GAP + other.left, 0.003))
    for pull in pulls:
        if len(pull.above) == 2 and pull.above == pull.hung:
            _together(pull.above, wanted)
        if not pull.below:
            continue
        shift, weight = _middle(pull.hung) - _middle(pull.below), 1.0
        if pull.care:
            shift, weight = max(min(shift, DRAWN), -DRAWN), CARES
        for each in pull.above:
            if each.key in wanted:
                wanted[each.key].append((each.x - shift, weight))
        for each in pull.below:
            if each.key in wanted and not pull.care:
                wanted[each.key].append((each.x + shift, weight))
    return {key: _mean(some) for key, some in wanted.items()}


def _together(couple: Sequence[Spot], wanted: dict[int, list[tuple[float, float]]]) -> None:
    one, other = sorted(couple, key=lambda each: each.x)
    apart = one.right + GAP + other.left
    slack = other.x - one.x - apart
    for each, by in ((one, slack / 2), (other, -slack / 2)):
        if each.key in wanted and slack > 0:
            wanted[each.key].append((each.x + by, COUPLES))


def _middle(some: Sequence[Spot]) -> float:
    places = [each.x for each in some]
    return (min(places) + max(places)) / 2


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
