"""The lines of a family drawing: down from parents, along, and down to children; never through a symbol or its words.

Between two rows lies a band. Couples are joined in its upper part, children hang from its lower part, each line on a
track of its own. A line that passes a row on its way goes through the gap between two neighbours.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kith.web.family_drawing.places import GAP, Line, Spot

TRACK = 13  # between tracks
REACH = 11  # how far from the middle of a symbol its outermost line leaves it
APART = 7  # between lines that run side by side
CLEAR = (10, 24)  # between stretches on one track, so that nobody takes them for one line
NEARLY = 8  # a line to an only child that is as near to straight as this is made straight
UPPER, LOWER = 0, 1  # parts of a band; band 0 lies below row 0, and -1 above it


@dataclass
class Level:
    """A horizontal stretch in a part of a band; the track is settled when all are known."""

    band: int
    part: int
    start: float
    end: float
    track: int = 0


Point = tuple[float, "Level | Post"]


@dataclass(frozen=True)
class Post:
    """The bottom (or top) of somebody's symbol, at a distance from its middle."""

    key: int
    by: float
    bottom: bool


@dataclass
class Path:
    """A line as points from end to end: across, and where down."""

    points: list[Point]


@dataclass
class Route:
    """All of one family line. `rung` joins a couple, where there is one."""

    line: Line
    paths: list[Path] = field(default_factory=list)
    rung: Level | None = None


@dataclass
class Routes:
    routes: list[Route]
    levels: list[Level]

    def tracks(self, band: int, part: int) -> int:
        found = [each.track for each in self.levels if (each.band, each.part) == (band, part)]
        return max(found, default=-1) + 1


def routed(spots: Mapping[int, Spot], lines: Sequence[Line]) -> Routes:
    return _Router(spots, lines).run()


