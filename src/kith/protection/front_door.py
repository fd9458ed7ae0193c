"""A strategy discussion about a child nobody holds yet: the manager whose team took the contact may record it."""

from kith.access.audit import current
from kith.access.roles import Permission
from kith.frontdoor.models import Contact, ContactChild
from kith.frontdoor.seeing import decided_by
from kith.people.models import Person
from kith.reach.doing import NotPermitted, may, passes, require
from kith.reach.wall import hidden_people
from kith.workforce.models import Allocation, Worker

HOLD = Permission.STRATEGY_HOLD


def require_holding(by: Worker, child: Person | int) -> None:
    """Refuse unless the child is within the manager's reach, or nobody's yet and told of in a contact of their team."""
    number = child if isinstance(child, int) else child.pk
    if may(by, HOLD, number):
        return
    require(by, HOLD)
    if number in hidden_people() or is_held(number) or not _told_of(number, decided_by(by)):
        raise NotPermitted("You may not record a strategy discussion about this child: ask their manager.")


def is_held(child: int) -> bool:
    """Whether a worker or a team holds the child today."""
    return Allocation.objects.on(current().as_of).filter(child=child).exists()


def _told_of(child: int, contacts) -> bool:
    return ContactChild.objects.filter(child=child, contact__in=contacts).exists()


def children_to_discuss(by: Worker, contact: Contact) -> list[Person]:
    """The children of a contact about whom this manager may record a strategy discussion."""
    return [each.child for each in contact.about.all() if passes(require_holding, by, each.child)]
