"""The people of a genogram, as the worker may see them: gathered in a constant number of queries, whatever the family.

Whom a restriction hides, who cares for a child where that is withheld from the reader, and relatives of records beyond
the worker's reach are never read; neither are the bonds that lead to them.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from kith.access.roles import Permission
from kith.care.homes import telling_by_their_homes
from kith.childfile.genogram import Genogram, genogram
from kith.childfile.people_on_a_day import Bond, Living, Someone
from kith.people.models import Family, FamilyMember, Person, Relationship, Residence
from kith.reach.seeing import opened_with_reason, relatives_of, visible_to
from kith.reach.withheld import What, hidden_addresses, hidden_carers, hidden_of
from kith.store.dated import holds_on
from kith.workforce.models import Worker

SEXES = {"1": "M", "2": "F"}  # codes of earlier years


def genogram_of(child: int, worker: Worker, on: date) -> Genogram:
    """The child's family on a day; the caller has loaded the child with `get_child`."""
    return _drawn_up([child], _around(child, worker), on)


def genogram_of_family(child: int, family: Family, worker: Worker, on: date) -> Genogram:
    """The family a child is in: every child of it whose record the worker may see is marked, this one first."""
    members = FamilyMember.objects.filter(holds_on(on), family=family).values("person")
    seen = _seen(worker).filter(pk__in=members).exclude(pk=child).order_by("born_on", "pk")
    return _drawn_up([child, *seen.values_list("pk", flat=True)], _around(child, worker), on)


def _around(child: int, worker: Worker) -> set[int]:
    """Whom the worker may see around the child, and around those of them whose own record the worker may see."""
    near = set(relatives_of(Person.objects.filter(pk=child)).values_list("pk", flat=True))
    seen = _seen(worker).filter(pk__in=near)
    further = set(relatives_of(seen).values_list("pk", flat=True))
    return {child} | ((near | further) - hidden_carers())


def _seen(worker: Worker) -> QuerySet[Person]:
    at_once = visible_to(worker, Permission.FAMILY_SEE).values("pk")
    opened = Q(pk__in=opened_with_reason(worker))
    return Person.objects.children().filter(Q(pk__in=at_once) | opened)


def _drawn_up(marked: list[int], around: set[int], on: date) -> Genogram:
    people = Person.objects.filter(pk__in=around).with_names()
    bonds = Relationship.objects.filter(person__in=around, other__in=around)
    return genogram(
        [_someone(each, on) for each in people], map(_bond, bonds), _living(around, on), marked, on
    )


def _someone(person: Person, on: date) -> Someone:
    name = _name_on(person, on)
    return Someone(
        key=person.pk, given=name.given if name else person.name, family=name.family if name else "",
        sex=SEXES.get(person.sex, person.sex), born_on=person.born_on,
        estimated=person.birth_date_is != Person.BirthDate.KNOWN, expected_on=person.expected_on,
        ended_on=person.pregnancy_ended_on, died_on=person.died_on, known_from=person.record_opened_on,
    )  # fmt: skip


def _name_on(person: Person, on: date):
    """The usual name on that day, or the first there is."""
    names = sorted(person.names.all(), key=lambda each: (each.start_on, each.pk))
    usual = [each for each in names if each.kind != each.Kind.ALSO_KNOWN_AS] or names
    then = [each for each in usual if each.holds_on(on)]
    return then[-1] if then else next(iter(usual), None)


def _bond(row: Relationship) -> Bond:
    return Bond(row.person_id, row.other_id, row.kind, row.start_on, row.end_on)


def _living(around: Iterable[int], on: date) -> list[Living]:
    """Who lived where, of those of whom that may be told."""
    around = set(around)
    secret = {child for child, what in hidden_of(around).items() if What.ADDRESS in what}
    told = around - secret - telling_by_their_homes(around)
    rows = Residence.objects.on(on).filter(person__in=told).exclude(address__in=hidden_addresses())
    return [Living(row.person_id, row.address_id, row.start_on) for row in rows.order_by("start_on", "pk")]
