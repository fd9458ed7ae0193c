"""Being looked after, homes and who provides them, and leaving care."""

from datetime import date
from typing import NamedTuple


class Provider(NamedTuple):
    id: int
    name: str


class Home(NamedTuple):
    id: int
    name: str
    provider_id: int | None
    urn: str
    address: str
    postcode: str
    person_id: int | None = None


class PeriodOfCare(NamedTuple):
    id: int
    child_id: int
    kind: str
    end_reason: str
    start_on: date
    end_on: date | None = None


class LegalStatus(NamedTuple):
    id: int
    child_id: int
    code: str
    start_on: date
    end_on: date | None = None


class Order(NamedTuple):
    id: int
    child_id: int
    kind: str
    court: str
    start_on: date
    end_on: date | None = None


class Placement(NamedTuple):
    id: int
    child_id: int
    home_id: int
    place: str
    provider_type: str
    start_on: date
    end_on: date | None = None
    temporary: bool = False
    same_carer: bool = False
    emergency: bool = False
    regulation_24: bool = False
    until_18_from: date | None = None
    long_term_agreed_on: date | None = None
    end_reason: str = ""


class NeedCode(NamedTuple):
    id: int
    child_id: int
    start_on: date
    code: str


class HomePostcode(NamedTuple):
    id: int
    child_id: int
    start_on: date
    postcode: str


class ShortBreak(NamedTuple):
    id: int
    child_id: int
    home_id: int
    start_on: date
    end_on: date | None = None


class Review(NamedTuple):
    id: int
    child_id: int
    held_on: date
    participation: str
    chaired_by_id: int | None
    text: str


class CarePlanningStep(NamedTuple):
    id: int
    child_id: int
    kind: str
    done_on: date
    placement_id: int | None = None
    by_id: int | None = None
    note: str = ""


class PreviousPermanence(NamedTuple):
    id: int
    child_id: int
    kind: str
    authority: str = ""
    date: str = ""


class AdoptionPlan(NamedTuple):
    id: int
    child_id: int
    decided_on: date
    ceased_on: date | None = None
    cease_reason: str = ""


class Adoption(NamedTuple):
    id: int
    child_id: int
    best_interest_on: date
    matched_on: date
    by_foster_carer: bool
    adopters: str
    adopters_sex: str
    adopters_status: str


class DeprivationOfLiberty(NamedTuple):
    id: int
    child_id: int
    start_on: date
    end_on: date | None = None


class Unaccompanied(NamedTuple):
    id: int
    child_id: int
    ended_on: date | None = None


class Parenthood(NamedTuple):
    id: int
    child_id: int
    mother: bool
    first_child_born_on: date | None = None


class CareLeaverContact(NamedTuple):
    id: int
    child_id: int
    collection_year: str
    in_touch: str
    activity: str = ""
    accommodation: str = ""
