"""Where each column of a return can be put right: a page of the child's record, and the form that records what is missing; or
why there is no such page. What is declared of each return stands in a module of its own."""

from collections.abc import Iterable

from django.urls import reverse

from kith.access.roles import Permission
from kith.reach.seeing import terms_with
from kith.statutory.return_kinds import KINDS
from kith.web import health, mending_cin, mending_ssda903, other_care
from kith.web.mending_place import Link, Place
from kith.web.record import SECTIONS

DECLARED = {"ssda903": mending_ssda903, "cin": mending_cin}
AS_A_WHOLE = Place(why="It is about the return as a whole: look at its counts, and at how it was built.")
FORMS = {name: (title, permission) for name, (title, permission) in other_care.LISTED.items()} | {
    name: (entry.title, entry.permission) for name, entry in health.ENTRIES.items()
}
FORMS |= {
    "need-plan-new": ("Start a child in need plan", Permission.NEED_PLAN_CHANGE),
    "enquiry-new": ("Record a section 47 enquiry", Permission.PROTECTION_RECORD),
    "conference-new": ("Record a conference", Permission.CONFERENCE_HOLD),
    "pre-proceedings-new": ("Begin pre-proceedings", Permission.PRE_PROCEEDINGS_DECIDE),
}
PAGES = {page: (words, permission) for page, words, permission in SECTIONS}


def place_of(collection: str, table: str, column: str) -> Place:
    """Where one column of a table is put right. A column that stands in another table leads there."""
    declared = DECLARED[collection]
    found = {**declared.OF_EVERY_TABLE, **declared.PLACES[table]}.get(column)
    return found or next(each[column] for each in declared.PLACES.values() if column in each)


def places(collection: str, table: str, columns: Iterable[str]) -> list[Place]:
    """The places of an issue, each once; whose row it is only where it is about nothing else."""
    of = KINDS[collection].of
    if table not in of.tables:
        return [AS_A_WHOLE]
    found = list(dict.fromkeys(place_of(collection, table, each) for each in columns if each != of.number))
    return found or [_whole(collection, table)]


def _whole(collection: str, table: str) -> Place:
    """Where a whole table is put right: the place of its first column that is not about whose row it is."""
    known = DECLARED[collection].OF_EVERY_TABLE
    names = KINDS[collection].of.tables[table].names
    return next(place_of(collection, table, name) for name in names if name not in known)


def links(child: int, found: Iterable[Place], may_do: frozenset[Permission]) -> list[Link]:
    """The links of some places for this reader: each page, and a form where one of these permissions allows it."""
    pages: dict[str, Link] = {}
    for place in found:
        if not place.page:
            continue
        pages.setdefault(place.page, _page(child, place.page))
        if place.form and FORMS[place.form][1] in may_do:
            pages.setdefault(place.form, Link(FORMS[place.form][0], reverse(place.form, args=[child])))
    return list(pages.values())


def _page(child: int, page: str) -> Link:
    words, permission = PAGES[page]
    return Link(words, reverse(page, args=[child]) if terms_with(permission) else "")
