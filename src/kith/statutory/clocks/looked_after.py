"""Coming into care: care plan, reviewing officer, plan for permanence."""

from collections.abc import Iterator

from kith.lib.days import day_of
from kith.lib.timescale import BEFORE_THE_EVENT, Kind, Timescale, months, working_days
from kith.statutory.clocks.deadline import Deadline, Fact
from kith.statutory.clocks.record import LONG_AGO, Care, Record
from kith.statutory.clocks.reviews import FIRST_REVIEW
from kith.statutory.clocks.sources import care_planning, read

CARE_PLAN = Timescale(
    key="care.care_plan",
    reference="LA01",
    title="Care plan prepared",
    starts="first placement starts",
    stops="care plan prepared",
    who="Social worker",
    kind=Kind.ONE_OFF,
    basis="regulation",
    limits=read(working_days(10), care_planning("4(2)")),
    notes=(
        "Due before the first placement where that can be done; this is the outer limit.",
        "The plan is then kept under review.",
    ),
)
REVIEWING_OFFICER = Timescale(
    key="care.reviewing_officer",
    reference="LA26",
    title="Independent reviewing officer appointed before the first review",
    starts="became looked after",
    stops="reviewing officer appointed",
    who="Independent reviewing service",
    kind=Kind.BEFORE,
    basis="statute",
    limits=read(
        BEFORE_THE_EVENT,
        "Children Act 1989 s25A",
        "partly",
        seen_at="manuals of Rochdale, Blackburn with Darwen, Hertfordshire and Lancashire",
    ),
    notes=(
        "In force from April 2011; the day was not seen.",
        "Until the first review is held, due by the last day for holding it.",
    ),
)
REVIEWING_OFFICER_SOON = Timescale(
    key="care.reviewing_officer_soon",
    reference="LA26",
    title="Independent reviewing officer appointed within five working days",
    starts="became looked after",
    stops="reviewing officer appointed",
    who="Independent reviewing service",
    kind=Kind.ONE_OFF,
    basis="good practice",
    local=True,
    limits=read(
        working_days(5),
        "IRO Handbook, through council manuals",
        "partly",
        seen_at="manuals of Rochdale and Blackburn with Darwen",
    ),
    notes=(
        "Good practice, not law.",
        "Brothers and sisters have the same officer; a change is told to the child.",
    ),
)
PERMANENCE_PLAN = Timescale(
    key="care.permanence_plan",
    reference="LA27",
    title="Plan for permanence in place by the second review",
    starts="became looked after",
    stops="plan for permanence prepared",
    who="Social worker and independent reviewing officer",
    kind=Kind.ONE_OFF,
    basis="statutory guidance",
    limits=read(months(4), "Statutory guidance on care planning, as restated by i-space, chapter 6"),
)

TIMESCALES = (CARE_PLAN, REVIEWING_OFFICER, REVIEWING_OFFICER_SOON, PERMANENCE_PLAN)


def work_out(record: Record) -> Iterator[Deadline]:
    """A step taken before care began counts, if no earlier period of care stands between. Nothing of care whose start
    no return tells."""
    since = LONG_AGO
    for care in record.care:
        if not care.start_known:
            since = day_of(care.ending.on) if care.ending else since
            continue
        until = day_of(care.ending.on) if care.ending else None
        plan = record.done("care_plan_prepared", "Care plan prepared", after=since, before=until)
        started = care.stays[0].started if care.stays else care.started
        yield from record.clock(CARE_PLAN, started, met=plan, ending=care.ending)
        appointed = record.done(
            "reviewing_officer_appointed", "Reviewing officer appointed", after=since, before=until
        )
        yield from _reviewing_officer(record, care, appointed)
        permanence = record.done(
            "permanence_plan_prepared", "Plan for permanence prepared", after=since, before=until
        )
        yield from record.clock(PERMANENCE_PLAN, care.started, met=permanence, ending=care.ending)
        since = until or since


def _reviewing_officer(record: Record, care: Care, met: Fact | None) -> Iterator[Deadline]:
    before = care.reviews[0].on if care.reviews else FIRST_REVIEW.current.due.after(care.start_on)
    yield from record.clock(REVIEWING_OFFICER, care.started, met=met, ending=care.ending, due=before)
    yield from record.clock(REVIEWING_OFFICER_SOON, care.started, met=met, ending=care.ending)
