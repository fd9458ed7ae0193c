"""What is withheld from whoever reads: the worker themselves, or the person a print, link or export is made for."""

from collections.abc import Iterable

from django.db.models import Q

from kith.access.audit import current
from kith.people.models import Residence, Withholding
from kith.store.dated import holds_on
from kith.workforce.models import Worker

What = Withholding.What


def readers() -> set[int]:
    """The persons who will read what is being made now: a worker who is also known to the record, an addressee."""
    work = current()
    people = {work.prepared_for} if work.prepared_for else set()
    if work.worker:
        people |= set(
            Worker.objects.filter(pk=work.worker, person__isnull=False).values_list("person", flat=True)
        )
    return people


def hidden(child: int) -> frozenset[What]:
    """What of this child's must not be told to the readers: address, school, telephone."""
    return hidden_of([child])[child]


def hidden_of(children: Iterable[int]) -> dict[int, frozenset[What]]:
    """The same for several, in two queries."""
    children, found = list(children), readers()
    rows = Withholding.objects.filter(holds_on(current().as_of), child__in=children, withheld_from__in=found)
    pairs = list(rows.values_list("child", "what")) if found else []
    return {child: frozenset(What(what) for of, what in pairs if of == child) for child in children}


def hidden_addresses() -> set[int]:
    """Addresses that may not be told to the readers: wherever a child lives whose address is withheld from them.

    A brother's address at the same place would tell it too.
    """
    found = readers()
    if not found:
        return set()
    today = holds_on(current().as_of)
    children = Withholding.objects.filter(today, what=What.ADDRESS, withheld_from__in=found).values("child")
    return set(Residence.objects.filter(Q(person__in=children)).values_list("address", flat=True))
