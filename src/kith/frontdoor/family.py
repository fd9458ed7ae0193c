"""The household of a contact: everybody one step from its children, the other children of their parents, the family."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from kith.people.models import FamilyMember, Person, Professional, Relationship
from kith.people.queries import word_between, word_for
from kith.reach.wall import hidden_people
from kith.reach.withheld import hidden_carers
from kith.store.dated import holds_on


@dataclass(frozen=True)
class Around:
    """Somebody around the children of a contact, and what they are to whom."""

    person: Person
    words: str


def household(children: Collection[Person], as_of: date) -> list[Around]:
    """Who is around these children on a day, the nearest first; nobody whom the reader may not know of."""
    found: dict[int, Around] = {}
    own, unseen = {each.pk for each in children}, hidden_people() | hidden_carers()
    for person, words in _linked(children, own, as_of):
        if person.pk not in own | unseen:
            found.setdefault(person.pk, Around(person, words))
    return list(found.values())


def _linked(children: Collection[Person], own: set[int], as_of: date):
    rows = _relationships(Q(person__in=own) | Q(other__in=own), as_of)
    names = {each.pk: each for each in children}
    for row in rows:
        child = names[row.other_id if row.other_id in own else row.person_id]
        yield (
            (row.person if row.other_id in own else row.other),
            f"{word_between(row, child)} of {child.name}",
        )
    parents = {row.person_id: row.person for row in rows if row.other_id in own and row.kind == "parent"}
    for row in _relationships(Q(person__in=parents, kind="parent"), as_of):
        yield row.other, f"{word_for('parent', row.other.sex, inverse=True)} of {parents[row.person_id].name}"
    families = FamilyMember.objects.filter(holds_on(as_of), person__in=own).values("family")
    members = FamilyMember.objects.filter(holds_on(as_of), family__in=families).select_related(
        "person", "family"
    )
    for member in members.prefetch_related("person__names").order_by("pk"):
        yield member.person, f"in {member.family.name}"


def _relationships(which: Q, as_of: date) -> QuerySet[Relationship]:
    rows = Relationship.objects.filter(holds_on(as_of)).filter(which).select_related("person", "other")
    return rows.prefetch_related("person__names", "other__names").order_by("pk")


def professionals_of(people: Collection[int], as_of: date) -> QuerySet[Professional]:
    """Who else is involved with these children on a day."""
    rows = Professional.objects.filter(holds_on(as_of), child__in=people).exclude(child__in=hidden_people())
    return rows.select_related("child").prefetch_related("child__names").order_by("child", "profession", "pk")
