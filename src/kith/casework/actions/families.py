"""Relationships, families, parental responsibility, and the professionals around a child."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Q

from kith.access.audit import Event, current, record
from kith.access.roles import Permission
from kith.casework.actions.ending import end, in_words, not_to_come
from kith.casework.actions.people import add_person
from kith.people.models import (
    Family,
    FamilyMember,
    ParentalResponsibility,
    Person,
    Professional,
    Relationship,
)
from kith.people.queries import SYMMETRIC, word_between
from kith.reach.around import may_for, require_for
from kith.reach.doing import NotPermitted, may, require
from kith.reach.search import findable
from kith.store.dated import DatedQuerySet
from kith.workforce.models import Allocation, Worker

CHANGE = Permission.RELATIONSHIP_CHANGE


def relate(*, person: Person, other: Person, kind: str, start_on: date, by: Worker) -> Relationship:
    """Record that `person` is the <kind> of `other`: kept once, read from both sides."""
    _require_either(by, person, other)
    _known_to(by, person, other)
    not_to_come(start_on)
    if person.pk == other.pk:
        raise ValidationError("A person cannot be their own relative. Choose somebody else.")
    _not_twice(person, other, kind, start_on)
    made = Relationship.objects.create(person=person, other=other, kind=kind, start_on=start_on)
    _recorded(Event.ADDED, made, start_on)
    return made


def add_relative(
    *,
    child: Person,
    kind: str,
    child_is: bool,
    start_on: date,
    given: str,
    family: str,
    by: Worker,
    **details: Any,
) -> Relationship:
    """Add somebody not yet known and what they are to the child; with `child_is`, what the child is to them."""
    require(by, CHANGE, child)
    not_to_come(start_on)
    relative = add_person(given=given, family=family, by=by, **details)
    person, other = (child, relative) if child_is else (relative, child)
    made = Relationship.objects.create(person=person, other=other, kind=kind, start_on=start_on)
    _recorded(Event.ADDED, made, start_on)
    return made


def end_relationship(*, relationship: Relationship, end_on: date, by: Worker) -> None:
    """Two people are no longer what they were to each other."""
    _require_either(by, relationship.person, relationship.other)
    not_to_come(end_on, "end_on")
    end(relationship, end_on, child=relationship.person_id)
    record(Event.ENDED, relationship, child=relationship.other_id, on=end_on)


def _require_either(by: Worker, person: Person, other: Person) -> None:
    """The worker needs to be allowed for one of the two: the other may be anybody."""
    if not may_for(by, CHANGE, other):
        require_for(by, CHANGE, person)


def _known_to(by: Worker, *people: Person) -> None:
    """Whoever is joined to a child is seen with the child from then on: only those the worker may find anyway."""
    numbers = {each.pk for each in people}
    if findable(by).filter(pk__in=numbers).count() < len(numbers):
        raise NotPermitted("You may join only people whom you may find by searching.")


def _not_twice(person: Person, other: Person, kind: str, start_on: date) -> None:
    same = Q(person=person, other=other)
    if kind in SYMMETRIC:
        same |= Q(person=other, other=person)
    later = Q(end_on__isnull=True) | Q(end_on__gt=start_on)
    found = Relationship.objects.filter(same & later, kind=kind).order_by("start_on").first()
    if found is not None:
        raise ValidationError(
            f"{person.name} is already recorded as {word_between(found, other)} of {other.name}, "
            f"since {in_words(found.start_on)}. Nothing needs to be added."
        )


def _recorded(event: Event, relationship: Relationship, on: date) -> None:
    for child in (relationship.person_id, relationship.other_id):
        record(event, relationship, child=child, on=on)


# Parental responsibility


def give_responsibility(
    *, child: Person, holder: Person | None, basis: str, start_on: date, by: Worker
) -> ParentalResponsibility:
    """Somebody holds parental responsibility for the child; without a holder it is the authority."""
    require(by, CHANGE, child)
    _known_to(by, *([holder] if holder else []))
    not_to_come(start_on)
    if holder is not None and holder.pk == child.pk:
        raise ValidationError({"holder": "A child cannot hold parental responsibility for themselves."})
    held = ParentalResponsibility.objects.filter(child=child, holder=holder)
    _not_held_then(held, start_on, "Parental responsibility is already recorded for them", "holder")
    made = ParentalResponsibility.objects.create(child=child, holder=holder, basis=basis, start_on=start_on)
    record(Event.ADDED, made, on=start_on)
    return made


def end_responsibility(*, responsibility: ParentalResponsibility, end_on: date, by: Worker) -> None:
    """Somebody no longer holds parental responsibility."""
    require(by, CHANGE, responsibility.child)
    not_to_come(end_on, "end_on")
    end(responsibility, end_on)


def _not_held_then(rows: DatedQuerySet, day: date, what: str, field: str) -> None:
    found = rows.filter(Q(end_on__isnull=True) | Q(end_on__gt=day)).order_by("start_on").first()
    if found is not None:
        raise ValidationError({field: f"{what}, since {in_words(found.start_on)}."})


# Families


def start_family(*, child: Person, name: str, members: list[Person], start_on: date, by: Worker) -> Family:
    """Begin to work with a group of people together: the child and others."""
    require(by, CHANGE, child)
    _known_to(by, *members)
    not_to_come(start_on)
    family = Family.objects.create(name=name, start_on=start_on)
    record(Event.ADDED, family, child=child.pk, on=start_on)
    for person in {each.pk: each for each in [child, *members]}.values():
        _join(family, person, start_on)
    return family


def join_family(*, family: Family, person: Person, start_on: date, by: Worker) -> FamilyMember:
    """Somebody belongs to the family from a day on."""
    _require_family(by, family)
    _known_to(by, person)
    not_to_come(start_on)
    if family.end_on is not None:
        raise ValidationError(
            f"Work with {family.name} ended on {in_words(family.end_on)}. Start a new family."
        )
    if start_on < family.start_on:
        raise ValidationError(
            {
                "start_on": f"The date must be the same as or after {in_words(family.start_on)}, when work began"
            }
        )
    held = FamilyMember.objects.filter(family=family, person=person)
    _not_held_then(held, start_on, f"{person.name} is already in {family.name}", "person")
    return _join(family, person, start_on)


def leave_family(*, membership: FamilyMember, end_on: date, by: Worker) -> None:
    """Somebody no longer belongs to the family. Another's child leaves it only with their worker, or a manager."""
    _require_family(by, membership.family)
    _for_every_child(by, membership.family, [membership.person])
    not_to_come(end_on, "end_on")
    end(membership, end_on, child=membership.person_id)


