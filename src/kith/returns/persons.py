"""Who a child is: known already or not, and what the kinds of return together tell of the child's own row.

A child is known by the authority's number; one whom people entered without a number, by the unique pupil number. A birth
date and a sex alone never make one child of two: the census has no names.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Upper

from kith.people.models import Person
from kith.reach.models import Restriction
from kith.returns.bringing import Kind, Telling
from kith.returns.kinds import KINDS
from kith.returns.models import Load, LoadedRow
from kith.returns.told import standing
from kith.returns.wanted import Wanted

BLANK: tuple[Any, ...] = (None, "", "U", [])
CALLED = {"born_on": "date of birth", "sex": "sex", "upn": "unique pupil number"}
DEFAULTS: dict[str, Any] = {"expected_on": None, "former_upn": "", "disabilities": []}


@dataclass
class Known:
    """The persons whom numbers name (`numbers`), the numbers that several persons have, and numbers whose pupil number
    belongs to a child with another number."""

    numbers: dict[str, int] = field(default_factory=dict)
    twice: set[str] = field(default_factory=set)
    taken: set[str] = field(default_factory=set)


def known_children(numbers: Iterable[str], upns: Mapping[str, str] | None = None) -> Known:
    """The persons by the authority's number, and by the pupil number where they have no other: `upns` are the numbers by
    pupil number."""
    wanted, known = set(numbers), Known()
    named = Person.objects.annotate(number=Upper("authority_id")).filter(number__in=wanted)
    for number, pk in named.values_list("number", "pk"):
        if number in known.numbers:
            known.twice.add(number)
        known.numbers[number] = pk
    _by_pupil_number(known, upns or {})
    return known


def _by_pupil_number(known: Known, numbers: Mapping[str, str]) -> None:
    """A sealed record is not looked at: that a number is there, too, would tell who an adopted child was."""
    sealed = Restriction.objects.filter(kind__in=Restriction.SEALED).values("person")
    found = Person.objects.filter(upn__in=numbers).exclude(pk__in=sealed)
    for pk, upn, own in found.values_list("pk", "upn", "authority_id"):
        number = numbers[upn]
        if known.numbers.get(number) == pk:
            continue
        if own or number in known.numbers:
            known.taken.add(number)
        else:
            known.numbers[number] = pk


def alike(children: Mapping[str, Wanted], known: Mapping[str, int]) -> dict[str, list[str]]:
    """For each child new to the record: the numbers of children in it who were born on the same day, with the same sex, of
    whom the files do not tell. Nobody whom a restriction hides is named."""
    new = {number: each.person for number, each in children.items() if number not in known}
    born = {each["born_on"] for each in new.values() if each.get("born_on")}
    there: dict[tuple, list[tuple[int, str, str]]] = defaultdict(list)
    told = set(known.values())
    for pk, *who, number, upn in (
        _open_to_all().filter(born_on__in=born).values_list("pk", "born_on", "sex", "authority_id", "upn")
    ):
        if pk not in told:
            there[tuple(who)].append((pk, number, upn))
    found = {}
    for number, each in new.items():
        same = there.get((each.get("born_on"), each.get("sex")), [])
        if names := [own or f"record {pk}" for pk, own, upn in same if not (upn and each.get("upn"))]:
            found[number] = names
    return found


def _open_to_all() -> QuerySet[Person]:
    restricted = Restriction.objects.values("person")
    return Person.objects.children().exclude(sex="U").exclude(pk__in=restricted)


def conflicts(asked: Mapping[str, Any], person: Person, kind: Kind) -> list[tuple[str, Any, Any]]:
    """Where the return and the record do not agree on what must be settled: column, the record's value, the return's."""
    found = []
    for name in kind.settled:
        held, said = getattr(person, name), asked.get(name)
        if name == "upn" and held and held == asked.get("former_upn"):
            continue
        if held not in BLANK and said not in BLANK and held != said:
            found.append((CALLED[name], held, said))
    return found


def owners(children: Iterable[int]) -> dict[int, str]:
    """The kind of return that brought each child's own row, of those whom a load brought."""
    rows = LoadedRow.objects.filter(model=Person._meta.label, row__in=list(children))
    return dict(rows.values_list("row", "load__collection"))


def of_other_kinds(
    children: Mapping[int, str], kind: Kind, without: Load | None = None
) -> dict[int, list[tuple[str, dict[str, Any]]]]:
    """What other kinds of return that stand tell of these children's own rows (their numbers by person)."""
    found: dict[int, list[tuple[str, dict[str, Any]]]] = defaultdict(list)
    by_number = {number: pk for pk, number in children.items()}
    for other in KINDS.values():
        if other.collection == kind.collection:
            continue
        rows = standing(children, without, collection=other.collection)
        before = [row for told in rows.values() for row in told]
        for number, each in (other.tell(Telling(None, before)).children if before else {}).items():
            found[by_number[number]].append((other.collection, each.person))
    return found


def together(parts: Iterable[tuple[str, Mapping[str, Any]]], owner: str) -> dict[str, Any]:
    """The child's own row from all kinds that tell of it: whose row it is says first, the others fill what is blank."""
    made: dict[str, Any] = dict(DEFAULTS)
    for _, person in sorted(parts, key=lambda each: each[0] != owner):
        for name, value in person.items():
            if made.get(name) in BLANK:
                made[name] = value
    return made
