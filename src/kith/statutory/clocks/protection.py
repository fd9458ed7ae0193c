"""Protection: from the strategy discussion that a person marked to the conference, and what a protection plan asks for.

- Brothers and sisters have a clock each, also where one discussion or one conference was about them all.
- An enquiry for which no discussion is marked (one that came from a return) starts no clock: which day it would be is not
  guessed.
- A pregnancy that ends stops them, as death and the eighteenth birthday do: the facts say so of enquiries and plans.
- A visit at which the child is known not to have been seen does not count. Any other visit does, whatever it was for.
"""

from collections.abc import Iterator
from datetime import date

from kith.lib.days import add_working_days, day_of
from kith.lib.timescale import BEFORE_THE_EVENT, Kind, Timescale, months, weeks, working_days
from kith.lib.words import plural
from kith.statutory.clocks.deadline import Deadline, Fact
from kith.statutory.clocks.record import SINCE_RECORDING, Record, Row, first_of
from kith.statutory.clocks.sources import read

GUIDANCE = "Working Together to Safeguard Children 2023"
NOT_OPENED = "the paragraph of the guidance was not seen"

SEE_CHILD = Timescale(
    key="protection.see_child",
    reference="CP01",
    title="See the child in a section 47 enquiry",
    starts="strategy discussion that decided on the enquiry",
    stops="child seen",
    who="Social worker",
    kind=Kind.ONE_OFF,
    basis="local",
    local=True,
    limits=read(working_days(1), "Torbay’s page on visiting timescales; the guidance gives no number"),
)
INITIAL_CONFERENCE = Timescale(
    key="protection.initial_conference",
    reference="CP02",
    title="Initial child protection conference",
    starts="strategy discussion at which the enquiry was started, as a person marked it",
    stops="initial conference held",
    who="Conference chair",
    kind=Kind.ONE_OFF,
    basis="statutory guidance",
    limits=read(working_days(15), f"{GUIDANCE}, chapter 3; local procedures"),
    notes=(
        "Where there were several strategy discussions manuals differ: Solihull counts from the one that started the"
        " enquiry, the Isle of Man from the last. A person marks one and says why.",
        "No paragraph of the guidance was found for the number.",
    ),
)
ASK_FOR_CONFERENCE = Timescale(
    key="protection.ask_for_conference",
    reference="CP03",
    title="Conference asked for",
    starts="an enquiry found that a conference is needed",
    stops="conference asked for, or held",
    who="Social worker",
    kind=Kind.ONE_OFF,
    basis="local",
    local=True,
    limits=read(working_days(1), "Bolton’s procedures on child protection conferences"),
)
TRANSFER_CONFERENCE = Timescale(
    key="protection.transfer_conference",
    reference="CP08",
    title="Transfer-in conference",
    starts="another authority told of its plan, or we accepted the case: the day a person chose",
    stops="transfer-in conference held",
    who="Conference chair",
    kind=Kind.ONE_OFF,
    basis="local",
    local=True,
    limits=read(
        working_days(15), "Local procedures on children who move between authorities; no national start was found", "partly",
        seen_at="the procedures of Norfolk’s partnership (3.8) and of the Tees partnerships (13)",
    ),
    notes=(
        "Norfolk counts from the written notification, the Tees authorities from the day the case is accepted. A person"
        " chooses one and says why.",
        "The other authority keeps its plan until the conference.",
    ),
)  # fmt: skip
FIRST_CORE_GROUP = Timescale(
    key="protection.first_core_group",
    reference="CP04",
    title="First core group",
    starts="conference that started the protection plan",
    stops="core group held",
    who="Lead child protection practitioner",
    kind=Kind.ONE_OFF,
    basis="statutory guidance",
    limits=read(
        working_days(10), GUIDANCE, "partly",
        seen_at=f"the procedures of two English partnerships, Medway and Sefton; {NOT_OPENED}",
    ),
)  # fmt: skip
LATER_CORE_GROUP = Timescale(
    key="protection.later_core_group",
    reference="CP04",
    title="Next core group",
    starts="last core group",
    stops="core group held",
    who="Lead child protection practitioner",
    kind=Kind.RECURRING,
    basis="local",
    local=True,
    limits=read(weeks(6), "Local practice: from every four weeks (Sefton) to every six", "no"),
)
FIRST_REVIEW = Timescale(
    key="protection.first_review",
    reference="CP05",
    title="First review conference",
    starts="conference that started the protection plan",
    stops="review conference held",
    who="Conference chair",
    kind=Kind.ONE_OFF,
    basis="statutory guidance",
    limits=read(
        months(3), GUIDANCE, "partly",
        seen_at=f"Wales’s procedures and a leaflet for young people in England; {NOT_OPENED}",
    ),
    notes=("Counted from the day of the conference.", "A transfer-in conference starts it afresh."),
)  # fmt: skip
LATER_REVIEW = Timescale(
    key="protection.later_review",
    reference="CP05",
    title="Next review conference",
    starts="last review conference",
    stops="review conference held",
    who="Conference chair",
    kind=Kind.RECURRING,
    basis="statutory guidance",
    limits=read(
        months(6), GUIDANCE, "partly",
        seen_at=f"Wales’s procedures and a leaflet for young people in England; {NOT_OPENED}",
    ),
)  # fmt: skip
VISIT = Timescale(
    key="protection.visit",
    reference="CP06",
    title="Visit to a child with a protection plan",
    starts="protection plan started, or the last visit",
    stops="child visited and seen",
    who="Lead child protection practitioner",
    kind=Kind.RECURRING,
    basis="local",
    local=True,
    limits=read(
        working_days(10), "Local practice, from ten working days to 28 days; no national number was found", "partly",
        seen_at="an English partnership’s guidance on core groups",
    ),
    notes=("The conference sets how often; ten working days is only what Kith proposes.",),
)  # fmt: skip
LONG_PLAN = Timescale(
    key="protection.long_plan",
    reference="CP07",
    title="Look again at a plan that lasts so long",
    starts="protection plan started",
    stops="protection plan ended",
    who="Conference chair and manager",
    kind=Kind.EXPIRING,
    basis="practice",
    local=True,
    limits=read(
        months(24), "Warrington’s page on conferences: a plan should not go on longer than two years"
    ),
    warnings=(months(15),),
)
ESCALATION = Timescale(
    key="protection.escalation",
    reference="",
    title="Answer to the conference chair",
    starts="chair escalated",
    stops="management answered",
    who="Team manager",
    kind=Kind.BEFORE,
    basis="local",
    local=True,
    limits=read(BEFORE_THE_EVENT, "The chair sets the day in each case; no national number was looked for"),
)

