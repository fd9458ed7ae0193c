"""Legal holds: nothing of a record is destroyed while one stands."""

from datetime import date

from django.core.exceptions import ValidationError

from kith.access.audit import Event, current, record
from kith.access.roles import Permission
from kith.keeping.models import Hold
from kith.keeping.queries import get_record
from kith.lib.days import add_months
from kith.people.models import Person
from kith.reach.doing import require
from kith.store.history import as_it_stands
from kith.workforce.models import Worker

LONGEST = 12  # months until a hold is looked at again: ours, not the law's


def place_hold(*, child: Person, reason: str, review_on: date, by: Worker) -> Hold:
    """From today on nothing of this record is destroyed, whatever its date says."""
    require(by, Permission.HOLD_CHANGE)
    whose = get_record(by, child.pk)
    _reviewed_in_time(review_on)
    as_of = current().as_of
    made = Hold.objects.create(child=whose, reason=reason, review_on=review_on, placed_by=by, start_on=as_of)
    record(Event.HELD, made, on=as_of, reason=reason)
    return made


def review_hold(*, hold: Hold, review_on: date, reason: str, by: Worker) -> None:
    """The hold is still needed, and why; look at it again by another day."""
    require(by, Permission.HOLD_CHANGE)
    _stands(hold)
    _reviewed_in_time(review_on)
    hold.review_on = review_on
    hold.save(update_fields=["review_on"])
    record(Event.REVIEWED, hold, on=review_on, reason=reason)


def lift_hold(*, hold: Hold, because: str, by: Worker) -> None:
    """The hold is no longer needed, and why. The record's own date decides again."""
    require(by, Permission.HOLD_CHANGE)
    _stands(hold)
    hold.end_on, hold.lifted_by, hold.lifted_because = current().as_of, by, because
    hold.save(update_fields=["end_on", "lifted_by", "lifted_because"])
    record(Event.HOLD_LIFTED, hold, on=hold.end_on, reason=because)


def _stands(hold: Hold) -> None:
    as_it_stands(hold)
    if hold.end_on is not None:
        raise ValidationError("This hold has been lifted already. Look at the record’s page.")


def _reviewed_in_time(review_on: date) -> None:
    today = current().as_of
    if not today < review_on <= add_months(today, LONGEST):
        raise ValidationError({"review_on": "The review must be after today and within 12 months"})
