"""The rows the borough is made of, one class for each table of the record, without a database.

Each begins with its own number; `_id` columns hold numbers of other rows. `MODELS` names the models: a test holds
the columns against them, and `copying` writes them.
"""

from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID


class User(NamedTuple):
    id: int
    username: str
    password: str


class RoleHeld(NamedTuple):
    id: int
    user_id: int
    role: str
    start_on: date


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


class Team(NamedTuple):
    id: int
    name: str


class Worker(NamedTuple):
    id: int
    name: str
    start_on: date
    end_on: date | None = None
    user_id: int | None = None
    person_id: int | None = None
    social_work_england: str = ""
    telephone: str = ""


class TeamMembership(NamedTuple):
    id: int
    team_id: int
    worker_id: int
    start_on: date
    end_on: date | None = None
    manages: bool = False


class Allocation(NamedTuple):
    id: int
    child_id: int
    worker_id: int | None
    team_id: int | None
    part: str
    reason: str
    start_on: date
    end_on: date | None = None


class Note(NamedTuple):
    id: int
    kind: str
    happened_at: datetime
    written_at: datetime
    author_id: int
    text: str
    significant: bool = False
    finalised_at: datetime | None = None


class NoteChild(NamedTuple):
    id: int
    note_id: int
    child_id: int


class Visit(NamedTuple):
    id: int
    kind: str
    visited_on: date
    written_at: datetime
    worker_id: int
    place: str
    text: str


class VisitChild(NamedTuple):
    id: int
    visit_id: int
    child_id: int
    seen: bool
    seen_alone: bool = False
    bedroom_seen: bool = False
    not_seen_because: str = ""
    impact: str = ""


class Document(NamedTuple):
    id: int
    child_id: int
    title: str
    about_on: date
    file: str
    content_type: str
    size: int
    added_by_id: int
    added_at: datetime


class Oversight(NamedTuple):
    id: int
    child_id: int
    manager_id: int
    written_at: datetime
    about_on: date
    text: str
    decision: str = ""


class MissingPeriod(NamedTuple):
    id: int
    child_id: int
    kind: str
    started_at: datetime
    ended_at: datetime | None = None
    interview_offered_at: datetime | None = None
    interview_at: datetime | None = None
    interview_declined_at: datetime | None = None
    said: str = ""


class HealthAssessment(NamedTuple):
    id: int
    child_id: int
    kind: str
    assessed_on: date
    summary: str = ""


class DentalCheck(NamedTuple):
    id: int
    child_id: int
    checked_on: date


class StrengthsQuestionnaire(NamedTuple):
    id: int
    child_id: int
    completed_on: date
    score: int | None = None
    reason: str = ""


class SchoolPlace(NamedTuple):
    id: int
    child_id: int
    school: str
    year_group: str
    start_on: date
    end_on: date | None = None


class EducationPlan(NamedTuple):
    id: int
    child_id: int
    held_on: date
    text: str = ""
    term: str = ""


class VisitFrequency(NamedTuple):
    id: int
    child_id: int
    days: int
    reason: str
    start_on: date
    end_on: date | None = None


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


class Cover(NamedTuple):
    id: int
    absent_id: int
    covering_id: int
    start_on: date
    end_on: date | None = None


class NoteAddition(NamedTuple):
    id: int
    note_id: int
    author_id: int
    written_at: datetime
    text: str


class HealthYear(NamedTuple):
    id: int
    child_id: int
    collection_year: str
    health_check: bool | None = None
    immunisations: bool | None = None
    teeth_check: bool | None = None
    health_assessment: bool | None = None


class AccessReason(NamedTuple):
    id: int
    child_id: int
    worker_id: int
    given_on: date
    reason: str


class AuditEntry(NamedTuple):
    id: int
    at: datetime
    work: UUID
    event: str
    worker: int | None
    user: int | None
    child: int | None
    model: str
    row: int | None
    on: date | None = None
    reason: str = ""
    via: str = "web"
    page: str = ""
    address: str | None = None


_OF: dict[str, tuple[type, ...]] = {
    "access": (User, RoleHeld),
    "people": (
        Person, PersonName, Address, Residence, Telephone, EmailAddress, Professional, Alert,
        Withholding, Relationship, ParentalResponsibility, Family, FamilyMember,
    ),
    "workforce": (Team, Worker, TeamMembership, Allocation, Cover),
    "reach": (AccessReason,),
    "casework": (
        Note, NoteChild, Visit, VisitChild, Document, Oversight, MissingPeriod, HealthAssessment,
        DentalCheck, StrengthsQuestionnaire, SchoolPlace, EducationPlan, VisitFrequency, NoteAddition,
        HealthYear,
    ),
    "providers": (Provider, Home),
    "care": (
        PeriodOfCare, LegalStatus, Order, Placement, NeedCode, HomePostcode, ShortBreak, Review,
        CarePlanningStep, PreviousPermanence, AdoptionPlan, Adoption, DeprivationOfLiberty,
        Unaccompanied, Parenthood,
    ),
    "leavingcare": (CareLeaverContact,),
}  # fmt: skip
# Row -> model.
MODELS: dict[type, str] = {
    table: f"{app}.{table.__name__}" for app, tables in _OF.items() for table in tables
} | {AuditEntry: "access.AuditEntry"}  # last: it speaks of all the others
