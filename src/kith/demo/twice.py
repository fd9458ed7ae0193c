"""One in a hundred people is recorded twice: under a name spelt otherwise, or with another day of birth."""

from datetime import date
from random import Random

from kith.demo import tables as t
from kith.demo.book import Book
from kith.demo.cast import Family
from kith.demo.chance import about, pick

ONE_IN = 100
RELATIVES = {"parent", "grandparent", "aunt_uncle", "sibling", "half_sibling"}
LAST = 200  # relationships of one family, and more
SOUNDS = (("ph", "f"), ("y", "ie"), ("ck", "k"), ("ee", "ea"), ("ll", "l"), ("tt", "t"), ("oo", "u"), ("i", "y"), ("c", "k"),
          ("s", "z"), ("e", "a"))  # fmt: skip
SHORT = {"Oliver": "Ollie", "Samuel": "Sam", "Nathaniel": "Nathan", "Daniel": "Danny", "Theo": "Theodore", "Zac": "Zachary",
         "Jessica": "Jess", "Phoebe": "Phebe", "Niamh": "Neve", "Georgia": "Georgie", "Molly": "Mollie", "Leo": "Leon",
         "Mustafa": "Mostafa", "Ahmed": "Ahmad", "Aisha": "Ayesha", "Fatima": "Fatimah", "Yusuf": "Yousuf"}  # fmt: skip


def add_twice(book: Book, family: Family) -> None:
    """Of a family whose people are many, now and then one is there a second time, as somebody else wrote them down."""
    random = book.stream("twice", family.number)
    known = [*family.fathers, *(person for person, kind in family.kin if kind != "step_parent")]
    known += [child.id for child in family.children if not child.unborn]
    if family.hers or family.children[0].unaccompanied or random.random() * ONE_IN > len(known) + 1:
        return
    original = pick(random, known)
    person, name = _row(book, original), _name(book, original)
    again = book.add(
        t.Person, born_on=_day(random, person.born_on), sex=person.sex, ethnicity=person.ethnicity
    )
    book.add(t.PersonName, again, "legal", *_spelt(random, name.given, name.family), name.start_on)
    _known_by(book, random, original, again)


def _row(book: Book, number: int) -> t.Person:
    """A person still waiting to be written: they stand in the order of their numbers."""
    people: list[t.Person] = book.rows[t.Person]
    return people[number - people[0].id]


def _name(book: Book, person: int) -> t.PersonName:
    return next(row for row in reversed(book.rows[t.PersonName]) if row.person_id == person)


def _day(random: Random, born: date | None) -> date | None:
    """Mostly the same day; else day and month the wrong way round, a slip of one, or not known at all."""
    chance = random.random()
    if born is None or chance < 0.5:
        return born
    if chance < 0.7 and born.day <= 12:
        return date(born.year, born.day, born.month)
    if chance < 0.9:
        return born.replace(year=born.year - 1, day=min(born.day, 28))
    return None


def _spelt(random: Random, given: str, family: str) -> tuple[str, str]:
    """One slip, or two: by sound, by the short name, two letters the wrong way round."""
    if random.random() < 0.4 and given in SHORT:
        given = SHORT[given]
    elif random.random() < 0.35:
        given = _slip(random, given)
    return given, _slip(random, family) if random.random() < 0.7 else family


def _slip(random: Random, word: str) -> str:
    heard = [(one, other) for one, other in SOUNDS if one in word[1:]]
    if heard and random.random() < 0.7:
        one, other = pick(random, heard)
        return word[0] + word[1:].replace(one, other, 1)
    if len(word) < 5:
        return word
    at = about(random, 1, len(word) - 3)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _known_by(book: Book, random: Random, original: int, again: int) -> None:
    """Under the second name they are related to one of the same people, and may live at the same address."""
    links = [
        row for row in book.rows[t.Relationship][-LAST:] if original in row[1:3] and row.kind in RELATIVES
    ]
    if links:
        link = pick(random, links)
        ends = [again if each == original else each for each in (link.person_id, link.other_id)]
        book.add(t.Relationship, *ends, link.kind, link.start_on, link.end_on)
    home = next((row for row in reversed(book.rows[t.Residence]) if row.person_id == original), None)
    if home and random.random() < 0.5:
        book.add(t.Residence, again, home.address_id, home.start_on, home.end_on)
    telephone = next(
        (row for row in reversed(book.rows[t.Telephone][-60:]) if row.person_id == original), None
    )
    if telephone and random.random() < 0.6:
        book.add(t.Telephone, again, telephone.number, telephone.start_on)
