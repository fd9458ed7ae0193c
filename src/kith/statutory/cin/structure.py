"""The elements of the census in order, how often each may stand, and in which years: reading, writing and the check of a
file's structure all go by this.

Order and occurrence: the census structures of 2024 to 2026 as carried by `liia-tools-pipeline`; pre-proceedings and family
group decision-making from sample files of `csc-validator-be-cin` (both MIT), seen in November 2026. Years before 2023-24
were not seen: what stood in 2023-24 is taken to have stood then.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from kith.statutory.returns.collection import YEARS


@dataclass(frozen=True)
class Part:
    """What elements and groups of elements have in common. `most` is null where there is no end."""

    name: str
    least: int = 0
    most: int | None = 1
    since: str | None = None
    until: str | None = None

    def holds_in(self, year: str) -> bool:
        return (self.since is None or self.since <= year) and (self.until is None or year <= self.until)


@dataclass(frozen=True)
class Leaf(Part):
    """An element with a value, for a column of the group's row: that of its name, or `column`."""

    column: str = ""

    @property
    def into(self) -> str:
        return self.column or self.name


@dataclass(frozen=True)
class List(Part):
    """An element with several values of one name, each a row of its own `table`. Files repeat the value within the list, or
    the list around each value: both are read, and the first is written. Where the list is empty but its being there means
    something, `even_empty` makes it a row without a value."""

    table: str = ""
    value: str = ""
    column: str = ""
    even_empty: bool = False


@dataclass(frozen=True)
class Group(Part):
    """An element with elements: a row of `table`, or of the group around it. `counted` is the column that numbers it."""

    holds: tuple[Part, ...] = ()
    table: str = ""
    counted: str = ""

    def in_year(self, year: str) -> list[Part]:
        return [part for part in self.holds if part.holds_in(year)]


def _one(name: str, column: str = "", since: str | None = None, until: str | None = None) -> Leaf:
    """An element that must stand."""
    return Leaf(name, 1, 1, since, until, column)


def _many(
    name: str, *holds: Part, table: str = "", least: int = 0, since: str | None = None, counted: str = ""
) -> Group:
    """A group that may stand any number of times, each a row of its table."""
    return Group(name, least, None, since, holds=holds, table=table or name, counted=counted)


SEX_ELEMENT = "2024-25"
_ASSESSMENTS = _many(
    "Assessments",
    _one("AssessmentActualStartDate"),
    Leaf("AssessmentInternalReviewDate"),
    Leaf("AssessmentAuthorisationDate"),
    List(
        "FactorsIdentifiedAtAssessment",
        table="AssessmentFactorsList",
        value="AssessmentFactors",
        column="AssessmentFactor",
    ),
    counted="AssessmentID",
)
_CIN_PLANS = _many("CINPlanDates", _one("CINPlanStartDate"), Leaf("CINPlanEndDate"), table="CINplanDates")
_SECTION_47 = _many(
    "Section47",
    _one("S47ActualStartDate"),
    Leaf("InitialCPCtarget"),
    Leaf("DateOfInitialCPC"),
    _one("ICPCnotRequired"),
)
_PROTECTION_PLANS = _many(
    "ChildProtectionPlans",
    _one("CPPstartDate"),
    Leaf("CPPendDate"),
    _one("InitialCategoryOfAbuse"),
    _one("LatestCategoryOfAbuse"),
    _one("NumberOfPreviousCPP"),
    List("Reviews", table="Reviews", value="CPPreviewDate", column="CPPreviewDate", even_empty=True),
    counted="CPPID",
)
_PRE_PROCEEDINGS = _many(
    "PreProceedingsandFGDM",
    Leaf("PPStartDate"),
    Leaf("LBPSentDate"),
    Leaf("FGDMMeetingOffer"),
    Leaf("FGDMMeetingFac"),
    Leaf("InitialPPMeetingDate"),
    Leaf("ReviewMeetingsCount"),
    Leaf("StepDecisionDate"),
    Leaf("PPOutcome"),
    Leaf("CourtAppDate"),
    Leaf("LetterInitCPDate"),
    table="PreProceedings",
    since="2026-27",
)

HEADER = Group(
    "Header",
    holds=(
        Group(
            "CollectionDetails",
            holds=(Leaf("Collection"), Leaf("Year"), Leaf("ReferenceDate")),
        ),
        Group(
            "Source",
            holds=(
                Leaf("SourceLevel"),
                _one("LEA"),
                Leaf("SoftwareCode"),
                Leaf("Release"),
                Leaf("SerialNo"),
                Leaf("DateTime"),
            ),
        ),
    ),
    table="Header",
)
CHILD = Group(
    "Child",
    least=1,
    most=None,
    holds=(
        Group(
            "ChildIdentifiers",
            least=1,
            holds=(
                _one("LAchildID"),
                Leaf("UPN"),
                Leaf("FormerUPN"),
                Leaf("UPNunknown"),
                Leaf("PersonBirthDate"),
                Leaf("ExpectedPersonBirthDate"),
                _one("GenderCurrent", column="Sex", until="2023-24"),
                _one("Sex", since=SEX_ELEMENT),
                Leaf("PersonDeathDate"),
            ),
            table="ChildIdentifiers",
        ),
        Group(
            "ChildCharacteristics",
            least=1,
            holds=(
                _one("Ethnicity"),
                List("Disabilities", table="Disabilities", value="Disability", column="Disability"),
            ),
            table="ChildCharacteristics",
        ),
        _many(
            "CINdetails",
            _one("CINreferralDate"),
            _one("ReferralSource"),
            Leaf("PrimaryNeedCode"),
            Leaf("CINclosureDate"),
            Leaf("ReasonForClosure"),
            Leaf("DateOfInitialCPC"),
            _ASSESSMENTS,
            _CIN_PLANS,
            _SECTION_47,
            _one("ReferralNFA"),
            _PROTECTION_PLANS,
            _PRE_PROCEEDINGS,
            least=1,
            counted="CINdetailsID",
        ),
    ),
)
ROOT, CHILDREN = "Message", "Children"


def year_of(header_year: str | None) -> str:
    """The collection year whose structure a file of this header follows: the newest where the header does not say."""
    ends = {str(int(year[:4]) + 1): year for year in YEARS}
    return ends.get(header_year or "", YEARS[0] if (header_year or "9999") < min(ends) else YEARS[-1])


def groups(group: Group) -> Iterator[Group]:
    """A group and all groups in it."""
    yield group
    for part in group.holds:
        if isinstance(part, Group):
            yield from groups(part)


def values(group: Group) -> list[str]:
    """The columns of the group's own elements."""
    return list(dict.fromkeys(part.into for part in group.holds if isinstance(part, Leaf)))
