"""What happens to a login is told in the same moment to whoever must know of it."""

from datetime import date, datetime

from django.db import connection

from kith.access.audit import current
from kith.access.models import OneTimeCode, RoleHeld, User
from kith.access.roles import Role
from kith.reach.models import Notice
from kith.store.dated import holds_on
from kith.workforce.models import TeamMembership, Worker
from kith.workforce.queries import all_workers


def tell_of_code(user: User, opens: OneTimeCode.Opens, at: datetime, by: Worker | None) -> None:
    """The managers of whose login it is have a notice of a one-time code: nobody comes in as a worker unseen."""
    worker = Worker.objects.filter(user=user).first()
    whose = worker.name if worker else user.username
    said = f"{whose}: {opens.label.lower()}"
    for manager in answering_for(worker, by):
        Notice.objects.create(worker=manager, kind=Notice.Kind.CODE, about=by, said=said, given_at=at)


def answering_for(worker: Worker | None, by: Worker | None) -> set[Worker]:
    """Who manages a team the worker is in; else the heads of service. Never the worker, nor whoever did it."""
    here = all_workers(current().as_of).exclude(pk__in=[each.pk for each in (worker, by) if each])
    now = TeamMembership.objects.filter(holds_on(current().as_of))
    teams = now.filter(worker=worker).values("team") if worker else now.none().values("team")
    managers = set(here.filter(pk__in=now.filter(team__in=teams, manages=True).values("worker")))
    heads = RoleHeld.objects.on(current().as_of).filter(role=Role.HEAD_OF_SERVICE)
    return managers or set(here.filter(user__in=heads.values("user")))


def tell_of_sealed(worker: Worker, on: date) -> None:
    """Adoption workers have a notice where the leaver owns sealed records; whoever ends the access learns nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kith_tell_of_sealed(%s, %s)", [worker.pk, on])
