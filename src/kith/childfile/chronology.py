"""A child's chronology: derived from everything recorded, newest first, in a constant number of queries."""

from collections.abc import Collection, Iterable
from datetime import date
from unicodedata import category, normalize

from kith.childfile import (
    entries_of_assessment,
    entries_of_care,
    entries_of_casework,
    entries_of_court,
    entries_of_family_help,
    entries_of_frontdoor,
    entries_of_people,
    entries_of_protection,
)
from kith.childfile.entry import Entry, Kind, about
from kith.store.holding import worth_asking

TOPICS = (
    entries_of_frontdoor,
    entries_of_family_help,
    entries_of_assessment,
    entries_of_protection,
    entries_of_court,
    entries_of_care,
    entries_of_casework,
    entries_of_people,
)
SOURCES = tuple(source for topic in TOPICS for source in topic.SOURCES)
QUIET = tuple(source for topic in TOPICS for source in topic.QUIET)


def chronology(child: int, as_of: date) -> list[Entry]:
    """Everything that had happened by the end of `as_of`, newest first. What is withheld from the reader is not in it."""
    told, sources = about(child), worth_asking((*SOURCES, *QUIET), [child])
    return _in_order(entry for source in sources for entry in source(told) if entry.on <= as_of)


def significant(child: int, as_of: date) -> list[Entry]:
    """Only what is significant, newest first, without asking after the rest."""
    told = about(child, brief=True)
    found = (entry for source in worth_asking(SOURCES, [child]) for entry in source(told))
    return _in_order(entry for entry in found if entry.significant and entry.on <= as_of)


def narrowed(
    entries: Iterable[Entry],
    *,
    significant: bool = False,
    kinds: Collection[Kind] = (),
    since: date | None = None,
    until: date | None = None,
    words: str = "",
) -> list[Entry]:
    """The entries that fit every filter given; `until` is a day that still counts."""
    wanted = plain(words).split()
    return [
        entry
        for entry in entries
        if (entry.significant or not significant)
        and (not kinds or entry.kind in kinds)
        and (since is None or entry.on >= since)
        and (until is None or entry.on <= until)
        and says(entry, wanted)
    ]


def says(entry: Entry, wanted: list[str]) -> bool:
    """Whether every word stands somewhere in the entry."""
    if not wanted:
        return True
    told = plain(f"{entry.title} {entry.text} {entry.by}")
    return all(word in told for word in wanted)


def plain(words: str) -> str:
    """Without capitals or accents."""
    return "".join(each for each in normalize("NFKD", words.casefold()) if category(each) != "Mn")


def _in_order(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: entry.order, reverse=True)
