"""The rules for visiting a child who is looked after. How they are applied is in `visits`."""

from datetime import date
from typing import Literal

from kith.lib.timescale import Due, Kind, Timescale, months, weeks
from kith.statutory.clocks.sources import AS_MADE, REGULATIONS, care_planning, read


def _visit(
    key: str,
    reference: str,
    title: str,
    starts: str,
    due: Due,
    regulation: str,
    verified: Literal["yes", "partly", "no"],
    *,
    notes: tuple[str, ...] = (),
    kind: Kind = Kind.RECURRING,
    since: date = REGULATIONS,
    seen_at: str = AS_MADE,
) -> Timescale:
    return Timescale(
        key=f"visit.{key}",
        reference=reference,
        title=title,
        starts=starts,
        stops="child visited",
        who="Social worker",
        kind=kind,
        basis="regulation",
        limits=read(due, care_planning(regulation), verified, since=since, seen_at=seen_at),
        notes=notes,
    )


_LAST = "Counted from the last visit."
_AMENDED = "Paragraph numbers are those before 1 April 2015; the amended text was not displayed."

FIRST = _visit(
    "first", "LA12", "First visit in a placement", "placement starts", weeks(1), "28(2)(a)", "yes",
    kind=Kind.ONE_OFF, notes=("Each new placement starts the clock again.",),
)  # fmt: skip
FIRST_YEAR = _visit(
    "first_year", "LA13", "Visit in the first year of a placement", "last visit", weeks(6), "28(2)(b)", "yes",
    notes=(_LAST,),
)  # fmt: skip
UNTIL_18 = _visit(
    "until_18", "LA14", "Visit in a placement meant to last to 18", "last visit", months(3), "28(2)(c)(i)", "yes",
    notes=("After the first year. Three months, not twelve weeks.", _LAST, _AMENDED),
)  # fmt: skip
LATER_YEARS = _visit(
    "later_years", "LA15", "Visit after the first year of a placement", "last visit", weeks(6), "28(2)(c)(ii)", "yes",
    notes=("Where the placement is not meant to last to 18.", _LAST, _AMENDED),
)  # fmt: skip
PARENT_WEEKLY = _visit(
    "parent_weekly", "LA16", "Weekly visit with a parent before the assessment is complete", "last visit", weeks(1),
    "28(3)", "partly", notes=("Until the first review.",),
)  # fmt: skip
PARENT_LATER = _visit(
    "parent_later", "LA16", "Visit with a parent placed before the assessment was complete", "last visit", weeks(6),
    "28(3)", "partly", notes=("After the first review.",),
)  # fmt: skip
TEMPORARY_WEEKLY = _visit(
    "temporary_weekly", "LA17", "Weekly visit under temporary approval or an interim order with a parent",
    "last visit", weeks(1), "28(4)", "partly", notes=("Until the first review.",),
)  # fmt: skip
TEMPORARY_LATER = _visit(
    "temporary_later", "LA17", "Visit under temporary approval or an interim order with a parent", "last visit",
    weeks(4), "28(4)", "partly", notes=("After the first review.", "Ends with full approval or a full order."),
)  # fmt: skip
ORDER_FIRST = _visit(
    "order_first", "LA18", "Visit within a week of a care order, living with a parent", "care order made", weeks(1),
    "28(5)", "partly", kind=Kind.ONE_OFF,
)  # fmt: skip
ORDER_LATER = _visit(
    "order_later", "LA18", "Visit under a care order, living with a parent", "last visit", weeks(6), "28(5)", "partly",
)  # fmt: skip
LONG_TERM = _visit(
    "long_term", "LA19", "Visit in a long-term foster placement with the child's agreement", "last visit", months(6),
    "28 as amended by SI 2015/495 (paragraph not seen)", "partly", since=date(2015, 4, 1),
    seen_at="manuals of Nottinghamshire, Calderdale and Walsall",
    notes=("After the first year, where a child of sufficient age and understanding agrees.",
           "Some councils visit more often."),
)  # fmt: skip

TIMESCALES = (
    FIRST, FIRST_YEAR, UNTIL_18, LATER_YEARS, PARENT_WEEKLY, PARENT_LATER, TEMPORARY_WEEKLY, TEMPORARY_LATER,
    ORDER_FIRST, ORDER_LATER, LONG_TERM,
)  # fmt: skip
