"""Finding a home for a placement, among those this reader may be told of."""

import re
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from kith.access.audit import current
from kith.care.models import Placement
from kith.people.models import Withholding
from kith.providers.models import Home
from kith.reach.withheld import What, readers
from kith.store.dated import holds_on


def homes_like(words: str) -> QuerySet[Home]:
    """Homes by part of the name or provider, by postcode or by number, in order of name."""
    whole = re.sub(r"\s", "", words).upper()
    same = Q(postcode__in=(whole, f"{whole[:-3]} {whole[-3:]}")) | Q(urn__iexact=whole)
    found = homes_told_of().filter(same | Q(name__icontains=words) | Q(provider__name__icontains=words))
    return found.select_related("provider").order_by("name", "pk")


def homes_told_of() -> QuerySet[Home]:
    """Every home but those of children whose address is withheld from the reader."""
    return Home.objects.exclude(pk__in=_secret_stays().values("home")) if readers() else Home.objects.all()


def homes_not_told_of() -> QuerySet[Home]:
    """The homes of children whose address is withheld from the reader."""
    return Home.objects.filter(pk__in=_secret_stays().values("home"))


def telling_by_their_homes(children: Iterable[int]) -> set[int]:
    """Those of these children whose own homes would tell where a child lives whose address is withheld from the
    reader: a brother in the same foster home."""
    if not readers():
        return set()
    same = Placement.objects.filter(child__in=list(children), home__in=_secret_stays().values("home"))
    return set(same.values_list("child", flat=True))


def _secret_stays() -> QuerySet[Placement]:
    """The stays of children whose address is withheld from the reader."""
    withheld = Withholding.objects.filter(
        holds_on(current().as_of), what=What.ADDRESS, withheld_from__in=readers()
    )
    return Placement.objects.filter(child__in=withheld.values("child"), home__isnull=False)
