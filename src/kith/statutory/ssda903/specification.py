"""The twelve tables of the SSDA903 return, as declarations: from these come reading, writing and column checks.

Columns, types and XML names: the Department for Education's SSDA903 guide as carried by `csc-validator-be-903` and
`liia-tools-pipeline` (both MIT), seen in November 2026. `required` says in words when a value must be given. The XML
names of the two newest tables were not found in a source; they are recognised in XML by their columns.
"""

import polars as pl

from kith.statutory import codes
from kith.statutory.returns.declaring import ALWAYS, READ_AS, Column, Kind, Specification, Table
from kith.statutory.returns.declaring import code as _code
from kith.statutory.returns.declaring import date as _date
from kith.statutory.returns.declaring import text as _text

__all__ = ["ALIASES", "ALWAYS", "FLAG", "READ_AS", "SSDA903", "TABLES", "Column", "Kind", "Table", "empty"]

CHILD = _text("CHILD", "The authority's own number for the child")
DOB = _date("DOB", "Date of birth")
_ALL_YEAR = "if looked after for all twelve months"

HEADER = Table(
    "Header",
    (
        CHILD,
        _code("SEX", "Sex", codes.SEX),
        DOB,
        _code("ETHNIC", "Ethnicity", codes.ETHNIC),
        _text("UPN", "Unique pupil number, or why there is none", "unless only on short breaks"),
        _code("MOTHER", "Is a mother", codes.YES_NO, "if female and looked after"),
        _date("MC_DOB", "Date of birth of the mother's first child", "if MOTHER is 1"),
    ),
    key=("CHILD",),
    known_by=("CHILD", "SEX", "DOB", "ETHNIC"),
    xml="HEADER",
)
EPISODES = Table(
    "Episodes",
    (
        CHILD,
        _date("DECOM", "Day the episode began"),
        _code("RNE", "Why the episode began", codes.RNE),
        _code("LS", "Legal status", codes.LS),
        _code("CIN", "Main need", codes.CIN),
        _code("PLACE", "Type of placement", codes.PLACE),
        _code(
            "PLACE_PROVIDER",
            "Who provides the placement",
            codes.PLACE_PROVIDER,
            "unless T0 to T4 or Z11 to Z14",
        ),
        _date("DEC", "Day the episode ended", "with REC"),
        _code("REC", "Why the episode ended", codes.REC, "with DEC"),
        _code(
            "REASON_PLACE_CHANGE",
            "Why the placement changed",
            codes.REASON_PLACE_CHANGE,
            "if REC is X1 and the next episode changes placement",
        ),
        _text("HOME_POST", "Postcode of home", "unless V3 or V4, or unaccompanied", Kind.POSTCODE),
        _text("PL_POST", "Postcode of the placement", "unless V3 or V4", Kind.POSTCODE),
        _text("URN", "Ofsted number", "unless V3 or V4, outside England or in an exempt placement"),
    ),
    key=("CHILD", "DECOM"),
    known_by=("CHILD", "DECOM", "LS", "PLACE"),
    xml="EPISODE",
)
REVIEWS = Table(
    "Reviews",
    (
        CHILD,
        DOB,
        _date("REVIEW", "Day of the review"),
        _code("REVIEW_CODE", "How the child took part", codes.REVIEW_CODE),
    ),
    key=("CHILD", "REVIEW"),
    known_by=("CHILD", "REVIEW", "REVIEW_CODE"),
    xml="AREVIEW",
)
UASC = Table(
    "UASC",
    (
        CHILD,
        _code("SEX", "Sex", codes.SEX),
        DOB,
        _date("DUC", "Day the unaccompanied status ended", "if the status ended"),
    ),
    key=("CHILD",),
    known_by=("CHILD", "DUC"),
)
OC2 = Table(
    "OC2",
    (
        CHILD,
        DOB,
        _text("SDQ_SCORE", "Strengths and difficulties score, 0 to 40", "from 4 to 16 years", Kind.NUMBER),
        _code("SDQ_REASON", "Why there is no score", codes.SDQ_REASON, "if no score"),
        _code("CONVICTED", "Convicted in the year", codes.YES_NO, "from 10 years"),
        _code("HEALTH_CHECK", "Health checks up to date", codes.YES_NO, "under 5 years"),
        _code("IMMUNISATIONS", "Immunisations up to date", codes.YES_NO, _ALL_YEAR),
        _code("TEETH_CHECK", "Teeth checked", codes.YES_NO, _ALL_YEAR),
        _code("HEALTH_ASSESSMENT", "Health assessed", codes.YES_NO, _ALL_YEAR),
        _code("SUBSTANCE_MISUSE", "Misuses substances", codes.YES_NO, _ALL_YEAR),
        _code("INTERVENTION_RECEIVED", "Received help for it", codes.YES_NO, "if SUBSTANCE_MISUSE is 1"),
        _code(
            "INTERVENTION_OFFERED", "Was offered help for it", codes.YES_NO, "if INTERVENTION_RECEIVED is 0"
        ),
    ),
    key=("CHILD",),
    known_by=("CHILD", "SDQ_SCORE", "SDQ_REASON"),
    xml="OC2",
    yearly=True,
)
OC3 = Table(
    "OC3",
    (
        CHILD,
        DOB,
        _code("IN_TOUCH", "In touch", codes.IN_TOUCH),
        _code("ACTIV", "Main activity", codes.ACTIV),
        _code("ACCOM", "Where they live", codes.ACCOM),
    ),
    key=("CHILD",),
    known_by=("CHILD", "IN_TOUCH", "ACTIV", "ACCOM"),
    yearly=True,
)
AD1 = Table(
    "AD1",
    (
        CHILD,
        DOB,
        _date("DATE_INT", "Day of the decision that the child should be adopted"),
        _date("DATE_MATCH", "Day of the match with adopters"),
        _code("FOSTER_CARE", "Adopted by a former foster carer", codes.FOSTER_CARE),
        _code("NB_ADOPTR", "Number of adopters", codes.NB_ADOPTR),
        _code("SEX_ADOPTR", "Sex of adopters", codes.SEX_ADOPTR),
        _code("LS_ADOPTR", "Legal status of adopters", codes.LS_ADOPTR),
    ),
    key=("CHILD",),
    known_by=("CHILD", "DATE_INT", "DATE_MATCH"),
)
PLACED_ADOPTION = Table(
    "PlacedAdoption",
    (
        CHILD,
        DOB,
        _date("DATE_PLACED", "Day of the decision that the child should be placed for adoption"),
        _date("DATE_PLACED_CEASED", "Day that decision ceased", "with a reason"),
        _code("REASON_PLACED_CEASED", "Why it ceased", codes.REASON_PLACED_CEASED, "with a date"),
    ),
    key=("CHILD", "DATE_PLACED"),
    known_by=("CHILD", "DATE_PLACED"),
    xml="AD_PLACED",
)
PREV_PERM = Table(
    "PrevPerm",
    (
        CHILD,
        DOB,
        _code("PREV_PERM", "Earlier permanent arrangement", codes.PREV_PERM),
        _text("LA_PERM", "Authority that arranged it, by its three digits, or a country", "unless Z1"),
        _text("DATE_PERM", "Day of the order", "unless Z1", Kind.PART_DATE),
    ),
    key=("CHILD",),
    known_by=("CHILD", "PREV_PERM"),
    xml="PERMANENCE",
)
MISSING = Table(
    "Missing",
    (
        CHILD,
        DOB,
        _code("MISSING", "Missing, or away without authorisation", codes.MISSING),
        _date("MIS_START", "Day it began"),
        _date("MIS_END", "Day it ended", "if it ended"),
    ),
    key=("CHILD", "MIS_START"),
    known_by=("CHILD", "MIS_START"),
    xml="AMISSING",
)
SW_EPISODES = Table(
    "SWEpisodes",
    (
        CHILD,
        DOB,
        _text("SW_ID", "Social worker's registration number"),
        _date("SW_DECOM", "Day the social worker took over"),
        _date("SW_DEC", "Day the social worker handed over", "if ended"),
        _code("SW_REASON", "Why the social worker changed", codes.SW_REASON, "from April 2023"),
    ),
    key=("CHILD", "SW_DECOM", "SW_ID"),
    known_by=("CHILD", "SW_ID", "SW_DECOM"),
    since="2023-24",
)
DOLO = Table(
    "DoLo",
    (
        CHILD,
        DOB,
        _date("DOLO_START", "Day the deprivation of liberty order began"),
        _date("DOLO_END", "Day it ended", "if ended"),
    ),
    key=("CHILD", "DOLO_START"),
    known_by=("CHILD", "DOLO_START"),
    since="2026-27",
)

TABLES: dict[str, Table] = {
    each.name: each
    for each in (
        HEADER,
        EPISODES,
        REVIEWS,
        UASC,
        OC2,
        OC3,
        AD1,
        PLACED_ADOPTION,
        PREV_PERM,
        MISSING,
        SW_EPISODES,
        DOLO,
    )
}

SSDA903 = Specification("SSDA903", "SSDA903, looked-after children", TABLES)

# Other names the same column goes by, in the XML and in exports seen in public.
ALIASES = {"CHILDID": "CHILD", "CHILD_ID": "CHILD", "PL": "PLACE"}

# Whether the child came alone: said in the header of the XML, and only by a row of UASC in CSV.
FLAG = "UASC"


def empty(name: str) -> pl.DataFrame:
    """The table `name` without rows."""
    return pl.DataFrame(schema=TABLES[name].schema)
