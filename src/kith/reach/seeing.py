"""Seeing: decided when a record is loaded. What may not be seen is not found."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from django.db.models import Case, Q, QuerySet, Value, When

from kith.access.audit import Event, current, viewed
from kith.access.roles import Permission, Reach, Terms
from kith.people.models import FamilyMember, Person, PersonQuerySet, Relationship
from kith.reach.models import AccessReason, EmergencyAccess
from kith.reach.wall import hidden_people
from kith.reach.withheld import hidden_carers
from kith.store.dated import holds_on
from kith.workforce.models import Allocation, Worker


class Relation(StrEnum):
    """How a worker stands to a child today."""

    OWN = "own"
    COLLEAGUE = "a colleague's"
    PAST = "a past allocation's"
    OTHER_TEAM = "another team's"


class NotFound(LookupError):
    """There is no such record, or it may not be seen: the two are never told apart."""


class ReasonNeeded(PermissionError):
    """The record may be opened once the worker has said why."""

    def __init__(self, child: int) -> None:
        super().__init__("A reason is needed to open this record.")
        self.child = child


def held_by(worker: Worker, as_of: date) -> Q:
    """Allocations that are the worker's own: held, or covered for somebody absent."""
    covered = worker.covers.filter(holds_on(as_of)).values_list("absent", flat=True)
    return Q(worker__in=[worker.pk, *covered]) & holds_on(as_of)


def own_children(worker: Worker, as_of: date) -> QuerySet[Allocation]:
    """The allocations by which children are the worker's own today."""
    return Allocation.objects.filter(held_by(worker, as_of))


def of_the_team(worker: Worker, as_of: date) -> Q:
    """Allocations of children of the worker's own teams."""
    teams = worker.memberships.filter(holds_on(as_of)).values_list("team", flat=True)
    return Q(team__in=list(teams)) & holds_on(as_of)


def relation(worker: Worker, child: int, as_of: date) -> Relation:
    """The nearest that any of the child's allocations makes it; asked once in a piece of work."""
    known = current().standing
    asked = (worker.pk, child, as_of)
    if asked not in known:
        known[asked] = _relation(worker, child, as_of)
    return Relation(known[asked])


def _relation(worker: Worker, child: int, as_of: date) -> Relation:
    stands = Case(
        When(held_by(worker, as_of), then=Value(Relation.OWN.value)),
        When(of_the_team(worker, as_of), then=Value(Relation.COLLEAGUE.value)),
        When(worker=worker, start_on__lte=as_of, then=Value(Relation.PAST.value)),
        default=Value(Relation.OTHER_TEAM.value),
    )
    found = set(Allocation.objects.filter(child=child).values_list(stands, flat=True))
    return next((each for each in Relation if each in found), Relation.OTHER_TEAM)


REACHED: dict[Reach, frozenset[Relation]] = {
    Reach.NONE: frozenset(),
    Reach.OWN: frozenset({Relation.OWN}),
    Reach.TEAM: frozenset({Relation.OWN, Relation.COLLEAGUE}),
    Reach.SERVICE: frozenset(Relation),
}


def terms_with(permission: Permission) -> list[Terms]:
    """The terms of the present worker's roles that hold this permission; a login that is no worker's has none."""
    work = current()
    if work.user is None or work.worker is None or work.has_left:
        return []
    return [terms for terms in work.user.terms_on(work.as_of) if permission in terms.permissions]


def must_hold(see: Permission) -> None:
    """For a page that is not one child's: refuse, as not found, where no role of the worker's holds it."""
    if not terms_with(see):
        raise NotFound("There is no such page, or you may not see it.")


def get_child(worker: Worker, child: int, see: Permission) -> Person:
    """The child, for seeing one part of the record; the view goes in the audit.

    Raises NotFound where the part may not be seen, ReasonNeeded where a reason would open it.
    """
    terms = terms_with(see)
    if not terms or not is_a_child(child):
        raise NotFound("There is no such record, or you may not see it.")
    _reach(worker, child, terms)
    event = Event.CARD_VIEWED if see is Permission.CARD_SEE else Event.RECORD_VIEWED
    viewed(event, child=child)
    return Person.objects.with_names().get(pk=child)


def get_card(worker: Worker, child: int) -> Person:
    """The child as a short card, for anyone who may open the record at once or with a reason."""
    if not may_ask(worker, child):
        raise NotFound("There is no such record, or you may not see it.")
    viewed(Event.CARD_VIEWED, child=child)
    return Person.objects.with_names().get(pk=child)


def may_ask(worker: Worker, child: int) -> bool:
    """Whether the record is, or with a reason would be, within this worker's reach."""
    terms = terms_with(Permission.CARD_SEE)
    if not terms or not is_a_child(child):
        return False
    standing = relation(worker, child, current().as_of)
    asked = any(standing in REACHED[each.reach] | REACHED[each.with_reason] for each in terms)
    return asked or in_emergency(worker, child, current().as_of)


