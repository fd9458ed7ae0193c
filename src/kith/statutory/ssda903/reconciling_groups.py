"""The groups in which a return is counted: those of the Department for Education's publication "Children looked after in
England including adoptions", and the codes of the return that fall in each.

Read in the publication or its data guidance: short breaks are left out; a child counts once among those who started (the
first time in the year) and once among those who ceased (the last time); youth justice, independent living with residential
employment, and other residential settings are made up as here. What a group holds was not read for everything: `unsure`
says where, and the page says it too.
"""

import polars as pl

from kith.statutory.codes import ADOPTED, PLACED_FOR_ADOPTION
from kith.statutory.returns.reconciling import ALL, OTHER, UNKNOWN, Breakdown, Groups, by_code

LOOKED_AFTER, STARTED, CEASED = "looked_after", "started", "ceased"
NEAR_MILES = 20


def _by_age(*bands: tuple[str, int]) -> pl.Expr:
    """The first band whose limit lies above AGE; the last has none."""
    found: pl.Expr = pl.lit(bands[-1][0])
    for band, below in reversed(bands[:-1]):
        found = pl.when(pl.col("AGE") < below).then(pl.lit(band)).otherwise(found)
    return pl.when(pl.col("AGE").is_null()).then(pl.lit(UNKNOWN)).otherwise(found)


_YOUNG = (("under 1", 1), ("1 to 4", 5), ("5 to 9", 10), ("10 to 15", 16))
_NOT_KNOWN = {UNKNOWN: "Not known"}
_AGES = {
    band: f"{band[0].upper()}{band[1:]} {'year' if band == 'under 1' else 'years'}" for band, _ in _YOUNG
}
_NEEDS = {
    "N1": "Abuse or neglect", "N2": "Child’s disability", "N3": "Parent’s illness or disability",
    "N4": "Family in acute stress", "N5": "Family dysfunction", "N6": "Socially unacceptable behaviour",
    "N7": "Low income", "N8": "Absent parenting",
}  # fmt: skip
_STATUSES = {
    "V2": "Accommodated under section 20", "C1": "Interim care order", "C2": "Full care order",
    "E1": "Placement order", "L1": "Police protection", "L2": "Emergency protection order",
    "L3": "Child assessment order", "J1": "On remand", "J2": "Detained under PACE",
    "J3": "Sentenced, with a residence requirement",
}  # fmt: skip


def _age(title: str, *eldest: tuple[str, int]) -> Breakdown:
    words = _AGES | {band: band if " " in band else f"{band} years" for band, _ in eldest} | _NOT_KNOWN
    return Breakdown("age", title, _by_age(*_YOUNG, *eldest), words)


def _each(key: str, title: str, column: str, words: dict[str, str], unsure: str = "") -> Breakdown:
    """A group for each code."""
    return Breakdown(
        key,
        title,
        by_code(column, dict(zip(words, words, strict=True)), UNKNOWN),
        words | _NOT_KNOWN,
        unsure,
    )


