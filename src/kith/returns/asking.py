"""Whom the data team asks to put something right for a return, and what is asked of a worker."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from kith.access.models import RoleHeld
from kith.access.roles import Permission, Role
from kith.reach.seeing import own_children, visible_to
from kith.reach.wall import hidden_people
from kith.returns.models import ReturnIssue
from kith.store.dated import holds_on
from kith.workforce.models import Allocation, TeamMembership, Worker
from kith.workforce.queries import all_workers

Part = Allocation.Part
LEADS = (Part.LEAD, Part.PROTECTION_LEAD)
_ORDER = {part: place for place, part in enumerate((*LEADS, *(each for each in Part if each not in LEADS)))}


@dataclass(frozen=True)
class MayBeAsked:
    """Somebody who can put a child's record right, and what they are to the child in words."""

    worker: Worker
    words: str


def who_may_be_asked(child: int, as_of: date) -> list[MayBeAsked]:
    """Who holds the child today, the lead first; where nobody does, the managers of the team that does; else the heads of
    service."""
    held = list(Allocation.objects.filter(holds_on(as_of), child=child).order_by("-start_on", "-pk"))
    held.sort(key=lambda each: _ORDER[Part(each.part)])
    here = all_workers(as_of).in_bulk(_everybody(held, as_of))
    holding: dict[int, str] = {}
    for each in held:
        if each.worker_id and each.worker_id in here:
            holding.setdefault(each.worker_id, each.get_part_display())
    if holding:
        return [MayBeAsked(here[worker], words) for worker, words in holding.items()]
    managers = [each for each in _managers(held, as_of) if each in here]
    if managers:
        return [MayBeAsked(here[each], "Manager of the team") for each in managers]
    return [MayBeAsked(each, "Head of service") for each in _heads(as_of)]


def _everybody(held: list[Allocation], as_of: date) -> list[int]:
    return [*(each.worker_id for each in held if each.worker_id), *_managers(held, as_of)]


def _managers(held: list[Allocation], as_of: date) -> list[int]:
    teams = {each.team_id for each in held if each.team_id}
    rows = TeamMembership.objects.filter(holds_on(as_of), manages=True, team__in=teams)
    return list(rows.order_by("start_on", "pk").values_list("worker", flat=True))


def _heads(as_of: date) -> QuerySet[Worker]:
    heads = RoleHeld.objects.on(as_of).filter(role=Role.HEAD_OF_SERVICE)
    return all_workers(as_of).filter(user__in=heads.values("user"))


def asked_of(worker: Worker, as_of: date) -> list[ReturnIssue]:
    """What is asked of a worker: sent to them or to somebody they cover for, or sent about a child they lead to somebody
    who holds the child no longer. Only of children whose record they see."""
    me = {worker.pk, *worker.covers.filter(holds_on(as_of)).values_list("absent", flat=True)}
    led = _numbers(own_children(worker, as_of).filter(part__in=LEADS), "child")
    rows = list(open_and_sent().filter(Q(sent_to__in=me) | Q(child__in=led)))
    if not rows:
        return []
    seen = _numbers(
        visible_to(worker, Permission.RECORD_SEE).filter(pk__in={row.child_id for row in rows}), "pk"
    )
    held = Allocation.objects.filter(holds_on(as_of), child__in=led)
    holding = set(held.values_list("child", "worker"))
    return [
        row for row in rows if row.child_id in seen
        and (row.sent_to_id in me or (row.child_id, row.sent_to_id) not in holding)
    ]  # fmt: skip


def open_and_sent() -> QuerySet[ReturnIssue]:
    """What was sent to anybody and is still to be put right, the longest waiting first."""
    rows = ReturnIssue.objects.filter(closed_at__isnull=True, sent_at__isnull=False)
    rows = rows.exclude(child__in=hidden_people()).select_related("sent_to", "sent_by")
    return rows.order_by("sent_at", "child", "rule", "table", "key")


def _numbers(rows: QuerySet, column: str) -> set[int]:
    return set(rows.values_list(column, flat=True))


def no_longer_held(issues: Iterable[ReturnIssue], as_of: date) -> set[int]:
    """Of these, those sent to a worker who holds the child no longer and manages nobody who does: to be sent again."""
    rows = [row for row in issues if row.sent_to_id]
    held = Allocation.objects.filter(holds_on(as_of), child__in={row.child_id for row in rows})
    holding = set(held.values_list("child", "worker"))
    here = set(
        all_workers(as_of).filter(pk__in={row.sent_to_id for row in rows}).values_list("pk", flat=True)
    )
    has_worker = {child for child, worker in holding if worker}
    return {
        row.pk
        for row in rows
        if row.sent_to_id not in here
        or (row.child_id in has_worker and (row.child_id, row.sent_to_id) not in holding)
    }
