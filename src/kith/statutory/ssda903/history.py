"""What a child's history is once it has been read: plain dated things, each with the rows it came from.

Periods are half-open: `end_on` is the first day that is out, null while it lasts. Codes are those of `statutory.codes`.
"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class Source(NamedTuple):
    """A row of a file, as a person finds it in a spreadsheet."""

    file: str
    row: int


Sources = tuple[Source, ...]


@dataclass(frozen=True)
class PeriodOfCare:
    """From entering care (or short breaks) to leaving. kind: looked_after | short_breaks. end_reason: REC.

    `began_earlier`: the first row we have is not a start (RNE is not S), so `start_on` is only the first day known.
    `first_rne`: that row's RNE, where it is not S.
    """

    kind: str
    start_on: date
    end_on: date | None
    end_reason: str | None
    began_earlier: bool
    first_rne: str | None
    sources: Sources


@dataclass(frozen=True)
class LegalStatus:
    code: str | None
    start_on: date
    end_on: date | None
    sources: Sources


@dataclass(frozen=True)
class Placement:
    """Where the child lived. `temporary` ones (T0 to T4) lie inside the placement they interrupt, or between two.

    `same_carer`: began without a change of carer (RNE T, U or L). end_reason: REASON_PLACE_CHANGE.
    """

    place: str | None
    provider_type: str | None
    urn: str | None
    postcode: str | None
    temporary: bool
    same_carer: bool
    start_on: date
    end_on: date | None
    end_reason: str | None
    sources: Sources


@dataclass(frozen=True)
class Need:
    code: str
    start_on: date
    sources: Sources


@dataclass(frozen=True)
class HomePostcode:
    """The home postcode from a day on; null where the rows stop giving one (short breaks, for instance)."""

    postcode: str | None
    start_on: date
    sources: Sources


@dataclass(frozen=True)
class Review:
    on: date
    participation: str | None
    sources: Sources


@dataclass(frozen=True)
class MissingPeriod:
    """kind: M missing | A away without authorisation. `end_on` is the day found, null while missing."""

    kind: str | None
    start_on: date
    end_on: date | None
    sources: Sources


@dataclass(frozen=True)
class PreviousPermanence:
    """An earlier permanent arrangement. `on` is as published: dd/mm/yyyy, with ZZ and ZZZZ for what is unknown."""

    kind: str | None
    authority: str | None
    on: str | None
    sources: Sources


@dataclass(frozen=True)
class PlacedForAdoption:
    """The decision that a child should be placed for adoption, and its end."""

    decided_on: date
    ceased_on: date | None
    cease_reason: str | None
    sources: Sources


@dataclass(frozen=True)
class Adoption:
    """AD1: the decision, the match, and the adopters in the published codes."""

    decided_on: date | None
    matched_on: date | None
    former_foster_carer: str | None
    adopters: str | None
    adopters_sex: str | None
    adopters_legal_status: str | None
    sources: Sources


@dataclass(frozen=True)
class Unaccompanied:
    """Unaccompanied asylum-seeking status; `ceased_on` is DUC, which may lie ahead."""

    ceased_on: date | None
    sources: Sources


@dataclass(frozen=True)
class SocialWorker:
    registration: str | None
    start_on: date
    end_on: date | None
    reason: str | None
    sources: Sources


@dataclass(frozen=True)
class DeprivationOfLiberty:
    start_on: date
    end_on: date | None
    sources: Sources


@dataclass(frozen=True)
class HealthYear:
    """The yearly health outcomes of OC2; the answers are codes, "1" yes and "0" no, null where not given."""

    year: str
    sdq_score: int | None
    sdq_reason: str | None
    convicted: str | None
    health_check: str | None
    immunisations: str | None
    teeth_check: str | None
    health_assessment: str | None
    substance_misuse: str | None
    intervention_received: str | None
    intervention_offered: str | None
    sources: Sources


@dataclass(frozen=True)
class LeaverContact:
    """OC3 of one year: whether the authority is in touch, and what the young person does and where they live."""

    year: str
    in_touch: str | None
    activity: str | None
    accommodation: str | None
    sources: Sources


@dataclass(frozen=True)
class ChildHistory:
    """Everything the returns say of one child. `mother` is null where the return did not say."""

    child: str
    sex: str | None
    born_on: date | None
    ethnicity: str | None
    upn: str | None
    mother: bool | None
    first_child_born_on: date | None
    sources: Sources
    periods_of_care: tuple[PeriodOfCare, ...] = ()
    legal_statuses: tuple[LegalStatus, ...] = ()
    placements: tuple[Placement, ...] = ()
    needs: tuple[Need, ...] = ()
    home_postcodes: tuple[HomePostcode, ...] = ()
    reviews: tuple[Review, ...] = ()
    missing: tuple[MissingPeriod, ...] = ()
    previous_permanence: PreviousPermanence | None = None
    placed_for_adoption: tuple[PlacedForAdoption, ...] = ()
    adoption: Adoption | None = None
    unaccompanied: Unaccompanied | None = None
    social_workers: tuple[SocialWorker, ...] = ()
    deprivations_of_liberty: tuple[DeprivationOfLiberty, ...] = ()
    health_years: tuple[HealthYear, ...] = ()
    leaver_contacts: tuple[LeaverContact, ...] = ()


@dataclass(frozen=True)
class Refused:
    """A child left out whole: why, the rows, and how to mend them. `kind` is short, for counting."""

    child: str
    kind: str
    reason: str
    rows: Sources
    mend: str


@dataclass(frozen=True)
class Notice:
    """Something a person should look at; the child was taken in all the same. `kind` is short, for counting."""

    child: str
    kind: str
    says: str
    rows: Sources