TIMESCALES = (
    SEE_CHILD, INITIAL_CONFERENCE, ASK_FOR_CONFERENCE, TRANSFER_CONFERENCE, FIRST_CORE_GROUP, LATER_CORE_GROUP, FIRST_REVIEW, LATER_REVIEW,
    VISIT, LONG_PLAN, ESCALATION,
)  # fmt: skip


def work_out(record: Record) -> Iterator[Deadline]:
    for row in record.enquiries:
        yield from _of_enquiry(record, row)
    for row in record.transfers_in:
        yield from _of_transfer(record, row)
    for row in record.protection_plans:
        yield from _of_plan(record, row)
    for row in record.escalations:
        met = Fact(row.answered_on, "escalations", row.id, "Management answered") if row.answered_on else None
        raised = Fact(row.on, "escalations", row.id, "The chair escalated")
        yield from record.clock(ESCALATION, raised, met=met, ending=record.ending, due=row.answer_by)


def _of_enquiry(record: Record, row: Row) -> Iterator[Deadline]:
    over = _fact(row.pregnancy_ended_on, row, "The pregnancy ended")
    ended = _fact(row.end_on, row, "The enquiry ended")
    held = next((each for each in record.conferences if each.enquiry == row.id), None)
    conference = Fact(held.on, "conferences", held.id, "Conference held") if held else None
    if started := _fact(row.clock_on, row, "Strategy discussion"):
        seen = _fact(row.seen_on, row, "Child seen")
        yield from record.clock(SEE_CHILD, started, met=seen, ending=first_of(ended, over, record.ending))
        without = ended if row.end_on and row.conference_not_required else None
        ending = first_of(without, over, record.ending)
        yield from record.clock(INITIAL_CONFERENCE, started, met=conference, ending=ending)
    if ended and not row.conference_not_required:
        asked = first_of(_fact(row.asked_on, row, "Conference asked for"), conference)
        yield from record.clock(ASK_FOR_CONFERENCE, ended, met=asked, ending=first_of(over, record.ending))


