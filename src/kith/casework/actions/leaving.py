"""A worker leaves: whom they held is the team's, and waits for another worker."""

from datetime import date

from django.db.models import Q

from kith.access.audit import Event, record
from kith.store.dated import Dated
from kith.workforce.models import Allocation, Cover, Team, Worker
from kith.workforce.queries import team_on

LEADS = (Allocation.Part.LEAD, Allocation.Part.PROTECTION_LEAD)
WHY = "the worker left"


def let_go(worker: Worker, on: date) -> None:
    """End what the worker holds on a day. A child left without a lead is held by the team until somebody is allocated.

    No permission is asked here: it is a part of ending an account, which has asked. What is hidden from whoever ends
    the account stays as it is; the team's page counts a leaver's children as without a worker all the same.
    """
    held = Allocation.objects.filter(_after(on), worker=worker).select_related("team")
    for allocation in held.order_by("pk"):
        _end(allocation, on)
        if allocation.part in LEADS:
            _team_holds(allocation, on)
    for cover in Cover.objects.filter(_after(on)).filter(Q(absent=worker) | Q(covering=worker)):
        _end(cover, on)


def _after(on: date) -> Q:
    return Q(end_on__isnull=True) | Q(end_on__gt=on)


def _end(row: Dated, on: date) -> None:
    row.end_on = max(on, row.start_on)
    row.save(update_fields=["end_on"])
    record(Event.ENDED, row, on=row.end_on, reason=WHY)


def _team_holds(allocation: Allocation, on: date) -> None:
    """Unless another lead remains, or the team holds the child already."""
    others = Allocation.objects.filter(_after(on), child=allocation.child_id).exclude(pk=allocation.pk)
    lead = others.filter(worker__isnull=False, part__in=LEADS).exclude(worker=allocation.worker_id)
    was = allocation.worker
    team = allocation.team or (team_on(was, on) if was else None)
    if team is None or lead.exists():
        return
    _from(others.filter(worker__isnull=True, team=team).first() or _of(allocation, team, on), on)


def _of(allocation: Allocation, team: Team, on: date) -> Allocation:
    start_on = max(on, allocation.start_on)
    return Allocation(child_id=allocation.child_id, team=team, start_on=start_on)


def _from(held: Allocation, on: date) -> None:
    """The team holds the child from that day: sooner than was said before, where the worker leaves sooner."""
    if held.pk and held.start_on <= on:
        return
    event = Event.CHANGED if held.pk else Event.ALLOCATED
    held.start_on = min(on, held.start_on) if held.pk else held.start_on
    held.save()
    record(event, held, on=held.start_on, reason=WHY)
