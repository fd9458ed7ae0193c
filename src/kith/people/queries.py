"""What is asked of persons: relationships read both ways, families, who lives together, responsibility."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from kith.people.models import Family, FamilyMember, ParentalResponsibility, Person, Relationship, Residence
from kith.store.dated import DatedQuerySet, holds_on

Kind = Relationship.Kind

# What somebody is to the other, and what the other is to them: for a man or boy, a woman or girl, and unsaid.
WORDS: dict[str, tuple[tuple[str, str, str], tuple[str, str, str]]] = {
    Kind.PARENT: (("father", "mother", "parent"), ("son", "daughter", "child")),
    Kind.STEP_PARENT: (("stepfather", "stepmother", "step-parent"), ("stepson", "stepdaughter", "stepchild")),
    Kind.GRANDPARENT: (
        ("grandfather", "grandmother", "grandparent"),
        ("grandson", "granddaughter", "grandchild"),
    ),
    Kind.AUNT_UNCLE: (("uncle", "aunt", "aunt or uncle"), ("nephew", "niece", "nephew or niece")),
    Kind.SIBLING: (("brother", "sister", "brother or sister"),) * 2,
    Kind.HALF_SIBLING: (("half-brother", "half-sister", "half-brother or half-sister"),) * 2,
    Kind.STEP_SIBLING: (("stepbrother", "stepsister", "stepbrother or stepsister"),) * 2,
    Kind.COUSIN: (("cousin",) * 3,) * 2,
    Kind.SPOUSE: (("husband or civil partner", "wife or civil partner", "husband, wife or civil partner"),)
    * 2,
    Kind.PARTNER: (("partner",) * 3,) * 2,
    Kind.FOSTER_CARER: (("foster carer",) * 3, ("foster son", "foster daughter", "foster child")),
    Kind.KINSHIP_CARER: (("kinship carer",) * 3, ("child in kinship care",) * 3),
    Kind.GUARDIAN: (("special guardian",) * 3, ("child under special guardianship",) * 3),
    Kind.ADOPTIVE_PARENT: (
        ("adoptive father", "adoptive mother", "adoptive parent"),
        ("adopted son", "adopted daughter", "adopted child"),
    ),
    Kind.FRIEND: (("friend",) * 3,) * 2,
}
SYMMETRIC = frozenset(kind for kind, (one, other) in WORDS.items() if one == other)
IN_ORDER = {kind: place for place, kind in enumerate(Kind.values)}


@dataclass(frozen=True)
class Kin:
    """A relationship read from one person's side: who the other is, and in a word what they are."""

    relationship: Relationship
    who: Person
    word: str

    @property
    def group(self) -> str:
        """The heading this person stands under."""
        return next(heading for heading, words in GROUPS.items() if self.relationship.kind in words)


GROUPS: dict[str, frozenset[str]] = {
    "Parents and children": frozenset({Kind.PARENT, Kind.STEP_PARENT, Kind.ADOPTIVE_PARENT}),
    "Brothers and sisters": frozenset({Kind.SIBLING, Kind.HALF_SIBLING, Kind.STEP_SIBLING}),
    "Carers": frozenset({Kind.FOSTER_CARER, Kind.KINSHIP_CARER, Kind.GUARDIAN}),
    "Wider family": frozenset({Kind.GRANDPARENT, Kind.AUNT_UNCLE, Kind.COUSIN, Kind.SPOUSE, Kind.PARTNER}),
    "Friends": frozenset({Kind.FRIEND}),
}


def word_for(kind: str, sex: str, *, inverse: bool = False) -> str:
    """ "mother" for a parent who is a woman; with `inverse`, "daughter" for a girl whose parent the other is."""
    return WORDS[kind][inverse][{"M": 0, "1": 0, "F": 1, "2": 1}.get(sex, 2)]


def word_between(relationship: Relationship, seen_from: Person) -> str:
    """What the other in this relationship is to `seen_from`."""
    inverse = relationship.person_id == seen_from.pk
    other = relationship.other if inverse else relationship.person
    return word_for(relationship.kind, other.sex, inverse=inverse)


def relationships_of(person: Person, as_of: date | None = None) -> list[Kin]:
    """Everyone related to a person, on a day or ever, nearest first, in a constant number of queries."""
    either = Q(person=person) | Q(other=person)
    rows = Relationship.objects.filter(either).select_related("person", "other")
    rows = rows.prefetch_related("person__names", "other__names")
    if as_of:
        rows = rows.filter(holds_on(as_of))
    found = [_as_kin(row, person) for row in rows]
    return sorted(
        found, key=lambda kin: (IN_ORDER[kin.relationship.kind], kin.who.born_on or date.max, kin.who.pk)
    )


def _as_kin(row: Relationship, person: Person) -> Kin:
    who = row.other if row.person_id == person.pk else row.person
    return Kin(row, who, word_between(row, person))


def families_of(person: Person) -> QuerySet[Family]:
    """The families a person is or was in, newest first, each with everyone who is or was in it."""
    members = FamilyMember.objects.select_related("person").prefetch_related("person__names")
    own = Family.objects.filter(pk__in=FamilyMember.objects.filter(person=person).values("family"))
    ordered = Prefetch("memberships", queryset=members.order_by("start_on", "pk"))
    return own.prefetch_related(ordered).order_by("-start_on", "-pk")


def lives_with(person: Person, as_of: date) -> QuerySet[Person]:
    """Who else lives on this day where this person lives."""
    here = Residence.objects.on(as_of).filter(person=person).values("address")
    there = Residence.objects.on(as_of).filter(address__in=here).exclude(person=person)
    return Person.objects.filter(pk__in=there.values("person")).with_names().order_by("born_on", "pk")


def responsibility_for(child: Person) -> DatedQuerySet:
    """Who holds and held parental responsibility for a child, in the order it began."""
    rows = ParentalResponsibility.objects.filter(child=child).select_related("holder")
    return rows.prefetch_related("holder__names").order_by("start_on", "pk")
