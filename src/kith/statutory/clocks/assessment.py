"""An assessment, from the referral; a manager's looks at it while it is written; reviews of a child in need plan."""

from collections.abc import Iterator, Sequence
from datetime import date

from kith.lib.timescale import Kind, Timescale, months, working_days
from kith.statutory.clocks.deadline import Deadline, Fact
from kith.statutory.clocks.record import Record, Row, first_of
from kith.statutory.clocks.sources import read

LATER = "A later assessment, or one without a referral: counted from the day it was started"
ASKED_SOONER = "The plan asks for it by this day"
NO_NUMBER = "no number of months was found in the guidance; months are commonly fewer, and local"

ASSESSMENT = Timescale(
    key="assessment.authorised",
    reference="FD05",
    title="Assessment finished and authorised",
    starts="referral received",
    stops="assessment authorised",
    who="Social worker or family help lead practitioner; a manager authorises",
    kind=Kind.ONE_OFF,
    basis="statutory guidance",
    limits=read(working_days(45), "Working Together to Safeguard Children, chapters 1 and 3"),
    notes=(
        "Counted from the referral, not from when a worker was given it. It is the longest it may take, not a target.",
        "Each child has a clock, brothers and sisters too, when one assessment is of several.",
        "Where there is no referral, or it was answered before, it counts from the day the assessment started.",
        "A referral after which nothing further was done has no clock.",
    ),
)


def _look(number: int) -> Timescale:
    return Timescale(
        key=f"assessment.looked_at_by_day_{number}",
        reference="FD06",
        title=f"Manager looks at the assessment by working day {number}",
        starts="assessment started",
        stops="manager looked at it",
        who="Team manager",
        kind=Kind.ONE_OFF,
        basis="local",
        local=True,
        limits=read(working_days(number), "Torbay Council, visiting timescales"),
        notes=("A local standard, which each council sets for itself; it is not law.",),
    )


def _review(key: str, title: str, starts: str, number: int, kind: Kind) -> Timescale:
    return Timescale(
        key=f"need_plan.{key}",
        reference="FH03",
        title=title,
        starts=starts,
        stops="review held",
        who="Lead practitioner or manager",
        kind=kind,
        basis="local",
        local=True,
        limits=read(months(number), "local practice", seen_at=NO_NUMBER),
        notes=("A local standard: the plan, or the review before, may ask for it sooner.",),
    )


LOOKS = (_look(10), _look(20))
FIRST_REVIEW = _review(
    "first_review", "First review of a child in need plan", "plan started", 3, Kind.ONE_OFF
)
LATER_REVIEW = _review(
    "later_review", "Next review of a child in need plan", "last review", 6, Kind.RECURRING
)

TIMESCALES = (ASSESSMENT, *LOOKS, FIRST_REVIEW, LATER_REVIEW)


def work_out(record: Record) -> Iterator[Deadline]:
    answers = _answers(record)
    for referral in record.referrals:
        if not referral.no_further_action:
            yield from _for_referral(record, referral, answers.get(referral.id))
    for row in record.assessments:
        if row is not answers.get(row.referral):
            ending = first_of(_closed(record, row.referral), record.ending)
            yield from record.clock(ASSESSMENT, _started(row), met=_authorised(row), ending=ending, why=LATER)
        yield from _looks(record, row)
    for plan in record.need_plans:
        yield from _reviews(record, plan)


def _answers(record: Record) -> dict[int, Row]:
    """For each referral, the first assessment that answers it."""
    going_on = {each.id for each in record.referrals if not each.no_further_action}
    first: dict[int, Row] = {}
    for row in record.assessments:
        if row.referral in going_on:
            first.setdefault(row.referral, row)
    return first


def _for_referral(record: Record, referral: Row, answer: Row | None) -> Iterator[Deadline]:
    received = Fact(referral.on, "referrals", referral.id, "Referral received")
    ending = first_of(_closed(record, referral.id), record.ending)
    yield from record.clock(ASSESSMENT, received, met=_authorised(answer) if answer else None, ending=ending)


def _closed(record: Record, referral: int | None) -> Fact | None:
    for row in record.closures:
        if referral is not None and row.referral == referral:
            return Fact(row.on, "closures", row.id, "The episode of need was closed")
    return None


def _started(row: Row) -> Fact:
    return Fact(row.started_on, "assessments", row.id, "Assessment started")


def _authorised(row: Row) -> Fact | None:
    on = row.authorised_on
    return Fact(on, "assessments", row.id, "Assessment authorised") if on else None


def _looks(record: Record, row: Row) -> Iterator[Deadline]:
    """An assessment authorised before a look was due needs none: authorising it was one."""
    held: Sequence[date] = [day for day in row.looked_on or () if day <= record.as_of]
    ending = first_of(_authorised(row), _closed(record, row.referral), record.ending)
    for place, timescale in enumerate(LOOKS):
        met = (
            Fact(held[place], "assessments", row.id, "A manager looked at it") if place < len(held) else None
        )
        yield from record.clock(timescale, _started(row), met=met, ending=ending)


def _reviews(record: Record, plan: Row) -> Iterator[Deadline]:
    ended = Fact(plan.end_on, "need_plans", plan.id, "The child in need plan ended") if plan.end_on else None
    ending = first_of(ended, record.ending)
    started, asked = Fact(plan.start_on, "need_plans", plan.id, "Child in need plan started"), plan.review_on
    timescale = FIRST_REVIEW
    for row in [*(each for each in record.need_plan_reviews if each.plan == plan.id), None]:
        met = Fact(row.on, "need_plan_reviews", row.id, "Review held") if row else None
        sooner = asked if asked and asked < timescale.current.due.after(started.on) else None
        since, why = (
            (started, ASKED_SOONER if sooner else "") if met or sooner else record.since(timescale, started)
        )
        rule = LATER_REVIEW if since is not started else timescale
        yield from record.clock(rule, since, met=met, ending=ending, due=sooner, why=why)
        if met and row:
            started, asked, timescale = met, row.next_on, LATER_REVIEW
