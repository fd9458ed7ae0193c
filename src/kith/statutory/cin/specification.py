"""The tables of the children in need census, as declarations: from these come reading, writing and column checks.

Columns and types: the census structures of 2024 to 2026 as carried by `liia-tools-pipeline`, and for pre-proceedings the
sample files of `csc-validator-be-cin` (both MIT), seen in November 2026. In which elements the columns stand, in what
order and how often, is in `structure`. Rows of one module are tied to those above by columns that the XML does not have
(`LAchildID` below the child, `CINdetailsID`, `AssessmentID`, `CPPID`): numbers from 1, of the child or of the episode of
need, so that they stay the same whatever other children are in the file. `Child` numbers the child elements of a file.
"""

from kith.statutory.cin import codes
from kith.statutory.returns.declaring import ALWAYS, Column, Kind, Specification, Table, code, text

_TIME = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})?$"
_UPN = r"^[A-Za-z][0-9]{11}[0-9A-Za-z]$"


def _day(name: str, means: str, required: str = ALWAYS) -> Column:
    return text(name, means, required, Kind.XML_DATE)


def _flag(name: str, means: str, required: str = ALWAYS) -> Column:
    return Column(name, means, Kind.YES_NO, required, codes.YES_OR_NO)


def _like(name: str, means: str, pattern: str, like: str, required: str = ALWAYS) -> Column:
    """Text of a certain shape."""
    return Column(name, means, Kind.TEXT, required, pattern=pattern, like=like)


def _pupil_number(name: str, means: str, required: str) -> Column:
    return _like(name, means, _UPN, "a letter, eleven digits, and a digit or letter", required)


NUMBER = text("Child", "Which child of the file this is, from 1 (not in the XML)", kind=Kind.ORDINAL)
CHILD = text("LAchildID", "The authority's own number for the child, up to 20 letters and digits")
OF_CHILD = (NUMBER, CHILD)
DETAILS_ID = text("CINdetailsID", "Which of the child's episodes of need, from 1 (not in the XML)")
ASSESSMENT_ID = text("AssessmentID", "Which assessment of the episode of need, from 1 (not in the XML)")
PLAN_ID = text("CPPID", "Which protection plan of the episode of need, from 1 (not in the XML)")

