"""A few records that are hidden from everybody but their worker, a manager and whoever they allow."""

from datetime import timedelta

from kith.demo import tables as t
from kith.demo.book import Book, weekday
from kith.demo.cast import Child, Family, Kind

KINDS = (
    (
        "staff",
        "The mother works in the council's contact centre and asked that colleagues not be able to read this.",
    ),
    ("relocated", "The family moved after threats. Where they are must not be learnt from here."),
    (
        "high_profile",
        "The case was in the newspapers; the record was being opened by people who had no need to.",
    ),
)
ONE_IN = 400  # open children


def restrict(book: Book, families: list[Family]) -> None:
    """The children of one family in so many; none of hers, and none whose worker or manager is not known."""
    open_families = [family for family in families if not family.hers and _open(family)]
    many = max(sum(len(_open(family)) for family in open_families) // ONE_IN, 2)
    chosen = [family for family in open_families if all(_held(book, child) for child in _open(family))][
        -many:
    ]
    for place, family in enumerate(chosen):
        kind, reason = KINDS[place % len(KINDS)]
        for child in _open(family):
            _restrict(book, child, kind, reason)


def _open(family: Family) -> list[Child]:
    return [child for child in family.of(Kind.LOOKED_AFTER, Kind.IN_NEED) if not child.unborn]


def _held(book: Book, child: Child) -> bool:
    worker = child.worker_on(book.as_of)
    return worker in book.managers


def _restrict(book: Book, child: Child, kind: str, reason: str) -> None:
    worker = child.worker_on(book.as_of)
    assert worker is not None and child.opened_on is not None
    start = max(child.opened_on, weekday(book.as_of - timedelta(days=60)))
    review = start + timedelta(days=90)
    number = book.add(t.Restriction, child.id, kind, reason, book.managers[worker], review, start)
    book.add(t.Allowed, number, child.id, worker, start)
