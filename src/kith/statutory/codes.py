"""The code sets published for the SSDA903 return, with our own short meanings, for the whole product.

Codes and years come from the Department for Education's published lists as carried by two public readings of them,
`csc-validator-be-903` and `liia-tools-pipeline` (both MIT), seen in November 2026. `sure` is false where the meaning was
not found in a source: show such a code, never guess at it. Where the two differ the first is followed: the second also
accepts ACCOM S1 and X1, and PLACE Z1 after 2024-25.
"""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Code:
    """One code. `since` and `until` are the first and last collection year it was valid, where known."""

    code: str
    means: str
    since: str | None = None
    until: str | None = None
    became: str | None = None
    sure: bool = True

    def holds_in(self, year: str) -> bool:
        """Whether the code was valid in a collection year such as "2026-27"."""
        return (self.since is None or self.since <= year) and (self.until is None or year <= self.until)


@dataclass(frozen=True)
class CodeSet:
    """A published list of codes, in the published order; withdrawn ones included."""

    name: str
    title: str
    codes: tuple[Code, ...]

    def __contains__(self, code: object) -> bool:
        return any(each.code == code for each in self.codes)

    def __iter__(self) -> Iterator[Code]:
        return iter(self.codes)

    def get(self, code: str) -> Code | None:
        return next((each for each in self.codes if each.code == code), None)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Code and meaning, for a column of the record."""
        return [(each.code, each.means) for each in self.codes]

    def means(self, code: str) -> str:
        """What a code means, or the code itself where it is not known to us."""
        found = self.get(code)
        return found.means if found else code

    def in_force(self, year: str) -> tuple[Code, ...]:
        return tuple(each for each in self.codes if each.holds_in(year))


def _set(name: str, title: str, meanings: dict[str, str], *others: Code) -> CodeSet:
    return CodeSet(name, title, (*(Code(code, means) for code, means in meanings.items()), *others))


SEX = _set(
    "sex",
    "Sex",
    {},
    Code("M", "Male", since="2024-25"),
    Code("F", "Female", since="2024-25"),
    Code("U", "Unknown", since="2024-25"),
    Code("1", "Male", until="2023-24", became="M"),
    Code("2", "Female", until="2023-24", became="F"),
)

ETHNIC = _set(
    "ethnic",
    "Ethnicity",
    {
        "WBRI": "White British",
        "WIRI": "White Irish",
        "WOTH": "Any other White background",
        "WIRT": "Traveller of Irish heritage",
        "WROM": "Gypsy or Roma",
        "MWBC": "White and Black Caribbean",
        "MWBA": "White and Black African",
        "MWAS": "White and Asian",
        "MOTH": "Any other mixed background",
        "AIND": "Indian",
        "APKN": "Pakistani",
        "ABAN": "Bangladeshi",
        "AOTH": "Any other Asian background",
        "BCRB": "Caribbean",
        "BAFR": "African",
        "BOTH": "Any other Black background",
        "CHNE": "Chinese",
        "OOTH": "Any other ethnic group",
        "REFU": "Declined to say",
        "NOBT": "Not yet known",
    },
)

UPN_UNKNOWN = _set(
    "upn_unknown",
    "Why there is no unique pupil number",
    {
        "UN1": "Not yet of school age",
        "UN2": "Never at a state school in England",
        "UN3": "Educated outside England",
        "UN4": "Newly looked after, not known in time",
        "UN5": "Sources disagree",
    },
)

RNE = _set(
    "rne",
    "Why the episode began",
    {
        "S": "Started to be looked after",
        "L": "Legal status changed",
        "P": "Placement and carer changed",
        "T": "Placement changed, same carer",
        "B": "Legal status, placement and carer changed",
        "U": "Legal status and placement changed, same carer",
    },
)

LS = _set(
    "ls",
    "Legal status",
    {
        "C1": "Interim care order",
        "C2": "Full care order",
        "D1": "Freeing order",
        "E1": "Placement order",
        "V2": "Accommodated under section 20",
        "V3": "Short breaks, each one recorded",
        "V4": "Short breaks under an agreement",
        "J1": "On remand",
        "J2": "Detained under PACE",
        "J3": "Sentenced, with a residence requirement",
        "L1": "Police protection",
        "L2": "Emergency protection order",
        "L3": "Child assessment order",
    },
)

CIN = _set(
    "cin",
    "Main need",
    {
        "N1": "Abuse or neglect",
        "N2": "Child's disability",
        "N3": "Parent's illness or disability",
        "N4": "Family in acute stress",
        "N5": "Family dysfunction",
        "N6": "Socially unacceptable behaviour",
        "N7": "Low income",
        "N8": "Absent parenting",
    },
)

_UNPUBLISHED = "Other placement (meaning not published to us)"

PLACE = _set(
    "place",
    "Type of placement",
    {
        "A3": "Placed for adoption with consent, with current foster carer",
        "A4": "Placed for adoption with consent, not with current foster carer",
        "A5": "Placed for adoption under a placement order, with current foster carer",
        "A6": "Placed for adoption under a placement order, not with current foster carer",
        "K1": "Secure children's home",
        "K2": "Children's home",
        "K3": "Supported accommodation",
        "P1": "With parents or someone with parental responsibility",
        "P3": "Residential employment",
        "R1": "Residential care home",
        "R2": "NHS or other medical setting",
        "R3": "Family centre or mother and baby unit",
        "R5": "Young offender institution or prison",
        "S1": "Residential school",
        "T0": "Temporary move",
        "T1": "Temporarily in hospital",
        "T2": "Temporarily away on holiday",
        "T3": "Temporary, while the usual carer is on holiday",
        "T4": "Temporary, up to seven days",
        "U1": "Foster care with a relative or friend, long term",
        "U2": "Foster care with a relative or friend also approved to adopt",
        "U3": "Foster care with a relative or friend",
        "U4": "Foster care, long term",
        "U5": "Foster care with a carer also approved to adopt",
        "U6": "Foster care",
    },
    Code("Z11", _UNPUBLISHED, since="2025-26", sure=False),
    Code("Z12", _UNPUBLISHED, since="2025-26", sure=False),
    Code("Z13", _UNPUBLISHED, since="2025-26", sure=False),
    Code("Z14", _UNPUBLISHED, since="2025-26", sure=False),
    Code("H5", "Semi-independent accommodation", until="2023-24", became="K3"),
    Code("P2", "Independent living", until="2023-24"),
    Code("Z1", "Other placement", until="2024-25"),
)

PLACE_PROVIDER = _set(
    "place_provider",
    "Who provides the placement",
    {
        "PR0": "Parents or someone with parental responsibility",
        "PR1": "This authority",
        "PR2": "Another authority",
        "PR3": "Another public body",
        "PR4": "Private",
        "PR5": "Voluntary or third sector",
    },
)

REC = _set(
    "rec",
    "Why the episode ended",
    {
        "X1": "Another episode began the same day",
        "E11": "Adopted, unopposed",
        "E12": "Adopted, consent dispensed with",
        "E2": "Died",
        "E3": "Care taken over by another authority",
        "E4A": "Went home to parents or relatives, planned",
        "E4B": "Went home to parents or relatives, unplanned",
        "E13": "Left to live with someone without parental responsibility",
        "E41": "Child arrangements order",
        "E45": "Special guardianship, former foster carer who is a relative or friend",
        "E46": "Special guardianship, other former foster carer",
        "E47": "Special guardianship, relative or friend who was not the foster carer",
        "E48": "Special guardianship, someone else",
        "E5": "Independent living with support",
        "E6": "Independent living without formal support",
        "E7": "Moved to adult residential care",
        "E8": "Another reason",
        "E9": "Sentenced to custody",
        "E14": "Remand accommodation ended",
        "E15": "Age assessment found 18 or over",
        "E16": "Moved abroad",
        "E17": "18 or over, stayed with current carers",
    },
)

REASON_PLACE_CHANGE = _set(
    "reason_place_change",
    "Why the placement changed",
    {
        "CARPL": "A step in the care plan",
        "CLOSE": "Provider resigned or closed",
        "ALLEG": "Allegation",
        "STAND": "Concern about the standard of care",
        "APPRR": "Approval removed",
        "CREQB": "Carer asked, because of the child's behaviour",
        "CREQO": "Carer asked, for another reason",
        "CHILD": "Child asked",
        "LAREQ": "Authority asked",
        "PLACE": "Only the status of the placement changed",
        "CUSTOD": "Custody",
        "OTHER": "Another reason",
    },
)

REVIEW_CODE = _set(
    "review_code",
    "How the child took part in the review",
    {
        "PN0": "Under four at the review",
        "PN1": "Attended and spoke for themselves",
        "PN2": "Attended and an advocate spoke",
        "PN3": "Attended and gave views by other means",
        "PN4": "Attended and gave no views",
        "PN5": "Not there, briefed an advocate",
        "PN6": "Not there, sent views by other means",
        "PN7": "Not there and sent no views",
    },
)

YES_NO = _set("yes_no", "Yes or no", {"0": "No", "1": "Yes"})

SDQ_REASON = _set(
    "sdq_reason",
    "Why there is no strengths and difficulties score",
    {
        "SDQ1": "Under 4 or over 17",
        "SDQ2": "Carer refused",
        "SDQ3": "Severity of disability",
        "SDQ4": "Another reason",
        "SDQ5": "Young person refused",
    },
)

IN_TOUCH = _set(
    "in_touch",
    "In touch with the care leaver",
    {
        "YES": "In touch",
        "NO": "Not in touch",
        "DIED": "Died",
        "REFU": "Refuses contact",
        "NREQ": "No longer needs services",
        "RHOM": "Back at home for six months or more",
    },
)

ACTIV = _set(
    "activ",
    "What the care leaver is doing",
    {
        "F1": "Higher education, full time",
        "P1": "Higher education, part time",
        "F2": "Other education, full time",
        "P2": "Other education, part time",
        "F4": "Apprenticeship, full time",
        "P4": "Apprenticeship, part time",
        "F5": "Training or work, full time",
        "P5": "Training or work, part time",
        "G4": "Not working or studying: illness or disability",
        "G5": "Not working or studying: another reason",
        "G6": "Not working or studying: pregnancy or parenting",
        "0": "Not in touch",
    },
)

_HOMES = {
    "B": "With parents or relatives",
    "C": "Community home or residential care",
    "D": "Semi-independent",
    "E": "Supported lodgings",
    "G": "Gone abroad",
    "H": "Deported",
    "K": "Ordinary lodgings",
    "R": "Not known",
    "S": "No fixed home",
    "T": "Foyer or similar",
    "U": "Independent living",
    "V": "Emergency accommodation",
    "W": "Bed and breakfast",
    "X": "Custody",
    "Y": "Other",
    "Z": "With a former foster carer",
}
_NEVER_SUITABLE = {"S", "X"}

ACCOM = CodeSet(
    "accom",
    "Where the care leaver lives",
    (
        *(
            Code(f"{letter}{digit}", f"{means}, {fit}")
            for letter, means in _HOMES.items()
            for digit, fit in (("1", "suitable"), ("2", "unsuitable"))
            if digit == "2" or letter not in _NEVER_SUITABLE
        ),
        Code("0", "Not in touch"),
    ),
)

FOSTER_CARE = _set(
    "foster_care",
    "Adopted by a former foster carer",
    {"0": "Not a former foster carer", "1": "A former foster carer"},
)
NB_ADOPTR = _set("nb_adoptr", "Number of adopters", {"1": "One", "2": "Two"})
SEX_ADOPTR = _set(
    "sex_adoptr",
    "Sex of adopters",
    {"M1": "One man", "F1": "One woman", "MM": "Two men", "FF": "Two women", "MF": "A man and a woman"},
)
LS_ADOPTR = _set(
    "ls_adoptr",
    "Legal status of adopters",
    {
        "L0": "Single",
        "L11": "Married, different sex",
        "L12": "Married, same sex",
        "L2": "Civil partnership",
        "L3": "Unmarried, different sex",
        "L4": "Unmarried, same sex",
    },
)

REASON_PLACED_CEASED = _set(
    "reason_placed_ceased",
    "Why the plan for adoption ended",
    {
        "RD1": "Child's needs changed",
        "RD2": "Court made no placement order",
        "RD3": "No adopters found",
        "RD4": "Another reason",
    },
)

PREV_PERM = _set(
    "prev_perm",
    "Earlier permanent arrangement",
    {
        "P1": "Adoption",
        "P2": "Special guardianship",
        "P3": "Residence or child arrangements order",
        "P4": "Not known whether there was one",
        "Z1": "None",
    },
)

MISSING = _set("missing", "Missing or away", {"M": "Missing", "A": "Away without authorisation"})

SW_REASON = _set(
    "sw_reason",
    "Why the social worker changed",
    {
        "MANAGE": "Managing caseloads",
        "FCONTA": "First contact or re-referral",
        "LEFTRL": "Previous social worker left the role",
        "ORGRST": "Reorganisation",
        "TSPROC": "Standard transfer",
        "ABSENC": "Cover for absence, or return from it",
        "CHCHAN": "Child asked",
        "PCCHAN": "Parent or carer asked",
        "SWDIED": "Previous social worker died",
        "OTHERS": "Another reason",
    },
)

OUT_OF_ENGLAND = _set(
    "out_of_england",
    "Outside England",
    {
        "WAL": "Wales",
        "SCO": "Scotland",
        "NIR": "Northern Ireland",
        "NUK": "Outside the United Kingdom",
        "CON": "Confidential",
    },
)

# Groups of codes that law and reports treat alike.
SHORT_BREAKS = frozenset({"V3", "V4"})
TEMPORARY = frozenset({"T0", "T1", "T2", "T3", "T4"})
PLACED_FOR_ADOPTION = frozenset({"A3", "A4", "A5", "A6"})
WITH_NEW_ADOPTERS = frozenset({"A4", "A6"})  # not with the foster carer the child lived with
ADOPTED = frozenset({"E11", "E12"})
ANOTHER_EPISODE = "X1"
DIED = "E2"

CODE_SETS: dict[str, CodeSet] = {
    each.name: each
    for each in (
        SEX, ETHNIC, UPN_UNKNOWN, RNE, LS, CIN, PLACE, PLACE_PROVIDER, REC, REASON_PLACE_CHANGE, REVIEW_CODE,
        YES_NO, SDQ_REASON, IN_TOUCH, ACTIV, ACCOM, FOSTER_CARE, NB_ADOPTR, SEX_ADOPTR, LS_ADOPTR,
        REASON_PLACED_CEASED, PREV_PERM, MISSING, SW_REASON, OUT_OF_ENGLAND,
    )
}  # fmt: skip


def means(name: str, code: str) -> str:
    """What `code` means in the code set `name`, or the code itself where it is not known to us."""
    return CODE_SETS[name].means(code)
