"""Becoming looked after, and ceasing to be."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from kith.access.audit import Event, record
from kith.access.roles import Permission
from kith.care.actions.homes import NewHome, in_full, the_home
from kith.care.actions.legal_status import add_legal_status
from kith.care.actions.placements import add_placement, require_lawful
from kith.care.actions.succession import end, ending_at, in_the_lifetime, not_to_come
from kith.care.models import HomePostcode, LegalStatus, NeedCode, PeriodOfCare, Placement
from kith.people.models import Person
from kith.providers.models import Home
from kith.reach.doing import require
from kith.workforce.models import Worker


def become_looked_after(
    *,
    child: Person,
    start_on: date,
    legal_status: str,
    place: str,
    need: str,
    home_postcode: str,
    by: Worker,
    home: Home | NewHome | None = None,
    **details: Any,
) -> PeriodOfCare:
    """A child becomes looked after: the period of care, the legal status, the first placement, need and home postcode."""
    require(by, Permission.PERIOD_OF_CARE_CHANGE, child)
    not_to_come(start_on)
    in_the_lifetime(child, start_on)
    _not_looked_after(child, start_on)
    require_lawful(child, place, start_on)
    period = PeriodOfCare.objects.create(child=child, start_on=start_on)
    record(Event.ADDED, period, on=start_on)
    add_legal_status(child, legal_status, start_on)
    add_placement(child=child, start_on=start_on, place=place, home=the_home(home, child, by), **details)
    set_need(child, need, start_on)
    set_home_postcode(child, home_postcode, start_on)
    return period


def cease_to_be_looked_after(*, child: Person, end_on: date, reason: str, by: Worker) -> PeriodOfCare:
    """A child ceases to be looked after: the period ends for `reason`, and the placement and status with it."""
    require(by, Permission.PERIOD_OF_CARE_CHANGE, child)
    not_to_come(end_on, "end_on")
    period = PeriodOfCare.objects.filter(child=child, end_on__isnull=True).order_by("start_on").last()
    if period is None:
        raise ValidationError(f"{child.name} is not looked after now. Look at the timeline.")
    for row in _lasting(child, end_on):
        end(row, end_on)
    end(period, end_on, end_reason=reason)
    return period


def record_need(*, child: Person, code: str, start_on: date, by: Worker) -> NeedCode:
    """Record the child's main need from a day on."""
    require(by, Permission.PERIOD_OF_CARE_CHANGE, child)
    not_to_come(start_on)
    return set_need(child, code, start_on)


def record_home_postcode(*, child: Person, postcode: str, start_on: date, by: Worker) -> HomePostcode:
    """Record where the child's home is from a day on."""
    require(by, Permission.PERIOD_OF_CARE_CHANGE, child)
    not_to_come(start_on)
    return set_home_postcode(child, postcode, start_on)


def set_need(child: Person, code: str, start_on: date) -> NeedCode:
    """The row itself, for actions that have asked already. A need of the same day is replaced."""
    row, made = NeedCode.objects.update_or_create(child=child, start_on=start_on, defaults={"code": code})
    record(Event.ADDED if made else Event.CHANGED, row, on=start_on)
    return row


def set_home_postcode(child: Person, postcode: str, start_on: date) -> HomePostcode:
    """The row itself, for actions that have asked already. A postcode of the same day is replaced."""
    row, made = HomePostcode.objects.update_or_create(
        child=child, start_on=start_on, defaults={"postcode": in_full(postcode)}
    )
    record(Event.ADDED if made else Event.CHANGED, row, on=start_on)
    return row


def _not_looked_after(child: Person, start_on: date) -> None:
    """Refuse where anything of a time in care would overlap: the period, the status or the placement."""
    looked_after = PeriodOfCare.objects.filter(child=child, kind=PeriodOfCare.Kind.LOOKED_AFTER)
    for rows, what in (
        (looked_after, "A period of care"),
        (LegalStatus.objects.filter(child=child), "A legal status"),
        (Placement.objects.filter(child=child, temporary=False), "A placement"),
    ):
        still = ending_at(rows, start_on, what)
        if still is not None:
            raise ValidationError(
                {"start_on": f"{what} that has not ended is already recorded. End it first."}
            )


def _lasting(child: Person, end_on: date) -> list:
    """The stay, placement, status that have not ended; refuses when one was recorded for after the end."""
    rows = (
        (Placement.objects.filter(child=child, temporary=True), "A temporary stay"),
        (Placement.objects.filter(child=child, temporary=False), "A placement"),
        (LegalStatus.objects.filter(child=child), "A legal status"),
    )
    try:
        found = [ending_at(each, end_on, what) for each, what in rows]
    except ValidationError as refused:
        raise ValidationError({"end_on": refused.error_dict["start_on"]}) from None
    return [each for each in found if each is not None]
