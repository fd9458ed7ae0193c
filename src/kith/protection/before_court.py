"""Pre-proceedings and days in court of a child, as one worker may see them: in a constant number of queries."""

from datetime import date

from django.db.models import Prefetch, QuerySet

from kith.people.models import Person
from kith.people.queries import responsibility_for
from kith.protection.models import CourtHearing, OfferedTo, PreProceedings, PreProceedingsMeeting
from kith.reach.wall import hidden_people


def pre_proceedings_of(child: Person) -> QuerySet[PreProceedings]:
    """The child's pre-proceedings, the latest first, with their meetings and what was offered to the family."""
    meetings = PreProceedingsMeeting.objects.select_related("by").order_by("-held_on", "-pk")
    rows = PreProceedings.objects.filter(child=child).select_related(
        "decided_by", "group_decision__decided_by"
    )
    rows = rows.prefetch_related(
        Prefetch("meetings", meetings), Prefetch("group_decision__offered_to", offers_to(child))
    )
    return rows.order_by("-decided_on", "-pk")


def offers_to(child: Person) -> QuerySet[OfferedTo]:
    """To whom family group decision-making was offered; nobody whom a restriction hides."""
    rows = OfferedTo.objects.filter(child=child).exclude(person__in=hidden_people())
    return (
        rows.select_related("person", "offer__pre_proceedings")
        .prefetch_related("person__names")
        .order_by("pk")
    )


def under_way(child: Person) -> PreProceedings | None:
    return PreProceedings.objects.filter(child=child, step_decided_on__isnull=True).first()


def hearings_of(child: Person) -> QuerySet[CourtHearing]:
    """The child's days in court, the latest first, those to come above them."""
    return CourtHearing.objects.filter(child=child).order_by("-held_on", "-pk")


def responsible_on(child: Person, as_of: date) -> list[Person]:
    """Who holds parental responsibility on a day, but for the authority, and nobody whom a restriction hides."""
    hidden = hidden_people()
    rows = responsibility_for(child).on(as_of).exclude(holder=None)
    return [row.holder for row in rows if row.holder and row.holder_id not in hidden]
