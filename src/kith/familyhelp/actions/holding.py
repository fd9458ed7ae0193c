"""Who holds the children of a family's help: the lead does from the day it is for them, and may let go when it ends."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q

from kith.access.roles import Permission
from kith.casework.actions.allocation import allocate
from kith.casework.actions.ending import end
from kith.people.models import Family, Person
from kith.reach.doing import may
from kith.workforce.models import Allocation, Worker


def are_of(family: Family, children: Iterable[Person], day: date, field: str = "children") -> None:
    """Help is for children of the family."""
    inside = set(family.memberships.on(day).values_list("person", flat=True))
    for child in children:
        if child.pk not in inside:
            raise ValidationError(
                {field: f"{child.name} is not in {family.name} on that day. Add them under Family first."}
            )


def is_held(child: Person, lead: Worker, day: date, by: Worker, field: str = "lead") -> None:
    """The lead sees the child from that day: a manager who starts the help allocates, too."""
    later = Q(end_on__isnull=True) | Q(end_on__gt=day)
    if Allocation.objects.filter(later, child=child, worker=lead).exists():
        return
    if not may(by, Permission.ALLOCATE, child):
        raise ValidationError(
            {field: f"{lead.name} does not hold {child.name} yet. Ask your manager to allocate them, or to do this."}
        )  # fmt: skip
    allocate(child=child, worker=lead, start_on=day, by=by)


def held_by_lead(lead: Worker, children: Iterable[Person]) -> dict[int, list[Allocation]]:
    """What the lead holds of these children as their lead, until it is ended."""
    rows = Allocation.objects.filter(
        child__in=[each.pk for each in children], worker=lead, part=Allocation.Part.LEAD, end_on__isnull=True
    )
    found: dict[int, list[Allocation]] = {}
    for row in rows.select_related("child").order_by("pk"):
        found.setdefault(row.child_id, []).append(row)
    return found


def let_go(lead: Worker, children: Iterable[Person], day: date) -> None:
    """What was given for the help ends with it: no manager is needed, and each ending is in the child's audit."""
    for rows in held_by_lead(lead, children).values():
        for row in rows:
            end(row, max(day, row.start_on))
