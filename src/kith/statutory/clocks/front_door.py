"""A contact at the front door: whoever made it hears back, and it is decided what is done, for each child it is about.

The 45 working days of an assessment start from the referral (facts table `referrals`) and are worked out once there are
assessments to meet them.
"""

from collections.abc import Iterator

from kith.lib.timescale import Kind, Timescale, working_days
from kith.statutory.clocks.deadline import Deadline, Fact
from kith.statutory.clocks.record import Record, Row
from kith.statutory.clocks.sources import read

ANONYMOUS = "9"
SOURCE = "Working Together to Safeguard Children 2023, chapter 3"
SEEN_AT = "a school’s policy that restates it, “Within one working day of a referral being made”; the guidance itself was not opened"
NOTES = (
    "This edition is of December 2023, and the rule is older; the day was not seen.",
    "Counted here from the contact, whatever comes of it: which contacts are referrals is local practice.",
    "Each child has a clock, brothers and sisters too, when one contact is about several.",
    "A council that publishes more working days for answering partners does not change this one.",
)
LIMITS = read(working_days(1), SOURCE, "partly", seen_at=SEEN_AT)

DECISION = Timescale(
    key="front_door.decision",
    reference="FD01",
    title="Decision about a contact",
    starts="contact received",
    stops="next steps decided",
    who="Social worker and manager",
    kind=Kind.ONE_OFF,
    basis="statutory guidance",
    limits=LIMITS,
    notes=NOTES,
)
HEARD_BACK = Timescale(
    key="front_door.heard_back",
    reference="FD01",
    title="Whoever made the contact hears that we have it",
    starts="contact received",
    stops="they were told",
    who="Front-door worker",
    kind=Kind.ONE_OFF,
    basis="statutory guidance",
    limits=LIMITS,
    notes=(*NOTES, "Not where the contact was anonymous."),
)

TIMESCALES = (DECISION, HEARD_BACK)


def work_out(record: Record) -> Iterator[Deadline]:
    for row in record.contacts:
        started = Fact(row.received_at, "contacts", row.id, "Contact received")
        yield from record.clock(
            DECISION,
            started,
            met=_met(row, row.decided_at, "It was decided what is done"),
            ending=record.ending,
        )
        if row.source != ANONYMOUS:
            met = _met(row, row.heard_at, "They were told")
            yield from record.clock(HEARD_BACK, started, met=met, ending=record.ending)


def _met(row: Row, at, label: str) -> Fact | None:
    return Fact(at, "contacts", row.id, label) if at else None
