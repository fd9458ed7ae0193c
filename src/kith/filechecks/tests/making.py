"""Small returns for tests, and checking them as an analyst does."""

from collections.abc import Mapping
from datetime import date, timedelta

from kith.filechecks.actions.checking import ask_check, check_files
from kith.filechecks.models import FileCheck
from kith.statutory.cin.tests.making import census
from kith.statutory.returns.sources import Limits
from kith.testing.standing import DAY, MOMENT, at_work

HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"
REVIEWS = "CHILD,DOB,REVIEW,REVIEW_CODE\n"
A1, B2 = "A1,M,01/05/2012,WBRI,A123456789123,,\n", "B2,F,09/11/2014,WBRI,A123456789124,,\n"
NO_SEX = A1.replace(",M,", ",9,")
NO_CODE = "A1,01/05/2012,03/06/2026,\n"


def files(header: str = NO_SEX, reviews: str = "") -> dict[str, bytes]:
    """A return of two tables: the sex of A1 is no code unless another header is given."""
    found = {"header.csv": HEADER + header, "reviews.csv": REVIEWS + reviews if reviews else ""}
    return {name: text.encode() for name, text in found.items() if text}


def asked(
    analyst, sent: Mapping[str, bytes] | None = None, *, last=None, lists=None, year="2026-27", later=0,
    as_of: date = DAY, collection="ssda903",
) -> FileCheck:  # fmt: skip
    """A check that was asked for, `later` minutes after the usual moment."""
    with at_work(analyst):
        return ask_check(
            collection=collection, year=year, authority="E08000025", as_of=as_of, sent=sent or files(),
            last=last or {}, lists=lists or {}, at=MOMENT + timedelta(minutes=later), by=analyst,
        )  # fmt: skip


def a_census(**changed: str) -> dict[str, bytes]:
    """A census of one child, with what is changed in its text."""
    text = census()
    for before, after in changed.items():
        text = text.replace(f"<{before}>", f"<{before}>{after}", 1)
    return {"census.xml": text.encode()}


def checked_census(analyst, sent: Mapping[str, bytes] | None = None, **other) -> FileCheck:
    return checked(analyst, sent or a_census(), collection="cin", year="2025-26", **other)


def checked(analyst, sent: Mapping[str, bytes] | None = None, **other) -> FileCheck:
    """A check that was asked for and done."""
    made = asked(analyst, sent, **other)
    with at_work(analyst):
        check_files(check=made, limits=Limits(), at=made.asked_at, by=analyst)
    return made