def _of_transfer(record: Record, row: Row) -> Iterator[Deadline]:
    held = [each for each in record.conferences if each.kind == "transfer" and each.on >= row.on]
    met = Fact(held[0].on, "conferences", held[0].id, "Conference held") if held else None
    over = Fact(row.end_on, "transfers_in", row.id, "No conference is needed") if row.end_on else None
    started = Fact(row.clock_on, "transfers_in", row.id, row.label)
    yield from record.clock(TRANSFER_CONFERENCE, started, met=met, ending=first_of(over, record.ending))


def _of_plan(record: Record, row: Row) -> Iterator[Deadline]:
    started = Fact(row.start_on, "protection_plans", row.id, "Protection plan started")
    ended = Fact(row.end_on, "protection_plans", row.id, "Protection plan ended") if row.end_on else None
    ending = first_of(ended, record.ending)
    reviews = [
        each for each in record.conferences if each.kind == "review" and _within(each.on, row, last=True)
    ]
    yield from _chain(
        record,
        started,
        ending,
        "conferences",
        reviews,
        (FIRST_REVIEW, LATER_REVIEW),
        "Review conference held",
    )
    groups = [each for each in record.core_groups if _within(each.on, row)]
    yield from _chain(
        record,
        started,
        ending,
        "core_groups",
        groups,
        (FIRST_CORE_GROUP, LATER_CORE_GROUP),
        "Core group held",
    )
    yield from _visits(record, row, started, ending)
    yield from record.clock(LONG_PLAN, started, met=ended, ending=record.ending)


def _chain(
    record: Record, started: Fact, ending: Fact | None, table: str, held: list[Row], rules: tuple[Timescale, Timescale], label: str
) -> Iterator[Deadline]:  # fmt: skip
    """Each meeting meets what the one before it started; the last starts what is due."""
    first, later = rules
    last = started
    for each in [*held, None]:
        met = Fact(each.on, table, each.id, label) if each else None
        over = ending and day_of(ending.on) <= day_of(last.on) and last is not started
        rule = first if last is started else later
        since, why = (last, "") if met else record.since(rule, last)
        if not over:
            yield from record.clock(later if why else rule, since, met=met, ending=ending, why=why)
        last = met or last


def _visits(record: Record, row: Row, started: Fact, ending: Fact | None) -> Iterator[Deadline]:
    """Each visit at which the child was seen starts the next, as often as the conference said."""
    seen = [each for each in record.visits if each.seen is not False and _within(each.on, row)]
    last, why = started, f"The conference asked for a visit every {plural(row.visit_every, 'working day')}"
    began = record.recording_began
    if began and day_of(began.on) > row.start_on:
        last, why = began, f"{why}. {SINCE_RECORDING}"
        seen = [each for each in seen if each.on >= day_of(began.on)]
    for each in [*seen, None]:
        met = Fact(each.on, "visits", each.id, "Child visited") if each else None
        due = add_working_days(day_of(last.on), row.visit_every)
        yield from record.clock(VISIT, last, met=met, ending=ending, due=due, why=why)
        last = met or last


def _within(day: date, row: Row, *, last: bool = False) -> bool:
    """Whether a day lies in the plan; the day it ended only where a conference may have ended it."""
    if day < row.start_on or row.end_on is None:
        return day >= row.start_on
    return day < row.end_on or (last and day == row.end_on)


def _fact(day: date | None, row: Row, label: str) -> Fact | None:
    return Fact(day, "enquiries", row.id, label) if day else None
