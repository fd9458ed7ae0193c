"""A family drawing as SVG: standard genogram symbols, needing neither script nor style."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

from kith.childfile.genogram import Genogram
from kith.childfile.people_on_a_day import Life, Someone
from kith.childfile.unions import Tie
from kith.web.family_drawing.lines import LOWER, TRACK, UPPER, Level, Path, Point, Post, Route, Routes, routed
from kith.web.family_drawing.outlines import Corner, outlines
from kith.web.family_drawing.places import BESIDE, HALF, Label, Spot, lines_of, placed, width_of
from kith.web.family_drawing.symbols import (
    HOME,
    HOME_FILL,
    LEADING,
    SIZE,
    SMALL,
    cross,
    dotted,
    double,
    inside,
    noted,
    shape,
    slashes,
    stroke,
    svg,
    symbol,
    words,
)

# In pixels: around all; over the first track of a band, between its parts, under the last track.
MARGIN, ABOVE, BETWEEN, BELOW = 20, 24, 44, 20
SLASHES = {Tie.SEPARATED: 1, Tie.DIVORCED: 2}


@dataclass
class Drawing:
    """Everything with its place on the paper."""

    family: Genogram
    labels: Mapping[int, Label]
    notes: Mapping[int, str]
    spots: dict[int, Spot]
    routes: Routes
    top: list[float]  # of each row
    bottom: list[float]
    below: list[float]  # the last track above each row

    @property
    def width(self) -> int:
        return round(max((each.end for each in self.spots.values()), default=0) + 2 * MARGIN)

    @property
    def height(self) -> int:
        last = self.bottom[-1] if self.bottom else 0
        return round(last + ABOVE + TRACK * self.routes.tracks(len(self.top) - 1, UPPER) + MARGIN)

    def level(self, level: Level) -> float:
        if level.part == UPPER:
            return self.bottom[level.band] + ABOVE + TRACK * level.track
        many = self.routes.tracks(level.band, LOWER)
        return self.below[level.band + 1] - TRACK * (many - 1 - level.track)

    def at(self, point: Point) -> Corner:
        x, where = point
        return (x, self.level(where) if isinstance(where, Level) else self.post(where))

    def corners(self, path: Path) -> list[Corner]:
        return [self.at(each) for each in path.points]

    def post(self, post: Post) -> float:
        """Where a line touches a symbol: on the edge of its shape."""
        one, middle = self.family.people[post.key], self.middle(post.key)
        side = 1 if post.bottom else -1
        reach = {
            "circle": sqrt(HALF**2 - post.by**2), "diamond": HALF - abs(post.by),
            "triangle": HALF if post.bottom else HALF - 2 * abs(post.by),
        }.get(shape(one, self.family.life(post.key)), HALF)  # fmt: skip
        return middle + side * reach

    def middle(self, key: int) -> float:
        return self.top[self.spots[key].row] + HALF


def drawing(family: Genogram, labels: Mapping[int, Label], notes: Mapping[int, str]) -> Drawing:
    """`labels`: the words beside each; `notes`: the words on the line of each union, by its place."""
    spots = placed(family, labels, SIZE)
    routes = routed(spots, lines_of(family))
    top, bottom, below = _rows(spots, labels, routes)
    for each in spots.values():
        each.x += MARGIN
    for level in routes.levels:
        level.start, level.end = level.start + MARGIN, level.end + MARGIN
    for route in routes.routes:
        for path in route.paths:
            path.points = [(x + MARGIN, where) for x, where in path.points]
    return Drawing(family, labels, notes, spots, routes, top, bottom, below)


def _rows(spots: Mapping[int, Spot], labels: Mapping[int, Label], routes: Routes) -> tuple[list[float], ...]:
    """Where rows begin and end, and the last track above each."""
    top: list[float] = []
    bottom: list[float] = []
    below: list[float] = []
    y = MARGIN + 4.0
    for row in range(max((each.row for each in spots.values()), default=-1) + 1):
        lower, upper = routes.tracks(row - 1, LOWER), routes.tracks(row - 1, UPPER)
        tracks = max(upper - 1, 0) + max(lower - 1, 0)
        y = bottom[-1] + ABOVE + TRACK * tracks + BETWEEN if bottom else y + TRACK * lower
        below.append(y)
        top.append(y + (BELOW if bottom or lower else 0))
        lines = max(len(labels[each.key]) for each in spots.values() if each.row == row)
        bottom.append(top[-1] + max(2 * HALF, lines * LEADING))
    return top, bottom, below


def draw(made: Drawing, *, title: str, described: str) -> str:
    """The whole drawing. Its words stand in the title and description for those who do not see it."""
    return svg(drawn(made), made.width, made.height, title=title, described=described)


def drawn(made: Drawing) -> list[str]:
    """The parts of a drawing, from the back to the front."""
    people = [each for key in made.spots for each in _person(made, key)]
    return [*_homes(made), *_lines(made), *_notes(made), *people]


# Symbols


def _person(made: Drawing, key: int) -> Iterable[str]:
    one, life, spot, y = made.family.people[key], made.family.life(key), made.spots[key], made.middle(key)
    kind = shape(one, life)
    yield double(kind, spot.x, y) if key in made.family.marked else symbol(kind, spot.x, y)
    if one.unknown:
        yield inside("?", spot.x, y)
    elif life is Life.LIVING and one.born_on:
        yield inside(str(_years(one, made.family)), spot.x, y)
    elif life is not Life.UNBORN and life is not Life.LIVING:
        yield cross(spot.x, y, HALF * 0.7 if kind == "circle" else HALF)
    yield from words(made.labels[key], spot.x + HALF + BESIDE, made.top[spot.row] + 11)


def _years(one: Someone, family: Genogram) -> int:
    born, on = one.born_on, family.on
    assert born is not None
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


# Lines


def _lines(made: Drawing) -> Iterable[str]:
    for route in made.routes.routes:
        tie = Tie.PARENTS if route.line.care else made.family.unions[route.line.number].tie
        for place, path in enumerate(route.paths):
            couple = route.rung is not None and place == 0
            style = stroke(route.line.care.kind if route.line.care else "", tie if couple else Tie.PARENTS)
            yield f'<path d="{_path(made.corners(path))}" {style}/>'


def _path(points: Sequence[Corner]) -> str:
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points)


def _notes(made: Drawing) -> Iterable[str]:
    """Slashes and years, on the widest stretch of a couple's line that no other line crosses."""
    for route in made.routes.routes:
        if route.rung is None or route.line.care:
            continue
        many = SLASHES.get(made.family.unions[route.line.number].tie, 0)
        note, y = made.notes.get(route.line.number, ""), made.level(route.rung)
        broad, *rest = _clear(made, route, y)
        narrow = rest[0] if rest and _length(rest[0]) > 30 else broad
        if many:
            yield slashes(_middle(narrow) + (width_of(note, SMALL) / 2 if narrow is broad else 0), y, many)
        if note and width_of(note, SMALL) + (20 * many if narrow is broad else 4) < _length(broad):
            x = _middle(broad) - (10 if many and narrow is broad else 0)
            yield noted(note, x, y - 5)


