"""One child's episodes as separate timelines: periods of care, legal statuses, placements, needs, home postcodes.

An episode ends on the day the next begins (X1), which suits half-open periods: the end day is out.
"""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from kith.statutory.codes import TEMPORARY
from kith.statutory.ssda903.history import HomePostcode, LegalStatus, Need, PeriodOfCare, Placement, Sources
from kith.statutory.ssda903.standing import STARTED, Episode, Notify, day, in_order

_CARER_CHANGED = frozenset("PBS")


@dataclass(frozen=True)
class Timelines:
    periods_of_care: tuple[PeriodOfCare, ...] = ()
    legal_statuses: tuple[LegalStatus, ...] = ()
    placements: tuple[Placement, ...] = ()
    needs: tuple[Need, ...] = ()
    home_postcodes: tuple[HomePostcode, ...] = ()


def timelines(episodes: list[Episode], notify: Notify) -> Timelines:
    """The timelines of one child. `notify(kind, says, rows)` is called for what is odd. Raises CannotStand."""
    if not episodes:
        return Timelines()
    ordered = in_order(episodes, notify)
    periods = _periods(ordered, notify)
    return Timelines(
        tuple(_period(each, before, after, notify) for before, each, after in _with_neighbours(periods)),
        tuple(status for each in periods for status in _legal_statuses(each)),
        tuple(placement for each in periods for placement in _placements(each, notify)),
        _needs(ordered),
        _home_postcodes(ordered),
    )


# Periods of care


def _periods(episodes: list[Episode], notify: Notify) -> list[list[Episode]]:
    """The episodes of each unbroken period of care."""
    periods: list[list[Episode]] = []
    for episode in episodes:
        if periods and _goes_on(periods[-1][-1], episode, notify):
            periods[-1].append(episode)
        else:
            periods.append([episode])
    return periods


def _goes_on(before: Episode, after: Episode, notify: Notify) -> bool:
    rows = before.sources + after.sources
    touches = before.end == after.start and not before.left_care
    if touches and before.kind == after.kind:
        if after.rne == STARTED:
            says = f"RNE says care started on {day(after.start)}, but the episode before goes on to it. Shown as one period."
            notify("start inside a period of care", says, rows)
        return True
    if touches:
        says = f"Short breaks and being looked after follow each other on {day(after.start)} without an end of either."
        notify("short breaks run into care", says, rows)
    elif after.rne != STARTED:
        says = f"The episode of {day(after.start)} does not say that care started again (RNE {after.rne}), but it had ended."
        notify("new period without a start", says, rows)
    return False


def _with_neighbours(periods: list[list[Episode]]) -> list[tuple[date | None, list[Episode], date | None]]:
    """Each period with the end of the one before and the start of the one after."""
    ends = [None, *(period[-1].end for period in periods[:-1])]
    starts = [*(period[0].start for period in periods[1:]), None]
    return list(zip(ends, periods, starts, strict=True))


def _period(episodes: list[Episode], before: date | None, after: date | None, notify: Notify) -> PeriodOfCare:
    first, last = episodes[0], episodes[-1]
    if last.end is None and last.left_care:
        says = f"The last episode gives a reason for leaving care ({last.end_reason}) but no date. Shown as still in care."
        notify("reason for leaving without a date", says, last.sources)
    if last.end and last.end != after and not last.left_care:
        says = f"The episode that ends on {day(last.end)} does not say why care ended, and no other follows it that day."
        notify("ends without a reason", says, last.sources)
    reason = last.end_reason if last.end and last.left_care else None
    sources = _together(episodes)
    began_earlier = first.rne != STARTED and first.start != before
    rne = None if first.rne == STARTED else first.rne
    return PeriodOfCare(first.kind, first.start, last.end, reason, began_earlier, rne, sources)


