"""For whom a paper is made: the child, or an adult around the child; what they are decides what is proposed to be left out."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kith.access.audit import Event, current, viewed
from kith.lib.days import age_on
from kith.people.models import Person, Relationship
from kith.people.queries import relationships_of
from kith.reach.withheld import CARERS
from kith.web.child import may_read
from kith.web.papers.words import Register, register_of
from kith.web.request import Request

Kind = Relationship.Kind
PARENTS = (Kind.PARENT, Kind.STEP_PARENT, Kind.ADOPTIVE_PARENT)
ADULT_FROM = 18  # years: a brother or sister is given papers of their own record, not this child's


class As(StrEnum):
    CHILD = "the child"
    PARENT = "parent"
    CARER = "carer"
    OTHER = "of the family network"


@dataclass(frozen=True)
class Reader:
    """Somebody a paper is made for."""

    person: Person
    what: As
    register: Register
    word: str  # what they are to the child

    @property
    def label(self) -> str:
        return f"{self.person.name}, {self.word}"


def readers_of(request: Request, child: Person) -> list[Reader]:
    """The child first, then the adults around them who may be told of."""
    kin = {each.who.pk: each for each in relationships_of(child, request.as_of)}
    found = [_child(child, request.as_of)] if _reads(child) else []
    for person in may_read(request, child):
        of = kin.get(person.pk)
        kind = of.relationship.kind if of and of.relationship.person_id == person.pk else ""
        if kind in PARENTS or not _is_young(person, request.as_of):
            word = of.word if of else "family network"
            found.append(Reader(person, _as(kind), Register.ADULT, word))
    return found


def prepare_for(request: Request, reader: Reader, child: Person) -> None:
    """From now on what is withheld from the reader is not told; the audit keeps for whom it was made."""
    current().prepared_for = reader.person.pk
    viewed(Event.PREPARED, child=child.pk, row=reader.person)


def _child(child: Person, as_of: date) -> Reader:
    age = years(child, as_of)
    return Reader(child, As.CHILD, Register.YOUNG if age is None else register_of(age), "the child")


def _reads(child: Person) -> bool:
    return not (child.is_unborn or child.died_on or child.pregnancy_ended_on)


def _as(kind: str) -> As:
    if kind in PARENTS:
        return As.PARENT
    return As.CARER if kind in CARERS else As.OTHER


def _is_young(person: Person, as_of: date) -> bool:
    age = years(person, as_of)
    return age is not None and age < ADULT_FROM


def years(person: Person, as_of: date) -> int | None:
    """Whole years; nothing where no day of birth is known."""
    return age_on(person.born_on, as_of) if person.born_on else None
