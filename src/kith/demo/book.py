"""The borough while it is being made: rows by table, numbered as they come."""

from collections import Counter, defaultdict
from collections.abc import Container, Mapping
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any, TypeVar

from kith.demo.chance import Stream, Turns, about, stream

T = TypeVar("T")

DAY = timedelta(days=1)


class Book:
    """Rows waiting to be written, and how many there have been of each table."""

    def __init__(self, seed: int, as_of: date) -> None:
        self.seed, self.as_of = seed, as_of
        self.rows: dict[type, list[Any]] = defaultdict(list)
        self.totals: dict[type, int] = defaultdict(int)
        self.surnames: Counter[str] = Counter()
        self.logins: dict[int, int] = {}  # worker -> user
        self.slips: dict[int, str] = {}  # placement written down with a slip -> the right kind of provider
        self.duty = 0  # the worker on duty
        self.managers: dict[int, int] = {}  # worker -> manager now
        self.turns: dict[str, Turns[Any]] = defaultdict(Turns)  # by theme

    def add(self, table: type, /, *values: Any, **named: Any) -> int:
        """A new row; its number."""
        number = self.totals[table] = self.totals[table] + 1
        self.rows[table].append(table(number, *values, **named))
        return number

    def take(self) -> dict[type, list[Any]]:
        """Hand over what is waiting, and wait for more."""
        rows, self.rows = self.rows, defaultdict(list)
        return rows

    def turn(self, theme: str, random: Random, weights: Mapping[T, float], size: int = 1,
             among: Container[T] | None = None, lean: Mapping[T, float] | None = None) -> T:  # fmt: skip
        """One of the names, by weight: over all draws for this theme the shares are kept."""
        return self.turns[theme].draw(random, weights, size, among, lean)

    def stream(self, theme: str, number: int = 0) -> Stream:
        return stream(self.seed, theme, number)

    def moment(self, random: Random, day: date) -> datetime:
        """A moment in working hours; on the last day before eight, so that nothing lies ahead of whoever looks."""
        if day < self.as_of:
            return working_moment(random, day)
        return datetime.combine(day, time(7, int(random.random() * 60)), UTC)


def years_before(day: date, years: float) -> date:
    return day - timedelta(days=round(years * 365.2425))


def between(random: Random, first: date, last: date) -> date:
    """A day from `first` to `last`, both included; `first` where they are the wrong way round."""
    return first + timedelta(days=about(random, 0, max((last - first).days, 0)))


def working_moment(random: Random, day: date) -> datetime:
    """A moment in working hours, to the minute."""
    return datetime.combine(day, time(8 + int(random.random() * 9), int(random.random() * 60)), UTC)


def weekday(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(day.weekday() - 4, 0))


def born_in(random: Random, band: tuple[int, int], on: date) -> date:
    """A birth that makes the child's age lie in the band on a day."""
    low, high = years_before(on, band[1]) + timedelta(days=2), years_before(on, band[0]) - timedelta(days=2)
    return between(random, low, high)
