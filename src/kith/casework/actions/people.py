"""Persons: adding one, their details, names, addresses, telephones, birth and death."""

from datetime import date
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Q

from kith.access.audit import Event, current, record
from kith.access.roles import Permission
from kith.casework.actions.ending import end, in_words, not_to_come
from kith.people.models import Address, EmailAddress, Person, PersonName, Residence, Telephone
from kith.reach.around import require_for
from kith.reach.doing import require
from kith.store.dated import DatedQuerySet
from kith.workforce.models import Worker

Row = TypeVar("Row", PersonName, Residence, Telephone, EmailAddress)
CHANGE = Permission.PERSON_CHANGE
Kind = PersonName.Kind
# What may be changed of a person at any time; birth and death are things that happen.
DETAILS = frozenset({
    "born_on", "birth_date_is", "expected_on", "sex", "gender", "ethnicity", "religion", "languages", "interpreter",
    "disabilities", "communication_needs", "nhs_number", "upn", "former_upn", "upn_unknown",
    "authority_id",
})  # fmt: skip


def add_person(
    *, given: str, family: str, by: Worker, record_opened_on: date | None = None, **details: object
) -> Person:
    """Add somebody not yet known. With `record_opened_on` they are a child with a record of their own."""
    require(by, Permission.PERSON_ADD)
    not_to_come(record_opened_on, "record_opened_on")
    person = Person(record_opened_on=record_opened_on)
    _set(person, details)
    person.save()
    record(Event.ADDED, person, child=person.pk)
    if given or family:
        since = person.born_on or person.expected_on or current().as_of
        _add(PersonName(person=person, given=given, family=family, start_on=min(since, current().as_of)))
    return person


def open_record(*, person: Person, on: date, by: Worker) -> None:
    """Give a child who was known as a relative only a record of their own."""
    require_for(by, Permission.PERSON_ADD, person)
    if person.record_opened_on:
        raise ValidationError(f"{person.name} has had a record since {in_words(person.record_opened_on)}.")
    not_to_come(on, "record_opened_on")
    _change(person, {"record_opened_on": on})


def change_person(*, person: Person, by: Worker, **details: object) -> None:
    """Change what is known of a person; what stood before is kept."""
    require_for(by, CHANGE, person)
    _change(person, details)


def _change(person: Person, details: dict[str, object]) -> None:
    changed = {name: value for name, value in details.items() if getattr(person, name) != value}
    if not changed:
        return
    _set(person, changed)
    person.save(update_fields=list(changed))
    record(Event.CHANGED, person, child=person.pk)


def _set(person: Person, details: dict[str, object]) -> None:
    """Put in what is given, checked: numbers by their check digits, dates against each other."""
    unknown = set(details) - DETAILS - {"record_opened_on", "died_on", "pregnancy_ended_on"}
    if unknown:
        raise TypeError(f"A person has no {', '.join(sorted(unknown))} that could be changed here.")
    for name, value in details.items():
        setattr(person, name, value)
    untouched = {field.name for field in Person._meta.fields} - set(details)
    person.clean_fields(exclude=untouched)
    _dates_make_sense(person, details)


def _dates_make_sense(person: Person, changed: dict[str, object]) -> None:
    for name in ("born_on", "died_on", "pregnancy_ended_on"):
        if name in changed:
            not_to_come(getattr(person, name), name)
    if person.died_on and person.born_on and person.died_on < person.born_on:
        raise ValidationError({"died_on": f"The date must be after the birth, {in_words(person.born_on)}"})
    if person.upn and person.upn_unknown:
        raise ValidationError(
            {"upn_unknown": "Give a pupil number or the reason why there is none, not both"}
        )


# Birth, the end of a pregnancy, death


def record_birth(
    *, child: Person, born_on: date, sex: str, by: Worker, given: str = "", family: str = ""
) -> None:
    """An unborn child is born: the date, the sex, and the name if the child has one already."""
    require_for(by, CHANGE, child)
    if child.born_on:
        raise ValidationError(
            f"{child.name} was born on {in_words(child.born_on)}; that is on the record already."
        )
    if child.pregnancy_ended_on:
        raise ValidationError(
            "The record says that the pregnancy ended. Ask your manager to have it put right first."
        )
    _change(child, {"born_on": born_on, "sex": sex})
    if given or family:
        _replace_name(child, Kind.LEGAL, given, family, born_on)


def record_pregnancy_ended(*, child: Person, on: date, by: Worker) -> None:
    """The pregnancy ended without a birth."""
    require_for(by, CHANGE, child)
    if child.born_on:
        raise ValidationError(f"{child.name} was born on {in_words(child.born_on)}. Record a death instead.")
    _change(child, {"pregnancy_ended_on": on})


