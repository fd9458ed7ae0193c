"""Giving a reason to open a record."""

from datetime import datetime

from kith.access.audit import Event, current, viewed
from kith.access.roles import Role
from kith.people.models import Person
from kith.reach.models import AccessReason, Notice
from kith.reach.seeing import NotFound, may_ask
from kith.store.dated import holds_on
from kith.workforce.models import Allocation, TeamMembership, Worker


def give_reason(*, child: int, reason: str, at: datetime, by: Worker) -> None:
    """Open a child's record for the rest of the day, with a reason that stays in the audit.

    Of a duty worker the child's own worker and manager are told.
    """
    if not may_ask(by, child):
        raise NotFound("There is no such record, or you may not see it.")
    given = AccessReason.objects.create(child_id=child, worker=by, given_on=current().as_of, reason=reason)
    viewed(Event.REASON_GIVEN, child=child, row=given, reason=reason)
    user = current().user
    if user and Role.DUTY in user.roles_on(current().as_of):
        _tell(child, reason, at, by)


def _tell(child: int, reason: str, at: datetime, by: Worker) -> None:
    as_of = current().as_of
    held = Allocation.objects.filter(holds_on(as_of), child=child)
    managers = TeamMembership.objects.filter(holds_on(as_of), manages=True, team__in=held.values("team"))
    told = Worker.objects.filter(pk__in=held.values("worker")) | Worker.objects.filter(
        pk__in=managers.values("worker")
    )
    Notice.objects.bulk_create(
        Notice(
            worker=each, person=Person(pk=child), kind=Notice.Kind.REASON, about=by, said=reason, given_at=at
        )
        for each in told.exclude(pk=by.pk).distinct()
    )
