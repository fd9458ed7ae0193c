"""What happens to a login is told in the same moment to whoever must know of it."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import connection

from kith.access.audit import current
from kith.access.models import OneTimeCode, RoleHeld, User
from kith.access.roles import Role
from kith.casework.actions.leaving import LEADS
from kith.reach.models import Notice
from kith.store.dated import holds_on
from kith.workforce.models import Allocation, TeamMembership, Worker
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


def tell_of_what_is_owned(worker: Worker, on: date) -> None:
    """Adoption workers have a notice where the leaver owns sealed records, heads of service where they own restrictions;
    whoever ends the access learns of neither."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kith_tell_of_sealed(%s, %s), kith_tell_of_unowned(%s, %s)", [worker.pk, on, worker.pk, on]
        )


def tell_of_merge(kind: Notice.Kind, people: Iterable[int], at: datetime, by: Worker) -> None:
    """Whoever leads the work with a child has a notice that another record became a part of theirs, or is one no more."""
    leads = Allocation.objects.filter(holds_on(current().as_of), child__in=people, part__in=LEADS)
    told = leads.filter(worker__isnull=False).exclude(worker=by).values_list("child", "worker").distinct()
    Notice.objects.bulk_create(
        Notice(worker_id=worker, person_id=child, kind=kind, about=by, said="", given_at=at)
        for child, worker in told
    )
