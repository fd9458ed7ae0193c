"""The council's own schedule, for records no law names a time for."""

from datetime import date

from django.core.exceptions import ValidationError

from kith.access.audit import Event, record
from kith.access.roles import Permission
from kith.keeping.models import Schedule
from kith.reach.doing import require
from kith.workforce.models import Worker


def set_schedule(*, years: int, counted_from: str, source: str, start_on: date, by: Worker) -> Schedule:
    """From a day on the council keeps such records so long. What held before stays as it was, to the day before."""
    require(by, Permission.SCHEDULE_SET)
    if Schedule.objects.filter(start_on__gte=start_on).exists():
        raise ValidationError({"start_on": "A schedule from that day or a later one is already set"})
    for earlier in Schedule.objects.filter(end_on__isnull=True):
        earlier.end_on = start_on
        earlier.save(update_fields=["end_on"])
        record(Event.ENDED, earlier, on=start_on)
    made = Schedule.objects.create(
        years=years, counted_from=counted_from, source=source, start_on=start_on, set_by=by
    )
    record(Event.ADDED, made, on=start_on)
    return made
