"""What is asked of workers: their teams, who is in a team, and whom they hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from kith.store.dated import DatedQuerySet, holds_on
from kith.workforce.models import Allocation, Team, TeamMembership, Worker

Part = Allocation.Part


@dataclass(frozen=True)
class Caseload:
    """How many children a worker holds, and how many of them as a lead."""

    children: int = 0
    leads: int = 0


def caseload(worker: Worker, as_of: date) -> DatedQuerySet:
    """The allocations a worker holds on a day, the longest held first."""
    return (
        Allocation.objects.on(as_of).filter(worker=worker).select_related("child").order_by("start_on", "pk")
    )


def caseloads(workers: Iterable[int], as_of: date) -> dict[int, Caseload]:
    """The caseload of each of these workers, in one query. Two parts for one child are one child."""
    chosen = list(workers)
    rows = Allocation.objects.on(as_of).filter(worker__in=chosen).values("worker").order_by("worker")
    leads = Q(part__in=(Part.LEAD, Part.PROTECTION_LEAD))
    counted = rows.annotate(
        children=Count("child", distinct=True), leads=Count("child", distinct=True, filter=leads)
    )
    found = {row["worker"]: Caseload(row["children"], row["leads"]) for row in counted}
    return {worker: found.get(worker, Caseload()) for worker in chosen}


def team_on(worker: Worker, day: date) -> Team | None:
    """The team a worker is in on a day; the one joined last where there are several."""
    membership = (
        worker.memberships.filter(holds_on(day)).select_related("team").order_by("start_on", "pk").last()
    )
    return membership.team if membership else None


def workers_in(teams: Iterable[int], as_of: date) -> QuerySet[Worker]:
    """Who is in these teams on a day and has not left, by name."""
    members = TeamMembership.objects.filter(holds_on(as_of), team__in=list(teams))
    return all_workers(as_of).filter(pk__in=members.values("worker"))


def all_workers(as_of: date) -> QuerySet[Worker]:
    """Everyone who works here on a day and can be reached by a sign-in, by name."""
    left = Q(user__ended_on__lte=as_of)
    return (
        Worker.objects.filter(holds_on(as_of), user__isnull=False)
        .exclude(left)
        .select_related("user")
        .order_by("name", "pk")
    )


def has_gone(worker: Worker, day: date) -> bool:
    """Whether somebody has left, or can no longer sign in: nobody is held by them then."""
    return worker.has_left(day) or bool(worker.user and worker.user.ended_on and worker.user.ended_on <= day)


def managed_teams(worker: Worker, as_of: date) -> QuerySet[Team]:
    """The teams a worker manages on a day."""
    managed = TeamMembership.objects.filter(holds_on(as_of), worker=worker, manages=True)
    return Team.objects.filter(pk__in=managed.values("team")).order_by("name", "pk")
