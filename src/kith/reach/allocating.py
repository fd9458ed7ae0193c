"""Who may be allocated by whom: a manager's own children, and children whom nobody holds."""

from django.db.models import Exists, OuterRef, Q

from kith.access.audit import Event, current, viewed
from kith.access.roles import Permission
from kith.people.models import Person, PersonQuerySet
from kith.reach.doing import NotPermitted, may, require
from kith.reach.seeing import NotFound, is_a_child
from kith.store.dated import holds_on
from kith.workforce.models import Allocation, Worker


def unheld(worker: Worker) -> PersonQuerySet:
    """Children whom nobody holds today: last held by a team of this manager's, by a worker of no team, or never by any."""
    as_of = current().as_of
    mine = worker.memberships.filter(holds_on(as_of), manages=True).values("team")
    own = Allocation.objects.filter(child=OuterRef("pk"))
    last = Allocation.objects.filter(Q(team__in=mine) | Q(team__isnull=True), child=OuterRef("pk")).exclude(
        Exists(Allocation.objects.filter(child=OuterRef("child"), end_on__gt=OuterRef("end_on")))
    )
    nobody_now = ~Exists(own.filter(Q(end_on__isnull=True) | Q(end_on__gt=as_of)))
    return Person.objects.children().filter(nobody_now & (Exists(last) | ~Exists(own)))


def require_to_allocate(by: Worker, child: Person, worker: Worker) -> None:
    """Refuse unless the child is within the manager's reach, or nobody's and now to be the manager's team's."""
    if may(by, Permission.ALLOCATE, child):
        return
    require(by, Permission.ALLOCATE)
    as_of = current().as_of
    mine = by.memberships.filter(holds_on(as_of), manages=True).values("team")
    theirs = worker.memberships.filter(holds_on(as_of), team__in=mine)
    if not (unheld(by).filter(pk=child.pk).exists() and theirs.exists()):
        raise NotPermitted(
            "You may allocate only your team’s children, and nobody’s children to your own team."
        )


def get_to_allocate(worker: Worker, child: int) -> Person:
    """The child, for the page that allocates. Raises NotFound where this worker may not allocate them."""
    if not is_a_child(child) or not (
        may(worker, Permission.ALLOCATE, child)
        or (may(worker, Permission.ALLOCATE) and unheld(worker).filter(pk=child).exists())
    ):
        raise NotFound("There is no such record, or you may not allocate this child.")
    viewed(Event.CARD_VIEWED, child=child)
    return Person.objects.with_names().get(pk=child)
