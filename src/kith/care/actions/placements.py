"""Where a child lives: a new placement, its end, a temporary stay inside it, a correction."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from kith.access.audit import Event, record
from kith.access.roles import Permission
from kith.care.actions.homes import NewHome, the_home
from kith.care.actions.succession import end, ending_at, looked_after_on, move, not_to_come
from kith.care.models import Placement
from kith.lib.days import age_on
from kith.people.models import Person
from kith.providers.models import Home
from kith.reach.doing import require
from kith.statutory import codes
from kith.statutory.clocks.duties import UNDER_16_UNREGULATED
from kith.store.history import as_it_stands
from kith.workforce.models import Worker

SUPPORTED = ("K3", "H5")  # supported accommodation, and what it was called before


def start_placement(
    *,
    child: Person,
    start_on: date,
    place: str,
    by: Worker,
    home: Home | NewHome | None = None,
    end_reason: str = "",
    **details: Any,
) -> Placement:
    """Record a new placement. The one before ends that day, for `end_reason`; a temporary stay ends nothing but a stay.

    `details` are the other columns of a placement: provider_type, same_carer, emergency, regulation_24 and dates.
    """
    require(by, Permission.PLACEMENT_CHANGE, child)
    not_to_come(start_on)
    looked_after_on(child, start_on)
    require_lawful(child, place, start_on)
    _adopters_stay_sealed(place, home)
    temporary = place in codes.TEMPORARY
    _end_the_one_before(child, start_on, temporary, end_reason)
    return add_placement(
        child=child,
        start_on=start_on,
        place=place,
        temporary=temporary,
        home=the_home(home, child, by),
        **details,
    )


def add_placement(**columns: Any) -> Placement:
    """The row itself, for actions that have asked already."""
    placement = Placement.objects.create(**columns)
    record(Event.ADDED, placement, on=placement.start_on)
    return placement


def end_placement(*, placement: Placement, end_on: date, reason: str, by: Worker) -> None:
    """End a placement, or a temporary stay. The child stays looked after."""
    require(by, Permission.PLACEMENT_CHANGE, placement.child)
    not_to_come(end_on, "end_on")
    as_it_stands(placement)
    if placement.end_on is not None:
        raise ValidationError("This placement has already ended. Look at Homes and needs.")
    if not placement.temporary:
        _end_stay(placement.child, end_on)
    end(placement, end_on, end_reason=reason)


def correct_placement(
    *,
    placement: Placement,
    start_on: date,
    end_on: date | None,
    place: str,
    reason: str,
    by: Worker,
    **details: Any,
) -> Placement:
    """Put right what was wrong in a placement, saying why; what stood before is kept."""
    require(by, Permission.PLACEMENT_CHANGE, placement.child)
    not_to_come(start_on)
    looked_after_on(placement.child, start_on)
    require_lawful(placement.child, place, start_on)
    if placement.temporary is not (place in codes.TEMPORARY):
        raise ValidationError(
            {
                "place": "A temporary stay cannot become a placement, nor the other way. End it and record the other."
            }
        )
    if "home" in details:
        _adopters_stay_sealed(place, details["home"])
        details["home"] = the_home(details["home"], placement.child, by)
    for name, value in (details | {"place": place}).items():
        setattr(placement, name, value)
    move(placement, of(placement.child, placement.temporary), start_on=start_on, end_on=end_on, reason=reason)
    return placement


def of(child: Person, temporary: bool) -> QuerySet[Placement]:
    return Placement.objects.filter(child=child, temporary=temporary)


def require_lawful(child: Person, place: str, start_on: date) -> None:
    """Refuse supported accommodation for a child under 16: a hard stop of the law."""
    if place not in SUPPORTED:
        return
    if child.born_on is None:
        raise ValidationError(
            {
                "place": "Record the date of birth first: supported accommodation is only for those of 16 or over"
            }
        )
    if age_on(child.born_on, start_on) < 16:
        limit = UNDER_16_UNREGULATED.current
        unsure = "" if limit.verified == "yes" else "; this source is unverified"
        raise ValidationError(
            {"place": f"A child under 16 must not be placed in supported accommodation ({limit.source}{unsure})."
                      " Choose another kind of placement."}
        )  # fmt: skip


def _adopters_stay_sealed(place: str, home: Home | NewHome | None) -> None:
    """Refuse to describe new adopters' home on the child's own record, which everybody working with the child reads."""
    if place in codes.WITH_NEW_ADOPTERS and isinstance(home, NewHome):
        raise ValidationError(
            {"home_name": "Who the adopters are and where they live stays in the sealed adoption record. Record the placement"
                          " without naming a home: the adoption worker adds it where only they see it."}
        )  # fmt: skip


def _end_the_one_before(child: Person, start_on: date, temporary: bool, end_reason: str) -> None:
    what = "A temporary stay" if temporary else "A placement"
    last = ending_at(of(child, temporary), start_on, what)
    if not temporary:
        _end_stay(child, start_on)
    if last is None:
        return
    if not end_reason and not temporary:
        raise ValidationError({"end_reason": "Select why the placement before is changing"})
    end(last, start_on, end_reason=end_reason)


def _end_stay(child: Person, on: date) -> None:
    """A temporary stay cannot outlast the placement it lies in."""
    stay = ending_at(of(child, temporary=True), on, "A temporary stay")
    if stay is not None:
        end(stay, on)
