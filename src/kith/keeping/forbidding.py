"""What forbids the disposal of a record whose time has passed, in words."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db import connection
from django.db.models import Q

from kith.care.models import PeriodOfCare
from kith.casework.drafts import Draft
from kith.childfile.keeping import lives_of
from kith.keeping.models import Hold
from kith.keeping.queries import local_on
from kith.people.models import Person, Relationship
from kith.reach.models import EmergencyAccess
from kith.statutory.retention import retention
from kith.store.dated import holds_on
from kith.workforce.models import Allocation

SIBLINGS = (Relationship.Kind.SIBLING, Relationship.Kind.HALF_SIBLING)
OPEN = "Somebody still holds the child, or care goes on: the record is not closed"
DRAFT = "Somebody is still writing: a draft has not been sent or thrown away"
RESTRICTED = "A restriction is in force over it, or over somebody close to the child: its owner ends it first"
EMERGENCY = "Emergency access to it has not been reviewed yet"

Found = dict[int, list[str]]


def forbids(child: int, as_of: date) -> list[str]:
    """What forbids this record's disposal on a day; nothing where it may be disposed of."""
    return forbidden([child], as_of)[child]


def forbidden(children: Iterable[int], as_of: date) -> Found:
    """The same of several records, in a constant number of queries."""
    several = list(children)
    found: Found = defaultdict(list)
    for child, words in _simple(several, as_of):
        found[child].append(words)
    for child, words in _siblings_kept(several, as_of):
        found[child].append(words)
    return found


def _simple(several: list[int], as_of: date) -> list[tuple[int, str]]:
    """What one look at one table tells of each."""
    held = Hold.objects.on(as_of).filter(child__in=several)
    opened = Allocation.objects.filter(holds_on(as_of), child__in=several)
    cared = PeriodOfCare.objects.filter(holds_on(as_of), child__in=several)
    drafts = Draft.objects.unfinished().filter(child__in=several)
    emergencies = EmergencyAccess.objects.filter(person__in=several, reviewed_at__isnull=True)
    return [
        *((each.child_id, f"A legal hold since {_day(each.start_on)}") for each in held),
        *((child, OPEN) for child in {*_children(opened), *_children(cared)}),
        *((child, DRAFT) for child in _children(drafts)),
        *((child, RESTRICTED) for child in _restricted(several)),
        *((child, EMERGENCY) for child in set(emergencies.values_list("person", flat=True))),
    ]


def _children(rows) -> set[int]:
    return set(rows.values_list("child", flat=True))


def _restricted(several: list[int]) -> list[int]:
    """Also where the restriction hides whom it is over; what is sealed is never among them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kith_restricted_with(%s)", [several])
        return [child for (child,) in cursor.fetchall()]


def _siblings_kept(several: list[int], as_of: date) -> list[tuple[int, str]]:
    """Brothers and sisters, recorded as such or by a parent of both, whose own record must be kept longer."""
    kin = _siblings(several)
    records = Person.objects.children().filter(pk__in={each for some in kin.values() for each in some})
    local = local_on(as_of)
    kept = {number: retention(life, local).until for number, life in lives_of(records, as_of).items()}
    return [
        (child, f"The record of a brother or sister, number {number}, is kept {_until(kept[number])}")
        for child, some in kin.items()
        for number in sorted(some)
        if number in kept and not _over(kept[number], as_of)
    ]


def _siblings(several: list[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    tied = Relationship.objects.filter(kind__in=SIBLINGS)
    for one, other in tied.filter(Q(person__in=several) | Q(other__in=several)).values_list(
        "person", "other"
    ):
        found[one].add(other)
        found[other].add(one)
    for child, other in _by_parents(several):
        found[child].add(other)
    return {child: found[child] for child in several}


def _by_parents(several: list[int]) -> list[tuple[int, int]]:
    """Children of the same recorded parent, in pairs."""
    parents = Relationship.objects.filter(kind=Relationship.Kind.PARENT)
    mine = parents.filter(other__in=several).values("person")
    children: dict[int, set[int]] = defaultdict(set)
    for parent, child in parents.filter(person__in=mine).values_list("person", "other"):
        children[parent].add(child)
    pairs = ((one, other) for some in children.values() for one in some for other in some)
    return [(one, other) for one, other in pairs if one != other and one in set(several)]


def _over(until: date | None, as_of: date) -> bool:
    return until is not None and until <= as_of


def _until(until: date | None) -> str:
    return f"until {_day(until)}" if until else "with no date known"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
