"""Adoption: the sealed record of the new identity, the adopters, placing the child with them, sealing the first record."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError

from kith.access.audit import Event, current, record
from kith.access.roles import Permission
from kith.care.actions.homes import in_full
from kith.care.actions.placements import start_placement
from kith.care.actions.succession import not_to_come
from kith.care.models import Placement
from kith.care.sealed import is_planned, link_of, order_recorded
from kith.casework.actions.people import add_person
from kith.lib.days import add_months
from kith.people.models import Address, Person, Relationship, Residence, Telephone
from kith.providers.models import Home
from kith.reach.actions.restrictions import LONGEST, hide, possible_owners
from kith.reach.doing import NotPermitted, require
from kith.reach.models import Restriction, SealedIdentity
from kith.statutory import codes
from kith.store.dated import holds_on
from kith.workforce.models import Allocation, Worker
from kith.workforce.queries import team_on

SEE = Permission.SEALED_SEE
Kind = Restriction.Kind
COPIED = (
    "born_on",
    "birth_date_is",
    "sex",
    "ethnicity",
    "disabilities",
)  # what is true of both; no number is


@dataclass(frozen=True, kw_only=True)
class Adopter:
    """Who adopts, as the sealed record keeps them."""

    given: str
    family: str
    lives_at: str
    postcode: str = ""
    telephone: str = ""
    since: date | None = None


def open_sealed_record(
    *, child: Person, given: str, family: str, by: Worker, allowed: Iterable[Worker] = ()
) -> Person:
    """Open the record of the child's new identity, found by nobody but `by` and the adoption workers allowed.

    The two identities are linked by one row, which is hidden with either. Numbers are not copied: they would link them.
    """
    require(by, SEE, child)
    _planned(child)
    if SealedIdentity.objects.filter(first=child).exists():
        raise ValidationError("A sealed record is already open. Look at Adoption record.")
    let_in = _adoption_workers(allowed)
    same = {name: getattr(child, name) for name in COPIED}
    sealed = add_person(given=given, family=family, record_opened_on=current().as_of, by=by, **_known(same))
    _allocate(sealed, by, Allocation.Part.LEAD)
    for worker in let_in - {by}:
        _allocate(sealed, worker, Allocation.Part.SECOND)
    _seal(sealed, Kind.ADOPTION, "The identity after adoption", let_in, by)
    link = SealedIdentity.objects.create(first=child, sealed=sealed, opened_on=current().as_of)
    record(Event.ADDED, link, child=sealed.pk, on=link.opened_on)
    return sealed


def add_adopter(*, sealed: Person, adopter: Adopter, by: Worker) -> Person:
    """Record an adopter and where they live, sealed like the new identity and for the same workers."""
    require(by, SEE, sealed)
    link_of(sealed=sealed)
    since = adopter.since or current().as_of
    not_to_come(since, "since")
    person = add_person(given=adopter.given, family=adopter.family, by=by)
    _seal(person, Kind.ADOPTION, "An adopter", _let_in(sealed), by)
    relation = Relationship.objects.create(
        person=person, other=sealed, kind=Relationship.Kind.ADOPTIVE_PARENT, start_on=since
    )
    record(Event.ADDED, relation, child=sealed.pk, on=since)
    place = _address(sealed, adopter.lives_at, in_full(adopter.postcode), person)
    _add(Residence(person=person, address=place, start_on=since))
    if adopter.telephone:
        _add(Telephone(person=person, number=adopter.telephone, start_on=since))
    return person


def place_with_adopters(
    *, sealed: Person, adopter: Person, start_on: date, place: str, by: Worker, provider_type: str = "",
    end_reason: str = "",
) -> Placement:  # fmt: skip
    """Place the child, under the first identity, with an adopter: the days and kind stay visible, the home is sealed.

    A placement that was recorded from that day without a home is given this one.
    """
    require(by, SEE, sealed)
    child = link_of(sealed=sealed).first
    if place not in codes.PLACED_FOR_ADOPTION:
        raise ValidationError({"place": "Choose a kind of placement for adoption"})
    home = _home_of(adopter, sealed)
    _lives_there_too(sealed, adopter, start_on)
    waiting = _without_a_home(child, start_on)
    if waiting is None:
        return start_placement(
            child=child, start_on=start_on, place=place, home=home, end_reason=end_reason,
            provider_type=provider_type, by=by,
        )  # fmt: skip
    require(by, Permission.PLACEMENT_CHANGE, child)
    waiting.home, waiting.place = home, place
    waiting.provider_type = provider_type or waiting.provider_type
    waiting.save(update_fields=["home", "place", "provider_type"])
    record(Event.CHANGED, waiting, on=start_on)
    return waiting


def seal_first_record(*, sealed: Person, by: Worker) -> Restriction:
    """Once the adoption order is recorded: hide the record before it from everybody the sealed one does not let in."""
    require(by, SEE, sealed)
    child = link_of(sealed=sealed).first
    require(by, SEE, child)
    if _restriction(sealed).owner_id != by.pk:
        raise NotPermitted("Only the owner of the sealed record seals the first.")
    if not order_recorded(child):
        raise ValidationError("The adoption order is not recorded. End the period of care as adopted first.")
    return _seal(child, Kind.ADOPTED, "The record before the adoption order", _let_in(sealed), by)


def _planned(child: Person) -> None:
    if not is_planned(child.pk):
        raise ValidationError(
            "There is no plan for adoption. Record the decision that the child should be placed first."
        )


def _known(details: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in details.items() if value}


def _adoption_workers(workers: Iterable[Worker]) -> set[Worker]:
    chosen = set(workers)
    able = set(possible_owners(SEE, current().as_of))
    if chosen - able:
        raise ValidationError({"allowed": "Only adoption workers may be let in to a sealed record"})
    return chosen


def _allocate(sealed: Person, worker: Worker, part: str) -> None:
    """A sealed record is held by who opens it; no manager allocates what they cannot see."""
    day = current().as_of
    made = Allocation.objects.create(
        child=sealed, worker=worker, team=team_on(worker, day), part=part, start_on=day
    )
    record(Event.ALLOCATED, made, on=day)


def _seal(person: Person, kind: str, reason: str, allowed: Iterable[Worker], by: Worker) -> Restriction:
    review_on = add_months(current().as_of, LONGEST)
    return hide(person=person, kind=kind, reason=reason, review_on=review_on, allowed=allowed, owner=by)


def _restriction(sealed: Person) -> Restriction:
    return Restriction.objects.get(holds_on(current().as_of), person=sealed, kind=Kind.ADOPTION)


def _let_in(sealed: Person) -> set[Worker]:
    """The owner of the sealed record and those on its list."""
    restriction = _restriction(sealed)
    rows = restriction.allowed.filter(holds_on(current().as_of)).select_related("worker")
    return {restriction.owner, *(each.worker for each in rows)}


def _add(row: Residence | Telephone) -> None:
    row.save()
    record(Event.ADDED, row, child=row.person_id, on=row.start_on)


def _address(sealed: Person, lines: str, postcode: str, adopter: Person) -> Address:
    """The address of the other adopter where it is the same; never one that anybody else makes known."""
    others = Relationship.objects.filter(other=sealed, kind=Relationship.Kind.ADOPTIVE_PARENT).values(
        "person"
    )
    same = Address.objects.filter(residences__person__in=others, lines=lines, postcode=postcode).first()
    if same is not None:
        return same
    made = Address.objects.create(lines=lines, postcode=postcode)
    record(Event.ADDED, made, child=adopter.pk)
    return made


def _home_of(adopter: Person, sealed: Person) -> Home:
    """The adopter's own home, hidden with them."""
    if not Relationship.objects.filter(person=adopter, other=sealed, kind="adoptive_parent").exists():
        raise ValidationError({"adopter": "Choose one of the child’s adopters"})
    found = Home.objects.filter(person=adopter).first()
    if found is not None:
        return found
    lives = _residence(adopter)
    home = Home.objects.create(
        name=adopter.name, person=adopter, address=lives.address.lines, postcode=lives.address.postcode
    )
    record(Event.ADDED, home, child=adopter.pk)
    return home


def _residence(adopter: Person) -> Residence:
    rows = Residence.objects.filter(holds_on(current().as_of), person=adopter).select_related("address")
    found = rows.order_by("start_on", "pk").last()
    if found is None:
        raise ValidationError(
            {"adopter": "Where this adopter lives is not recorded. Add their address first."}
        )
    return found


def _lives_there_too(sealed: Person, adopter: Person, start_on: date) -> None:
    place = _residence(adopter).address
    if not Residence.objects.filter(person=sealed, address=place, end_on__isnull=True).exists():
        _add(Residence(person=sealed, address=place, start_on=start_on))


def _without_a_home(child: Person, start_on: date) -> Placement | None:
    rows = Placement.objects.filter(child=child, start_on=start_on, end_on__isnull=True, temporary=False)
    return rows.filter(place__in=codes.PLACED_FOR_ADOPTION, home__isnull=True).first()
