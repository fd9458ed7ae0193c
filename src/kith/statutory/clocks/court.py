"""Before court and in it: pre-proceedings, family group decision-making, and how long a court has.

- The days of pre-proceedings are practice, never shown as law; each child has a clock.
- The duty to offer family group decision-making is enacted, and the day it starts is not known: it makes no deadline.
- When a case management hearing is held the court says: of the days of the practice direction only the first was seen.
- The 26 weeks begin with the day of the application. Where the court extended the timetable, its day is due.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from kith.lib.days import day_of
from kith.lib.timescale import NO_LIMIT, Kind, Timescale, days, weeks
from kith.statutory.clocks.deadline import Deadline, Fact
from kith.statutory.clocks.record import Record, Row, first_of
from kith.statutory.clocks.sources import read

FIRM = "A law firm’s account of pre-proceedings meetings (Johnson Astills); no law or guidance was found"
ACT = "Children Act 1989 s31ZA, put in by the Children’s Wellbeing and Schools Act 2026 s1"
ENACTED = (
    "Enacted 29 April 2026. It starts on a day to be appointed by regulations (s78(5)), and none were found: whether it "
    "is in force is not known."
)
# The 26 weeks hold from some day of April 2014, which was not seen: earlier applications have no clock.
AFTER_APRIL_2014 = date(2014, 5, 1)
BEGINNING_WITH = "26 weeks beginning with the day of the application"
EXTENDED = "The court extended the timetable to this day"

OFFER = Timescale(
    key="court.offer_group_decision",
    reference="PP01",
    title="Offer family group decision-making in the letter before proceedings",
    starts="authority intends to apply for a care or supervision order",
    stops="offered to everybody with parental responsibility, or why not, and who decided",
    who="Social worker",
    kind=Kind.DUTY,
    basis="statute",
    limits=read(NO_LIMIT, f"{ACT}, subsections (1), (3) and (6)", "yes", seen_at="legislation.gov.uk, as enacted"),
    notes=(ENACTED, "Not offered where it would not be best for the child; the reason and who decided are recorded."),
)  # fmt: skip
MEETING_HELD = Timescale(
    key="court.group_decision_meeting",
    reference="PP02",
    title="Family group decision-making meeting before the application",
    starts="somebody with parental responsibility accepted",
    stops="meeting held",
    who="Social worker, with somebody independent to bring the family together",
    kind=Kind.DUTY,
    basis="statute",
    limits=read(NO_LIMIT, f"{ACT}, subsection (2)", "yes", seen_at="legislation.gov.uk, as enacted"),
    notes=(ENACTED, "The family’s plan is their own document and is kept as they wrote it."),
)
CASE_MANAGEMENT = Timescale(
    key="court.case_management_hearing",
    reference="PP06",
    title="Case management hearing",
    starts="application issued",
    stops="hearing held",
    who="Court",
    kind=Kind.DUTY,
    basis="practice direction",
    limits=read(
        NO_LIMIT, "Practice Direction 12A, Public Law Outline 2014", "partly",
        seen_at="a manual’s keyword, “on Day 12”; the last day and how days are counted were not seen",
    ),
    notes=("The court sets the day. It is written down under days in court, and Kith works out none.",),
)  # fmt: skip
LETTER = Timescale(
    key="court.letter_before_proceedings",
    reference="PP03",
    title="Letter before proceedings",
    starts="decided to begin pre-proceedings",
    stops="letter sent",
    who="Social worker, with legal services",
    kind=Kind.ONE_OFF,
    basis="practice",
    local=True,
    limits=read(days(5), FIRM),
)
FIRST_MEETING = Timescale(
    key="court.first_meeting",
    reference="PP03",
    title="First pre-proceedings meeting",
    starts="letter before proceedings sent",
    stops="meeting held",
    who="Social worker, with legal services",
    kind=Kind.ONE_OFF,
    basis="practice",
    local=True,
    limits=read(days(7), FIRM),
)
CONCLUDE = Timescale(
    key="court.conclude_pre_proceedings",
    reference="PP04",
    title="Decide how pre-proceedings end",
    starts="decided to begin pre-proceedings",
    stops="decided to step up to court or down",
    who="Head of service",
    kind=Kind.EXPIRING,
    basis="best practice",
    local=True,
    limits=read(
        weeks(16), "Public Law Working Group, best practice guidance 2021",
        seen_at="the contents of its final report only; the number of weeks was not seen",
    ),
    warnings=(weeks(8),),
    notes=("Many authorities work to 12 weeks.",),
)  # fmt: skip
PROCEEDINGS = Timescale(
    key="court.proceedings",
    reference="PP05",
    title="Care proceedings decided",
    starts="application made",
    stops="proceedings ended",
    who="Court",
    kind=Kind.ONE_OFF,
    basis="statute",
    limits=read(
        weeks(26), "Children Act 1989 s32(1)(a), as amended in 2014", "partly", since=AFTER_APRIL_2014,
        seen_at="a legal publisher’s page on pre-proceedings that restates it; the section itself was not opened",
    ),
    notes=(
        "In force since April 2014; the day was not seen, so it is worked out for applications from May 2014.",
        "The weeks begin with the day of the application. The court may extend them where that is needed to decide justly.",
    ),
)  # fmt: skip

TIMESCALES = (OFFER, MEETING_HELD, LETTER, FIRST_MEETING, CONCLUDE, PROCEEDINGS, CASE_MANAGEMENT)


def work_out(record: Record) -> Iterator[Deadline]:
    for row in record.pre_proceedings:
        yield from _before(record, row)
    applications = sorted(_applications(record), key=lambda each: day_of(each.on))
    for place, applied in enumerate(applications):
        following = applications[place + 1] if place + 1 < len(applications) else None
        yield from _proceedings(record, applied, following)


def _before(record: Record, row: Row) -> Iterator[Deadline]:
    decided = _fact(row, row.on, "Decided to begin pre-proceedings")
    ended = _fact(row, row.step_on, "Decided how they end") if row.step_on else None
    letter = _fact(row, row.letter_on, "Letter sent") if row.letter_on else None
    met = _fact(row, row.first_meeting_on, "Meeting held") if row.first_meeting_on else None
    ending = first_of(ended, record.ending)
    yield from record.clock(LETTER, decided, met=letter, ending=ending)
    if letter:
        yield from record.clock(FIRST_MEETING, letter, met=met, ending=ending)
    yield from record.clock(CONCLUDE, decided, met=ended, ending=record.ending)


def _fact(row: Row, day: date, label: str) -> Fact:
    return Fact(day, "pre_proceedings", row.id, label)


def _applications(record: Record) -> Iterator[Fact]:
    """Each application: with the pre-proceedings that led to it, or where there were none as a day in court."""
    for row in record.pre_proceedings:
        if row.application_on:
            yield _fact(row, row.application_on, "Application made")
    for row in record.court_hearings:
        if row.kind == "application":
            yield Fact(row.on, "court_hearings", row.id, "Application made")


def _proceedings(record: Record, applied: Fact, following: Fact | None) -> Iterator[Deadline]:
    """What the court did about this application: until the next one, if there was another."""
    held = [
        each for each in record.court_hearings
        if day_of(applied.on) <= each.on and (following is None or each.on < day_of(following.on))
    ]  # fmt: skip
    over = next((each for each in held if each.proceedings_ended), None)
    met = Fact(over.on, "court_hearings", over.id, "Proceedings ended") if over else None
    extended = max((each.extended_to for each in held if each.extended_to), default=None)
    due = extended or day_of(applied.on) + timedelta(weeks=26) - timedelta(days=1)
    why = EXTENDED if extended else BEGINNING_WITH
    yield from record.clock(PROCEEDINGS, applied, met=met, ending=record.ending, due=due, why=why)
