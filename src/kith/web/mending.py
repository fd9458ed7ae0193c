"""Where each column of the SSDA903 return can be put right: a page of the child's record, and the form that records what is
missing; or why there is no such page. Declared once; what rules call by names of their own is there too."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from kith.access.roles import Permission
from kith.reach.seeing import terms_with
from kith.statutory.ssda903.specification import TABLES
from kith.web import health, other_care
from kith.web.record import SECTIONS


@dataclass(frozen=True)
class Place:
    """Address names of a page of the record, and of a form; or in words why there is none."""

    page: str = ""
    form: str = ""
    why: str = ""


@dataclass(frozen=True)
class Link:
    """Where to go. Without an address the page is not this reader's: its name says where it is."""

    text: str
    href: str = ""


DETAILS, HOMES, WORKERS = Place("details"), Place("homes"), Place("workers")
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
FORMS = {name: (title, permission) for name, (title, permission) in other_care.LISTED.items()} | {
    name: (entry.title, entry.permission) for name, entry in health.ENTRIES.items()
}
PAGES = {page: (words, permission) for page, words, permission in SECTIONS}


def place_of(table: str, column: str) -> Place:
    """Where one column of a table is put right. A column that stands in another table leads there."""
    found = {**OF_EVERY_TABLE, **PLACES[table]}.get(column)
    return found or next(each[column] for each in PLACES.values() if column in each)


def places(table: str, columns: Iterable[str]) -> list[Place]:
    """The places of an issue, each once; whose row it is only where it is about nothing else."""
    found = list(dict.fromkeys(place_of(table, each) for each in columns if each != "CHILD"))
    return found or [_whole(table)]


def _whole(table: str) -> Place:
    """Where a whole table is put right: the place of its first column that is not about whose row it is."""
    return next(place_of(table, name) for name in TABLES[table].names if name not in OF_EVERY_TABLE)


def links(child: int, found: Iterable[Place], may_do: frozenset[Permission]) -> list[Link]:
    """The links of some places for this reader: each page, and a form where one of these permissions allows it."""
    pages: dict[str, Link] = {}
    for place in found:
        pages.setdefault(place.page, _page(child, place.page))
        if place.form and FORMS[place.form][1] in may_do:
            pages.setdefault(place.form, Link(FORMS[place.form][0], reverse(place.form, args=[child])))
    return list(pages.values())


def _page(child: int, page: str) -> Link:
    words, permission = PAGES[page]
    return Link(words, reverse(page, args=[child]) if terms_with(permission) else "")