def sees(worker: Worker, child: int, see: Permission) -> bool:
    """Whether this worker may see another part of a record, as it stands now: no view of it."""
    terms = terms_with(see)
    standing = relation(worker, child, current().as_of) if terms else None
    return any(standing in REACHED[each.reach] for each in terms) or reads_by_reason(
        worker, child, standing, terms
    )


def _reach(worker: Worker, child: int, terms: list[Terms]) -> None:
    as_of = current().as_of
    standing = relation(worker, child, as_of)
    if any(standing in REACHED[each.reach] for each in terms):
        return
    if reads_by_reason(worker, child, standing, terms):
        return
    if any(standing in REACHED[each.with_reason] for each in terms):
        raise ReasonNeeded(child)
    raise NotFound("There is no such record, or you may not see it.")


def reads_by_reason(worker: Worker, child: int, standing: Relation | None, terms: list[Terms]) -> bool:
    """Whether the worker said why today, where their role may; or opened the restricted record in an emergency, which
    reaches as far for every role that may do that."""
    as_of = current().as_of
    said = AccessReason.objects.filter(worker=worker, child=child, given_on=as_of)
    by_role = any(standing in REACHED[each.with_reason] for each in terms)
    return bool(terms) and ((by_role and said.exists()) or in_emergency(worker, child, as_of))


def in_emergency(worker: Worker, child: int, as_of: date) -> bool:
    """Whether the worker opened the restricted record in an emergency, and it is open to them still."""
    return EmergencyAccess.objects.filter(holds_on(as_of), worker=worker, person=child).exists()


def is_a_child(person: int) -> bool:
    """A person with a record of their own, which no restriction hides from this worker."""
    return person not in hidden_people() and Person.objects.children().filter(pk=person).exists()


def visible_to(worker: Worker, see: Permission) -> PersonQuerySet:
    """The children whose record this worker may see at once, for lists."""
    as_of = current().as_of
    reach = {terms.reach for terms in terms_with(see)}
    children = Person.objects.children().exclude(pk__in=hidden_people())
    if Reach.SERVICE in reach:
        return children
    if Reach.TEAM in reach or Reach.OWN in reach:
        own = held_by(worker, as_of)
        theirs = own | of_the_team(worker, as_of) if Reach.TEAM in reach else own
        # told as numbers: the database then knows how few they are, and begins from them
        numbers = set(Allocation.objects.filter(theirs).values_list("child", flat=True))
        return children.filter(pk__in=numbers)
    return children.none()


def ties_of(persons: Collection[int]) -> QuerySet:
    """Pairs of one of these persons and somebody they are related to or share a family with, themselves too."""
    one_way = Relationship.objects.filter(person__in=persons).values_list("person", "other")
    other_way = Relationship.objects.filter(other__in=persons).values_list("other", "person")
    family = FamilyMember.objects.filter(person__in=persons).values_list(
        "person", "family__memberships__person"
    )
    return one_way.union(other_way, family)


def relatives_of(children: QuerySet[Person]) -> PersonQuerySet:
    """The people around some children: their relatives and the members of their families."""
    families = FamilyMember.objects.filter(person__in=children).values("family")
    around = Relationship.objects.filter(other__in=children).values("person").union(
        Relationship.objects.filter(person__in=children).values("other"),
        FamilyMember.objects.filter(family__in=families).values("person"),
    )  # fmt: skip
    return Person.objects.exclude(pk__in=hidden_people()).filter(pk__in=around)


def around_children(worker: Worker, persons: Collection[int]) -> set[int]:
    """Which of these are around a child whose family this worker may see, or are that child."""
    if not terms_with(Permission.FAMILY_SEE):
        return set()
    ties = set(ties_of(persons)) | {(person, person) for person in persons}
    around = visible_to(worker, Permission.FAMILY_SEE).filter(pk__in={other for _, other in ties})
    hidden = hidden_people()
    seen = {*around.values_list("pk", flat=True), *opened_with_reason(worker)} - hidden
    return {person for person, other in ties if other in seen} - hidden


def get_person(worker: Worker, person: int) -> Person:
    """A person around a child one may see the family of, with what is known of them; the view goes in the audit.

    A relative who is a child with a record of their own is seen here as a relative only. Whose page would tell the
    reader where a child lives that is withheld from them, is not found.
    """
    if person in hidden_carers() or not around_children(worker, [person]):
        raise NotFound("There is no such person, or you may not see them.")
    viewed(Event.PERSON_VIEWED, child=person)
    return Person.objects.with_names().get(pk=person)


def opened_with_reason(worker: Worker) -> QuerySet:
    """The children whose record the worker opened today by saying why, or holds open since an emergency."""
    as_of = current().as_of
    said = AccessReason.objects.filter(worker=worker, given_on=as_of).values_list("child", flat=True)
    opened = EmergencyAccess.objects.filter(holds_on(as_of), worker=worker)
    return said.union(opened.values_list("person", flat=True))
