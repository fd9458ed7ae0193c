"""The first wall against what a restriction hides; the second is the database's own (wall.sql, wall.txt, building.py).

Each stands without the other: a test takes the database's away, and nobody is seen who should not be.
"""

from typing import TypeVar

from django.db import connection
from django.db.models import Exists, Model, OuterRef, QuerySet

from kith.access.audit import current

Row = TypeVar("Row", bound=Model)


def hidden_people() -> frozenset[int]:
    """Everybody whom a restriction hides from the worker served; asked of the database once for each piece of work."""
    work = current()
    if work.hidden is None:
        work.hidden = _asked("SELECT kith_hidden_people()")
    return work.hidden


def about_nobody_hidden(rows: QuerySet[Row], about: type[Model], link: str) -> QuerySet[Row]:
    """The rows about nobody whom a restriction hides from the worker: what is about several children is hidden with any of
    them. `about` has the `child`, and the row under the name `link`."""
    hidden = hidden_people()
    if not hidden:
        return rows
    of_hidden = about._default_manager.filter(**{link: OuterRef("pk")}, child__in=hidden)
    return rows.exclude(Exists(of_hidden))


def look_again() -> None:
    """A restriction, its list or an emergency has just changed."""
    current().hidden = None
    current().standing.clear()  # whom a restriction hid stood to nobody


def known_as() -> frozenset[int]:
    """Who the worker served also is, as somebody known to the record: told to nobody else, hidden or not."""
    work = current()
    if work.known_as is None:
        work.known_as = _asked("SELECT kith_known_as()")
    return work.known_as


def merged_into(person: int) -> frozenset[int]:
    """The numbers of the records merged into this one: what restricted those restricts their histories still."""
    return _asked("SELECT kith_merged_into(%s)", person)


def _asked(question: str, *about: int) -> frozenset[int]:
    with connection.cursor() as cursor:
        cursor.execute(question, about)
        return frozenset(number for (number,) in cursor.fetchall())
