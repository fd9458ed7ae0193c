"""Reviews of a looked-after child's case, and what follows each.

A child placed for adoption has other reviews (`adoption`): the ordinary ones stop when such a placement starts, and
go on from the last review of either kind if it ends and the child stays in care.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import zip_longest

from kith.lib.days import day_of
from kith.lib.timescale import BEFORE_THE_EVENT, Kind, Timescale, months, working_days
from kith.statutory.clocks.deadline import Deadline, Fact
from kith.statutory.clocks.record import BEGAN_EARLIER, SINCE_RECORDING, Care, Record, Row, Stay, first_of
from kith.statutory.clocks.sources import care_planning, read
from kith.statutory.clocks.steps import DATED_FINDINGS, OF_AN_ENDING, said_of

FIRST_REVIEW = Timescale(
    key="care.first_review",
    reference="LA07",
    title="First review of a looked-after child's case",
    starts="became looked after",
    stops="review held",
    who="Independent reviewing officer",
    kind=Kind.ONE_OFF,
    basis="regulation",
    limits=read(working_days(20), care_planning("33(1)")),
    notes=("Procedures that say 28 days or four weeks keep another clock.", "Short breaks have their own."),
)
SECOND_REVIEW = Timescale(
    key="care.second_review",
    reference="LA08",
    title="Second review of a looked-after child's case",
    starts="first review held",
    stops="review held",
    who="Independent reviewing officer",
    kind=Kind.ONE_OFF,
    basis="regulation",
    limits=read(months(3), care_planning("33(2)")),
    notes=("Counted from the day the first review was held, not from when it was due.",),
)
LATER_REVIEW = Timescale(
    key="care.later_review",
    reference="LA09",
    title="Next review of a looked-after child's case",
    starts="second or later review held",
    stops="review held",
    who="Independent reviewing officer",
    kind=Kind.RECURRING,
    basis="regulation",
    limits=read(
        months(6),
        care_planning("33(2)"),
        "partly",
        seen_at="North Yorkshire's manual, on looked-after reviews",
    ),
    notes=(
        "A review held as several meetings counts from the day it was completed.",
        "From 1 April 2015 a meeting may not be needed for each review after a year in a long-term foster placement.",
    ),
)
REVIEW_BROUGHT_FORWARD = Timescale(
    key="care.review_brought_forward",
    reference="LA10",
    title="Review brought forward",
    starts="reviewing officer asks, a visit shows harm, detention is to end, or accommodation is to end without a parent"
    " caring",
    stops="review held",
    who="Independent reviewing officer",
    kind=Kind.BEFORE,
    basis="regulation",
    limits=read(BEFORE_THE_EVENT, care_planning("33(3)")),
    notes=(
        "The law gives no number of days: a finding recorded with its day starts it, and that day is when it is due.",
        "The day is when detention or accommodation ends, or by when the review is asked for.",
        "Ending accommodation under section 20 with no parent taking over needs a review first.",
    ),
)
REVIEW_DECISIONS = Timescale(
    key="care.review_decisions",
    reference="LA11",
    title="Decisions of a review recorded",
    starts="review held",
    stops="decisions recorded",
    who="Independent reviewing officer",
    kind=Kind.ONE_OFF,
    basis="statutory guidance",
    limits=read(working_days(5), "IRO Handbook", seen_at="not found: only the openings of manuals"),
    notes=("Some councils say ten working days.",),
)
REVIEW_RECORD = Timescale(
    key="care.review_record",
    reference="LA11",
    title="Full record of a review sent out",
    starts="review held",
    stops="record sent out",
    who="Independent reviewing officer",
    kind=Kind.ONE_OFF,
    basis="statutory guidance",
    limits=read(working_days(20), "IRO Handbook", seen_at="not found: only the openings of manuals"),
)

TIMESCALES = (
    FIRST_REVIEW,
    SECOND_REVIEW,
    LATER_REVIEW,
    REVIEW_BROUGHT_FORWARD,
    REVIEW_DECISIONS,
    REVIEW_RECORD,
)


ORDINARY = (FIRST_REVIEW, SECOND_REVIEW, LATER_REVIEW)


def work_out(record: Record) -> Iterator[Deadline]:
    for care, following in zip_longest(record.care, record.care[1:]):
        placed = care.for_adoption
        ending = first_of(care.ending, placed_for_adoption(placed[0]) if placed else None)
        yield from regular(record, care, ORDINARY, ending)
        for stay, next_one in zip_longest(placed, placed[1:]):
            yield from _resumed(record, care, stay, next_one)
        yield from _after_each(record, care)
        yield from _brought_forward(record, care, following)


def placed_for_adoption(stay: Stay) -> Fact:
    return Fact(stay.start_on, "placements", stay.id, "Placed for adoption")


def _resumed(record: Record, care: Care, stay: Stay, following: Stay | None) -> Iterator[Deadline]:
    """Once an adoption placement has ended and the child stays in care, from the last review held."""
    back = day_of(stay.ending.on) if stay.ending else None
    if back is None or not care.holds(back) or (following and following.start_on == back):
        return
    before = [row for row in care.reviews if row.on < back]
    ending = first_of(care.ending, placed_for_adoption(following) if following else None)
    rules = ORDINARY[min(len(before), 2) if care.start_known else 2 :]
    if before or care.start_known:
        started = _held(before[-1]) if before else care.started
        yield from chain(record, started, care.reviews[len(before) :], rules, ending)


def regular(
    record: Record, care: Care, timescales: Sequence[Timescale], ending: Fact | None
) -> Iterator[Deadline]:
    """The reviews of one period of care."""
    started, held, rules = _counted_from(record, care, timescales)
    why = "" if started is care.started else BEGAN_EARLIER
    yield from as_told(record, started, held, rules, ending, care.holds, why)


def as_told(
    record: Record,
    started: Fact | None,
    held: Sequence[Row],
    rules: Sequence[Timescale],
    ending: Fact | None,
    holds: Callable[[date], bool],
    why: str = "",
) -> Iterator[Deadline]:
    """A chain of reviews: those the returns tell of, and those since recording here began."""
    began, ended = record.recording_began, record.returns_ended
    known = [row for row in held if record.not_recorded(row.on)]
    last = _held(known[-1]) if known else started
    rule = rules[min(len(known), len(rules) - 1)]
    if began is None or _reaches(record, rule, last, ended):
        yield from chain(record, started, held, rules, ending, why=why) if started else ()
        return
    if started:
        yield from chain(record, started, known, rules, first_of(ending, ended), why=why)
    if holds(day_of(began.on)):
        yield from chain(record, began, held[len(known) :], rules[-1:], ending)


def _counted_from(
    record: Record, care: Care, timescales: Sequence[Timescale]
) -> tuple[Fact | None, list[Row], Sequence[Timescale]]:
    """What starts the first clock. Care whose start no return tells counts from its first known review, as later ones
    do: it may have been the second, or the ninth."""
    if care.start_known:
        return care.started, care.reviews, timescales
    first = care.reviews[0] if care.reviews else None
    if first is None or (record.recording_began and not record.not_recorded(first.on)):
        return None, care.reviews, timescales[-1:]
    return _held(first), care.reviews[1:], timescales[-1:]


def _reaches(record: Record, rule: Timescale, last: Fact | None, ended: Fact | None) -> bool:
    """Whether what follows the last known falls due since recording here began, or the returns tell of it."""
    if last is None:
        return False
    return ended is None or not record.not_recorded(day_of(rule.current.due.after(last.on)))


def _held(row: Row) -> Fact:
    return Fact(row.on, "reviews", row.id, "Review held")


def chain(
    record: Record,
    started: Fact,
    held: Sequence[Row],
    timescales: Sequence[Timescale],
    ending: Fact | None,
    *,
    table: str = "reviews",
    label: str = "Review held",
    why: str = "",
) -> Iterator[Deadline]:
    """One clock after another, each started by what met the one before; the last timescale repeats."""
    if ending:
        held = [each for each in held if each.on < ending.on]
    for place, row in enumerate([*held, None]):
        met = Fact(row.on, table, row.id, label) if row else None
        timescale = timescales[min(place, len(timescales) - 1)]
        said = SINCE_RECORDING if started.table == "children" else "" if place else why
        yield from record.clock(timescale, started, met=met, ending=ending, why=said)
        started = met or started


def _after_each(record: Record, care: Care) -> Iterator[Deadline]:
    for row, following in zip_longest(care.reviews, care.reviews[1:]):
        started = Fact(row.on, "reviews", row.id, "Review held")
        after = Fact(following.on, "reviews", following.id, "The next review was held") if following else None
        ending = first_of(after, care.ending)
        for timescale, kind, label in (
            (REVIEW_DECISIONS, "review_decisions_recorded", "Decisions recorded"),
            (REVIEW_RECORD, "review_record_distributed", "Record sent out"),
        ):
            met = record.done(kind, label, after=row.on, before=day_of(ending.on) if ending else None)
            yield from record.clock(timescale, started, met=met, ending=ending)


def _brought_forward(record: Record, care: Care, following: Care | None) -> Iterator[Deadline]:
    """From a finding to the day recorded with it. An ending without its review stays owed after care has ended."""
    for row in care.within(record.steps):
        if row.kind not in DATED_FINDINGS or row.expected_on is None:
            continue
        started = Fact(row.on, "steps", row.id, said_of(row.kind))
        held = next((each for each in care.reviews if each.on >= row.on), None)
        after = first_of(following.started if following else None, record.ending)
        yield from record.clock(
            REVIEW_BROUGHT_FORWARD,
            started,
            met=_held(held) if held else None,
            ending=after if row.kind in OF_AN_ENDING else care.ending,
            due=row.expected_on,
        )