def _legal_statuses(episodes: list[Episode]) -> list[LegalStatus]:
    groups: list[list[Episode]] = []
    for episode in episodes:
        if groups and groups[-1][-1].legal_status == episode.legal_status:
            groups[-1].append(episode)
        else:
            groups.append([episode])
    return [LegalStatus(g[0].legal_status, g[0].start, g[-1].end, _together(g)) for g in groups]


# Placements


@dataclass
class _Stay:
    """Episodes in one place, before temporary stays are laid inside what they interrupt."""

    episodes: list[Episode]

    @property
    def where(self) -> tuple[str | None, ...]:
        return self.episodes[0].where

    @property
    def temporary(self) -> bool:
        return self.episodes[0].place in TEMPORARY


def _placements(episodes: list[Episode], notify: Notify) -> list[Placement]:
    stays: list[_Stay] = []
    for episode in episodes:
        if stays and _stays(stays[-1].episodes[-1], episode, notify):
            stays[-1].episodes.append(episode)
        else:
            stays.append(_Stay([episode]))
    return [_placement(stay, notify) for stay in _joined(stays)]


def _stays(before: Episode, after: Episode, notify: Notify) -> bool:
    """Whether the child stayed where they were from one episode to the next."""
    if after.changes_placement:
        return False
    if before.where != after.where:
        says = f"The placement changes on {day(after.start)} although RNE ({after.rne}) says it does not. Shown as a move."
        notify("placement changes unsaid", says, before.sources + after.sources)
        return False
    if before.place_change:
        says = f"REASON_PLACE_CHANGE {before.place_change} is given, but the placement goes on. The reason was left out."
        notify("reason for a change that is none", says, before.sources)
    if before.legal_status == after.legal_status:
        says = f"The episode of {day(after.start)} changes neither legal status nor placement; it was joined to the one before."
        notify("episode that changes nothing", says, before.sources + after.sources)
    return True


def _joined(stays: list[_Stay]) -> list[_Stay]:
    """Placements that go on in the same place after temporary stays become one, with those stays inside it."""
    joined: list[_Stay] = []
    main: _Stay | None = None
    away = False
    for stay in stays:
        if stay.temporary:
            joined.append(stay)
        elif main and away and main.where == stay.where:
            main.episodes.extend(stay.episodes)
        else:
            joined.append(stay)
            main = stay
        away = stay.temporary
    return joined


def _placement(stay: _Stay, notify: Notify) -> Placement:
    first, last = stay.episodes[0], stay.episodes[-1]
    broken = [a for a, b in pairwise(stay.episodes) if a.end != b.start and a.place_change]
    for episode in broken:
        says = f"REASON_PLACE_CHANGE {episode.place_change} is given for a temporary stay elsewhere. The reason was left out."
        notify("reason for a temporary stay", says, episode.sources)
    if last.end is None and last.place_change:
        says = f"REASON_PLACE_CHANGE {last.place_change} is given, but the placement has not ended. The reason was left out."
        notify("reason for a change that is none", says, last.sources)
    return Placement(
        place=first.place,
        provider_type=first.provider,
        urn=first.urn,
        postcode=first.postcode,
        temporary=stay.temporary,
        same_carer=first.rne not in _CARER_CHANGED,
        start_on=first.start,
        end_on=last.end,
        end_reason=last.place_change if last.end else None,
        sources=_together(stay.episodes),
    )


# Facts that hold from a day on


def _needs(episodes: list[Episode]) -> tuple[Need, ...]:
    told = [each for each in episodes if each.need]
    changed = told[:1] + [after for before, after in pairwise(told) if before.need != after.need]
    return tuple(Need(each.need or "", each.start, each.sources) for each in changed)


def _home_postcodes(episodes: list[Episode]) -> tuple[HomePostcode, ...]:
    first = [each for each in episodes[:1] if each.home]
    changed = first + [after for before, after in pairwise(episodes) if before.home != after.home]
    return tuple(HomePostcode(each.home, each.start, each.sources) for each in changed)


def _together(episodes: list[Episode]) -> Sources:
    return tuple(dict.fromkeys(source for episode in episodes for source in episode.sources))
