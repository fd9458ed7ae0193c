"""Where a child has lived: stays in order, how far from home, how many moves, and the episodes computed from them."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from kith.care import facts
from kith.care.models import HomePostcode, PeriodOfCare, Placement
from kith.statutory.facts import Facts
from kith.statutory.postcodes import distance_miles
from kith.statutory.ssda903.episodes import episodes


@dataclass
class Stay:
    """A placement, how far it is from home in miles, and the temporary stays that lie inside it."""

    placement: Placement
    miles: float | None = None
    inside: list["Stay"] = field(default_factory=list)


def stays(child: int) -> list[Stay]:
    """Every placement of a child, newest first, each with the temporary stays that began in it."""
    rows = Placement.objects.filter(child=child).select_related("home__provider").order_by("start_on", "pk")
    homes = home_postcodes(child)
    found = [Stay(row, miles(row, homes)) for row in rows]
    lasting = [each for each in found if not each.placement.temporary]
    apart = [each for each in found if each.placement.temporary and not _put_inside(each, lasting)]
    return sorted(
        lasting + apart, key=lambda each: (each.placement.start_on, each.placement.pk), reverse=True
    )


def home_postcodes(child: int) -> list[HomePostcode]:
    """The postcodes of home over time, oldest first."""
    return list(HomePostcode.objects.filter(child=child).order_by("start_on", "pk"))


def miles(placement: Placement, homes: Sequence[HomePostcode]) -> float | None:
    """Miles from home, as it was when the placement began, to the placement; None where either is not known."""
    place = bisect_right([each.start_on for each in homes], placement.start_on) - 1
    if place < 0 or not homes[place].postcode or not (placement.home and placement.home.postcode):
        return None
    return distance_miles(homes[place].postcode, placement.home.postcode)


def moves(placements: Iterable[Placement], period: PeriodOfCare) -> int:
    """Changes of carer in a period of care: the first placement is no move, nor is a temporary stay."""
    begun = [each for each in placements if not each.temporary and _within(each.start_on, period)]
    ordered = sorted(begun, key=lambda each: (each.start_on, each.pk))
    return sum(not each.same_carer for each in ordered[1:])


def episodes_of(child: int) -> list[dict]:
    """The child's SSDA903 episodes, newest first, as published columns."""
    chosen = [child]
    care = Facts(
        periods_of_care=facts.periods_of_care(chosen),
        legal_statuses=facts.legal_statuses(chosen),
        placements=facts.placements(chosen),
        needs=facts.needs(chosen),
        home_postcodes=facts.home_postcodes(chosen),
    )
    return episodes(care).to_dicts()[::-1]


def _put_inside(stay: Stay, lasting: list[Stay]) -> bool:
    around = [each for each in lasting if each.placement.holds_on(stay.placement.start_on)]
    if around:
        around[-1].inside.append(stay)
    return bool(around)


def _within(day: date, period: PeriodOfCare) -> bool:
    return period.start_on <= day and (period.end_on is None or day < period.end_on or day == period.start_on)
