"""Opening a restricted record in an emergency: at once, with a reason, told to its owner, reviewed afterwards."""

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import connection

from kith.access.audit import Event, current, record, viewed
from kith.access.roles import Permission
from kith.lib.days import LONDON
from kith.reach.asked import asked_for
from kith.reach.doing import NotPermitted, require
from kith.reach.models import EmergencyAccess, Notice, Restriction
from kith.reach.wall import look_again
from kith.store.dated import holds_on
from kith.workforce.models import Worker

EVENING = 18  # opened from six in the evening on, a record stays open until the end of the next day


def open_in_emergency(*, words: str, reason: str, at: datetime, by: Worker) -> int:
    """Open the one restricted record that fits; its owner is told in the same moment. Returns the person's number.

    `words` is the whole name, with the date of birth where known, or a number. What is sealed never opens this way.
    """
    require(by, Permission.EMERGENCY_OPEN)
    name, day, numbers = asked_for(words)
    with connection.cursor() as cursor:
        asked = [name, day, numbers, reason, at, until(at)]
        cursor.execute("SELECT kith_open_in_emergency(%s, %s, %s, %s, %s, %s)", asked)
        (person,) = cursor.fetchone()
    if person is None:
        raise ValidationError({
            "words": "No one restricted record fits this. Give the whole name and the date of birth, or a number; "
                     "otherwise speak to the duty manager"
        })  # fmt: skip
    look_again()
    viewed(Event.EMERGENCY_OPENED, child=person, reason=reason)
    return person


def until(at: datetime) -> date:
    """The first day on which the record is closed again."""
    here = at.astimezone(LONDON)
    return here.date() + timedelta(days=2 if here.hour >= EVENING else 1)


def review_emergency(*, access: EmergencyAccess, found: str, at: datetime, by: Worker) -> None:
    """What the owner of a restriction on the record found when looking at an emergency access afterwards."""
    require(by, Permission.RESTRICT)
    owned = Restriction.objects.filter(holds_on(current().as_of), person=access.person_id, owner=by)
    if not owned.exists() or access.worker_id == by.pk:
        raise NotPermitted("Only the restriction’s owner reviews this, and never their own access.")
    if access.reviewed_at is not None:
        raise ValidationError("This access has been reviewed already.")
    access.reviewed_at, access.reviewed_by, access.found = at, by, found
    access.save(update_fields=["reviewed_at", "reviewed_by", "found"])
    record(Event.REVIEWED, access, child=access.person_id, reason=found)


def read_notice(*, notice: Notice, at: datetime, by: Worker) -> None:
    """The worker has read it, and it need not be shown again."""
    _require_mine(by, notice)
    notice.read_at = at
    notice.save(update_fields=["read_at"])
    viewed(Event.NOTICE_READ, row=notice)


def _require_mine(by: Worker, notice: Notice) -> None:
    if notice.worker_id != by.pk:
        raise NotPermitted("This notice is somebody else’s.")
