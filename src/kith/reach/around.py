"""Doing something for a person who has no record of their own: decided by the children they are around."""

from django.db.models import Q, QuerySet

from kith.access.roles import Permission
from kith.people.models import FamilyMember, Person, Relationship
from kith.reach.doing import NotPermitted, may, passes, require
from kith.workforce.models import Worker


def children_around(person: Person) -> QuerySet[Person]:
    """The children with a record whose relative, or fellow member of a family, this person is."""
    families = FamilyMember.objects.filter(person=person).values("family")
    related = (
        Q(pk__in=Relationship.objects.filter(person=person).values("other"))
        | Q(pk__in=Relationship.objects.filter(other=person).values("person"))
        | Q(pk__in=FamilyMember.objects.filter(family__in=families).values("person"))
    )
    return Person.objects.children().filter(related).exclude(pk=person.pk)


def require_for(by: Worker, permission: Permission, person: Person) -> None:
    """Refuse unless the worker may do this for the child this is, or for a child this person is around."""
    if person.record_opened_on is not None:
        require(by, permission, person)
        return
    require(by, permission)
    if not any(may(by, permission, child) for child in children_around(person)):
        raise NotPermitted(
            f"You may not {permission.value} here: this person is around none of your children."
        )


def may_for(by: Worker, permission: Permission, person: Person) -> bool:
    """Whether `require_for` would let it pass."""
    return passes(require_for, by, permission, person)
