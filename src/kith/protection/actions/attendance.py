"""Who was asked to a conference: a row for each, kept by whoever chaired it."""

from kith.access.audit import Event, record
from kith.access.roles import Permission
from kith.people.models import Person
from kith.protection.models import Conference, ConferencePresent
from kith.reach.doing import NotPermitted, require
from kith.workforce.models import Worker


def add_attendance(
    *, conference: Conference, child: Person, agency: str, name: str, came: str, sent_report: bool, by: Worker
) -> ConferencePresent:
    """Somebody was asked to the conference: whether they came, and whether they sent a report."""
    require(by, Permission.CONFERENCE_HOLD, child)
    _require_chair(conference, by)
    made = ConferencePresent.objects.create(
        conference=conference, agency=agency, name=name, came=came, sent_report=sent_report
    )
    _told(conference, Event.CHANGED)
    return made


def correct_attendance(
    *, row: ConferencePresent, child: Person, agency: str, name: str, came: str, sent_report: bool, by: Worker
) -> None:
    """Put right who was there; what stood before is kept."""
    require(by, Permission.CONFERENCE_HOLD, child)
    _require_chair(row.conference, by)
    row.agency, row.name, row.came, row.sent_report = agency, name, came, sent_report
    row.save()
    _told(row.conference, Event.CHANGED)


def _require_chair(conference: Conference, by: Worker) -> None:
    if conference.chaired_by_id not in (by.pk, None):
        raise NotPermitted("Who was at a conference is recorded by whoever chaired it.")


def _told(conference: Conference, event: Event) -> None:
    for child in conference.about.values_list("child", flat=True):
        record(event, conference, child=child, on=conference.held_on)
