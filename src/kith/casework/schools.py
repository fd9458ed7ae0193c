"""Schools that would tell where another child goes to school."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower, Trim

from kith.casework.models import SchoolPlace
from kith.reach.withheld import What, readers, withheld_children


def telling_by_their_schools(children: Iterable[int]) -> set[int]:
    """Those of these children whose own schools would tell the school of a child from whose reader it is withheld:
    a brother at the same school. The same is by number, else by name."""
    if not readers():
        return set()
    named = SchoolPlace.objects.annotate(called=Lower(Trim("school")))
    secret = named.filter(child__in=withheld_children(What.SCHOOL))
    same = Q(called=OuterRef("called")) | (Q(urn=OuterRef("urn")) & ~Q(urn=""))
    found = named.filter(Exists(secret.filter(same)), child__in=list(children))
    return set(found.values_list("child", flat=True))
