"""Reviews of a looked-after child's case, and what follows each.

A child placed for adoption has other reviews, under the adoption rules: those are not worked out here, and the
ordinary ones stop when such a placement starts.
"""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from kith.lib.days import day_of
from kith.lib.timescale import BEFORE_THE_EVENT, Kind, Timescale, months, working_days
from kith.statutory.clocks.deadline import Deadline, Fact
from kith.statutory.clocks.record import BEGAN_EARLIER, SINCE_RECORDING, Care, Record, Row, first_of
from kith.statutory.clocks.sources import care_planning, read

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
    starts="reviewing officer asks, remand or custody is to end, or accommodation is to end without a parent caring",
    stops="review held",
    who="Independent reviewing officer",
    kind=Kind.BEFORE,
    basis="regulation",
    limits=read(BEFORE_THE_EVENT, care_planning("33(3)")),
    notes=("Ending accommodation under section 20 with no parent taking over needs a review first.",),
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


def work_out(record: Record) -> Iterator[Deadline]:
    for care in record.care:
        ending = first_of(care.ending, care.placed_for_adoption)
        yield from regular(record, care, (FIRST_REVIEW, SECOND_REVIEW, LATER_REVIEW), ending)
        yield from _after_each(record, care)


def regular(
    record: Record, care: Care, timescales: Sequence[Timescale], ending: Fact | None
) -> Iterator[Deadline]:
    """The reviews of one period of care: those the returns tell of, and those since recording here began."""
    started, held, rules = _counted_from(record, care, timescales)
    began, ended = record.recording_began, record.returns_ended
    known = [row for row in held if record.not_recorded(row.on)]
    last = _held(known[-1]) if known else started
    rule = rules[min(len(known), len(rules) - 1)]
    why = "" if started is care.started else BEGAN_EARLIER
    if began is None or _reaches(record, rule, last, ended):
        yield from chain(record, started, held, rules, ending, why=why) if started else ()
        return
    if started:
        yield from chain(record, started, known, rules, first_of(ending, ended), why=why)
    if care.holds(day_of(began.on)):
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
