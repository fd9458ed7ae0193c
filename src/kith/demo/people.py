"""The people of a family: mother, fathers, kin; names, addresses, telephones, relationships, parental responsibility."""

from datetime import date, timedelta
from random import Random

from kith.demo import figures, names, places
from kith.demo import tables as t
from kith.demo.book import Book, years_before
from kith.demo.cast import Family, Kind
from kith.demo.chance import about, pick
from kith.demo.children import add_children, surname
from kith.demo.kin import join_kin

ETHNICITY_WITH_FAMILY = {
    group: many - figures.STOCK_UNACCOMPANIED * names.share_alone(group)
    for group, many in figures.STOCK_ETHNICITY.items()
}
KIN = (
    ("F", "grandparent", 0.75), ("M", "grandparent", 0.5), ("F", "aunt_uncle", 0.5), ("M", "aunt_uncle", 0.36),
    ("F", "grandparent", 0.4),
)  # fmt: skip


def add_people(book: Book, family: Family) -> None:
    """Everyone in the family, and how they belong together."""
    random = book.stream("people", family.number)
    group = _group(book, random, family)
    code, community = names.ethnicity(random, group)
    family.name = surname(book, random, community, hers=family.hers)
    _home(book, random, family)
    if family.children[0].unaccompanied:
        _alone(book, random, family)
    else:
        _parents(book, random, family, code, community)
    add_children(book, random, family, code, community)
    _relationships(book, random, family)
    join_kin(book, family)
    _as_a_family(book, family)


def _group(book: Book, random: Random, family: Family) -> str:
    """Of families with children in care as published; those who came alone, whose own shares are known, left out."""
    in_care = len(family.of(Kind.LOOKED_AFTER))
    if in_care and not family.children[0].unaccompanied:
        return book.turn("ethnicity in care", random, ETHNICITY_WITH_FAMILY, in_care)
    return book.turn("ethnicity", random, figures.STOCK_ETHNICITY)


def _home(book: Book, random: Random, family: Family) -> None:
    family.postcode = pick(random, places.INSIDE)
    family.lines = places.address(random)
    if not family.children[0].unaccompanied:
        family.address = book.add(t.Address, family.lines, family.postcode)


def _alone(book: Book, random: Random, family: Family) -> None:
    """A child who came alone: parents known by name at most."""
    if random.random() < 0.6:
        born = family.children[0].born_on - timedelta(days=about(random, 8_000, 13_000))
        family.mother = _adult(book, random, "F", born, "OOTH", "middle_east", family.name)


def _parents(book: Book, random: Random, family: Family, code: str, community: str) -> None:
    eldest, youngest = family.children[0].born_on, family.children[-1].born_on
    born = eldest - timedelta(days=about(random, 6_500, 11_500))
    born = max(born, youngest - timedelta(days=16_000))
    family.mother = _adult(book, random, "F", born, code, community, family.name, changed=0.1)
    fathers = 2 if len(family.children) > 1 and random.random() < 0.35 else 1
    for _ in range(fathers if random.random() < 0.88 else 0):
        name = names.family(random, community if random.random() < 0.85 else "british")
        family.fathers.append(
            _adult(
                book, random, "M", born - timedelta(days=about(random, -900, 2_500)), code, community, name
            )
        )
    _kin(book, random, family, born, code, community)
    _living(book, random, family)


def _kin(book: Book, random: Random, family: Family, mother_born: date, code: str, community: str) -> None:
    """Grandparents, aunts and uncles, and for some a partner of the mother who is nobody's father here."""
    for sex, kind, chance in KIN:
        if random.random() < chance:
            older = about(random, 6_500, 11_000) if kind == "grandparent" else about(random, -3_000, 3_000)
            name = family.name if random.random() < 0.6 else names.family(random, community)
            born = mother_born - timedelta(days=older)
            died = _death(random, book, born) if kind == "grandparent" and family.kin else None
            person = _adult(book, random, sex, born, code, community, name, died=died)
            family.kin.append((person, kind))
    if random.random() < 0.2:
        name = names.family(random, community)
        partner = _adult(
            book,
            random,
            "M",
            mother_born - timedelta(days=about(random, -2_000, 2_000)),
            code,
            community,
            name,
        )
        family.kin.append((partner, "step_parent"))
        since = years_before(book.as_of, 3 * random.random())
        book.add(t.Relationship, partner, family.mother, "partner", since)


