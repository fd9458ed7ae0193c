"""What the sealed record of an adoption tells, to those it lets in."""

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Q

from kith.access.audit import current
from kith.care.models import AdoptionPlan, PeriodOfCare, Placement
from kith.people.models import Person, Relationship
from kith.reach.doing import NotPermitted
from kith.reach.models import Restriction, SealedIdentity
from kith.statutory import codes
from kith.store.dated import holds_on
from kith.workforce.models import Worker


@dataclass(frozen=True)
class SealedRecord:
    """The two identities, who adopts, and how far it has come."""

    first: Person
    sealed: Person
    opened_on: date
    adopters: list[Person]
    placement: Placement | None  # the last one for adoption
    ordered: bool
    restriction: Restriction  # of the sealed record: who is let in
    first_sealed_on: date | None

    @property
    def is_placed(self) -> bool:
        """Whether the child lives with adopters whose home is recorded."""
        placed = self.placement
        return placed is not None and placed.end_on is None and placed.home_id is not None


def sealed_record(child: int, as_of: date) -> SealedRecord | None:
    """The sealed record this child has, or is; None where there is none that the reader is let in to."""
    links = SealedIdentity.objects.filter(Q(first=child) | Q(sealed=child))
    link = links.select_related("first", "sealed").prefetch_related("first__names", "sealed__names").first()
    if link is None:
        return None
    rows = Restriction.objects.filter(
        holds_on(as_of), person__in=(link.first_id, link.sealed_id), kind__in=Restriction.SEALED
    )
    restrictions = {row.person_id: row for row in rows.select_related("owner")}
    first = restrictions.get(link.first_id)
    return SealedRecord(
        link.first, link.sealed, link.opened_on, adopters_of(link.sealed, as_of), _placement(link.first),
        order_recorded(link.first), restrictions[link.sealed_id], first.start_on if first else None,
    )  # fmt: skip


@dataclass(frozen=True)
class Left:
    """A sealed record whose owner has left, without whose it is."""

    restriction: int
    owner: Worker
    start_on: date


def left_behind() -> list[Left]:
    """The sealed records that nobody keeps any more, for adoption workers; the longest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT restriction, owner, start_on FROM kith_sealed_left() ORDER BY start_on, restriction"
        )
        rows = cursor.fetchall()
    owners = Worker.objects.in_bulk({owner for _, owner, _ in rows})
    return [Left(number, owners[owner], start_on) for number, owner, start_on in rows]


def adopters_of(sealed: Person, as_of: date) -> list[Person]:
    rows = Relationship.objects.filter(holds_on(as_of), other=sealed, kind=Relationship.Kind.ADOPTIVE_PARENT)
    return list(Person.objects.filter(pk__in=rows.values("person")).with_names().order_by("pk"))


def is_planned(child: int) -> bool:
    """Whether a plan for adoption stands."""
    return AdoptionPlan.objects.filter(child=child, ceased_on__isnull=True).exists()


def order_recorded(child: Person) -> bool:
    """Whether care has ended by adoption."""
    ended = PeriodOfCare.objects.filter(
        child=child, end_reason__in=codes.ADOPTED, end_on__lte=current().as_of
    )
    return ended.exists()


def link_of(*, sealed: Person) -> SealedIdentity:
    """The link from a sealed record to the first; refuses where there is none that `by` may see."""
    found = SealedIdentity.objects.filter(sealed=sealed).select_related("first").first()
    if found is None:
        raise NotPermitted("This is not a sealed adoption record.")
    return found


def _placement(child: Person) -> Placement | None:
    rows = Placement.objects.filter(child=child, place__in=codes.PLACED_FOR_ADOPTION)
    return rows.select_related("home").order_by("start_on", "pk").last()
