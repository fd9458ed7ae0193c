"""Plans that stand today: whose child was not seen lately, whose review is late; and the children who were seen."""

from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import Exists, F, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import Combinable

from kith.assessment.models import NeedPlan
from kith.casework.models import VisitChild
from kith.deadlines.models import DeadlineRow
from kith.insight.measure import Measure, Scope
from kith.lib.days import add_months
from kith.protection.models import ADULT, ProtectionPlan
from kith.statutory.clocks import assessment, protection
from kith.workforce.models import Allocation

LATELY = timedelta(days=28)
RECORD = "The record: plans and visits. Four weeks is our choice, not law."
BORN_ONLY = "Plans that began in the last four weeks, and unborn children, are left out."


def standing_protection(as_of: date) -> QuerySet[ProtectionPlan]:
    """Protection plans that stand on a day: not after what ends one by itself (`ProtectionPlan.over_on`)."""
    rows = ProtectionPlan.objects.on(as_of)
    for day in ("child__died_on", "child__pregnancy_ended_on"):
        rows = rows.filter(Q(**{f"{day}__isnull": True}) | Q(**{f"{day}__gt": as_of}))
    grown_up = add_months(as_of, -12 * ADULT)
    return rows.filter(Q(child__born_on__isnull=True) | Q(child__born_on__gt=grown_up))


def standing_need(as_of: date) -> QuerySet[NeedPlan]:
    return NeedPlan.objects.on(as_of)


def seen_since(since: date, scope: Scope, **how: bool) -> QuerySet[VisitChild]:
    """The visits after a day at which a child was seen."""
    return VisitChild.objects.filter(
        seen=True, visit__visited_on__gt=since, visit__visited_on__lte=scope.as_of, **how
    )


def last_seen(children: Collection[int], as_of: date) -> dict[int, date]:
    """The last day on which each of these children was seen at a visit, in one query."""
    rows = VisitChild.objects.filter(child__in=children, seen=True, visit__visited_on__lte=as_of)
    return dict(rows.order_by().values_list("child").annotate(last=Max("visit__visited_on")))


def _unseen(scope: Scope) -> Q:
    """Asked of each plan's child: plans are few beside visits."""
    return ~Q(Exists(seen_since(scope.as_of - LATELY, scope).filter(child=OuterRef("child"))))


def _plans(standing, scope: Scope) -> QuerySet:
    return scope.held(standing(scope.as_of)).annotate(whom=F("child"), day=F("start_on"))


def _old_enough(standing, scope: Scope) -> QuerySet:
    """Plans of children who are born, that have stood for four weeks."""
    return _plans(standing, scope).filter(start_on__lte=scope.as_of - LATELY, child__born_on__isnull=False)


def _late(timescales: tuple[str, ...], scope: Scope) -> QuerySet[DeadlineRow]:
    return DeadlineRow.objects.filter(
        timescale__in=timescales, met_on__isnull=True, ended_on__isnull=True, due_on__lt=scope.as_of
    )


def _due(timescales: tuple[str, ...], scope: Scope) -> dict[str, Combinable]:
    rows = _late(timescales, scope).filter(child=OuterRef("child")).order_by().values("child")
    return {"due": Subquery(rows.annotate(first=Min("due_on")).values("first"))}


def _not_seen(key: str, name: str, standing) -> Measure:
    return Measure(
        key=f"{key}.not-seen",
        title=f"{name} without a visit in four weeks",
        counts=f"{name.lower()} whose child was not seen at a visit in the last four weeks",
        of=f"{name.lower()} that have stood for four weeks. {BORN_ONLY}",
        means="Nobody has written down that they saw these children lately.",
        source=RECORD,
        rows=lambda scope: _old_enough(standing, scope),
        where=_unseen,
        shows=(("day", "Plan since"),),
        last_seen=True,
    )


def _review_late(key: str, name: str, standing, clocks, source: str) -> Measure:
    timescales = tuple(each.key for each in clocks)
    return Measure(
        key=f"{key}.review-late",
        title=f"{name} whose review is late",
        counts=f"{name.lower()} whose review was due before today and is not held",
        of=f"{name.lower()} that stand today",
        means="Nobody has looked together at whether these plans help, when it was time to.",
        source=source,
        rows=lambda scope: _plans(standing, scope),
        where=lambda scope: Q(whom__in=_late(timescales, scope).values("child")),
        more=lambda scope: _due(timescales, scope),
        shows=(("day", "Plan since"), ("due", "Review due by")),
    )


PROTECTION = (
    _not_seen("protection", "Protection plans", standing_protection),
    _review_late(
        "protection", "Protection plans", standing_protection, (protection.FIRST_REVIEW, protection.LATER_REVIEW),
        f"{protection.FIRST_REVIEW.reference}, {protection.GUIDANCE}, as it is worked out for deadlines.",
    ),
)  # fmt: skip
NEED = (
    _not_seen("need", "Child in need plans", standing_need),
    _review_late(
        "need", "Child in need plans", standing_need, (assessment.FIRST_REVIEW, assessment.LATER_REVIEW),
        "A local standard, not law, as it is worked out for deadlines; a plan may ask for its review sooner.",
    ),
)  # fmt: skip


def _led(scope: Scope) -> QuerySet:
    """Children who are born and have a lead practitioner, each once."""
    leads = Allocation.objects.on(scope.as_of).filter(part=Allocation.Part.LEAD, worker__isnull=False)
    rows = scope.held(leads).filter(child__born_on__isnull=False).order_by().values("child")
    return rows.annotate(whom=F("child"), day=Min("start_on"))


def _seen(key: str, title: str, counts: str, means: str, **how: bool) -> Measure:
    return Measure(
        key=key, title=title, counts=counts, of="children who have a lead practitioner today; unborn children are left out",
        means=means, source=RECORD, rows=_led, shows=(("day", "Lead practitioner since"),), rest=f"not {title.split(' in ')[0].removeprefix('Children ')}", last_seen=True,
        where=lambda scope: Q(whom__in=seen_since(scope.as_of - LATELY, scope, **how).values("child")),
    )  # fmt: skip


SEEN = (
    _seen(
        "visits.seen", "Children seen in the last four weeks", "children seen at a visit in the last four weeks",
        "Some children are visited less often by law or by their plan: it is not a number to bring to 100.",
    ),
    _seen(
        "visits.seen-alone", "Children seen alone in the last four weeks",
        "children seen alone at a visit in the last four weeks",
        "A child who is seen alone can say what they would not say before others. A baby cannot be asked.", seen_alone=True,
    ),
)  # fmt: skip
MEASURES = (*PROTECTION, *NEED, *SEEN)
