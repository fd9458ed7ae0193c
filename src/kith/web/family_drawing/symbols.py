"""The signs of family drawings as SVG: standard genogram symbols, lines and words."""

from collections.abc import Iterable
from html import escape

from kith.childfile.people_on_a_day import Life, Someone
from kith.childfile.unions import Tie
from kith.web.family_drawing.places import HALF, Label

SIZE, LEADING, SMALL = 13, 16, 11  # letters and their lines, in pixels
INK, HOME, HOME_FILL = "#0b0c0c", "#12404a", "#f0f5f5"
# Each kind of care by its own dashes: colour only helps.
DASHES = {
    "foster_carer": ("8 4", "#144e81"), "kinship_carer": ("10 3 2 3", "#005a30"),
    "guardian": ("10 3 2 3 2 3", "#4c2c92"), "adoptive_parent": ("4 3", "#76400a"),
}  # fmt: skip


def svg(inside: Iterable[str], width: float, height: float, *, title: str = "", described: str = "") -> str:
    named = f"<title>{escape(title)}</title><desc>{escape(described)}</desc>" if title else ""
    role = 'role="img"' if title else 'aria-hidden="true"'
    label = f' aria-label="{escape(title)}. {escape(described)}"' if title else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {role}{label} focusable="false" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="{SIZE}" fill="{INK}">{named}'
        f'<rect width="{width}" height="{height}" fill="#fff"/>{"".join(inside)}</svg>'
    )  # fmt: skip


def shape(one: Someone, life: Life) -> str:
    if life in (Life.UNBORN, Life.PREGNANCY_ENDED):
        return "triangle"
    return {"M": "square", "F": "circle"}.get(one.sex, "diamond")


def symbol(kind: str, x: float, y: float, half: float = HALF) -> str:
    """A symbol around a middle."""
    style = f'fill="#fff" stroke="{INK}" stroke-width="2"'
    if kind == "square":
        return f'<rect x="{x - half}" y="{y - half}" width="{2 * half}" height="{2 * half}" {style}/>'
    if kind == "circle":
        return f'<circle cx="{x}" cy="{y}" r="{half}" {style}/>'
    corners = {
        "diamond": ((x, y - half), (x + half, y), (x, y + half), (x - half, y)),
        "triangle": ((x, y - half), (x + half, y + half), (x - half, y + half)),
    }[kind]
    return f'<polygon points="{" ".join(f"{a},{b}" for a, b in corners)}" {style}/>'


def double(kind: str, x: float, y: float, half: float = HALF) -> str:
    """The symbol of the child whose genogram it is: two outlines."""
    smaller, lower = (0.6 * half, 0.15 * half) if kind == "triangle" else (0.75 * half, 0)
    return symbol(kind, x, y, half) + symbol(kind, x, y + lower, smaller)


def cross(x: float, y: float, half: float = HALF) -> str:
    lines = f"M{x - half} {y - half}L{x + half} {y + half}M{x + half} {y - half}L{x - half} {y + half}"
    return f'<path d="{lines}" stroke="{INK}" stroke-width="1.5"/>'


def inside(words: str, x: float, y: float) -> str:
    return f'<text x="{x}" y="{y + 4.5}" text-anchor="middle">{escape(words)}</text>'


def words(label: Label, x: float, y: float) -> Iterable[str]:
    for place, (line, bold) in enumerate(label):
        weight = ' font-weight="bold"' if bold else ""
        yield f'<text x="{x}" y="{y + place * LEADING}"{weight}>{escape(line)}</text>'


def stroke(kind: str = "", tie: Tie = Tie.PARTNERS) -> str:
    if kind:
        dashes, colour = DASHES[kind]
        return f'fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dashes}"'
    return f'fill="none" stroke="{INK}" stroke-width="{2 if tie is not Tie.PARENTS else 1.25}"'


def slashes(x: float, y: float, many: int) -> str:
    lines = "".join(f"M{x + 6 * place - 4} {y + 8}L{x + 6 * place + 4} {y - 8}" for place in range(many))
    return f'<path d="{lines}" stroke="{INK}" stroke-width="2"/>'


def noted(words: str, x: float, y: float) -> str:
    """Small words on a line, with a clear ground around them."""
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{SMALL}" text-anchor="middle" paint-order="stroke" stroke="#fff" '
        f'stroke-width="3">{escape(words)}</text>'
    )


def dotted() -> str:
    return f'stroke="{HOME}" stroke-width="2.5" stroke-linecap="round" stroke-dasharray="0 6"'