def record_death(*, person: Person, on: date, by: Worker) -> None:
    """The person has died."""
    require_for(by, CHANGE, person)
    _change(person, {"died_on": on})


# Names


def rename(
    *, person: Person, given: str, family: str, start_on: date, by: Worker, kind: str = Kind.LEGAL
) -> PersonName:
    """A new name. The legal name, or the one the person uses, takes the place of the one before, which is kept."""
    require_for(by, CHANGE, person)
    not_to_come(start_on)
    if not (given or family):
        raise ValidationError({"given": "Enter a first name or a last name"})
    if kind == Kind.ALSO_KNOWN_AS:
        return _add(PersonName(person=person, kind=kind, given=given, family=family, start_on=start_on))
    return _replace_name(person, kind, given, family, start_on)


def end_name(*, name: PersonName, end_on: date, by: Worker) -> None:
    """The person no longer uses a name. A legal name ends only by another taking its place."""
    require_for(by, CHANGE, name.person)
    if name.kind == Kind.LEGAL:
        raise ValidationError("A legal name ends when a new legal name begins: add the new one.")
    end(name, end_on, child=name.person_id)


def _replace_name(person: Person, kind: str, given: str, family: str, start_on: date) -> PersonName:
    names = PersonName.objects.filter(person=person, kind=kind)
    _nothing_later(names, start_on, "A name")
    for before in names.filter(end_on__isnull=True):
        end(before, start_on, child=person.pk)
    made = _add(PersonName(person=person, kind=kind, given=given, family=family, start_on=start_on))
    getattr(person, "_prefetched_objects_cache", {}).pop("names", None)
    return made


# Where they live, and how they are reached


def move(
    *, person: Person, lines: str, postcode: str, start_on: date, by: Worker, also: bool = False
) -> Residence:
    """The person lives somewhere else from a day on; with `also`, there as well as where they lived before."""
    require_for(by, CHANGE, person)
    not_to_come(start_on)
    now = Residence.objects.filter(person=person)
    address = _address(lines, postcode)
    if now.filter(Q(end_on__isnull=True) | Q(end_on__gt=start_on), address=address).exists():
        raise ValidationError({"lines": f"{person.name} is already recorded at this address."})
    if not also:
        _nothing_later(now, start_on, "An address")
        for before in now.filter(end_on__isnull=True):
            end(before, start_on, child=person.pk)
    return _add(Residence(person=person, address=address, start_on=start_on))


def leave_address(*, residence: Residence, end_on: date, by: Worker) -> None:
    """The person no longer lives there, and it is not known, or not recorded, where they went."""
    require_for(by, CHANGE, residence.person)
    end(residence, end_on, child=residence.person_id)


def add_telephone(*, person: Person, number: str, start_on: date, by: Worker, note: str = "") -> Telephone:
    """A telephone number at which the person is reached."""
    require_for(by, CHANGE, person)
    return _add(Telephone(person=person, number=number, note=note, start_on=start_on))


def end_telephone(*, telephone: Telephone, end_on: date, by: Worker) -> None:
    """The number no longer reaches the person."""
    require_for(by, CHANGE, telephone.person)
    end(telephone, end_on, child=telephone.person_id)


def add_email(*, person: Person, address: str, start_on: date, by: Worker) -> EmailAddress:
    """An email address at which the person is reached."""
    require_for(by, CHANGE, person)
    return _add(EmailAddress(person=person, address=address, start_on=start_on))


def end_email(*, email: EmailAddress, end_on: date, by: Worker) -> None:
    """The email address no longer reaches the person."""
    require_for(by, CHANGE, email.person)
    end(email, end_on, child=email.person_id)


def _address(lines: str, postcode: str) -> Address:
    """The same place is kept once, so that it is known who lives together."""
    lines, postcode = " ".join(lines.split()), " ".join(postcode.upper().split())
    known = Address.objects.filter(lines__iexact=lines, postcode=postcode).order_by("pk").first()
    if known is not None:
        return known
    made = Address.objects.create(lines=lines, postcode=postcode)
    record(Event.ADDED, made)
    return made


def _nothing_later(rows: DatedQuerySet, day: date, what: str) -> None:
    later = rows.filter(Q(start_on__gt=day) | Q(end_on__gt=day)).order_by("start_on", "pk").last()
    if later is not None:
        raise ValidationError(
            {"start_on": f"{what} from {in_words(later.start_on)} is already recorded. Give a later day."}
        )


def _add(row: Row) -> Row:
    row.clean_fields()
    row.save()
    record(Event.ADDED, row, child=row.person_id, on=row.start_on)
    return row
