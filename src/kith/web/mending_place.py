"""Where something can be put right on a child's record."""

from dataclasses import dataclass


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


DETAILS = Place("details")
