"""Everyone known, and what they are to each other."""

from datetime import date
from typing import NamedTuple


class Person(NamedTuple):
    id: int
    born_on: date | None = None
    birth_date_is: str = "known"
    expected_on: date | None = None
    died_on: date | None = None
    sex: str = "U"
    gender: str = ""
    ethnicity: str = ""
    religion: str = ""
    languages: tuple[str, ...] = ()
    interpreter: str = ""
    disabilities: tuple[str, ...] = ()
    communication_needs: str = ""
    nhs_number: str = ""
    upn: str = ""
    upn_unknown: str = ""
    authority_id: str = ""
    record_opened_on: date | None = None


class PersonName(NamedTuple):
    id: int
    person_id: int
    kind: str
    given: str
    family: str
    start_on: date
    end_on: date | None = None


class Address(NamedTuple):
    id: int
    lines: str
    postcode: str = ""


class Residence(NamedTuple):
    id: int
    person_id: int
    address_id: int
    start_on: date
    end_on: date | None = None


class Telephone(NamedTuple):
    id: int
    person_id: int
    number: str
    start_on: date
    note: str = ""


class EmailAddress(NamedTuple):
    id: int
    person_id: int
    address: str
    start_on: date


class Professional(NamedTuple):
    id: int
    child_id: int
    name: str
    profession: str
    organisation: str
    telephone: str
    email: str
    start_on: date
    end_on: date | None = None


class Alert(NamedTuple):
    id: int
    child_id: int
    kind: str
    text: str
    start_on: date
    end_on: date | None = None


class Withholding(NamedTuple):
    id: int
    child_id: int
    what: str
    withheld_from_id: int
    reason: str
    start_on: date


class Relationship(NamedTuple):
    id: int
    person_id: int
    other_id: int
    kind: str
    start_on: date
    end_on: date | None = None


class ParentalResponsibility(NamedTuple):
    id: int
    child_id: int
    holder_id: int | None
    basis: str
    start_on: date
    end_on: date | None = None


class Family(NamedTuple):
    id: int
    name: str
    start_on: date
    end_on: date | None = None


class FamilyMember(NamedTuple):
    id: int
    family_id: int
    person_id: int
    start_on: date