SEX = Breakdown(
    "sex", "Sex", by_code("SEX", {"M": "M 1", "F": "F 2"}, UNKNOWN), {"M": "Male", "F": "Female"} | _NOT_KNOWN
)  # fmt: skip
ETHNICITY = Breakdown(
    "ethnicity", "Ethnicity",
    by_code("ETHNIC", {
        "white": "WBRI WIRI WOTH WIRT WROM", "mixed": "MWBC MWBA MWAS MOTH", "asian": "AIND APKN ABAN AOTH CHNE",
        "black": "BCRB BAFR BOTH", OTHER: "OOTH",
    }, UNKNOWN),
    {"white": "White", "mixed": "Mixed", "asian": "Asian", "black": "Black", OTHER: "Another ethnic group",
     UNKNOWN: "Declined to say, or not yet known"},
    unsure="Chinese children are counted as Asian, as in the census; we have not read where the publication counts them.",
)  # fmt: skip
ALONE = Breakdown(
    "alone", "Unaccompanied asylum-seeking children",
    pl.when("ALONE").then(pl.lit("yes")).otherwise(pl.lit("no")),
    {"yes": "Came alone and seek asylum", "no": "All others"},
    unsure="At 31 March: who had not lost that status by then. Started and ceased: who had it at any time in the year.",
)  # fmt: skip
LEGAL = Breakdown(
    "legal", "Legal status",
    by_code("LS", {
        "full care order": "C2", "interim care order": "C1", "placement order": "E1", "section 20": "V2",
        "youth justice": "J1 J2 J3", "child protection": "L1 L2 L3",
    }, UNKNOWN),
    {"full care order": "Full care order", "interim care order": "Interim care order",
     "placement order": "Placement order", "section 20": "Accommodated under section 20",
     "youth justice": "Youth justice", "child protection": "Detained for child protection",
     UNKNOWN: "Another status, or not recorded"},
)  # fmt: skip
PLACEMENT = Breakdown(
    "placement", "Placement",
    by_code("PLACE", {
        "fostered": "U1 U2 U3 U4 U5 U6", "homes": "K1 K2", "supported": "K3 H5 P2 P3", "parents": "P1",
        "adoption": " ".join(sorted(PLACED_FOR_ADOPTION)), "residential": "R1 R2 R3 R5", "schools": "S1",
    }, OTHER),
    {"fostered": "Fostered", "homes": "Secure homes and children’s homes",
     "supported": "Independent living and supported accommodation", "parents": "With parents",
     "adoption": "Placed for adoption", "residential": "Other residential settings", "schools": "Residential schools",
     OTHER: "Other placements, temporary stays, or not recorded"},
    unsure="A child on a temporary stay (T0 to T4) counts among “other”; we have not read where the publication counts them.",
)  # fmt: skip
DISTANCE = Breakdown(
    "distance", "Distance from home",
    pl.when(pl.col("PL_DISTANCE").is_null()).then(pl.lit(UNKNOWN))
    .when(pl.col("PL_DISTANCE") <= NEAR_MILES).then(pl.lit("near")).otherwise(pl.lit("far")),
    {"near": "20 miles or less", "far": "More than 20 miles", UNKNOWN: "Not known or not recorded"},
    unsure="In a straight line between the two postcodes. Those who came alone mostly have no home to measure from.",
    needs_places=True,
)  # fmt: skip
LOCALITY = Breakdown(
    "locality", "In or out of the authority",
    by_code("PL_LOCATION", {"inside": "IN", "outside": "OUT"}, UNKNOWN),
    {"inside": "Inside the authority", "outside": "Outside the authority"} | _NOT_KNOWN,
    unsure="England’s figures know only inside and outside; where a placement’s postcode is not known we say so instead.",
    needs_places=True, needs_authority=True,
)  # fmt: skip
NEED = _each("need", "Main need", "CIN", _NEEDS)
FIRST_STATUS = _each("legal", "Legal status on starting", "LS", _STATUSES)
REASON = Breakdown(
    "reason", "Why care ended",
    by_code("REC", {
        "home planned": "E4A", "home unplanned": "E4B", "relatives": "E13", "adopted": " ".join(sorted(ADOPTED)),
        "guardianship": "E43 E44 E45 E46 E47 E48", "arrangements": "E41", "with support": "E5",
        "without support": "E6", "stayed": "E17", "adult care": "E7", "other authority": "E3", "custody": "E9",
        "remand": "E14", "age assessed": "E15", "abroad": "E16", "died": "E2", OTHER: "E8",
    }, UNKNOWN),
    {"home planned": "Went home, planned", "home unplanned": "Went home, unplanned",
     "relatives": "To someone without parental responsibility", "adopted": "Adopted",
     "guardianship": "Special guardianship", "arrangements": "Child arrangements order",
     "with support": "Independent living with support", "without support": "Independent living without formal support",
     "stayed": "18 or over, stayed with carers", "adult care": "Adult residential care",
     "other authority": "Another authority took over", "custody": "Sentenced to custody", "remand": "Remand ended",
     "age assessed": "Age assessment found 18 or over", "abroad": "Moved abroad", "died": "Died",
     OTHER: "Another reason"} | _NOT_KNOWN,
)  # fmt: skip
EVERYONE = Breakdown("all", "All", pl.lit(ALL), {ALL: "All children"})

PARTS: dict[str, str] = {
    LOOKED_AFTER: "Looked after at 31 March",
    STARTED: "Started to be looked after in the year",
    CEASED: "Ceased to be looked after in the year",
}
BREAKDOWNS: dict[str, tuple[Breakdown, ...]] = {
    LOOKED_AFTER: (
        EVERYONE, _age("Age at 31 March", ("16 and over", 0)), SEX, ETHNICITY, ALONE, NEED, LEGAL, PLACEMENT,
        DISTANCE, LOCALITY,
    ),
    STARTED: (EVERYONE, _age("Age on starting", ("16 and over", 0)), SEX, ALONE, NEED, FIRST_STATUS),
    CEASED: (EVERYONE, _age("Age on ceasing", ("16", 17), ("17", 18), ("18 and over", 0)), SEX, ALONE, REASON),
}  # fmt: skip
GROUPS = Groups(PARTS, BREAKDOWNS)
