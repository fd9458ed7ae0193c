"""What is withheld from whoever reads: the worker themselves, or the person a print, link or export is made for."""

from collections.abc import Iterable

from django.db.models import QuerySet

from kith.access.audit import current
from kith.people.models import Relationship, Residence, Telephone, Withholding
from kith.reach.wall import known_as
from kith.store.dated import DatedQuerySet, holds_on

What = Withholding.What
Kind = Relationship.Kind
CARERS = (Kind.FOSTER_CARER, Kind.KINSHIP_CARER, Kind.GUARDIAN, Kind.ADOPTIVE_PARENT)


def readers() -> set[int]:
    """The persons who will read what is being made now: a worker who is also known to the record, an addressee."""
    addressee = current().prepared_for
    return {*known_as(), *([addressee] if addressee else [])}


def hidden(child: int) -> frozenset[What]:
    """What of this child's must not be told to the readers: address, school, telephone."""
    return hidden_of([child])[child]


def hidden_of(children: Iterable[int]) -> dict[int, frozenset[What]]:
    """The same for several, in two queries."""
    children, found = list(children), readers()
    rows = Withholding.objects.filter(holds_on(current().as_of), child__in=children, withheld_from__in=found)
    pairs = list(rows.values_list("child", "what")) if found else []
    return {child: frozenset(What(what) for of, what in pairs if of == child) for child in children}


def anything_hidden() -> bool:
    """Whether anything of anybody is withheld from the readers."""
    return Withholding.objects.filter(holds_on(current().as_of), withheld_from__in=readers()).exists()


def hidden_addresses() -> set[int]:
    """Addresses that may not be told to the readers: wherever a child lives whose address is withheld from them.

    A brother's address at the same place would tell it too.
    """
    if not readers():
        return set()
    homes = Residence.objects.filter(person__in=_withheld(What.ADDRESS).values("child"))
    return set(homes.values_list("address", flat=True))


def hidden_carers() -> set[int]:
    """Who cares for a child whose address is withheld from the readers: where they live, and their telephone,
    would tell it."""
    if not readers():
        return set()
    carers = Relationship.objects.filter(kind__in=CARERS, other__in=_withheld(What.ADDRESS).values("child"))
    return set(carers.values_list("person", flat=True))


def hidden_numbers() -> set[str]:
    """Telephone numbers of children that are withheld from the readers, whoever else is reached by them."""
    if not readers():
        return set()
    numbers = Telephone.objects.filter(person__in=_withheld(What.TELEPHONE).values("child"))
    return {plain_number(each) for each in numbers.values_list("number", flat=True)}


def plain_number(number: str) -> str:
    """A telephone number without the spaces people write in it."""
    return "".join(number.split())


def withheld_children(what: What) -> QuerySet:
    """The children of whom this is withheld from the readers."""
    return _withheld(what).values("child")


def _withheld(what: What) -> DatedQuerySet:
    today = holds_on(current().as_of)
    return Withholding.objects.filter(today, what=what, withheld_from__in=readers())
