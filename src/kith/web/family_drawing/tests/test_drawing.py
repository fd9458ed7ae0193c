"""The drawing of a family: nothing overlaps, no line runs through anybody, a home takes in its own people only."""

from itertools import pairwise
from xml.etree import ElementTree

from hypothesis import given, settings

from kith.childfile.genogram import genogram
from kith.childfile.tests.families import ON, a_family, families
from kith.web.family_drawing.key import signs, whole
from kith.web.family_drawing.order import in_order
from kith.web.family_drawing.outlines import outlines
from kith.web.family_drawing.picture import draw, drawing
from kith.web.family_drawing.places import HALF
from kith.web.family_drawing.symbols import LEADING


def drawn(family):
    labels = {key: [(one.name or "Father", True), ("born 2000", False)] for key, one in family.people.items()}
    return drawing(family, labels, dict.fromkeys(range(len(family.unions)), "2010–2019"))


def order(family, row):
    return [family.people[key].given for key in in_order(family)[row]]


def box(made, key):
    """What a symbol and its words cover."""
    spot, top = made.spots[key], made.top[made.spots[key].row]
    return (spot.x - HALF, top, spot.end - 8, top + max(2 * HALF, LEADING * len(made.labels[key]) - 4))


def stretches(made):
    """Every straight piece of every line, and whose it is."""
    for route in made.routes.routes:
        for path in route.paths:
            for one, other in pairwise(made.corners(path)):
                yield route.line, one, other


def test_the_fathers_side_stands_left_and_the_mothers_right():
    family = a_family().on()
    assert order(family, 1) == ["Dad", "Mum", "Ex", "Aunt"]
    assert order(family, 2) == ["Robin", "Jay", "Kit"]


def test_a_couple_stands_over_the_middle_of_its_children():
    making = a_family()
    making.person("Ali", born=2002)
    making.parents("Ali", "Mum", "Dad")
    made = drawn(making.on())
    x = {name: made.spots[making.key(name)].x for name in making.people}
    assert abs((x["Dad"] + x["Mum"]) / 2 - (x["Ali"] + x["Robin"]) / 2) < 20


def test_who_lives_apart_in_the_drawing_has_outlines_with_one_letter():
    making = a_family()
    making.lives(1, "Robin", "Aunt")
    svg = draw(drawn(making.on()), title="T", described="D")
    assert svg.count(">A</text>") == 2
    making = a_family()
    making.lives(1, "Robin", "Mum", "Dad")
    assert ">A</text>" not in draw(drawn(making.on()), title="T", described="D")


def test_the_drawing_says_what_it_is_and_needs_neither_style_nor_script():
    svg = draw(drawn(a_family().on()), title="Robin <b>", described="8 people")
    root = ElementTree.fromstring(svg)
    assert root.get("role") == "img" and root.get("aria-label") == "Robin <b>. 8 people"
    assert [each.text for each in root[:2]] == ["Robin <b>", "8 people"]
    assert "style" not in svg and "<script" not in svg


def test_the_key_holds_what_is_drawn_and_no_more():
    making = a_family()
    plain = [words for _, words in signs(making.on())]
    assert not any("care" in words.lower() or "Divorced" in words for words in plain)
    making.bond("Aunt", "kinship_carer", "Robin")
    making.bond("Dad", "spouse", "Mum", end=ON)
    fuller = [words for _, words in signs(making.on())]
    assert {"Kinship care", "Divorced"} <= set(fuller)


def test_the_sheet_holds_title_drawing_and_key():
    svg = whole(drawn(a_family().on()), title="Genogram of Robin", described="D")
    ElementTree.fromstring(svg)
    assert "Genogram of Robin</text>" in svg and "Woman or girl" in svg


@settings(max_examples=60, deadline=None)
@given(families())
def test_everybody_stands_once_and_nobody_on_another(people_and_bonds):
    people, bonds, living, marked = people_and_bonds
    family = genogram(people, bonds, living, marked, ON)
    made = drawn(family)
    assert set(made.spots) == set(family.people)
    boxes = [box(made, key) for key in made.spots]
    for place, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[:place]:
            assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top


@settings(max_examples=60, deadline=None)
@given(families())
def test_no_line_runs_through_a_symbol_or_its_words(people_and_bonds):
    people, bonds, living, marked = people_and_bonds
    made = drawn(genogram(people, bonds, living, marked, ON))
    boxes = {key: box(made, key) for key in made.spots}
    for line, (x, y), (a, b) in stretches(made):
        assert x == a or y == b  # straight across or straight down
        for key, (left, top, right, bottom) in boxes.items():
            if key in (*line.above, *line.below):
                left = made.spots[key].x + HALF + 1  # their own line touches the symbol, never the words
            through = min(x, a) < right and max(x, a) > left and min(y, b) < bottom and max(y, b) > top
            assert not through


@settings(max_examples=60, deadline=None)
@given(families())
def test_no_two_lines_lie_on_each_other(people_and_bonds):
    people, bonds, living, marked = people_and_bonds
    made = drawn(genogram(people, bonds, living, marked, ON))
    pieces = [(line, *sorted([one, other])) for line, one, other in stretches(made) if one != other]
    for place, (line, (x, y), (a, b)) in enumerate(pieces):
        for other, (p, q), (r, s) in pieces[:place]:
            along = y == b == q == s and min(a, r) - max(x, p) > 3
            down = x == a == p == r and min(b, s) - max(y, q) > 3
            assert other is line or not (along or down)


@settings(max_examples=60, deadline=None)
@given(families())
def test_an_outline_takes_in_those_who_live_together_and_nobody_else(people_and_bonds):
    people, bonds, living, marked = people_and_bonds
    family = genogram(people, bonds, living, marked, ON)
    made = drawn(family)
    for household in family.households:
        loops = outlines(household, made.spots, made.top, made.bottom)
        for key, spot in made.spots.items():
            inside = any(within(loop, spot.x, made.middle(key)) for loop in loops)
            assert inside == (key in household)


def within(loop, x, y):
    """Whether a ray to the right leaves the loop an odd number of times."""
    across = [(a, min(b, d), max(b, d)) for (a, b), (c, d) in pairwise([*loop, loop[0]]) if a == c]
    return sum(a > x and low < y <= high for a, low, high in across) % 2 == 1
