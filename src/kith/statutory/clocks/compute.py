"""From facts to deadlines: one pure function, for one child or for many."""

from datetime import date

from kith.lib.days import day_of
from kith.statutory.clocks import (
    adoption,
    assessment,
    court,
    education,
    family_help,
    front_door,
    going_home,
    health,
    looked_after,
    missing,
    placements,
    protection,
    reviews,
    secure,
    short_breaks,
    visits,
)
from kith.statutory.clocks.deadline import Deadline
from kith.statutory.clocks.reading import records
from kith.statutory.clocks.record import Record
from kith.statutory.facts import Facts

# What a return carries whole, so that these are worked out from the first day it tells of to its last.
CARRIED = {
    each.key
    for each in (
        reviews.FIRST_REVIEW, reviews.SECOND_REVIEW, reviews.LATER_REVIEW, short_breaks.LONGEST,
        short_breaks.IN_A_YEAR, short_breaks.FIRST_REVIEW, short_breaks.LATER_REVIEW,
        adoption.WAITING_FIRST, adoption.WAITING_LATER, *adoption.PLACED,
    )
}  # fmt: skip
TOPICS = (
    looked_after, placements, reviews, visits, adoption, short_breaks, health, education, missing, going_home, secure,
    front_door, family_help, assessment,
    protection, court,
)  # fmt: skip


def deadlines(facts: Facts, as_of: date) -> list[Deadline]:
    """Every deadline that has begun by the end of `as_of`, met ones too, as the record stood on that day.

    By child, then by the day due. Not worked out, for want of facts or of law: clocks begun before the first day
    their limit was sourced; placements outside the area or a carer's terms, and reviews brought forward, unless a step
    records the finding; health reviews, education plans and questionnaires without a date of birth; care that began
    before 1990; and anything after death or the eighteenth birthday, where care is taken to end. For a child who came
    from a return, what it does not carry is not worked out before `recorded_from`: whether a visit of those years was
    late, nobody can tell from here. Nor is what it does carry between its last day (`returned_until`) and then; and
    nothing starts from the start of care it does not tell.
    """
    return [each for record in records(facts, as_of) for each in _of(record)]


def _of(record: Record) -> list[Deadline]:
    found = [each for topic in TOPICS for each in topic.work_out(record) if _can_be_told(each, record)]
    return sorted(found, key=lambda each: (day_of(each.due), each.timescale.key, day_of(each.started_by.on)))


def _can_be_told(deadline: Deadline, record: Record) -> bool:
    """Whether it was recorded here when it fell due, or was carried by a return, or is known to have been met then."""
    if deadline.key in CARRIED:
        in_time = deadline.met_on is not None and deadline.met_on <= deadline.due_on
        return in_time or not record.not_told(deadline.due_on)
    if not record.not_recorded(deadline.due_on):
        return True
    return deadline.met_on is not None and record.not_recorded(deadline.met_on)


def short_break_days(facts: Facts, as_of: date) -> dict[int, short_breaks.Count]:
    """For each child with a series of short breaks: days in the break under way, and in the last twelve months."""
    return {each.child: short_breaks.count(each) for each in records(facts, as_of) if each.short_breaks}
