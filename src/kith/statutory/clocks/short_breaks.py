"""A series of short breaks: how long and how often they may be, and their own visits and reviews.

Whether a series qualifies (no care order, one person or one place) is decided by whoever records it as short breaks.
A day is counted for each night; a break that begins and ends on one day counts as one.
"""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from kith.lib.days import add_months, day_of
from kith.lib.timescale import Kind, Limit, Timescale, days, months
from kith.statutory.clocks.deadline import Deadline, Fact
from kith.statutory.clocks.record import Care, Record, Row, first_of
from kith.statutory.clocks.reviews import chain, regular
from kith.statutory.clocks.sources import REGULATIONS, care_planning, read

MOST_AT_ONCE, MOST_IN_A_YEAR = 17, 75
_SEEN = "legislation.gov.uk, regulation 48 as made and part 9 revised"
_CUT = "legislation.gov.uk, part 9: the pages break off before the figures"
_MAXIMA = "The figures are general knowledge: the pages seen break off before them."


def _short_break(
    key: str,
    reference: str,
    title: str,
    starts: str,
    stops: str,
    kind: Kind,
    limits: tuple[Limit, ...],
    notes: tuple[str, ...],
    warnings=(),
) -> Timescale:
    return Timescale(
        key=f"short_breaks.{key}",
        reference=reference,
        title=title,
        starts=starts,
        stops=stops,
        who="Social worker",
        kind=kind,
        basis="regulation",
        limits=limits,
        notes=notes,
        warnings=warnings,
    )


_BEYOND = "Beyond it the ordinary rules for looked-after children apply."
LONGEST = _short_break(
    "longest", "LA20", "One short break lasts no longer than 17 days", "short break starts", "short break ends",
    Kind.EXPIRING, read(days(MOST_AT_ONCE), care_planning("48(2)"), "yes", since=REGULATIONS, seen_at=_SEEN),
    (_BEYOND, "The revised page also prints a temporary text of 2020 without this limit."), (days(14),),
)  # fmt: skip
IN_A_YEAR = _short_break(
    "in_a_year", "LA20", "Short breaks last no more than 75 days in any twelve months", "short break starts",
    "short break ends", Kind.EXPIRING,
    read(days(MOST_IN_A_YEAR), care_planning("48(2)"), "yes", since=REGULATIONS, seen_at=_SEEN), (_BEYOND,),
)  # fmt: skip


def _regular(key: str, title: str, starts: str, stops: str, number: int, note: str) -> Timescale:
    limits = read(months(number), care_planning("48(3)"), "partly", since=REGULATIONS, seen_at=_CUT)
    return _short_break(key, "LA21", title, starts, stops, Kind.RECURRING, limits, (_MAXIMA, note))


_PLACED = "On days when the child is in fact placed."
_AGREED = "At intervals agreed with the reviewing officer and parents."
FIRST_VISIT = _regular(
    "first_visit",
    "First visit in a series of short breaks",
    "short breaks start",
    "child visited",
    3,
    _PLACED,
)
LATER_VISIT = _regular(
    "later_visit", "Next visit in a series of short breaks", "last visit", "child visited", 6, _AGREED
)
FIRST_REVIEW = _regular(
    "first_review", "First review of short breaks", "short breaks start", "review held", 3, _AGREED
)
LATER_REVIEW = _regular(
    "later_review", "Next review of short breaks", "last review", "review held", 6, _AGREED
)

TIMESCALES = (LONGEST, IN_A_YEAR, FIRST_VISIT, LATER_VISIT, FIRST_REVIEW, LATER_REVIEW)


class Count(NamedTuple):
    """Days of short breaks: in the break under way, and in the twelve months that end on a day."""

    at_once: int
    in_a_year: int