def _clear(made: Drawing, route: Route, y: float) -> list[tuple[float, float]]:
    """The stretches of a couple's line that no other line crosses, the broadest first."""
    assert route.rung is not None
    start, end = route.rung.start, route.rung.end
    lines = [made.corners(path) for other in made.routes.routes for path in other.paths]
    across = {
        x
        for corners in lines
        for (x, one), (_, two) in pairwise(corners)
        if start < x < end and one != two and min(one, two) < y + 1 and max(one, two) > y - 14
    }
    return sorted(pairwise(sorted({start, end, *across})), key=lambda each: (-_length(each), each))


def _length(stretch: tuple[float, float]) -> float:
    return stretch[1] - stretch[0]


def _middle(stretch: tuple[float, float]) -> float:
    return (stretch[0] + stretch[1]) / 2


# Who lives together


def _homes(made: Drawing) -> Iterable[str]:
    parts = [outlines(each, made.spots, made.top, made.bottom) for each in made.family.households]
    apart = [place for place, loops in enumerate(parts) if len(loops) > 1]
    for place, loops in enumerate(parts):
        for loop in loops:
            yield f'<path d="{_rounded(loop)}" fill="{HOME_FILL}" {dotted()}/>'
            if place in apart:
                yield _letter(loop, chr(ord("A") + apart.index(place) % 26))


def _letter(loop: Sequence[Corner], letter: str) -> str:
    """The sign of a home whose people stand apart, on the corner of each outline."""
    y = min(y for _, y in loop)
    x = max(x for x, here in loop if here == y)
    return (
        f'<circle cx="{x - 4:g}" cy="{y + 4:g}" r="9" fill="{HOME}"/>'
        f'<text x="{x - 4:g}" y="{y + 8:g}" font-size="{SMALL}" font-weight="bold" text-anchor="middle" fill="#fff">'
        f"{letter}</text>"
    )


def _rounded(loop: Sequence[Corner], radius: float = 8) -> str:
    parts = []
    for before, here, after in zip([loop[-1], *loop[:-1]], loop, [*loop[1:], loop[0]], strict=True):
        start, end = _towards(here, before, radius), _towards(here, after, radius)
        parts.append(f"{start[0]:g} {start[1]:g}Q{here[0]:g} {here[1]:g} {end[0]:g} {end[1]:g}")
    return f"M{'L'.join(parts)}Z"


def _towards(one: Corner, other: Corner, far: float) -> Corner:
    (x, y), (a, b) = one, other
    length = abs(a - x) + abs(b - y)
    part = min(far, length / 2) / length
    return (x + (a - x) * part, y + (b - y) * part)