class _Router:
    def __init__(self, spots: Mapping[int, Spot], lines: Sequence[Line]) -> None:
        self.spots, self.lines = spots, lines
        self.levels: list[Level] = []
        self.over = {number for number, line in enumerate(lines) if self._goes_over(line)}
        self.posts = self._posts(bottom=True) | self._posts(bottom=False)
        self.taken: dict[int, list[tuple[float, int]]] = {}  # verticals in a band, and whose

    def run(self) -> Routes:
        for number, line in enumerate(self.lines):
            for key in line.below:
                band = self.spots[key].row - 1
                self.taken.setdefault(band, []).append((self._at(number, key, bottom=False), number))
        order = sorted(range(len(self.lines)), key=lambda number: self._span(self.lines[number]))
        made = {number: self._route(number) for number in order}
        self._share_tracks()
        return Routes([made[number] for number in range(len(self.lines))], self.levels)

    def _goes_over(self, line: Line) -> bool:
        """Whether who cares stands no higher than who is cared for, such as a grown-up brother."""
        return bool(line.below) and self._lowest(line.above) >= self._highest(line.below)

    def _highest(self, keys: Iterable[int]) -> int:
        return min(self.spots[key].row for key in keys)

    def _lowest(self, keys: Iterable[int]) -> int:
        return max(self.spots[key].row for key in keys)

    def _span(self, line: Line) -> tuple:
        across = [self.spots[key].x for key in line.above]
        return (line.care is not None, max(across) - min(across), min(across))

    # Where lines leave and enter symbols

    def _posts(self, *, bottom: bool) -> dict[tuple[int, int, bool], float]:
        """For each line at each symbol, how far from its middle: those to the left leave to the left."""
        at: dict[int, list[tuple]] = {}
        for number, line in enumerate(self.lines):
            if len(line.above) > 1 or line.below:
                for key in self._ends(number, line, bottom=bottom):
                    at.setdefault(key, []).append((*self._towards(line, key, bottom=bottom), number))
        return {
            (number, key, bottom): by
            for key, some in at.items()
            for number, by in self._spread(key, [each[-1] for each in sorted(some)]).items()
        }

    def _spread(self, key: int, numbers: Sequence[int]) -> dict[int, float]:
        """Along the edge of a symbol: birth keeps the middle, care leaves on the side of the child and comes in right."""
        care = [number for number in numbers if self.lines[number].care]
        birth = [number for number in numbers if number not in care]
        left = [number for number in care if self._leans_left(number, key)] if birth else []
        right = [number for number in care if number not in left]
        inner = REACH if not care else REACH / 2
        found = dict(zip(birth, _even(-inner, inner, len(birth)), strict=True))
        if not birth:
            return dict(zip(right, _even(-REACH, REACH, len(right)), strict=True))
        found |= {number: -REACH + 3 * place for place, number in enumerate(left)}
        return found | {number: REACH - 3 * place for place, number in enumerate(reversed(right))}

    def _leans_left(self, number: int, key: int) -> bool:
        line = self.lines[number]
        if key not in line.above:
            return False
        return sum(self.spots[each].x for each in line.below) / len(line.below) < self.spots[key].x

    def _ends(self, number: int, line: Line, *, bottom: bool) -> Iterable[int]:
        """Whose symbols the line touches at the bottom, or at the top."""
        if number in self.over:
            return () if bottom else (*line.above, *line.below)
        return line.above if bottom else line.below

    def _towards(self, line: Line, key: int, *, bottom: bool) -> tuple:
        """The order along a symbol's edge. At the bottom the farther of two partners is joined further in."""
        here = self.spots[key].x
        there = [self.spots[each].x for each in line.above if each != key] or [here]
        away = sum(there) / len(there) - here
        if not bottom:
            return (line.care is not None, away)
        return (0, -away) if away < 0 else (1, 0) if away == 0 else (2, -away)

    def _at(self, number: int, key: int, *, bottom: bool) -> float:
        return self.spots[key].x + self.posts.get((number, key, bottom), 0)

    def _post(self, number: int, key: int, *, bottom: bool) -> Point:
        x = self._at(number, key, bottom=bottom)
        return (x, Post(key, x - self.spots[key].x, bottom))

    # One line

    def _route(self, number: int) -> Route:
        line = self.lines[number]
        route = Route(line)
        if len(line.above) == 1 and not line.below:
            return route
        if number in self.over:
            self._go_over(route, number)
            return route
        band = self._lowest(line.above)
        sources = [
            self._down([self._post(number, key, bottom=True)], self.spots[key].row, band, UPPER)
            for key in line.above
        ]
        ends = [points[-1][0] for points in sources]
        if len(sources) > 1:
            route.rung = self._level(band, UPPER, min(ends), max(ends))
            one, other = ([*points, (points[-1][0], route.rung)] for points in sources)
            route.paths.append(Path(one + other[::-1]))
        if line.below:
            stem = [] if route.rung else sources[0]
            self._hang(route, number, band, (min(ends), max(ends)), stem)
        return route

    def _go_over(self, route: Route, number: int) -> None:
        """From the tops of both, over a bar above the higher row."""
        everyone = (*route.line.above, *route.line.below)
        band = self._highest(everyone) - 1
        self._bar(route, band, [self._up(number, key, band) for key in everyone], [])

    def _hang(
        self, route: Route, number: int, band: int, between: tuple[float, float], stem: list[Point]
    ) -> None:
        """Children hang from a bar, which hangs from the rung of a couple, or from the one parent."""
        last = self._highest(route.line.below) - 1
        wanted = [self._up(number, key, last) for key in route.line.below]
        drop = self._drop(number, band, between, [points[-1][0] for points in wanted])
        if len(wanted) == 1 and band == last and abs(wanted[0][-1][0] - drop) <= NEARLY:
            key = route.line.below[0]
            wanted = [[(drop, Post(key, drop - self.spots[key].x, False))]]
        start: list[Point] = [(drop, route.rung)] if route.rung else stem
        self.taken.setdefault(band, []).append((drop, number))
        self._bar(route, last, wanted, self._down(start, band, last, LOWER))

    def _bar(self, route: Route, band: int, wanted: list[list[Point]], stem: list[Point]) -> None:
        ends = [points[-1][0] for points in [*wanted, *([stem] if stem else [])]]
        bar = self._level(band, LOWER, min(ends), max(ends))
        joined = [*([stem] if stem else []), *wanted]
        route.paths += [Path([*points, (points[-1][0], bar)]) for points in joined]
        if bar.end > bar.start:
            route.paths.append(Path([(bar.start, bar), (bar.end, bar)]))

    def _down(self, points: list[Point], band: int, last: int, part: int) -> list[Point]:
        """Lead a line from one band down into another, through the gaps of the rows between."""
        x = points[-1][0]
        for row in range(band + 1, last + 1):
            lane = self._lane(row, x)
            level = self._level(row - 1, part, *sorted((x, lane)))
            points += [(x, level), (lane, level)]
            x = lane
        return points

    def _up(self, number: int, key: int, band: int) -> list[Point]:
        """Lead a line from the top of somebody's symbol up into a band, through the gaps of the rows between."""
        points = [self._post(number, key, bottom=False)]
        x = points[-1][0]
        for row in range(self.spots[key].row - 1, band, -1):
            lane = self._lane(row, x)
            level = self._level(row, LOWER, *sorted((x, lane)))
            points += [(x, level), (lane, level)]
            x = lane
        return points

    def _drop(self, number: int, band: int, between: tuple[float, float], ends: Sequence[float]) -> float:
        """Where the line goes down: as near to the middle of the children as other lines allow."""
        low, high = between
        if low == high:
            return low
        room = min(12.0, (high - low) / 4)
        if len(ends) == 1 and low + room <= ends[0] <= high - room:
            return ends[0]
        best = min(max((min(ends) + max(ends)) / 2, low + room), high - room)
        busy = [x for x, other in self.taken.get(band, ()) if other != number]
        tries = [best + sign * step for step in range(0, 200, 4) for sign in (1, -1)]
        free = (
            x for x in tries if low + room <= x <= high - room and all(abs(x - each) > 8 for each in busy)
        )
        return next(free, best)

    def _lane(self, row: int, near: float) -> float:
        """The place in a gap of the row, or beside it, nearest to `near`, where no other line runs."""
        some = sorted((each for each in self.spots.values() if each.row == row), key=lambda each: each.x)
        gaps = [(some[0].start - 400, some[0].start), *((one.end, two.start) for one, two in pairwise(some))]
        gaps.append((some[-1].end, some[-1].end + 400))
        middles = [min(max(near, left + GAP / 2), right - GAP / 2) for left, right in gaps]
        place = min(range(len(gaps)), key=lambda each: (abs(middles[each] - near), each))
        left, right = gaps[place]
        busy = [x for band in (row - 1, row) for x, _ in self.taken.get(band, ())]
        tries = [middles[place] + sign * step for step in range(0, 60, 2) for sign in (1, -1)]
        free = (x for x in tries if left < x < right and all(abs(x - each) >= APART for each in busy))
        lane = next(free, middles[place])
        for band in (row - 1, row):
            self.taken.setdefault(band, []).append((lane, -1))
        return lane

    def _level(self, band: int, part: int, start: float, end: float) -> Level:
        level = Level(band, part, start, end)
        self.levels.append(level)
        return level

    def _share_tracks(self) -> None:
        """Stretches that would overlap go on tracks of their own, shorter ones above."""
        for key in {(each.band, each.part) for each in self.levels}:
            some = [each for each in self.levels if (each.band, each.part) == key and each.end > each.start]
            _share(sorted(some, key=lambda each: (each.end - each.start, each.start)))


def _even(start: float, end: float, many: int) -> list[float]:
    """So many places between two, both included; the middle for one."""
    return (
        [(start + end) / 2]
        if many == 1
        else [start + (end - start) * each / (many - 1) for each in range(many)]
    )


def _share(levels: Iterable[Level]) -> None:
    tracks: list[list[Level]] = []
    for level in levels:
        free = (place for place, some in enumerate(tracks) if not any(_meet(level, each) for each in some))
        level.track = next(free, len(tracks))
        if level.track == len(tracks):
            tracks.append([])
        tracks[level.track].append(level)


def _meet(one: Level, other: Level) -> bool:
    clear = CLEAR[one.part]
    return one.start - clear < other.end and other.start - clear < one.end