def work_out(record: Record) -> Iterator[Deadline]:
    for care in record.short_breaks:
        visits = [row for row in care.within(record.visits) if row.kind == "care" and row.seen is not False]
        started, visits, rules = _counted_from(record, care, visits)
        if started is not care.started or care.start_known:
            yield from chain(
                record, started, visits, rules, care.ending, table="visits", label="Child visited"
            )
        yield from regular(record, care, (FIRST_REVIEW, LATER_REVIEW), care.ending)
    yield from _limits(record)


Rules = tuple[Timescale, ...]


def _counted_from(record: Record, care: Care, visits: list[Row]) -> tuple[Fact, list[Row], Rules]:
    """The start of the series; or the day recording here began, once a visit not known of was due before it."""
    began = record.recording_began
    known = [row for row in visits if record.not_recorded(row.on)]
    due = (
        LATER_VISIT.current.due.after(known[-1].on) if known else FIRST_VISIT.current.due.after(care.start_on)
    )
    reaches_this_far = not record.not_recorded(day_of(due)) and (bool(known) or care.start_known)
    if began is None or not care.holds(day_of(began.on)) or reaches_this_far:
        return care.started, visits, (FIRST_VISIT, LATER_VISIT)
    return began, visits[len(known) :], (LATER_VISIT,)


def count(record: Record) -> Count:
    """How many days have been used by the end of the day asked about."""
    rows = [row for _, row in _breaks(record)]
    tomorrow = record.as_of + timedelta(days=1)
    now = [_nights(row.start_on, tomorrow) for row in rows if row.end_on is None]
    return Count(max(now, default=0), _in_a_year(_days_used(rows, tomorrow), tomorrow))


def _limits(record: Record) -> Iterator[Deadline]:
    used: list[int] = []
    for care, row in _breaks(record):
        started = Fact(row.start_on, "placements", row.id, "Short break started")
        met = Fact(row.end_on, "placements", row.id, "Short break ended") if row.end_on else None
        for timescale, due in (
            (LONGEST, day_of(LONGEST.current.due.after(row.start_on))),
            (IN_A_YEAR, _full_on(used, row.start_on)),
        ):
            # Of a break still open in the last return nobody can say how long it went on.
            ended = record.returns_ended if met is None and record.not_recorded(due) else None
            yield from record.clock(timescale, started, met=met, ending=first_of(care.ending, ended), due=due)
        used = sorted(used + _days_used([row], record.as_of + timedelta(days=1)))


def _full_on(used: list[int], start: date) -> date:
    """The day by which a break must end, given the days used before: none of a year may go over the limit."""
    left = max(MOST_IN_A_YEAR - _in_a_year(used, start), 0)
    end = start + timedelta(days=left)
    while end < start + timedelta(days=MOST_IN_A_YEAR):
        later = end + timedelta(days=1)
        # Days of a year ago fall out as the break goes on, so that it may last longer.
        if _in_a_year(used, later) + (later - start).days > MOST_IN_A_YEAR:
            break
        end = later
    return end


def _in_a_year(used: list[int], end: date) -> int:
    """How many days used lie in the twelve months before `end`."""
    return bisect_left(used, end.toordinal()) - bisect_left(used, add_months(end, -12).toordinal())


def _days_used(breaks: list[Row], until: date) -> list[int]:
    spans = [(row.start_on, row.end_on or until) for row in breaks]
    return sorted(start.toordinal() + day for start, end in spans for day in range(_nights(start, end)))


def _nights(start: date, end: date) -> int:
    return max((end - start).days, 1)


def _breaks(record: Record) -> list[tuple[Care, Row]]:
    """Each break. Where only the agreement to a series is recorded (V4) its breaks cannot be told apart."""
    agreements = [row for row in record.legal_statuses if row.code == "V4"]
    return [
        (care, row)
        for care in record.short_breaks
        for row in record.placements
        if care.holds(row.start_on) and not any(_covers(each, row.start_on) for each in agreements)
    ]


def _covers(status: Row, day: date) -> bool:
    return status.start_on <= day and (status.end_on is None or day < status.end_on)
