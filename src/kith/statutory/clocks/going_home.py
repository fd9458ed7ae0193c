"""Leaving care for home: approval beforehand, and looking again afterwards."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import zip_longest

from kith.lib.days import day_of, working_days_between
from kith.lib.timescale import BEFORE_THE_EVENT, Kind, Timescale, months
from kith.statutory.clocks.deadline import Deadline, Fact
from kith.statutory.clocks.record import Care, Record, first_of
from kith.statutory.clocks.sources import care_planning, read

# Home to parents or relatives, planned or not, or left to others without parental responsibility (SSDA903 REC).
HOME, DECIDED_BY_US = frozenset({"E4A", "E4B"}), frozenset({"E4A", "E4B", "E13"})
AT_LEAST = 20

ENDING_CARE = Timescale(
    key="home.ending_care",
    reference="LA36",
    title="Approval before ceasing to look after a child",
    starts="care about to end after at least 20 working days",
    stops="ending of care approved",
    who="Nominated officer or director, and reviewing officer",
    kind=Kind.BEFORE,
    basis="regulation",
    limits=read(
        BEFORE_THE_EVENT,
        care_planning("39(2)-(5), as amended by SI 2015/495"),
        "partly",
        since=date(2015, 4, 1),
        seen_at="legislation.gov.uk, part 7 revised, up to reg 39(4)",
    ),
    notes=(
        "Arrangements, support and the child's wishes are always assessed; approval only from 20 working days.",
        "Who approves in which case was not seen.",
        "After an unplanned return it is done afterwards, and flagged.",
        "Worked out once care has ended by a return to parents, relatives or others; not for orders of a court.",
    ),
)


def _milestone(number: int) -> Timescale:
    return Timescale(
        key=f"home.after_{number}_months",
        reference="LA37",
        title=f"Return home looked at again after {number} months",
        starts="child returned home from care",
        stops="return home looked at again",
        who="Lead practitioner",
        kind=Kind.ONE_OFF,
        basis="practice",
        local=True,
        limits=read(
            months(number), "Reunification practice framework, NSPCC and University of Bristol, 2015"
        ),
        notes=("The framework covers sections 20, 31 and 38; the number of months is general knowledge.",),
    )


AFTER_SIX_MONTHS, AFTER_A_YEAR = _milestone(6), _milestone(12)

TIMESCALES = (ENDING_CARE, AFTER_SIX_MONTHS, AFTER_A_YEAR)


def work_out(record: Record) -> Iterator[Deadline]:
    for care, following in zip_longest(record.care, record.care[1:]):
        if care.row.end_on is None:
            continue
        again = following.started if following else None
        ending = first_of(again, record.ending)
        yield from _ending_care(record, care, ending)
        yield from _after_return(record, care, ending)


def _ending_care(record: Record, care: Care, ending: Fact | None) -> Iterator[Deadline]:
    long_enough = working_days_between(care.start_on, care.row.end_on) >= AT_LEAST
    if care.row.end_reason not in DECIDED_BY_US or not long_enough:
        return
    started = Fact(care.row.end_on, "periods_of_care", care.row.id, "Stopped being looked after")
    met = record.done("ending_care_approved", "Ending of care approved", after=care.start_on)
    yield from record.clock(ENDING_CARE, started, met=met, ending=ending)


def _after_return(record: Record, care: Care, ending: Fact | None) -> Iterator[Deadline]:
    """The first look again meets the first milestone, the next one after six months the second."""
    if care.row.end_reason not in HOME:
        return
    started = Fact(care.row.end_on, "periods_of_care", care.row.id, "Returned home from care")
    label = "Return home looked at again"
    half = day_of(AFTER_SIX_MONTHS.current.due.after(care.row.end_on))
    first = record.done("return_home_checked", label, after=care.row.end_on)
    later = max(half, day_of(first.on) + timedelta(days=1)) if first else half
    second = record.done("return_home_checked", label, after=later)
    yield from record.clock(AFTER_SIX_MONTHS, started, met=first, ending=ending)
    yield from record.clock(AFTER_A_YEAR, started, met=second, ending=ending)
