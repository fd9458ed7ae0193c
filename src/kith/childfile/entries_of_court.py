"""Chronology entries before court and in it. Why, and what a family said, is told only where the family may be seen."""

from collections.abc import Iterator

from kith.childfile.entry import About, Entry, Kind
from kith.people.models import Person
from kith.protection.before_court import hearings_of, pre_proceedings_of
from kith.protection.models import CourtHearing, PreProceedings
from kith.store.holding import tells


@tells(PreProceedings)
def pre_proceedings(about: About) -> Iterator[Entry]:
    for row in pre_proceedings_of(Person(pk=about.child)):
        for on, title, text in _days(row):
            if on:
                yield Entry(
                    on=on, kind=Kind.PROTECTION, title=title, text=text if about.family else "",
                    source="pre_proceedings", number=row.pk, significant=True,
                )  # fmt: skip


def _days(row: PreProceedings) -> Iterator[tuple]:
    yield row.decided_on, "Pre-proceedings begin", row.reason
    yield row.letter_sent_on, "Letter before proceedings sent", ""
    yield row.first_meeting_on, "First pre-proceedings meeting", row.first_meeting
    for met in row.meetings.all():
        yield met.held_on, "Review meeting in pre-proceedings", met.text
    if offer := getattr(row, "group_decision", None):
        yield offer.offered_on, "Family group decision-making offered", ""
        yield offer.held_on, "The family met and planned", offer.family_plan
    yield (
        row.step_decided_on,
        f"Pre-proceedings end: {_small(row.get_step_display()) or 'not said how'}",
        row.step_reason,
    )
    yield row.application_on, "Application made to the court", ""
    yield row.care_letter_on, "Letter beginning care proceedings sent", ""


@tells(CourtHearing)
def hearings(about: About) -> Iterator[Entry]:
    for row in hearings_of(Person(pk=about.child)):
        yield Entry(
            on=row.held_on, kind=Kind.LEGAL, title=row.get_kind_display(), text=row.ordered if about.family else "",
            source="hearing", number=row.pk, significant=True,
        )  # fmt: skip


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]


SOURCES = (pre_proceedings, hearings)
QUIET = ()
