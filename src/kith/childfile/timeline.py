"""Homes, schools, workers and legal status as stretches of time on one axis."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from kith.care.models import LegalStatus, PeriodOfCare, Placement
from kith.casework.models import SchoolPlace
from kith.childfile.entry import About, about
from kith.workforce.models import Allocation


class Lane(StrEnum):
    """The lanes of the timeline, from the top."""

    CARE = "In care"
    LEGAL = "Legal status"
    HOMES = "Homes"
    SCHOOLS = "Schools"
    WORKERS = "Workers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A stretch of days in one lane, half-open. `inside`: a temporary stay, drawn within the home it lies in."""

    lane: Lane
    label: str
    start_on: date
    end_on: date | None
    source: str
    number: int
    detail: str = ""
    inside: bool = False


def stretches(child: int, as_of: date) -> list[Stretch]:
    """Every stretch begun by `as_of`, by lane and day. What is withheld from the reader is not in it."""
    told = about(child)
    found = [each for lane in LANES for each in lane(told) if each.start_on <= as_of]
    order = list(Lane)
    return sorted(found, key=lambda each: (order.index(each.lane), each.start_on, each.inside, each.number))


def between(found: Iterable[Stretch], start: date, end: date) -> list[Stretch]:
    """What of them lies between two days, cut to fit; `end` is the first day that is out."""
    inside = [each for each in found if each.start_on < end and (each.end_on is None or each.end_on >= start)]
    return [
        replace(each, start_on=max(each.start_on, start), end_on=_earlier(each.end_on, end))
        for each in inside
    ]


def _earlier(day: date | None, end: date) -> date | None:
    return day if day is None else min(day, end)


def care(about: About) -> Iterator[Stretch]:
    for row in PeriodOfCare.objects.filter(child=about.child):
        yield _stretch(Lane.CARE, row.get_kind_display(), row, "period_of_care", row.get_end_reason_display())


def legal_statuses(about: About) -> Iterator[Stretch]:
    for row in LegalStatus.objects.filter(child=about.child):
        yield _stretch(Lane.LEGAL, row.get_code_display(), row, "legal_status")


def homes(about: About) -> Iterator[Stretch]:
    for row in Placement.objects.filter(child=about.child).select_related("home"):
        home = about.place(row.home_in_words) if row.home_in_words else ""
        yield _stretch(Lane.HOMES, row.get_place_display(), row, "placement", home, inside=row.temporary)


def schools(about: About) -> Iterator[Stretch]:
    for row in SchoolPlace.objects.filter(child=about.child):
        label = about.school(row.school).capitalize() if about.school("") else row.school
        yield _stretch(Lane.SCHOOLS, label, row, "school_place", row.year_group)


def workers(about: About) -> Iterator[Stretch]:
    for row in Allocation.objects.filter(child=about.child).select_related("worker", "team"):
        detail = ", ".join(
            str(part) for part in (row.get_part_display(), row.team if row.worker else None) if part
        )
        yield _stretch(Lane.WORKERS, row.who, row, "allocation", detail)


Dated = PeriodOfCare | LegalStatus | Placement | SchoolPlace | Allocation


def _stretch(
    lane: Lane, label: str, row: Dated, source: str, detail: str = "", inside: bool = False
) -> Stretch:
    return Stretch(
        lane=lane, label=label, start_on=row.start_on, end_on=row.end_on, source=source, number=row.pk, detail=detail,
        inside=inside,
    )  # fmt: skip


LANES = (care, legal_statuses, homes, schools, workers)
