"""The arithmetic of a year: looked after at 31 March last year, plus starters, less leavers, is looked after at 31 March
this year; and where it is not, the children who explain why."""

from collections import defaultdict
from dataclasses import dataclass

from kith.statutory.returns.reconciling import Counted
from kith.statutory.ssda903.reconciling_groups import CEASED, LOOKED_AFTER, STARTED

# Whether a child was looked after a year ago, started in the year, ceased in it, is looked after now; and what that means.
Was = tuple[bool, bool, bool, bool]
_Y, _N = True, False
WHY: dict[Was, str] = {
    (_N, _Y, _Y, _Y): "Came into care more than once in the year: counted once among those who started and once among those who ceased",
    (_Y, _Y, _Y, _N): "Left care more than once in the year: counted once among those who started and once among those who ceased",
    (_N, _N, _N, _Y): "Looked after now and not a year ago, and no start in the year is told: recorded late, or from short breaks",
    (_Y, _N, _N, _N): "Looked after a year ago and not now, and no end is told",
    (_N, _N, _Y, _N): "Ceased in the year, but neither looked after a year ago nor started in it: recorded late, or from short breaks",
    (_N, _Y, _N, _N): "Started in the year and not looked after now, and no end is told",
    (_Y, _Y, _N, _Y): "Looked after a year ago and started again, and no end in between is told",
    (_Y, _N, _Y, _Y): "Ceased in the year and is looked after now, and no start in between is told",
    (_N, _N, _Y, _Y): "Ceased in the year and is looked after now, and no start is told",
    (_Y, _Y, _N, _N): "Looked after a year ago, started again, and is not looked after now; no end is told",
}  # fmt: skip


@dataclass(frozen=True)
class Explained:
    """Children who are one too many, or one too few, for the same reason. `by`: what each adds to the sum."""

    why: str
    by: int
    children: tuple[str, ...]


@dataclass(frozen=True)
class Arithmetic:
    """The sum of the year, and what explains the difference, child by child: the differences of all add up to `off_by`."""

    last: int
    started: int
    ceased: int
    this: int
    explained: tuple[Explained, ...]

    @property
    def expected(self) -> int:
        return self.last + self.started - self.ceased

    @property
    def off_by(self) -> int:
        return self.this - self.expected


def arithmetic(this: Counted, last: Counted) -> Arithmetic:
    """The sum for two returns of years that follow each other. Children are known by their numbers in capitals."""
    was, now = last.children(LOOKED_AFTER), this.children(LOOKED_AFTER)
    started, ceased = this.children(STARTED), this.children(CEASED)
    odd: dict[Was, list[str]] = defaultdict(list)
    for child in sorted(was | now | started | ceased):
        stands = (child in was, child in started, child in ceased, child in now)
        if _adds(stands):
            odd[stands].append(child)
    explained = tuple(Explained(WHY[stands], _adds(stands), tuple(some)) for stands, some in odd.items())
    return Arithmetic(len(was), len(started), len(ceased), len(now), explained)


def _adds(stands: Was) -> int:
    was, started, ceased, now = stands
    return now - (was + started - ceased)
