"""The key of a family drawing: only what is in it, each sign drawn as the drawing draws it."""

from collections.abc import Iterable
from html import escape

from kith.childfile.genogram import Genogram
from kith.childfile.people_on_a_day import Life
from kith.childfile.unions import Tie
from kith.web.family_drawing.picture import Drawing, drawn
from kith.web.family_drawing.symbols import (
    HOME_FILL,
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
)

WIDE, HIGH, COLUMN = 56, 36, 330  # of a sign, and of a column of the key on the paper
X, Y, HALF = WIDE / 2, HIGH / 2, 13

SHAPES = {
    "square": "Man or boy",
    "circle": "Woman or girl",
    "diamond": "Sex not known",
    "triangle": "Pregnancy: a child not yet born",
}
TIES = {
    Tie.MARRIED: "Married or civil partners", Tie.PARTNERS: "Partners",
    Tie.SEPARATED: "Separated", Tie.DIVORCED: "Divorced", Tie.PARENTS: "Parents of a child, not recorded as a couple",
}  # fmt: skip
CARE = {
    "foster_carer": "Foster care", "kinship_carer": "Kinship care", "guardian": "Special guardianship",
    "adoptive_parent": "Adoption",
}  # fmt: skip

YEARS = {Tie.MARRIED: "m. 2010", Tie.PARTNERS: "since 2010"}

Sign = tuple[str, str]  # SVG inside a box of WIDE by HIGH, and what it means


def signs(family: Genogram) -> list[Sign]:
    """What the signs of this drawing mean."""
    return [*_people(family), *_couples(family), *_care(family), *_homes(family)]


def _people(family: Genogram) -> Iterable[Sign]:
    lives = {key: family.life(key) for key in family.people}
    shapes = {shape(one, lives[key]) for key, one in family.people.items()}
    for kind, words in SHAPES.items():
        if kind in shapes:
            yield symbol(kind, X, Y, HALF), words
    if family.marked:
        yield double("square", X, Y, HALF), "Double outline: the child this is about"
    if any(one.born_on and lives[key] is Life.LIVING for key, one in family.people.items()):
        yield inside("12", X, Y), "Number in a sign: age in years"
    if Life.DIED in lives.values():
        yield symbol("square", X, Y, HALF) + cross(X, Y, HALF), "Died"
    if Life.PREGNANCY_ENDED in lives.values():
        yield symbol("triangle", X, Y, HALF) + cross(X, Y, HALF), "A pregnancy that ended"
    if any(one.unknown for one in family.people.values()):
        yield inside("?", X, Y), "A parent who is not known, or not shown"


def _couples(family: Genogram) -> Iterable[Sign]:
    ties = {each.tie for each in family.unions if len(each.partners) > 1}
    many = {Tie.SEPARATED: 1, Tie.DIVORCED: 2}
    for tie, words in TIES.items():
        if tie in ties:
            drawn = _stretch(stroke(tie=tie)) + (slashes(X, Y, many[tie]) if tie in many else "")
            yield drawn + noted(YEARS.get(tie, ""), X, Y - 5), words


def _care(family: Genogram) -> Iterable[Sign]:
    kinds = {each.kind for each in family.care}
    for kind, words in CARE.items():
        if kind in kinds:
            yield _stretch(stroke(kind)), words


def _homes(family: Genogram) -> Iterable[Sign]:
    if family.households:
        yield (
            f'<rect x="6" y="6" width="{WIDE - 12}" height="{HIGH - 12}" rx="8" fill="{HOME_FILL}" {dotted()}/>',
            "Live together; the same letter is the same home",
        )


def _stretch(style: str) -> str:
    return f'<path d="M4 {Y}L{WIDE - 4} {Y}" {style}/>'


def sign(inside: str) -> str:
    """A sign by itself, for a list."""
    return svg([inside], WIDE, HIGH)


def whole(made: Drawing, *, title: str, described: str) -> str:
    """The drawing with its title above and its key below, for a sheet of its own."""
    found = signs(made.family)
    columns = max(min(len(found), made.width // COLUMN), 1)
    lines = -(-len(found) // columns)
    width, head = max(made.width, COLUMN + 40), 48
    parts = [f'<text x="20" y="32" font-size="20" font-weight="bold">{escape(title)}</text>']
    parts.append(f'<g transform="translate(0 {head})">{"".join(drawn(made))}</g>')
    for place, (drawing, words) in enumerate(found):
        x, y = 20 + COLUMN * (place // lines), head + made.height + 16 + HIGH * (place % lines)
        parts.append(
            f'<g transform="translate({x} {y})">{drawing}<text x="{WIDE + 8}" y="{Y + 4}">{words}</text></g>'
        )
    height = head + made.height + 36 + HIGH * lines
    return svg(parts, width, height, title=title, described=described)
