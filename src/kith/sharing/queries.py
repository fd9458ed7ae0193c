"""A child's contributions, and the log of what was shared."""

from collections.abc import Collection
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from kith.people.models import Person
from kith.reach.wall import about_nobody_hidden, hidden_people
from kith.sharing.models import Contribution, ContributionChild, Sharing


def contributions_of(child: Person, to: Collection[str] = ()) -> QuerySet[Contribution]:
    """What partners were asked about the child, newest first; about nobody whom a restriction hides from the worker."""
    about = ContributionChild.objects.select_related("child").prefetch_related("child__names")
    rows = unhidden().filter(about__child=child).select_related("asked_by")
    rows = rows.filter(to__in=to) if to else rows
    return rows.prefetch_related(Prefetch("about", about)).order_by("-asked_at", "-pk")


def contributions_to(child: Person, to: str, since: date, until: date | None) -> QuerySet[Contribution]:
    """Those for one step of several of a kind: meant for its first day; where no day was said, asked for while it went on."""
    asked = Q(meant_on__isnull=True, asked_at__date__gte=since)
    if until:
        asked &= Q(asked_at__date__lte=until)
    return contributions_of(child, (to,)).filter(Q(meant_on=since) | asked)


def unhidden() -> QuerySet[Contribution]:
    """The first wall: words about several are hidden with any of them."""
    return about_nobody_hidden(Contribution.objects.all(), ContributionChild, "contribution")


def log_of(child: Person) -> QuerySet[Sharing]:
    return _log().filter(child=child)


def whole_log() -> QuerySet[Sharing]:
    """For information governance: of everybody whom no restriction hides from the reader."""
    return _log().exclude(child__in=hidden_people())


def _log() -> QuerySet[Sharing]:
    rows = Sharing.objects.select_related("by", "child").prefetch_related("child__names")
    return rows.order_by("-at", "-pk")
