"""Where the limits were read, written once."""

from datetime import date
from typing import Literal

from kith.lib.timescale import Due, Limit

# The day somebody last looked at all of these.
CHECKED = date(2026, 11, 22)
# The Care Planning regulations came into force.
REGULATIONS = date(2011, 4, 1)
# The amendment about placements outside the area; the day is inferred.
SINCE_2014 = date(2014, 1, 27)

NOT_READ_AGAIN = "not read again when last checked; the first reading stands"
AS_MADE = "legislation.gov.uk, the regulations as made, and as they stood before 1 April 2015"


def care_planning(regulation: str) -> str:
    return f"Care Planning, Placement and Case Review (England) Regulations 2010, reg {regulation}"


def read(
    due: Due,
    source: str,
    verified: Literal["yes", "partly", "no"] = "no",
    *,
    since: date | None = None,
    seen_at: str = NOT_READ_AGAIN,
) -> tuple[Limit, ...]:
    """The one limit known of a timescale, as last checked."""
    return (Limit(since=since, due=due, source=source, checked=CHECKED, verified=verified, seen_at=seen_at),)
