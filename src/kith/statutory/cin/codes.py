"""The code sets published for the children in need census, with our own short meanings.

Codes and years: the census structures of 2024 to 2026 as carried by `liia-tools-pipeline` and the rules of
`csc-validator-be-cin` (both MIT), seen in November 2026. `sure` is false where the meaning was not found in a source:
show such a code, never guess at it. Years before 2023-24 were not seen; what stood in 2023-24 is taken to have stood then.
"""

from kith.statutory.codes import ETHNIC, YES_NO, Code, CodeSet

ETHNICITY = CodeSet("cin_ethnicity", "Ethnicity", ETHNIC.codes)
YES_OR_NO = CodeSet("cin_yes_no", "Yes or no", YES_NO.codes)


def _set(name: str, title: str, meanings: dict[str, str], *others: Code) -> CodeSet:
    return CodeSet(f"cin_{name}", title, (*(Code(code, means) for code, means in meanings.items()), *others))


SEX = _set(
    "sex",
    "Sex",
    {},
    Code("M", "Male", since="2024-25"),
    Code("F", "Female", since="2024-25"),
    Code("U", "Unknown, or not yet born", since="2024-25"),
    Code("1", "Male", until="2023-24", became="M"),
    Code("2", "Female", until="2023-24", became="F"),
    Code("0", "Not recorded, or not yet born", until="2023-24", became="U"),
    Code("9", "Indeterminate", until="2023-24", became="U"),
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
    Code("UN6", "Meaning not published to us", sure=False),
    Code("UN7", "Referral with no further action"),
)

DISABILITY = _set(
    "disability",
    "Disability",
    {
        "NONE": "None",
        "MOB": "Mobility",
        "HAND": "Use of hands",
        "PC": "Personal care",
        "INC": "Incontinence",
        "COMM": "Communication",
        "LD": "Learning",
        "HEAR": "Hearing",
        "VIS": "Sight",
        "BEH": "Behaviour",
        "CON": "Consciousness",
        "AUT": "Autism",
        "DDA": "Another disability",
    },
)

REFERRAL_SOURCE = _set(
    "referral_source",
    "Who referred",
    {
        "1A": "Family member, relative or carer",
        "1B": "Acquaintance",
        "1C": "The child or young person",
        "1D": "Another individual",
        "2A": "School",
        "2B": "Education service",
        "3A": "General practitioner",
        "3B": "Health visitor",
        "3C": "School nurse",
        "3D": "Other primary health service",
        "3E": "Accident and emergency",
        "3F": "Other health service",
        "4": "Housing",
        "5A": "Social care in this authority",
        "5B": "Another department of this authority",
        "5C": "Another authority",
        "5D": "Early help",
        "6": "Police",
        "7": "Other legal agency",
        "8": "Other",
        "9": "Anonymous",
        "10": "Unknown",
    },
)

PRIMARY_NEED = _set(
    "primary_need",
    "Main need",
    {
        "N1": "Abuse, neglect or exploitation",
        "N2": "Child's disability",
        "N3": "Parent's illness or disability",
        "N4": "Family in acute stress",
        "N5": "Family dysfunction",
        "N6": "Socially unacceptable behaviour",
        "N7": "Low income",
        "N8": "Absent parenting",
        "N9": "Not a child in need",
        "N0": "Not stated",
    },
)

REASON_FOR_CLOSURE = _set(
    "closure_reason",
    "Why the case was closed",
    {
        "RC1": "Adopted",
        "RC2": "Died",
        "RC3": "Child arrangements order",
        "RC4": "Special guardianship",
        "RC5": "Moved to another authority",
        "RC6": "Moved to adult social care",
        "RC7": "Another reason, including no longer in need",
        "RC8": "Closed after assessment, no further action",
        "RC9": "Closed after assessment, to early help",
    },
)

ABUSE = _set(
    "abuse",
    "Category of abuse",
    {
        "NEG": "Neglect",
        "PHY": "Physical abuse",
        "SAB": "Sexual abuse",
        "EMO": "Emotional abuse",
        "MUL": "Multiple categories",
    },
)

_OF_WHOM = {"A": "the child", "B": "a parent or carer", "C": "another person in the household"}
_CONCERNS = {
    "1": "Alcohol misuse",
    "2": "Drug misuse",
    "3": "Domestic abuse",
    "4": "Mental health",
    "5": "Learning disability",
    "6": "Physical disability or illness",
}
ASSESSMENT_FACTOR = _set(
    "assessment_factor",
    "Factor found at assessment",
    {
        **{
            f"{n}{letter}": f"{what}: {who}"
            for n, what in _CONCERNS.items()
            for letter, who in _OF_WHOM.items()
        },
        "7A": "Young carer",
        "9A": "Unaccompanied asylum-seeking child",
        "10A": "Missing",
        "11A": "Child sexual exploitation",
        "12A": "Trafficking",
        "13A": "Gangs",
        "14A": "Socially unacceptable behaviour",
        "15A": "Self-harm",
        "16A": "Neglect",
        "17A": "Emotional abuse",
        "18B": "Physical abuse by a child",
        "18C": "Physical abuse by an adult",
        "19B": "Sexual abuse by a child",
        "19C": "Sexual abuse by an adult",
        "20": "Other",
        "21": "No factor found",
        "22A": "Female genital mutilation",
        "23A": "Abuse linked to faith or belief",
        "24A": "Child criminal exploitation",
    },
    *(Code(f"8{each}", f"Privately fostered, kind {each}", sure=False) for each in "BCDEF"),
    Code("18A", "Physical abuse", until="2023-24"),
    Code("19A", "Sexual abuse", until="2023-24"),
)

OUTCOME = _set(
    "pre_proceedings_outcome",
    "Outcome of pre-proceedings",
    {},
    *(Code(each, "Meaning not published to us", since="2026-27", sure=False) for each in "ABC"),
)

CODE_SETS: dict[str, CodeSet] = {
    each.name: each
    for each in (
        ETHNICITY, YES_OR_NO, SEX, UPN_UNKNOWN, DISABILITY, REFERRAL_SOURCE, PRIMARY_NEED, REASON_FOR_CLOSURE, ABUSE,
        ASSESSMENT_FACTOR, OUTCOME,
    )
}  # fmt: skip
