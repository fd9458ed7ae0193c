"""Alerts: what anyone who meets a child must know first."""

from datetime import date

from kith.access.audit import Event, record
from kith.access.roles import Permission
from kith.casework.actions.ending import end, not_to_come
from kith.people.models import Alert, Person
from kith.reach.doing import require
from kith.workforce.models import Worker


def add_alert(*, child: Person, kind: str, text: str, start_on: date, by: Worker) -> Alert:
    """Put an alert on the child's record: it stands on every page of it."""
    require(by, Permission.ALERT_CHANGE, child)
    not_to_come(start_on)
    alert = Alert(child=child, kind=kind, text=text, start_on=start_on)
    alert.clean_fields()
    alert.save()
    record(Event.ADDED, alert, on=start_on)
    return alert


def end_alert(*, alert: Alert, end_on: date, reason: str, by: Worker) -> None:
    """The alert no longer holds, and why."""
    require(by, Permission.ALERT_CHANGE, alert.child)
    not_to_come(end_on, "end_on")
    end(alert, end_on, reason=reason)
