"""How the grown-ups of a family are related to each other: whose mother is whose, who is or was a couple, and cousins."""

from datetime import date, timedelta
from random import Random

from kith.demo import names
from kith.demo import tables as t
from kith.demo.book import Book, between, years_before
from kith.demo.cast import Family
from kith.demo.chance import about

OLD_ENOUGH = 16 * 365  # days between a parent and a child
LAST = 60  # the people of one family are the last of the book, and fewer than these


def join_kin(book: Book, family: Family) -> None:
    """What the children's relatives are to the children's parents; for some nobody has asked yet."""
    random = book.stream("kin", family.number)
    people = book.rows[t.Person][-LAST:]
    born, sex = {each.id: each.born_on for each in people}, {each.id: each.sex for each in people}
    if family.mother and not family.children[0].unaccompanied:
        _couples(book, random, family)
        _grandparents(book, random, family, born, sex)
        _aunts_and_uncles(book, random, family, born)


def _couples(book: Book, random: Random, family: Family) -> None:
    """The mother and a father parted where there is somebody since; others are together, or were, or never were."""
    since_then = any(kind == "step_parent" for _, kind in family.kin)
    for place, father in enumerate(family.fathers):
        first = [child.born_on for child in family.children if not child.unborn][place : place + 1] or [
            book.as_of
        ]
        since = first[0] - timedelta(days=about(random, 300, 1_500))
        parted = between(random, first[0], book.as_of)
        chance = random.random()
        if place < len(family.fathers) - 1 or since_then or chance < 0.4:
            book.add(
                t.Relationship, father, family.mother, "spouse" if chance < 0.15 else "partner", since, parted
            )
        elif chance < 0.8:
            book.add(t.Relationship, father, family.mother, "spouse" if chance < 0.55 else "partner", since)


def _grandparents(
    book: Book, random: Random, family: Family, born: dict[int, date | None], sex: dict[int, str]
) -> None:
    """One couple on the mother's side; a second grandmother on the father's, where she is old enough."""
    sides: dict[str, int] = {}
    for person, kind in family.kin:
        if kind != "grandparent" or random.random() < 0.1:
            continue
        side = family.mother if sex[person] not in sides else next(iter(family.fathers), 0)
        if side and _before(born, person, side) > OLD_ENOUGH:
            book.add(t.Relationship, person, side, "parent", _day(book, born, side))
            if side == family.mother:
                sides[sex[person]] = person
    if len(sides) == 2:
        since = (_day(book, born, family.mother)) - timedelta(days=about(random, 200, 2_000))
        parted = between(random, since + timedelta(days=4_000), book.as_of) if random.random() < 0.4 else None
        book.add(t.Relationship, sides["M"], sides["F"], "spouse", since, parted)


def _aunts_and_uncles(book: Book, random: Random, family: Family, born: dict[int, date | None]) -> None:
    """Brothers and sisters of the mother or the father, some with children of their own."""
    for person, kind in family.kin:
        young = all(
            _before(born, other, person) > OLD_ENOUGH
            for other, as_what in family.kin
            if as_what == "grandparent"
        )
        if kind != "aunt_uncle" or not young or random.random() < 0.1:
            continue
        side = family.fathers[0] if family.fathers and random.random() < 0.35 else family.mother
        book.add(
            t.Relationship, person, side, "sibling", max(_day(book, born, person), _day(book, born, side))
        )
        if random.random() < 0.25:
            _cousin(book, random, family, person, born)


def _cousin(book: Book, random: Random, family: Family, parent: int, born: dict[int, date | None]) -> None:
    sex, at = (
        "MF"[random.random() < 0.5],
        _day(book, born, parent) + timedelta(days=about(random, 7_000, 11_000)),
    )
    if at >= book.as_of:
        return
    cousin = book.add(t.Person, born_on=at, sex=sex)
    book.add(t.PersonName, cousin, "legal", names.given(random, "british", sex), family.name, at)
    book.add(t.Relationship, parent, cousin, "parent", at)
    for child in family.children:
        since = (child.opened_on or book.as_of) if child.unborn else child.born_on
        book.add(t.Relationship, cousin, child.id, "cousin", max(at, since))


def _before(born: dict[int, date | None], one: int, other: int) -> int:
    first, then = born[one], born[other]
    return (then - first).days if first and then else 0


def _day(book: Book, born: dict[int, date | None], person: int) -> date:
    return born[person] or years_before(book.as_of, 30)
