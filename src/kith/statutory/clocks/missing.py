"""Coming back after having been missing."""

from collections.abc import Iterator

from kith.lib.timescale import Kind, Timescale, hours
from kith.statutory.clocks.deadline import Deadline, Fact
from kith.statutory.clocks.record import Record, Row, first_of
from kith.statutory.clocks.sources import read

RETURN_INTERVIEW = Timescale(
    key="missing.return_interview",
    reference="LA30",
    title="Independent return home interview",
    starts="child returned",
    stops="interview held, or declined by the child",
    who="An independent person",
    kind=Kind.ONE_OFF,
    basis="statutory guidance",
    limits=read(
        hours(72),
        "Statutory guidance on children who run away or go missing from home or care, January 2014",
        "yes",
        seen_at="CYP Now's legal update and two manuals",
    ),
    notes=(
        "In force from January 2014; the day was not seen.",
        "Hours on the clock from the return, not from the report; each time missing is its own.",
        "Offered however long the child was missing; a child who declines is an outcome.",
        "The authority that looks after the child owns it, wherever the child lives.",
    ),
)

TIMESCALES = (RETURN_INTERVIEW,)


def work_out(record: Record) -> Iterator[Deadline]:
    """For each time missing; being away without authorisation starts no clock."""
    for row in record.missing:
        if row.kind != "M" or row.ended_at is None:
            continue
        started = Fact(row.ended_at, "missing", row.id, "Child returned")
        met = first_of(
            _outcome(row, row.interview_at, "held"), _outcome(row, row.interview_declined_at, "declined")
        )
        yield from record.clock(RETURN_INTERVIEW, started, met=met, ending=record.ending)


def _outcome(row: Row, at, what: str) -> Fact | None:
    return Fact(at, "missing", row.id, f"Interview {what}") if at else None
