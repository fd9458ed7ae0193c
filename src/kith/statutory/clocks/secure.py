"""Secure accommodation without a court's authority: so many hours in any 28 days."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from kith.lib.days import LONDON
from kith.lib.timescale import Kind, Timescale, hours
from kith.statutory.clocks.deadline import Deadline, Fact
from kith.statutory.clocks.record import Record, Row
from kith.statutory.clocks.sources import read

MOST, WITHIN = timedelta(hours=72), timedelta(days=28)

WITHOUT_COURT = Timescale(
    key="secure.without_court",
    reference="LA35",
    title="Secure accommodation without a court",
    starts="placed in secure accommodation",
    stops="court authority, or the child leaves",
    who="Director of children's services",
    kind=Kind.EXPIRING,
    basis="regulation",
    limits=read(
        hours(72),
        "Children (Secure Accommodation) Regulations 1991 reg 10",
        "partly",
        since=date(1991, 10, 14),
        seen_at="legislation.gov.uk, headings only; LexisNexis, page on secure accommodation (72 hours in any 28 days)",
    ),
    notes=(
        "In any 28 consecutive days, counted by the hour: earlier hours without a court leave fewer.",
        "What the regulation says of Sundays and public holidays was not seen, so nothing is added for them.",
        "Under 13 the Secretary of State approves. A first court order is at most three months.",
    ),
    warnings=(hours(24), hours(48)),
)

TIMESCALES = (WITHOUT_COURT,)
Hours = tuple[datetime, datetime]


def work_out(record: Record) -> Iterator[Deadline]:
    used: list[Hours] = []
    for row in record.secure_stays:
        if row.authorised_at is not None and row.authorised_at <= row.started_at:
            continue
        started = Fact(row.started_at, "secure_stays", row.id, "Placed in secure accommodation")
        ends = [at for at in (row.ended_at, row.authorised_at) if at is not None]
        met = _met(row, min(ends)) if ends else None
        due = runs_out(row.started_at, used)
        yield from record.clock(WITHOUT_COURT, started, met=met, ending=record.ending, due=due)
        if ends:
            used.append((row.started_at, min(ends)))


def _met(row: Row, at: datetime) -> Fact:
    label = "Left secure accommodation" if at == row.ended_at else "A court gave authority"
    return Fact(at, "secure_stays", row.id, label)


def runs_out(start: datetime, used: list[Hours]) -> datetime:
    """When the hours of a stay run out, given those before. Hours of 28 days ago fall out as the stay goes on."""
    at = began = start.astimezone(UTC)
    for turn in _turns(began, used):
        left = MOST - (at - began) - _spent(at, used)
        if left <= timedelta() or turn - began + _spent(turn, used) >= MOST:
            at += max(left, timedelta())
            break
        at = turn
    return at.astimezone(LONDON)


def _turns(start: datetime, used: list[Hours]) -> list[datetime]:
    """The moments at which an earlier stay begins or ceases to fall out, up to the latest the hours can last."""
    last = start + MOST
    falls = (moment.astimezone(UTC) + WITHIN for each in used for moment in each)
    return [*sorted(each for each in falls if start < each < last), last]


def _spent(until: datetime, used: list[Hours]) -> timedelta:
    """The hours of earlier stays in the 28 days that end at a moment."""
    since = until - WITHIN
    each = (to.astimezone(UTC) - max(began.astimezone(UTC), since) for began, to in used)
    return sum((max(hours, timedelta()) for hours in each), timedelta())
