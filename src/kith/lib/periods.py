"""Periods: half-open stretches of days. The end day is out, and null while it lasts.

A period that begins and ends on one day contains no day, yet it happened and keeps its date.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Period:
    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ValueError(
                f"The period ends on {self.end}, before it starts on {self.start}. Put one of the days right."
            )

    def contains(self, day: date) -> bool:
        """Whether `day` lies in the period."""
        return self.start <= day and (self.end is None or day < self.end)

    def starts_inside(self, other: "Period") -> bool:
        """Whether this begins while `other` lasts, or with it: so a period of one day has its place."""
        return other.contains(self.start) or self.start == other.start

    def overlaps(self, other: "Period") -> bool:
        """Whether the two share a day; a period of one day overlaps what lies on both sides of it."""
        return (other.end is None or self.start < other.end) and (self.end is None or other.start < self.end)

    def until(self, day: date | None) -> "Period":
        """The same period, ending no later than `day`."""
        if day is None or (self.end is not None and self.end <= day):
            return self
        return Period(self.start, max(day, self.start))

    def days(self, as_of: date) -> int:
        """How many days it has lasted by the start of `as_of`."""
        last = as_of if self.end is None else min(self.end, as_of)
        return max((last - self.start).days, 0)