def end_family(*, family: Family, end_on: date, by: Worker) -> None:
    """The group is no longer worked with together; everyone's time in it ends too. Needs every child of it, or a manager."""
    _require_family(by, family)
    _for_every_child(by, family, _children_of(family))
    not_to_come(end_on, "end_on")
    for membership in FamilyMember.objects.filter(family=family, end_on__isnull=True):
        end(membership, max(end_on, membership.start_on), child=membership.person_id)
    end(family, end_on)


def _require_family(by: Worker, family: Family) -> None:
    """The worker needs to be allowed for one of the children in the family now."""
    require(by, CHANGE)
    if not any(may_for(by, CHANGE, child) for child in _children_of(family)):
        raise NotPermitted("You may not change this family: none of its children is yours.")


def _children_of(family: Family) -> list[Person]:
    """The children with a record who are in the family now."""
    members = Person.objects.filter(
        family_memberships__family=family, family_memberships__end_on__isnull=True
    )
    return list(members.children().order_by("pk").distinct())


def _for_every_child(by: Worker, family: Family, touched: list[Person]) -> None:
    """Refuse, and say whom to ask, where it touches a child of others': unless a manager of a child of it does it."""
    others = [each for each in touched if each.record_opened_on and not may(by, CHANGE, each)]
    if not others or any(may(by, Permission.ALLOCATE, child) for child in _children_of(family)):
        return
    words = "; ".join(f"{child.name} ({_whom_to_ask(child)})" for child in others)
    raise ValidationError(
        f"Children of other workers are in {family.name}: {words}. Ask them to do it with you, or ask your manager to do it."
    )


def _whom_to_ask(child: Person) -> str:
    held = Allocation.objects.on(current().as_of).filter(child=child, part=Allocation.Part.LEAD)
    lead = held.select_related("worker", "team").order_by(F("worker").asc(nulls_last=True), "pk").first()
    return lead.who if lead else "nobody allocated"


def _join(family: Family, person: Person, start_on: date) -> FamilyMember:
    made = FamilyMember.objects.create(family=family, person=person, start_on=start_on)
    record(Event.ADDED, made, child=person.pk, on=start_on)
    return made


# The professional network


def add_professional(*, child: Person, start_on: date, by: Worker, **details: str) -> Professional:
    """Somebody outside the service who is involved with the child."""
    require(by, CHANGE, child)
    professional = Professional(child=child, start_on=start_on, **details)
    professional.clean_fields()
    professional.save()
    record(Event.ADDED, professional, on=start_on)
    return professional


def end_professional(*, professional: Professional, end_on: date, by: Worker) -> None:
    """They are no longer involved."""
    require(by, CHANGE, professional.child)
    end(professional, end_on)