def _death(random: Random, book: Book, born: date) -> date | None:
    """Of the grandparents some have died, the older the more; not the first one, with whom a child may live."""
    age = (book.as_of - born).days / 365
    return years_before(book.as_of, 12 * random.random()) if random.random() < (age - 45) / 100 else None


def _adult(
    book: Book, random: Random, sex: str, born: date, code: str, community: str, name: str, changed: float = 0,
    died: date | None = None,
) -> int:  # fmt: skip
    own = (
        ()
        if community in {"british", "caribbean"} or random.random() < 0.6
        else names.LANGUAGES.get(community, ())
    )
    language = pick(random, own) if own else ""
    person = book.add(
        t.Person, born_on=born, died_on=died, sex=sex, ethnicity=code, religion=pick(random, names.RELIGIONS[community]),
        languages=(language, "English") if language else ("English",),
        interpreter=language if language and random.random() < 0.4 else "",
        birth_date_is="estimated" if random.random() < 0.03 else "known",
    )  # fmt: skip
    first = names.given(random, community, sex)
    at = born + timedelta(days=about(random, 7_000, 8_500))
    if random.random() < changed and at < book.as_of:
        book.add(t.PersonName, person, "legal", first, names.family(random, community), born, at)
        book.add(t.PersonName, person, "legal", first, name, at)
    else:
        book.add(t.PersonName, person, "legal", first, name, born)
    return person


def _living(book: Book, random: Random, family: Family) -> None:
    """Where the adults live, and how they are reached."""
    since = years_before(book.as_of, 2 + 8 * random.random())
    book.add(t.Residence, family.mother, family.address, since)
    if random.random() < 0.85:
        book.add(t.Telephone, family.mother, places.telephone(random), since)
    if random.random() < 0.2:
        book.add(t.EmailAddress, family.mother, f"parent{family.mother}@example.org", since)
    for father in family.fathers:
        with_her = random.random() < 0.4 and not any("withheld" in each.traits for each in family.children)
        family.together |= {father} if with_her else set()
        where = (
            family.address
            if with_her
            else book.add(t.Address, places.address(random), pick(random, places.INSIDE + places.NEARBY))
        )
        book.add(t.Residence, father, where, since)
        if random.random() < 0.6:
            book.add(t.Telephone, father, places.telephone(random), since)


def _relationships(book: Book, random: Random, family: Family) -> None:
    split = about(random, 1, max(len(family.children) - 1, 1))
    for place, child in enumerate(family.children):
        since = (child.opened_on or book.as_of) if child.unborn else child.born_on
        if family.mother:
            book.add(t.Relationship, family.mother, child.id, "parent", since)
            if child.has_record and not child.unborn:
                book.add(t.ParentalResponsibility, child.id, family.mother, "Mother", since)
        if family.fathers:
            father = family.fathers[0 if place < split else -1]
            book.add(t.Relationship, father, child.id, "parent", since)
            if child.has_record and not child.unborn and random.random() < 0.65:
                book.add(
                    t.ParentalResponsibility,
                    child.id,
                    father,
                    "Father, named on the birth certificate",
                    since,
                )
        for person, kind in family.kin:
            book.add(t.Relationship, person, child.id, kind, since)
        _siblings(book, family, place, split, since)


def _siblings(book: Book, family: Family, place: int, split: int, since: date) -> None:
    """One row for each pair; half-brothers and half-sisters where the fathers differ."""
    child = family.children[place]
    for other_place, other in enumerate(family.children[:place]):
        half = len(family.fathers) > 1 and (place < split) != (other_place < split)
        book.add(t.Relationship, child.id, other.id, "half_sibling" if half else "sibling", since)


def _as_a_family(book: Book, family: Family) -> None:
    opened = [child.opened_on for child in family.with_record if child.opened_on]
    closed = [child.closed_on or child.care_end for child in family.with_record]
    start = min(opened)
    end = None if any(each is None for each in closed) else max(each for each in closed if each)
    number = book.add(t.Family, f"{family.name} family", start, end)
    for person in [
        family.mother,
        *family.fathers,
        *(kin for kin, _ in family.kin),
        *(child.id for child in family.children),
    ]:
        if person:
            book.add(t.FamilyMember, number, person, start)
