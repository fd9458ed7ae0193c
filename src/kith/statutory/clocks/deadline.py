"""A deadline: one due date for one child. "Late" is never kept: it is asked of a day."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from kith.lib.days import day_of, start_of
from kith.lib.timescale import Limit, Moment, Timescale


class Fact(NamedTuple):
    """A dated thing that happened: the facts table and row it stands in, and plain words for it."""

    on: Moment
    table: str
    id: int | None
    label: str


class State(StrEnum):
    MET = "met"
    MET_LATE = "met late"
    DUE = "due"
    LATE = "late"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Deadline:
    """What is due for a child, by when, under which limit, from which fact, and what met or ended it.

    `shortened_by` is the plan that asks for it sooner than the law. `why` says which rule was chosen, where
    several could apply. Every question about the present takes `as_of`: a day (its start) or a moment.
    """

    child: int
    timescale: Timescale
    limit: Limit
    started_by: Fact
    due: Moment
    met_by: Fact | None = None
    ended_by: Fact | None = None
    shortened_by: Fact | None = None
    why: str = ""

    @property
    def key(self) -> str:
        """The timescale's key."""
        return self.timescale.key

    @property
    def started_on(self) -> date:
        return day_of(self.started_by.on)

    @property
    def started_at(self) -> datetime | None:
        return _moment(self.started_by.on)

    @property
    def due_on(self) -> date:
        return day_of(self.due)

    @property
    def due_at(self) -> datetime | None:
        """The moment it is due, for clocks that count hours."""
        return _moment(self.due)

    @property
    def met_on(self) -> date | None:
        return day_of(self.met_by.on) if self.met_by else None

    @property
    def met_at(self) -> datetime | None:
        return _moment(self.met_by.on) if self.met_by else None

    @property
    def ended_on(self) -> date | None:
        """The day the clock stopped without being met: care or the placement ended, say."""
        return day_of(self.ended_by.on) if self.ended_by else None

    @property
    def shortened(self) -> bool:
        return self.shortened_by is not None

    def is_met(self, as_of: Moment) -> bool:
        return self.met_by is not None and day_of(self.met_by.on) <= day_of(as_of)

    def is_ended(self, as_of: Moment) -> bool:
        ended = self.ended_by is not None and day_of(self.ended_by.on) <= day_of(as_of)
        return ended and not self.is_met(as_of)

    def is_open(self, as_of: Moment) -> bool:
        """Neither met nor ended: due or late."""
        return not (self.is_met(as_of) or self.is_ended(as_of))

    def is_late(self, as_of: Moment) -> bool:
        """Whether it is open and its time has passed."""
        return self.is_open(as_of) and _after(as_of, self.due)

    def was_late(self, as_of: Moment) -> bool:
        """Whether it was met after its time, or ended after its time without being met."""
        last = self.met_by if self.is_met(as_of) else self.ended_by if self.is_ended(as_of) else None
        return last is not None and _after(last.on, self.due)

    def late_by(self, as_of: Moment) -> str:
        """How late it is, or was when met or ended, in the clock's own unit: "3 working days". Empty if in time."""
        closed = self.met_by if self.is_met(as_of) else self.ended_by if self.is_ended(as_of) else None
        return beyond(self.limit, self.due, closed.on if closed else as_of)

    def early_by(self, as_of: Moment) -> str:
        """How long before its time it was met, in the clock's own unit. Empty on the last day, or if not in time."""
        return spare(self.limit, self.due, self.met_by.on) if self.met_by and self.is_met(as_of) else ""

    def state(self, as_of: Moment) -> State:
        """Met, met late, due, late or ended, as it stood on a day."""
        if self.is_met(as_of):
            return State.MET_LATE if self.was_late(as_of) else State.MET
        if self.is_ended(as_of):
            return State.ENDED
        return State.LATE if self.is_late(as_of) else State.DUE

    def warns(self, as_of: Moment) -> bool:
        """Whether an expiring clock is open and past the first day of warning."""
        starts = [each.after(self.started_by.on) for each in self.timescale.warnings]
        return self.is_open(as_of) and any(not _after(start, as_of) for start in starts)


def beyond(limit: Limit, due: Moment, now: Moment) -> str:
    """How long after its time, in the clock's own unit: "3 working days". Empty if in time."""
    return limit.due.overrun(due, now) if _after(now, due) else ""


def spare(limit: Limit, due: Moment, met: Moment) -> str:
    """How long before its time something was done, in the same unit. Empty on its last day, or after."""
    if not isinstance(due, datetime):
        return limit.due.overrun(day_of(met), due) if day_of(met) < due else ""
    began = met if isinstance(met, datetime) else start_of(met)
    return limit.due.overrun(began, due) if began < due else ""


def _moment(on: Moment) -> datetime | None:
    return on if isinstance(on, datetime) else None


def _after(now: Moment, due: Moment) -> bool:
    """Whether `now` is later: by the day, or by the hour for a due moment, where a day means its start."""
    if not isinstance(due, datetime):
        return day_of(now) > due
    return (now if isinstance(now, datetime) else start_of(now)) > due
