"""Whether one child's episodes can all be true; what cannot is refused, with the rows and the way to mend them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from kith.statutory.codes import ANOTHER_EPISODE, DIED, SHORT_BREAKS
from kith.statutory.ssda903.history import Sources

STARTED = "S"
_PLACEMENT_CHANGED = frozenset("PTBU")


@dataclass(frozen=True)
class Episode:
    """One row of the Episodes table, with the rows of the files it came from."""

    start: date
    rne: str | None
    legal_status: str | None
    need: str | None
    place: str | None
    provider: str | None
    end: date | None
    end_reason: str | None
    place_change: str | None
    home: str | None
    postcode: str | None
    urn: str | None
    sources: Sources

    @property
    def where(self) -> tuple[str | None, ...]:
        return (self.place, self.provider, self.postcode, self.urn)

    @property
    def kind(self) -> str:
        return "short_breaks" if self.legal_status in SHORT_BREAKS else "looked_after"

    @property
    def changes_placement(self) -> bool:
        return self.rne in _PLACEMENT_CHANGED

    @property
    def left_care(self) -> bool:
        return self.end_reason not in (None, ANOTHER_EPISODE)


class CannotStand(Exception):
    """These episodes cannot all be true."""

    def __init__(self, kind: str, reason: str, rows: Sources, mend: str) -> None:
        super().__init__(reason)
        self.kind, self.reason, self.rows, self.mend = kind, reason, rows, mend


Notify = Callable[[str, str, Sources], None]


def in_order(episodes: list[Episode], notify: Notify) -> list[Episode]:
    """The episodes in their order, each ended where the next says so. Raises where they contradict each other."""
    ordered = sorted(episodes, key=_order)
    for episode in ordered:
        _check_alone(episode, notify)
    closed = [_check_pair(before, after, notify) for before, after in pairwise(ordered)]
    return [*closed, *ordered[-1:]]


def _check_alone(episode: Episode, notify: Notify) -> None:
    if not (episode.legal_status and episode.place):
        absent = "legal status (LS)" if not episode.legal_status else "type of placement (PLACE)"
        notify(
            "no legal status or placement",
            f"The episode of {day(episode.start)} has no {absent}.",
            episode.sources,
        )
    if episode.end and episode.end < episode.start:
        raise CannotStand(
            "ends before it starts",
            f"An episode starts on {day(episode.start)} and ends before that, on {day(episode.end)}.",
            episode.sources,
            "Correct DECOM or DEC.",
        )


def _check_pair(before: Episode, after: Episode, notify: Notify) -> Episode:
    rows = before.sources + after.sources
    if before.end_reason == DIED:
        reason = f"The child is recorded as having died, yet another episode starts on {day(after.start)}."
        raise CannotStand("goes on after death", reason, rows, "Correct REC, or remove the later episode.")
    if before.end is None:
        return _close(before, after, notify)
    if before.start == before.end == after.start == after.end:
        reason = f"Two episodes begin and end on {day(after.start)}; nothing says which came first."
        raise CannotStand("two one-day episodes", reason, rows, "Remove or correct one of them.")
    if before.end > after.start:
        _overlap(before, after)
    return before


def _close(before: Episode, after: Episode, notify: Notify) -> Episode:
    """An episode without an end, followed by another: the next one ends it, unless the two say otherwise."""
    rows = before.sources + after.sources
    if before.left_care or (before.end_reason is None and after.rne == STARTED):
        reason = (
            f"The episode of {day(before.start)} has no end date, yet another starts on {day(after.start)} "
            "and does not carry it on."
        )
        raise CannotStand(
            "open while another starts", reason, rows, "Fill in DEC and REC of the earlier episode."
        )
    if before.start == after.start:
        _overlap(before, after)
    says = f"The episode of {day(before.start)} has no end date; it was ended when the next began, on {day(after.start)}."
    notify("no end date, ended by the next", says, rows)
    return replace(before, end=after.start, end_reason=ANOTHER_EPISODE)


def _overlap(before: Episode, after: Episode) -> None:
    ended = f"ends on {day(before.end)}" if before.end else "has no end date"
    kind = "starts before care ended" if before.left_care else "episodes overlap"
    said = f" ({before.end_reason}, care ended)" if before.left_care else ""
    reason = (
        f"The episode of {day(before.start)} {ended}{said}, after another has started on {day(after.start)}."
    )
    mend = "Correct DEC of the earlier episode or DECOM of the later one, so that the first ends before the next begins."
    raise CannotStand(kind, reason, before.sources + after.sources, mend)


def day(value: date) -> str:
    return f"{value:%d/%m/%Y}"


def _order(episode: Episode) -> tuple[date, bool, date]:
    """By start; what begins and ends on one day stands before what begins that day and goes on."""
    return (episode.start, episode.end != episode.start, episode.end or date.max)
