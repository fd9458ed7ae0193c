"""Requests for help that the front door set aside (a test, a flood): how long they are kept, and that they go.

Whoever set a request aside was the front door; information governance removes it: two people, as of a record. No law that
Kith holds names a time, so with no schedule of the council's own nothing goes.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import connection

from kith.access.audit import Event, current, record
from kith.access.roles import Permission
from kith.keeping.models import RequestSchedule
from kith.keeping.queries import request_schedule_on
from kith.reach.doing import require
from kith.workforce.models import Worker


def set_request_schedule(*, months: int, source: str, start_on: date, by: Worker) -> RequestSchedule:
    """From a day on the council keeps such requests so long. What held before stays as it was, to the day before."""
    require(by, Permission.SCHEDULE_SET)
    if RequestSchedule.objects.filter(start_on__gte=start_on).exists():
        raise ValidationError({"start_on": "A schedule from that day or a later one is already set"})
    for earlier in RequestSchedule.objects.filter(end_on__isnull=True):
        earlier.end_on = start_on
        earlier.save(update_fields=["end_on"])
        record(Event.ENDED, earlier, on=start_on)
    made = RequestSchedule.objects.create(months=months, source=source, start_on=start_on, set_by=by)
    record(Event.ADDED, made, on=start_on)
    return made


def remove_requests(*, by: Worker) -> int:
    """Those whose time has passed go, with every word of them. The database asks for itself who may, and which."""
    require(by, Permission.DISPOSAL_PROPOSE)
    schedule = request_schedule_on(current().as_of)
    if schedule is None:
        raise ValidationError("No schedule is set for requests that were set aside, so none of them may go.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT kith_remove_requests()")
        gone = int(cursor.fetchone()[0])
    record(
        Event.DISPOSED, schedule, reason=f"{gone} set aside on the public page, kept {schedule.months} months"
    )
    return gone
