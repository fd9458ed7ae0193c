"""What is open for a child: referrals, an assessment, a child in need plan."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from kith.assessment.models import Assessment, AssessmentChild, Closure, NeedPlan
from kith.frontdoor.models import Referral
from kith.people.models import Person
from kith.store.dated import holds_on


def open_referrals(child: Person) -> QuerySet[Referral]:
    """Those that went forward and are not closed, the first first."""
    closed = Closure.objects.filter(referral=OuterRef("pk"))
    rows = Referral.objects.filter(child=child, no_further_action=False).exclude(Exists(closed))
    return rows.order_by("referred_on", "pk")


def referrals_of(child: Person) -> QuerySet[Referral]:
    """Every referral of the child, the latest first."""
    return Referral.objects.filter(child=child).order_by("-referred_on", "-pk")


def referrals_until(children: QuerySet[Person]) -> QuerySet:
    """For each referral of these children that went forward: the child, and the day it was closed, or none."""
    closed = Closure.objects.filter(referral=OuterRef("pk")).values("closed_on")[:1]
    rows = Referral.objects.filter(child__in=children.values("pk"), no_further_action=False)
    return rows.annotate(closed_on=Subquery(closed)).values_list("child", "closed_on")


def answered_by(child: Person, day: date) -> Referral | None:
    """The referral that what starts on a day belongs to: the last that is open then."""
    return open_referrals(child).filter(referred_on__lte=day).last()


def being_written(child: Person) -> Assessment | None:
    """The child's assessment that is not authorised yet."""
    parts = AssessmentChild.objects.filter(assessment=OuterRef("pk"), child=child)
    return Assessment.objects.filter(Exists(parts), authorised_on__isnull=True).first()


def plan_on(child: Person, day: date) -> NeedPlan | None:
    """The child in need plan that stands on a day."""
    return NeedPlan.objects.filter(holds_on(day), child=child).first()


def plans_of(child: Person) -> QuerySet[NeedPlan]:
    """The child's plans with their reviews and actions, the last first."""
    rows = NeedPlan.objects.filter(child=child).prefetch_related("reviews__by", "actions")
    return rows.order_by("-start_on", "-pk")


def closures_of(child: Person) -> QuerySet[Closure]:
    return Closure.objects.filter(child=child).select_related("referral", "by").order_by("-closed_on", "-pk")
