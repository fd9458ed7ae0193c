"""A timescale: a duty with a time to it, the limits that have held, and where each was read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Literal

from kith.lib.days import add_hours, add_months, add_working_days, birthday, day_of, hours_between, start_of
from kith.lib.days import working_days_between as working_days_from

Moment = date | datetime


class Unit(StrEnum):
    WORKING_DAYS = "working day"
    DAYS = "day"
    WEEKS = "week"
    MONTHS = "month"
    HOURS = "hour"
    BEFORE = "before"
    AGE = "year old"
    NONE = "none"


class Kind(StrEnum):
    ONE_OFF = "one-off"
    RECURRING = "recurring"
    BEFORE = "before an event"
    EXPIRING = "expiring"
    # These two make no deadline; they are declared so that a list of duties is whole.
    DUTY = "duty without a time limit"
    RULE = "hard stop"


_LAST_DAY: dict[Unit, Callable[[date, int], date]] = {
    Unit.WORKING_DAYS: add_working_days,
    Unit.DAYS: lambda start, number: start + timedelta(days=number),
    Unit.WEEKS: lambda start, number: start + timedelta(weeks=number),
    Unit.MONTHS: add_months,
    Unit.AGE: birthday,
    Unit.BEFORE: lambda start, _: start,
}


@dataclass(frozen=True, slots=True)
class Due:
    """How long something may take."""

    unit: Unit
    number: int = 0

    def after(self, start: Moment) -> Moment:
        """The last day, or moment, on which the thing is in time. For an age, `start` is the day of birth."""
        if self.unit is Unit.HOURS:
            return add_hours(start if isinstance(start, datetime) else start_of(start), self.number)
        return self._last_day(day_of(start))

    def _last_day(self, start: date) -> date:
        if found := _LAST_DAY.get(self.unit):
            return found(start, self.number)
        raise ValueError("This duty has no time limit, so nothing falls due. Show the duty without a date.")

    def overrun(self, due: Moment, now: Moment) -> str:
        """How late `now` is for `due`, in words and in this limit's own unit."""
        if isinstance(due, datetime):
            hours = int(hours_between(due, now if isinstance(now, datetime) else start_of(now)))
            return _hours_in_words(hours)
        last, day = day_of(due), day_of(now)
        if self.unit is Unit.WORKING_DAYS and (working := working_days_from(last, day)):
            return _count(working, "working day")
        return self._calendar_overrun(last, day)

    def _calendar_overrun(self, due: date, day: date) -> str:
        whole, rest = 0, (day - due).days
        if self.unit is Unit.WEEKS:
            whole, rest = divmod(rest, 7)
        elif self.unit is Unit.MONTHS:
            whole = (day.year - due.year) * 12 + day.month - due.month
            whole -= add_months(due, whole) > day
            rest = (day - add_months(due, whole)).days
        parts = [_count(whole, str(self.unit.value))] if whole else []
        return " and ".join(parts + ([_count(rest, "day")] if rest or not whole else []))

    def __str__(self) -> str:
        if self.unit is Unit.BEFORE:
            return "before it takes effect"
        return "no time limit" if self.unit is Unit.NONE else _count(self.number, self.unit.value)


def _hours_in_words(hours: int) -> str:
    """Hours while they are few enough to mean something, then days."""
    if hours > 48:
        return _count(hours // 24, "day")
    return _count(hours, "hour") if hours else "less than an hour"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


def working_days(number: int) -> Due:
    return Due(Unit.WORKING_DAYS, number)


def days(number: int) -> Due:
    return Due(Unit.DAYS, number)


def weeks(number: int) -> Due:
    return Due(Unit.WEEKS, number)


def months(number: int) -> Due:
    return Due(Unit.MONTHS, number)


def hours(number: int) -> Due:
    return Due(Unit.HOURS, number)


def age(number: int) -> Due:
    """On reaching an age."""
    return Due(Unit.AGE, number)


# No later than the day of the event: days are what is recorded, and on the day itself cannot be told from before.
BEFORE_THE_EVENT = Due(Unit.BEFORE)
NO_LIMIT = Due(Unit.NONE)


class LawNotKnown(LookupError):
    """What the limit was on that day is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One limit, from a day. `since=None`: the day it began was not sourced, and the product says so."""

    since: date | None
    due: Due
    source: str
    checked: date
    verified: Literal["yes", "partly", "no"]
    seen_at: str = ""
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timescale:
    """A rule of law, guidance or practice. `local`: a local standard or practice, never to be shown as law."""

    key: str
    reference: str
    title: str
    starts: str
    stops: str
    who: str
    kind: Kind
    basis: str
    limits: tuple[Limit, ...]
    local: bool = False
    notes: tuple[str, ...] = ()
    # How long after the start an expiring clock gives warning.
    warnings: tuple[Due, ...] = ()

    def limit_on(self, day: date) -> Limit:
        """The limit that held on a day. Raises `LawNotKnown` before the first, and after the last has ended."""
        found = self.find_limit(day)
        if found is None:
            raise LawNotKnown(
                f"No limit is known for “{self.title}” on {day}: the first sourced one starts on"
                f" {self.limits[0].since}. Add a limit with its source, or leave the clock out."
            )
        return found

    def find_limit(self, day: date) -> Limit | None:
        """The limit that held on a day, or none: a limit holds until the next one's `since`."""
        for limit in reversed(self.limits):
            if limit.since is None or limit.since <= day:
                return limit if limit.holds_on(day) else None
        return None

    @property
    def current(self) -> Limit:
        """The latest limit."""
        return self.limits[-1]

    @property
    def verified(self) -> str:
        """How sure we are of the latest limit."""
        return self.current.verified

    @property
    def makes_deadlines(self) -> bool:
        return self.kind not in (Kind.DUTY, Kind.RULE)
