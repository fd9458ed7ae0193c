"""Family help: how often the family is visited while consent, or the law, lets the work go on. Local, never law.

Any visit at which the child was not known to be unseen counts, whatever it was for: nobody visits twice for the record's sake.
"""

from collections.abc import Iterator

from kith.lib.days import day_of
from kith.lib.timescale import Kind, Timescale, working_days
from kith.statutory.clocks.deadline import Deadline, Fact
from kith.statutory.clocks.record import Record, Row, first_of
from kith.statutory.clocks.sources import read

VISIT = Timescale(
    key="family_help.visit",
    reference="FH02",
    title="Visit to a family with family help",
    starts="consent or a legal basis in force, or the last visit",
    stops="family visited",
    who="Lead practitioner",
    kind=Kind.RECURRING,
    basis="local",
    local=True,
    limits=read(working_days(20), "Torbay Council, visiting timescales"),
    notes=(
        "A local standard, which each council sets for itself; it is not law.",
        "While consent is withdrawn nothing is due: it counts afresh from the day there is consent again.",
    ),
)

TIMESCALES = (VISIT,)


def work_out(record: Record) -> Iterator[Deadline]:
    for row in record.family_helps:
        yield from _visits(record, row)


def _visits(record: Record, row: Row) -> Iterator[Deadline]:
    """Each visit starts the next; none before recording here began, of which nothing is known."""
    over = Fact(row.end_on, "family_helps", row.id, "Consent, or the help, ended") if row.end_on else None
    ending = first_of(over, record.ending)
    last = Fact(row.start_on, "family_helps", row.id, "Family help could begin")
    began = record.recording_began
    if began and day_of(began.on) > row.start_on:
        last = began
    for each in [*(each for each in record.visits if _counts(each, row)), None]:
        if each and each.on <= day_of(last.on):
            continue  # it was visited on that day already, or could first be
        met = Fact(each.on, "visits", each.id, "Family visited") if each else None
        yield from record.clock(VISIT, last, met=met, ending=ending)
        last = met or last


def _counts(visit: Row, row: Row) -> bool:
    return visit.seen is not False and (row.end_on is None or visit.on < row.end_on)