HEADER = Table(
    "Header",
    (
        _like("Collection", "Always CIN", r"^CIN$", "CIN"),
        _like("Year", "The year in which the census year ends", r"^[0-9]{4}$", "a year such as 2026"),
        _day("ReferenceDate", "Last day of the census year"),
        _like("SourceLevel", "Always L, for an authority", r"^L$", "L"),
        _like("LEA", "The authority, by its three digits", r"^[0-9]{3}$", "three digits"),
        text("SoftwareCode", "The software that made the file", "if known"),
        text("Release", "Its version", "if known"),
        _like("SerialNo", "Which file this is, from 001", r"^[0-9]{3,}$", "three digits or more"),
        _like("DateTime", "When the file was made", _TIME, "a date and time such as 2026-05-23T11:14:05"),
    ),
    key=("LEA", "Year"),
)
CHILD_IDENTIFIERS = Table(
    "ChildIdentifiers",
    (
        *OF_CHILD,
        _pupil_number("UPN", "Unique pupil number", "if known"),
        _pupil_number("FormerUPN", "Earlier unique pupil number", "if there was one"),
        code("UPNunknown", "Why there is no unique pupil number", codes.UPN_UNKNOWN, "if there is no UPN"),
        _day("PersonBirthDate", "Date of birth", "if born"),
        _day("ExpectedPersonBirthDate", "Date the child is expected to be born", "if not yet born"),
        code("Sex", "Sex", codes.SEX),
        _day("PersonDeathDate", "Date of death", "if died"),
    ),
    key=("LAchildID",),
)
CHILD_CHARACTERISTICS = Table(
    "ChildCharacteristics",
    (*OF_CHILD, code("Ethnicity", "Ethnicity", codes.ETHNICITY)),
    key=("LAchildID",),
)
DISABILITIES = Table(
    "Disabilities",
    (
        *OF_CHILD,
        code("Disability", "A disability, or NONE", codes.DISABILITY, "if the referral went forward"),
    ),
    key=("LAchildID", "Disability"),
)
CIN_DETAILS = Table(
    "CINdetails",
    (
        *OF_CHILD,
        DETAILS_ID,
        _day("CINreferralDate", "Day of the referral"),
        code("ReferralSource", "Who referred", codes.REFERRAL_SOURCE),
        code("PrimaryNeedCode", "Main need", codes.PRIMARY_NEED, "if the referral went forward"),
        _day("CINclosureDate", "Day the case was closed", "if closed"),
        code("ReasonForClosure", "Why it was closed", codes.REASON_FOR_CLOSURE, "if closed"),
        _day("DateOfInitialCPC", "Day of an initial conference without a section 47 enquiry", "if held"),
        _flag("ReferralNFA", "The referral needed no further action"),
    ),
    key=("LAchildID", "CINreferralDate"),
)
ASSESSMENTS = Table(
    "Assessments",
    (
        *OF_CHILD,
        DETAILS_ID,
        ASSESSMENT_ID,
        _day("AssessmentActualStartDate", "Day the assessment began"),
        _day("AssessmentInternalReviewDate", "Day by which the assessment was to be reviewed", "if agreed"),
        _day("AssessmentAuthorisationDate", "Day the assessment was authorised", "if completed"),
    ),
    key=("LAchildID", "AssessmentActualStartDate"),
)
FACTORS = Table(
    "AssessmentFactorsList",
    (
        *OF_CHILD,
        DETAILS_ID,
        ASSESSMENT_ID,
        code("AssessmentFactor", "A factor found, or 21 for none", codes.ASSESSMENT_FACTOR, "if completed"),
    ),
    key=("LAchildID", "CINdetailsID", "AssessmentID", "AssessmentFactor"),
)
CIN_PLANS = Table(
    "CINplanDates",
    (
        *OF_CHILD,
        DETAILS_ID,
        _day("CINPlanStartDate", "Day the child in need plan began"),
        _day("CINPlanEndDate", "Day it ended", "if ended"),
    ),
    key=("LAchildID", "CINPlanStartDate"),
)
SECTION_47 = Table(
    "Section47",
    (
        *OF_CHILD,
        DETAILS_ID,
        _day("S47ActualStartDate", "Day the section 47 enquiry began"),
        _day("InitialCPCtarget", "Day by which the initial conference was to be held", "if one was needed"),
        _day("DateOfInitialCPC", "Day of the initial conference", "if held"),
        _flag("ICPCnotRequired", "No initial conference was needed"),
    ),
    key=("LAchildID", "S47ActualStartDate"),
)
PROTECTION_PLANS = Table(
    "ChildProtectionPlans",
    (
        *OF_CHILD,
        DETAILS_ID,
        PLAN_ID,
        _day("CPPstartDate", "Day the protection plan began"),
        _day("CPPendDate", "Day it ended", "if ended"),
        code("InitialCategoryOfAbuse", "Category of abuse when it began", codes.ABUSE),
        code("LatestCategoryOfAbuse", "Category of abuse now, or when it ended", codes.ABUSE),
        text("NumberOfPreviousCPP", "How many protection plans there were before", kind=Kind.NUMBER),
    ),
    key=("LAchildID", "CPPstartDate"),
)
REVIEWS = Table(
    "Reviews",
    (*OF_CHILD, DETAILS_ID, PLAN_ID, _day("CPPreviewDate", "Day of a review of the protection plan")),
    key=("LAchildID", "CPPreviewDate"),
)
PRE_PROCEEDINGS = Table(
    "PreProceedings",
    (
        *OF_CHILD,
        DETAILS_ID,
        _day("PPStartDate", "Day it was decided to begin pre-proceedings", "if decided"),
        _day("LBPSentDate", "Day the letter before proceedings was sent", "if sent"),
        _flag("FGDMMeetingOffer", "The letter offered a family group decision-making meeting", "if sent"),
        _flag("FGDMMeetingFac", "Such a meeting was held", "if offered"),
        _day("InitialPPMeetingDate", "Day of the first pre-proceedings meeting", "if held"),
        text(
            "ReviewMeetingsCount", "How many review meetings followed", "if the first was held", Kind.NUMBER
        ),
        _day("StepDecisionDate", "Day of the decision to step up or down", "if decided"),
        code("PPOutcome", "Outcome of pre-proceedings", codes.OUTCOME, "if decided"),
        _day("CourtAppDate", "Day the application went to court", "if it went"),
        _day("LetterInitCPDate", "Day of the letter beginning care proceedings", "if sent"),
    ),
    key=("LAchildID", "PPStartDate"),
    since="2026-27",
)

TABLES: dict[str, Table] = {
    each.name: each
    for each in (
        HEADER, CHILD_IDENTIFIERS, CHILD_CHARACTERISTICS, DISABILITIES, CIN_DETAILS, ASSESSMENTS, FACTORS, CIN_PLANS,
        SECTION_47, PROTECTION_PLANS, REVIEWS, PRE_PROCEEDINGS,
    )
}  # fmt: skip

CIN = Specification("CIN", "Children in need census", TABLES, "LAchildID", "ChildIdentifiers", xml=True)

# As the same columns were called before, or are elsewhere.
ALIASES = {"GenderCurrent": "Sex", "AssessmentFactors": "AssessmentFactor"}
