"""What is known of a person, in the words of pages; what is withheld from the reader is not among them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from kith.people.disability import in_words
from kith.people.identifiers import is_temporary_upn, nhs_number_in_words
from kith.people.models import EmailAddress, Person, Residence, Telephone
from kith.reach.withheld import What, hidden_addresses, hidden_carers, hidden_numbers, hidden_of, plain_number
from kith.statutory import codes
from kith.statutory.retention import Kept
from kith.web.jinja import age_in_words, long_date
from kith.web.record import born_note

WITHHELD = "Withheld"


@dataclass
class Reached:
    """Where a person lives and how they are reached now, as far as the reader may know."""

    residences: list[Residence] = field(default_factory=list)
    telephones: list[Telephone] = field(default_factory=list)
    emails: list[EmailAddress] = field(default_factory=list)
    address_withheld: bool = False
    telephone_withheld: bool = False

    @property
    def address(self) -> str:
        return "; ".join(str(each.address) for each in self.residences)


def reached(persons: Iterable[int], as_of: date) -> dict[int, Reached]:
    """The same for several, in a constant number of queries."""
    chosen = list(persons)
    hidden, homes, carers, numbers = hidden_of(chosen), hidden_addresses(), hidden_carers(), hidden_numbers()
    found = {person: Reached() for person in chosen}
    for row in _now(Residence.objects.select_related("address"), chosen, as_of):
        if What.ADDRESS in hidden[row.person_id] or row.address_id in homes or row.person_id in carers:
            found[row.person_id].address_withheld = True
        else:
            found[row.person_id].residences.append(row)
    for row in _now(Telephone.objects.all(), chosen, as_of):
        if (
            What.TELEPHONE in hidden[row.person_id]
            or row.person_id in carers
            or plain_number(row.number) in numbers
        ):
            found[row.person_id].telephone_withheld = True
        else:
            found[row.person_id].telephones.append(row)
    for row in _now(EmailAddress.objects.all(), chosen, as_of):
        found[row.person_id].emails.append(row)
    return found


def _now(rows, persons: list[int], as_of: date):
    return rows.on(as_of).filter(person__in=persons).order_by("start_on", "pk")


def line(person: Person, as_of: date, **more: object) -> dict:
    """A person for the person-line component: name, birth and age, never where they live."""
    return {
        "name": person.name,
        "born": person.born_on,
        "born_note": born_note(person),
        "age": age_in_words(person.born_on, person.died_on or as_of),
    } | more


def birth(person: Person, as_of: date) -> str:
    """ "6 May 2014 (estimated), 12 years", or when a child is expected."""
    note = born_note(person)
    if not person.born_on:
        return note or "Not known"
    age = age_in_words(person.born_on, person.died_on or as_of)
    return f"{long_date(person.born_on)}{f' ({note})' if note else ''}, {age}"


def kept_for(kept: Kept) -> tuple[str, str]:
    """How long the record is kept at least, why, and by which law or by the council's own schedule."""
    until = f"At least until {long_date(kept.until)}" if kept.until else "No date"
    source = ": ".join(each for each in ("local" if kept.local else "", kept.source) if each)
    return "Record kept", f"{until}. {kept.why} ({source})."


def about(person: Person, as_of: date) -> list[tuple[str, str]]:
    """Who the person is: what is not recorded says so, for a practitioner to ask."""
    return [
        ("Born" if person.born_on else "Birth", birth(person, as_of)),
        ("Sex", person.get_sex_display()),
        ("Gender", person.gender),
        ("Ethnicity", person.get_ethnicity_display()),
        ("Religion", person.religion),
        ("Languages", ", ".join(person.languages)),
        ("Interpreter", person.interpreter),
        ("Disability", in_words(person.disabilities)),
        ("Communication", person.communication_needs),
    ]


def numbers(person: Person) -> list[tuple[str, str]]:
    """The numbers by which other services know the person."""
    upn = f"{person.upn} (temporary)" if is_temporary_upn(person.upn) else person.upn
    reason = f"None: {codes.UPN_UNKNOWN.means(person.upn_unknown).lower()}" if person.upn_unknown else ""
    before = [("Pupil number before", person.former_upn)] if person.former_upn else []
    return [
        ("NHS number", nhs_number_in_words(person.nhs_number)),
        ("Unique pupil number", upn or reason),
        *before,
        ("Authority’s own number", person.authority_id),
    ]


def rows(pairs: list[tuple[str, str]]) -> list[dict]:
    """Rows of a summary list."""
    return [{"key": {"text": key}, "value": {"text": value or "Not recorded"}} for key, value in pairs]
