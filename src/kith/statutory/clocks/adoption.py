"""Authority to place for adoption, and being placed: reviews and visits of their own.

A finding of consent (a step) or a placement order gives authority. A placement order shows as legal status E1.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from kith.lib.days import day_of
from kith.lib.timescale import NO_LIMIT, Due, Kind, Timescale, months, weeks
from kith.statutory.clocks.deadline import Deadline, Fact
from kith.statutory.clocks.record import SINCE_RECORDING, Care, Record, Row, Stay, first_of
from kith.statutory.clocks.reviews import as_told, placed_for_adoption
from kith.statutory.clocks.sources import read

PLACEMENT_ORDER = "E1"
_SINCE = date(2005, 12, 30)
_SEEN = "legislation.gov.uk, regulation 36 as made and as it stood on 12 October 2009"
_LATER_TEXT = "Temporary rules of 2020 replaced this text for a time; the text after them was not displayed."


def _adoption(
    key: str, reference: str, title: str, starts: str, stops: str, due: Due, regulation: str, *notes: str,
    kind: Kind = Kind.ONE_OFF, who: str = "Independent reviewing officer",
) -> Timescale:  # fmt: skip
    return Timescale(
        key=f"adoption.{key}", reference=reference, title=title, starts=starts, stops=stops, who=who, kind=kind,
        basis="regulation", notes=(*notes, _LATER_TEXT),
        limits=read(due, f"Adoption Agencies Regulations 2005, reg {regulation}", "yes", since=_SINCE, seen_at=_SEEN),
    )  # fmt: skip


WAITING_FIRST = _adoption(
    "waiting_first", "AD03", "First review of a child waiting to be placed for adoption",
    "agency first has authority to place", "review held", months(3), "36(1)(a)",
    "Authority is a placement order, or consent recorded as a step.",
)  # fmt: skip
WAITING_LATER = _adoption(
    "waiting_later", "AD03", "Next review of a child waiting to be placed for adoption", "last review", "review held",
    months(6), "36(1)(b)", "Until the child is placed for adoption.", kind=Kind.RECURRING,
)  # fmt: skip
FIRST_REVIEW = _adoption(
    "first_review", "AD02", "First review of a child placed for adoption", "placed for adoption", "review held",
    weeks(4), "36(3)(a)",
)  # fmt: skip
SECOND_REVIEW = _adoption(
    "second_review", "AD02", "Second review of a child placed for adoption", "first review held", "review held",
    months(3), "36(3)(b)",
)  # fmt: skip
LATER_REVIEW = _adoption(
    "later_review", "AD02", "Next review of a child placed for adoption", "second or later review held",
    "review held", months(6), "36(3)(c)", "Until the child comes back or an adoption order is made.",
    kind=Kind.RECURRING,
)  # fmt: skip
_BOTH = "The child and the prospective adopter are both to be visited; the record tells whether the child was seen."
FIRST_VISIT = _adoption(
    "first_visit", "AD02", "First visit to a child placed for adoption", "placed for adoption", "child visited",
    weeks(1), "36(4)(a)", _BOTH, who="Social worker",
)  # fmt: skip
WEEKLY_VISIT = _adoption(
    "weekly_visit", "AD02", "Weekly visit to a child placed for adoption", "last visit", "child visited", weeks(1),
    "36(4)(a)", "Until the first review.", _BOTH, kind=Kind.RECURRING, who="Social worker",
)  # fmt: skip
LATER_VISIT = _adoption(
    "later_visit", "AD02", "Visit to a child placed for adoption, as a review decided", "last visit", "child visited",
    NO_LIMIT, "36(4)(a)", "The law leaves the number to each review: worked out where the plan for visits records it.",
    kind=Kind.RECURRING, who="Social worker",
)  # fmt: skip

PLACED = (FIRST_REVIEW, SECOND_REVIEW, LATER_REVIEW)
TIMESCALES = (WAITING_FIRST, WAITING_LATER, *PLACED, FIRST_VISIT, WEEKLY_VISIT, LATER_VISIT)


def work_out(record: Record) -> Iterator[Deadline]:
    for care in record.care:
        yield from _waiting(record, care)
        for stay in care.for_adoption:
            yield from _reviews(record, care, stay)
            yield from _visits(record, care, stay)


def _waiting(record: Record, care: Care) -> Iterator[Deadline]:
    """The stretches with authority to place in which the child is not placed."""
    since, lapse = _authority(record, care)
    if since is None:
        return
    rules: tuple[Timescale, ...] = (WAITING_FIRST, WAITING_LATER)
    for stay in care.for_adoption:
        if stay.ending and day_of(stay.ending.on) <= day_of(since.on):
            continue
        if stay.start_on > day_of(since.on):
            placed = placed_for_adoption(stay)
            yield from _stretch(record, care, since, rules, first_of(care.ending, lapse, placed))
        if stay.ending is None or not care.holds(day_of(stay.ending.on)):
            return
        since, rules = Fact(stay.ending.on, "placements", stay.id, "Placement for adoption ended"), rules[-1:]
    yield from _stretch(record, care, since, rules, first_of(care.ending, lapse))


def _stretch(
    record: Record, care: Care, since: Fact, rules: tuple[Timescale, ...], ending: Fact | None
) -> Iterator[Deadline]:
    """Once a placement has failed, what follows counts from the last review held."""
    start = day_of(since.on)
    before = [row for row in care.reviews if row.on < start]
    if since.table == "placements" and before:
        since = Fact(before[-1].on, "reviews", before[-1].id, "Review held")

    def holds(day: date) -> bool:
        return start <= day and (ending is None or day < day_of(ending.on))

    yield from as_told(record, since, care.reviews[len(before) :], rules, ending, holds)


def _authority(record: Record, care: Care) -> tuple[Fact | None, Fact | None]:
    """What first gave authority to place, and what ended it. Not where a return tells of the child only from then."""
    orders = [
        row for row in record.legal_statuses if row.code == PLACEMENT_ORDER and care.holds(row.start_on)
    ]
    consent = next((row for row in care.within(record.steps) if row.kind == "placement_consented"), None)
    order = (
        Fact(orders[0].start_on, "legal_statuses", orders[0].id, "Placement order made") if orders else None
    )
    agreed = Fact(consent.on, "steps", consent.id, "Consent to placement") if consent else None
    first = first_of(agreed, order)
    if first is None or (first is order and not care.start_known and first.on == care.start_on):
        return None, None
    last = orders[-1] if orders and not consent else None
    ended = last.end_on if last else None
    return first, Fact(ended, "legal_statuses", last.id, "Placement order ended") if last and ended else None


def _reviews(record: Record, care: Care, stay: Stay) -> Iterator[Deadline]:
    if stay.start_known:
        held = [row for row in care.reviews if _during(stay, row.on)]
        yield from as_told(
            record, placed_for_adoption(stay), held, PLACED, stay.ending, lambda day: _during(stay, day)
        )


def _visits(record: Record, care: Care, stay: Stay) -> Iterator[Deadline]:
    """Each visit starts the next clock: weekly until the first review, then as the plan for visits says."""
    seen = [row for row in care.within(record.visits) if row.kind == "care" and row.seen is not False]
    review = next((row for row in care.reviews if _during(stay, row.on)), None)
    started, last = _counted_from(record, stay)
    why = SINCE_RECORDING if last else ""
    for row in [*(row for row in seen if _during(stay, row.on) and (last is None or row.on > last)), None]:
        met = Fact(row.on, "visits", row.id, "Child visited") if row else None
        yield from _next_visit(record, stay, review, started, last, met, why) if started else ()
        if met and row:
            started, last, why = met, row.on, ""


def _counted_from(record: Record, stay: Stay) -> tuple[Fact | None, date | None]:
    """The placement; or the day recording here began, where a visit nobody here knows of was due before it."""
    began = record.recording_began
    first_due = day_of(FIRST_VISIT.current.due.after(stay.start_on))
    if began is None or (stay.start_known and not record.not_recorded(first_due)):
        return (placed_for_adoption(stay) if stay.start_known else None), None
    return (began, day_of(began.on)) if _during(stay, day_of(began.on)) else (None, None)


def _next_visit(
    record: Record, stay: Stay, review: Row | None, started: Fact, last: date | None, met: Fact | None, why: str
) -> Iterator[Deadline]:  # fmt: skip
    if last is None:
        yield from record.clock(FIRST_VISIT, started, met=met, ending=stay.ending, why=why)
        return
    weekly = last + timedelta(weeks=1)
    if review is None or review.on > weekly:
        yield from record.clock(WEEKLY_VISIT, started, met=met, ending=stay.ending, why=why)
        return
    if plan := _plan(record, max(last, review.on)):
        why = f"A visit every {plan.days} days was decided on"
        due = last + timedelta(days=plan.days)
        yield from record.clock(LATER_VISIT, started, met=met, ending=stay.ending, due=due, why=why)
    elif review.on > last:
        reviewed = first_of(Fact(review.on, "reviews", review.id, "First review held"), stay.ending)
        yield from record.clock(WEEKLY_VISIT, started, met=met, ending=reviewed, why=why)


def _plan(record: Record, day: date) -> Row | None:
    plans = [row for row in record.visit_frequencies if row.start_on <= day and row.days]
    held = [row for row in plans if row.end_on is None or day < row.end_on]
    return held[-1] if held else None


def _during(stay: Stay, day: date) -> bool:
    return stay.start_on <= day and (stay.ending is None or day < day_of(stay.ending.on))
