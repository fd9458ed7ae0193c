"""A child's protection, as one worker may see it: in a constant number of queries."""

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from kith.people.models import Person
from kith.protection.models import (
    Conference,
    ConferenceChild,
    CoreGroup,
    CoreGroupChild,
    Enquiry,
    Escalation,
    ProtectionPlan,
    StrategyChild,
    StrategyDiscussion,
    TransferIn,
)
from kith.reach.wall import about_nobody_hidden


def plans_in_force(children: Collection[int], as_of: date) -> dict[int, ProtectionPlan]:
    """The protection plan of each child on a day; none after what ends a plan by itself."""
    rows = ProtectionPlan.objects.on(as_of).filter(child__in=children).select_related("child")
    return {row.child_id: row for row in rows if row.over_on is None or row.over_on > as_of}


def plan_on(child: Person, as_of: date) -> ProtectionPlan | None:
    return plans_in_force([child.pk], as_of).get(child.pk)


def plans_of(child: Person) -> QuerySet[ProtectionPlan]:
    """The child's protection plans, the latest first."""
    rows = ProtectionPlan.objects.filter(child=child).select_related("child", "conference__chaired_by")
    return rows.order_by("-start_on", "-pk")


def enquiries_of(child: Person) -> QuerySet[Enquiry]:
    """The child's enquiries, the latest first, with whether each is under way (`is_under_way`)."""
    rows = Enquiry.objects.filter(child=child).select_related("clock", "marked_by")
    goes_on = Exists(Enquiry.objects.under_way().filter(pk=OuterRef("pk")))
    return rows.annotate(is_under_way=goes_on).order_by("-started_on", "-pk")


def discussions_of(child: Person) -> QuerySet[StrategyChild]:
    """What strategy discussions decided for the child, newest first; those about somebody hidden are not there."""
    rows = StrategyChild.objects.filter(
        child=child,
        discussion__in=about_nobody_hidden(StrategyDiscussion.objects.all(), StrategyChild, "discussion"),
    )
    rows = rows.select_related("discussion__chaired_by").prefetch_related("discussion__present")
    return rows.order_by("-discussion__held_at", "-pk")


def conferences_of(child: Person) -> QuerySet[ConferenceChild]:
    """What conferences decided for the child, newest first; those about somebody hidden are not there."""
    rows = ConferenceChild.objects.filter(
        child=child,
        conference__in=about_nobody_hidden(Conference.objects.all(), ConferenceChild, "conference"),
    )
    rows = rows.select_related("conference__chaired_by").prefetch_related("conference__attendance")
    return rows.order_by("-conference__held_on", "-pk")


def core_groups_of(child: Person) -> QuerySet[CoreGroup]:
    """The core groups about the child, newest first; those about somebody hidden are not there."""
    seen = about_nobody_hidden(CoreGroup.objects.all(), CoreGroupChild, "core_group").filter(
        about__child=child
    )
    about = CoreGroupChild.objects.select_related("child").prefetch_related("child__names")
    rows = seen.select_related("written_by").prefetch_related(Prefetch("about", about))
    return rows.order_by("-held_on", "-pk")


def transfers_of(child: Person) -> QuerySet[TransferIn]:
    """Moves of the child from another authority with its plan, the latest first, with whether each waits (`is_waiting`)."""
    waits = Exists(waiting_transfers(child).filter(pk=OuterRef("pk")))
    rows = TransferIn.objects.filter(child=child).select_related("by").annotate(is_waiting=waits)
    return rows.order_by("-notified_on", "-pk")


def waiting_transfers(child: Person) -> QuerySet[TransferIn]:
    """Those that still wait for their conference."""
    held = ConferenceChild.objects.filter(
        child=OuterRef("child"), conference__kind="transfer", conference__held_on__gte=OuterRef("notified_on")
    )
    return TransferIn.objects.filter(child=child, ended_on__isnull=True).exclude(Exists(held))


def escalations_of(child: Person) -> QuerySet[Escalation]:
    rows = Escalation.objects.filter(child=child).select_related("raised_by", "answered_by")
    return rows.order_by("-raised_at", "-pk")
