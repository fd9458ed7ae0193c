"""Chance that can be repeated: one stream of numbers for each theme and family, so that a new theme changes no other."""

from collections.abc import Container, Mapping, Sequence
from random import Random
from typing import Any, Generic, TypeVar
from zlib import crc32

T = TypeVar("T")


class Stream(Random):
    """Numbers that remember which sentences they chose last, so that nobody is written about twice in the same words."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.waiting: dict[int, list[Any]] = {}  # by what they were chosen from; those chosen last stand last

    def fresh(self, things: Sequence[T]) -> T:
        """One of the things, and none of those that were chosen last. The things must be the same object each time."""
        waiting = self.waiting.get(id(things))
        if waiting is None:
            start = int(self.random() * len(things))
            waiting = self.waiting[id(things)] = [*things[start:], *things[:start]]
        chosen: T = waiting.pop(int(self.random() * max(len(waiting) // 3, 1)))
        waiting.append(chosen)
        return chosen


def stream(seed: int, theme: str, number: int = 0) -> Stream:
    """The numbers of one theme for one family (or worker, or home)."""
    return Stream((seed << 72) ^ (crc32(theme.encode()) << 40) ^ number)


def share_out(total: int, weights: Mapping[T, float]) -> dict[T, int]:
    """Split a whole number by weights so that the parts add up to it: the largest remainders get what is left."""
    whole = sum(weights.values())
    exact = {name: total * weight / whole for name, weight in weights.items()}
    found = {name: int(value) for name, value in exact.items()}
    left = sorted(exact, key=lambda name: found[name] - exact[name])
    for name in left[: total - sum(found.values())]:
        found[name] += 1
    return found


class Turns(Generic[T]):
    """Draws that keep to their shares however few there are: whatever is due most comes next.

    What may rarely be drawn (an order only some children can have) makes up for it when it may. `lean` says who draws
    what rather than others do, without changing what all of them come to.
    """

    def __init__(self) -> None:
        self.due: dict[T, float] = {}

    def draw(self, random: Random, weights: Mapping[T, float], size: int = 1, among: Container[T] | None = None,
             lean: Mapping[T, float] | None = None) -> T:  # fmt: skip
        """The next name, for so many at once; only one of `among`, where some are named."""
        whole = sum(weights.values())
        lean = lean or {}
        best, most = next(iter(weights)), float("-inf")
        for name, weight in weights.items():
            due = self.due[name] = self.due.get(name, 0.0) + size * weight / whole
            lag = due + random.random() * lean.get(name, 1)
            if weight and lag > most and (among is None or name in among):
                best, most = name, lag
        self.due[best] -= size
        return best


def along(random: Random, total: float, weights: Mapping[T, float]) -> dict[T, int]:
    """Split a number by weights: whatever stands together in the mapping has its share too, near to one."""
    scale, reached = total / sum(weights.values()), random.random()
    found = {}
    for name, weight in weights.items():
        before, reached = int(reached), reached + weight * scale
        found[name] = int(reached) - before
    return found


def choose(random: Random, weights: Mapping[T, float]) -> T:
    """One of the names, by weight."""
    point = random.random() * sum(weights.values())
    for name, weight in weights.items():
        point -= weight
        if point < 0:
            return name
    return next(iter(weights))


def pick(random: Random, things: Sequence[T]) -> T:
    return things[int(random.random() * len(things))]


def about(random: Random, low: int, high: int) -> int:
    """A whole number from `low` to `high`, both included."""
    return low + int(random.random() * (high - low + 1))
