"""Health: the first assessment, the reviews of it, and the yearly questionnaire."""

from collections.abc import Iterator
from datetime import date
from itertools import zip_longest

from kith.lib.days import add_months, birthday, day_of
from kith.lib.timescale import Kind, Timescale, months, working_days
from kith.statutory.clocks.deadline import Deadline, Fact
from kith.statutory.clocks.record import SINCE_RECORDING, Care, Record, Row, first_of
from kith.statutory.clocks.sources import care_planning, read

INITIAL = Timescale(
    key="health.initial",
    reference="LA22",
    title="Initial health assessment",
    starts="became looked after",
    stops="initial health assessment",
    who="Authority with a registered medical practitioner",
    kind=Kind.ONE_OFF,
    basis="regulation and guidance",
    limits=read(working_days(20), f"{care_planning('7')}; statutory guidance 2015 on promoting health"),
    notes=(
        "Due before the first review; 20 working days is the outer limit.",
        "One made in the three months before counts.",
        "A child may refuse.",
    ),
)
UNDER_FIVE = Timescale(
    key="health.under_five",
    reference="LA23",
    title="Review health assessment, under five",
    starts="last health assessment",
    stops="health assessment",
    who="Nurse or midwife",
    kind=Kind.RECURRING,
    basis="regulation",
    limits=read(months(6), care_planning("7(3)")),
    notes=("Six months apply if they run out before the fifth birthday; otherwise twelve.",),
)
FIVE_AND_OVER = Timescale(
    key="health.five_and_over",
    reference="LA24",
    title="Review health assessment, five and over",
    starts="last health assessment",
    stops="health assessment",
    who="Nurse",
    kind=Kind.RECURRING,
    basis="regulation",
    limits=read(months(12), care_planning("7(3)")),
)
QUESTIONNAIRE = Timescale(
    key="health.questionnaire",
    reference="LA40",
    title="Strengths and Difficulties Questionnaire",
    starts="a year from 1 April begins",
    stops="questionnaire completed with a score",
    who="Social worker and health team",
    kind=Kind.RECURRING,
    basis="data collection and statutory guidance",
    limits=read(
        months(12),
        "SSDA903 collection, as described by Essex, Wirral, Hillingdon and St Helens councils",
        "yes",
        since=date(2008, 4, 1),
        seen_at="the four councils' pages",
    ),
    notes=(
        "For a child looked after for the whole year to 31 March, aged 4 to 16 on that day; not in short breaks.",
        "Any day of the year from 1 April to 31 March.",
        "The rule goes by age at the assessment, so some children outside those ages may be counted too.",
    ),
)

TIMESCALES = (INITIAL, UNDER_FIVE, FIVE_AND_OVER, QUESTIONNAIRE)


def work_out(record: Record) -> Iterator[Deadline]:
    for care in record.care:
        yield from _initial(record, care)
        yield from _reviews(record, care)
        yield from _questionnaires(record, care)


def _initial(record: Record, care: Care) -> Iterator[Deadline]:
    """Met by an initial assessment only; it stops, unmet, when a review assessment has taken its place."""
    if not care.start_known:
        return
    counted = [row for row in _counted(record, care) if row.kind == "initial"]
    later = [row for row in care.within(record.health_assessments) if row.kind != "initial"]
    met = _fact(counted[0], "Initial health assessment") if counted else None
    instead = _fact(later[0], "A review assessment took its place") if later else None
    yield from record.clock(
        INITIAL, care.started, met=met, ending=None if met else first_of(instead, care.ending)
    )


def _reviews(record: Record, care: Care) -> Iterator[Deadline]:
    """From each assessment to the next, of either kind. Not worked out without a date of birth."""
    if record.born_on is None:
        return
    held = [_fact(row, "Health assessment") for row in _counted(record, care)]
    if began := _recording_began(record, care, held):
        held = [began, *(each for each in held if not record.not_recorded(day_of(each.on)))]
    for fact, met in zip_longest(held, held[1:]):
        why = SINCE_RECORDING if fact is began else ""
        timescale = _by_age(record.born_on, day_of(fact.on))
        yield from record.clock(timescale, fact, met=met, ending=care.ending, why=why)


def _recording_began(record: Record, care: Care, held: list[Fact]) -> Fact | None:
    """The day recording here began, for a child in care then whose assessment was due before it and is not known."""
    began = record.recording_began
    if began is None or record.born_on is None or not care.holds(day_of(began.on)):
        return None
    last = [day_of(each.on) for each in held if record.not_recorded(day_of(each.on))][-1:]
    limit = _by_age(record.born_on, last[0]) if last else INITIAL
    due = limit.current.due.after(last[0] if last else care.start_on)
    return began if record.not_recorded(day_of(due)) or not (last or care.start_known) else None


def _by_age(born: date, last: date) -> Timescale:
    return UNDER_FIVE if add_months(last, 6) < birthday(born, 5) else FIVE_AND_OVER


def _questionnaires(record: Record, care: Care) -> Iterator[Deadline]:
    """One for each year to 31 March, for as long as the child was looked after from its first day."""
    for year in range(_first_year(care.start_on), record.as_of.year + 1):
        start, last, closed = date(year, 4, 1), date(year + 1, 3, 31), date(year + 1, 4, 1)
        age = record.age_on(last)
        if start > record.as_of or not care.holds(start) or age is None or not 4 <= age <= 16:
            continue
        started = Fact(start, "periods_of_care", care.row.id, "Looked after as the year began")
        answered = _in_year(record, start, closed)
        ending = first_of(care.ending, _shut(closed, record.as_of, care), _reason(answered))
        yield from record.clock(QUESTIONNAIRE, started, met=_scored(answered), ending=ending, due=last)


def _first_year(day: date) -> int:
    """The first year that begins, on 1 April, on or after a day."""
    return day.year if day <= date(day.year, 4, 1) else day.year + 1


def _in_year(record: Record, start: date, closed: date) -> list[Row]:
    return [row for row in record.sdqs if start <= row.on < closed]


def _scored(rows: list[Row]) -> Fact | None:
    scored = [row for row in rows if row.score is not None]
    return Fact(scored[0].on, "sdqs", scored[0].id, "Questionnaire completed") if scored else None


def _reason(rows: list[Row]) -> Fact | None:
    """A recorded reason for having no score stops the clock, unless a score is there."""
    without = [row for row in rows if row.score is None and row.reason]
    if not without or _scored(rows):
        return None
    return Fact(without[0].on, "sdqs", without[0].id, "A reason for having none was recorded")


def _shut(closed: date, as_of: date, care: Care) -> Fact | None:
    return Fact(closed, "periods_of_care", care.row.id, "The year closed") if closed <= as_of else None


def _counted(record: Record, care: Care) -> list[Row]:
    """Assessments in the period of care, and one in the three months before it."""
    since = add_months(care.start_on, -3)
    before = [row for row in record.health_assessments if since <= row.on < care.start_on]
    return before[-1:] + care.within(record.health_assessments)


def _fact(row: Row, label: str) -> Fact:
    return Fact(row.on, "health_assessments", row.id, label)
