"""What of a child's record decides how long it is kept."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from kith.assessment.models import AssessmentChild, NeedPlan
from kith.assessment.queries import referrals_until
from kith.care.models import PeriodOfCare
from kith.familyhelp.models import FamilyHelpChild
from kith.frontdoor.models import ContactChild
from kith.lib.days import day_of
from kith.people.models import Person
from kith.protection.models import ProtectionPlan
from kith.statutory.codes import ADOPTED
from kith.statutory.retention import Life
from kith.workforce.models import Allocation


def life_of(child: Person, as_of: date) -> Life:
    """Birth, death, care, adoption and closure, as far as they are known on `as_of`. Short breaks are care too."""
    return lives_of(Person.objects.filter(pk=child.pk), as_of)[child.pk]


def lives_of(children: QuerySet[Person], as_of: date) -> dict[int, Life]:
    """The same of many children, in nine queries however many they are."""
    periods: dict[int, list[PeriodOfCare]] = defaultdict(list)
    for row in PeriodOfCare.objects.filter(child__in=children.values("pk"), start_on__lte=as_of):
        periods[row.child_id].append(row)
    held: dict[int, list[date | None]] = defaultdict(list)
    allocations = Allocation.objects.filter(child__in=children.values("pk"), start_on__lte=as_of)
    for child, end_on in allocations.values_list("child", "end_on"):
        held[child].append(end_on)
    contacts = ContactChild.objects.filter(child__in=children.values("pk"))
    for child, at in contacts.values_list("child", "decided_at"):
        held[child].append(day_of(at) if at else None)
    for child, ended in _needs(children):
        held[child].append(ended)
    return {each.pk: _life(each, periods[each.pk], held[each.pk], as_of) for each in children}


def _needs(children: QuerySet[Person]) -> Iterator[tuple[int, date | None]]:
    """When each referral was closed, each assessment authorised and each plan ended; none while it goes on."""
    yield from referrals_until(children)
    theirs = {"child__in": children.values("pk")}
    helped = FamilyHelpChild.objects.filter(**theirs)
    yield from helped.values_list("child", Coalesce("end_on", "help__end_on"))
    yield from AssessmentChild.objects.filter(**theirs).values_list("child", "assessment__authorised_on")
    yield from NeedPlan.objects.filter(**theirs).values_list("child", "end_on")
    for plan in ProtectionPlan.objects.filter(**theirs).select_related("child"):
        yield plan.child_id, plan.over_on


def _life(child: Person, periods: list[PeriodOfCare], held: list[date | None], as_of: date) -> Life:
    ended = [each for each in periods if each.end_on and each.end_on <= as_of]
    adopted = [each.end_on for each in ended if each.end_reason in ADOPTED and each.end_on]
    return Life(
        born_on=child.born_on,
        died_on=child.died_on,
        in_care=len(ended) < len(periods),
        last_in_care=max((each.end_on for each in ended if each.end_on), default=None),
        adopted_on=max(adopted, default=None),
        closed_on=_closed_on(child, [*held, *(each.end_on for each in periods)], as_of),
    )


def _closed_on(child: Person, ends: Iterable[date | None], as_of: date) -> date | None:
    """The last day anybody held the child, care lasted, a contact was decided or a need was closed; none while one goes on. Nothing says
    "closed" by itself."""
    known = [each for each in ends if each and each <= as_of]
    if len(known) < len(list(ends)):
        return None
    return max(known, default=child.record_opened_on)
