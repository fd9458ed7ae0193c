"""A restricted record of the manager's team that was opened in an emergency yesterday evening: to review, with its notice."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

from django.db.models import QuerySet

from kith.access.audit import Event
from kith.access.models import AuditEntry
from kith.demo.accounts import NAMES, Role
from kith.lib.days import LONDON
from kith.reach.actions.emergency import until
from kith.reach.models import Allowed, EmergencyAccess, Notice, Restriction
from kith.workforce.models import Allocation, TeamMembership, Worker

PLACED = timedelta(days=80)
LAST = timedelta(days=14)  # before somebody left
REVIEW = timedelta(days=90)
WHY = (
    "The child moved after threats from a former partner of the mother. Nobody may learn from here where to."
)
SAID = "Police rang at 9.20pm: the mother has not come home, and they are with the children and need to know who to call."
REASON = "The school rang after hours: the child is still there and nobody answers."


def open_in_an_emergency(as_of: date) -> None:
    """Restrict a child's record for the manager who signs in, and let the duty worker open it; open another with a reason."""
    manager, duty = signed_in(Role.TEAM_MANAGER), signed_in(Role.DUTY)
    for row in held_by_others(manager, as_of - PLACED, as_of)[:1]:
        opened(restricted(row, manager, as_of - PLACED), duty, as_of)
    gone = left_behind_by(as_of)
    if gone and gone.end_on:
        for row in held_by_others(manager, gone.end_on - LAST, as_of)[:1]:
            restricted(row, gone, gone.end_on - LAST)
    hers = Allocation.objects.on(as_of).filter(worker=signed_in(Role.SOCIAL_WORKER), part="lead")
    for row in hers.order_by("pk")[:1]:
        at = datetime.combine(as_of - timedelta(days=2), time(18, 5), LONDON)
        notify(manager, row.child_id, "reason", duty, REASON, at)
        notify(signed_in(Role.SOCIAL_WORKER), row.child_id, "reason", duty, REASON, at)


def signed_in(role: Role) -> Worker:
    return Worker.objects.get(user__username=NAMES[role][0])


def left_behind_by(as_of: date) -> Worker | None:
    """Somebody who managed a team and has left: what they restricted waits for another owner."""
    managed = TeamMembership.objects.filter(manages=True, end_on__lte=as_of).values("worker")
    return Worker.objects.filter(pk__in=managed, end_on__lte=as_of).order_by("-end_on", "pk").first()


def held_by_others(manager: Worker, since: date, as_of: date) -> QuerySet[Allocation]:
    """The manager's team's children, held since then, who are not restricted and not the social worker's who signs in."""
    teams = TeamMembership.objects.on(as_of).filter(worker=manager, manages=True).values("team")
    rows = Allocation.objects.on(as_of).filter(
        team__in=teams, part="lead", worker__isnull=False, start_on__lte=since
    )
    rows = rows.exclude(worker=signed_in(Role.SOCIAL_WORKER)).exclude(
        child__in=Restriction.objects.values("person")
    )
    return rows.order_by("pk")


def restricted(row: Allocation, owner: Worker, start: date) -> Restriction:
    made = Restriction.objects.create(
        person=row.child, kind="relocated", reason=WHY, owner=owner, start_on=start, review_on=start + REVIEW
    )
    if row.worker:
        Allowed.objects.create(restriction=made, person=row.child, worker=row.worker, start_on=start)
    audit(Event.RESTRICTED, owner, row.child_id, datetime.combine(start, time(11, 15), LONDON), WHY)
    return made


def opened(restriction: Restriction, by: Worker, as_of: date) -> None:
    at = datetime.combine(as_of - timedelta(days=1), time(21, 40), LONDON)
    EmergencyAccess.objects.create(
        person=restriction.person, worker=by, opened_at=at, reason=SAID, start_on=at.date(), end_on=until(at)
    )
    notify(restriction.owner, restriction.person_id, "emergency", by, SAID, at)
    audit(Event.EMERGENCY_OPENED, by, restriction.person_id, at, SAID)


def notify(worker: Worker, person: int, kind: str, about: Worker, said: str, at: datetime) -> None:
    Notice.objects.create(worker=worker, person_id=person, kind=kind, about=about, said=said, given_at=at)


def audit(event: Event, by: Worker, child: int, at: datetime, reason: str) -> None:
    AuditEntry.objects.create(
        at=at, work=uuid4(), event=event, worker=by.pk, user=by.user_id, child=child, reason=reason, via="web",
        page="POST emergency" if event == Event.EMERGENCY_OPENED else "POST restriction-new", address="192.0.2.12",
    )  # fmt: skip
