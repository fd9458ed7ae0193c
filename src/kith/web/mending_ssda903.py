"""Where each column of the SSDA903 return can be put right, and what rules call by names of their own."""

from kith.web import other_care
from kith.web.mending_place import DETAILS, Place

HOMES, WORKERS = Place("homes"), Place("workers")
ADOPTION = Place("homes", "adoption-new")
AFTER_CARE = Place("homes", *other_care.GROUPS["After care"])
BEFORE = Place("homes", "previous-permanence-new")
PLAN = Place("homes", "adoption-plan-new")
LIBERTY = Place("homes", "liberty-new")
ALONE = Place("homes", "unaccompanied-new")
MOTHER = Place("homes", "parenthood-new")
SDQ = Place("health", "sdq-new")
OF_A_RETURN = Place(
    "health",
    why="Kith has no form for this answer yet: it comes from a return that was loaded, and is shown on the health page.",
)
REGISTRATION = Place(
    "workers", why="The registration number is on the worker’s account, which an administrator keeps."
)

# Of every table: whose row it is.
OF_EVERY_TABLE = {"CHILD": DETAILS, "DOB": DETAILS, "SEX": DETAILS}
PLACES: dict[str, dict[str, Place]] = {
    "Header": {"ETHNIC": DETAILS, "UPN": DETAILS, "MOTHER": MOTHER, "MC_DOB": MOTHER, "UASC": ALONE},
    "Episodes": {
        **dict.fromkeys(("DECOM", "RNE", "DEC", "REC", "LS"), HOMES),
        **dict.fromkeys(("PLACE", "PLACE_PROVIDER", "REASON_PLACE_CHANGE", "PL_POST", "URN"), HOMES),
        **dict.fromkeys(("PL_LA", "PL_LOCATION", "PL_DISTANCE"), HOMES),
        "CIN": Place("homes", "need-new"),
        "HOME_POST": Place("homes", "home-postcode-new"),
        "UASC": ALONE,
    },
    "Reviews": dict.fromkeys(("REVIEW", "REVIEW_CODE"), Place("reviews")),
    "UASC": {"DUC": ALONE},
    "OC2": {
        "SDQ_SCORE": SDQ, "SDQ_REASON": SDQ, "IMMUNISATIONS": Place("health", "immunisations-new"),
        "TEETH_CHECK": Place("health", "dental-new"), "HEALTH_ASSESSMENT": Place("health", "health-new"),
        **dict.fromkeys(("CONVICTED", "HEALTH_CHECK", "SUBSTANCE_MISUSE"), OF_A_RETURN),
        **dict.fromkeys(("INTERVENTION_RECEIVED", "INTERVENTION_OFFERED"), OF_A_RETURN),
    },
    "OC3": dict.fromkeys(("IN_TOUCH", "ACTIV", "ACCOM"), AFTER_CARE),
    "AD1": dict.fromkeys(
        ("DATE_INT", "DATE_MATCH", "FOSTER_CARE", "NB_ADOPTR", "SEX_ADOPTR", "LS_ADOPTR"), ADOPTION
    ),
    "PlacedAdoption": {
        "DATE_PLACED": PLAN,
        **dict.fromkeys(("DATE_PLACED_CEASED", "REASON_PLACED_CEASED"), Place("homes", "adoption-plan-end")),
    },
    "PrevPerm": dict.fromkeys(("PREV_PERM", "LA_PERM", "DATE_PERM"), BEFORE),
    "Missing": dict.fromkeys(("MISSING", "MIS_START", "MIS_END"), Place("missing")),
    "SWEpisodes": {"SW_ID": REGISTRATION, **dict.fromkeys(("SW_DECOM", "SW_DEC", "SW_REASON"), WORKERS)},
    "DoLo": dict.fromkeys(("DOLO_START", "DOLO_END"), LIBERTY),
}  # fmt: skip
