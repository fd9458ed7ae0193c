"""A family's help and plan, for pages: in a constant number of queries. The help itself is loaded by `seeing`."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from kith.familyhelp.models import (
    FamilyHelp,
    Goal,
    GoalScore,
    NetworkPlan,
    PlanAction,
    PlanReview,
    Service,
    ServiceReferral,
    Statement,
    TeamMember,
)
from kith.frontdoor.models import Decision
from kith.frontdoor.queries import decisions_in_force
from kith.people.models import Person

HELPS = (Decision.Outcome.EARLY_HELP, Decision.Outcome.FAMILY_HELP)


@dataclass(frozen=True)
class Scored:
    """A goal with its scores in the order of their days; `first` and `last` say what has changed."""

    goal: Goal
    scores: list[GoalScore] = field(default_factory=list)

    @property
    def first(self) -> GoalScore | None:
        return self.scores[0] if self.scores else None

    @property
    def last(self) -> GoalScore | None:
        return self.scores[-1] if self.scores else None


@dataclass(frozen=True)
class FamilyPlan:
    """The family's one plan: what was said, the goals, who does what, who is around, and what services do."""

    goals: list[Scored]
    statements: list[Statement]
    actions: list[PlanAction]
    reviews: list[PlanReview]
    team: list[TeamMember]
    network: list[NetworkPlan]
    referrals: list[ServiceReferral]


def plan_of(family_help: FamilyHelp) -> FamilyPlan:
    """Everything of one piece of help, each list in the order in which a family would read it."""
    given = {"help": family_help}
    referrals = ServiceReferral.objects.filter(**given).select_related("service").prefetch_related("sessions")
    return FamilyPlan(
        goals=goals_of(family_help),
        statements=list(Statement.objects.filter(**given).order_by("start_on", "pk")),
        actions=list(PlanAction.objects.filter(**given).order_by("by_on", "pk")),
        reviews=list(PlanReview.objects.filter(**given).select_related("by").order_by("-held_on", "-pk")),
        team=list(TeamMember.objects.filter(**given).order_by("start_on", "pk")),
        network=list(NetworkPlan.objects.filter(**given).select_related("by").order_by("-made_on", "-pk")),
        referrals=list(referrals.order_by("-referred_on", "-pk")),
    )


def goals_of(family_help: FamilyHelp) -> list[Scored]:
    scores: dict[int, list[GoalScore]] = defaultdict(list)
    for each in GoalScore.objects.filter(help=family_help).order_by("scored_on", "pk"):
        scores[each.goal_id].append(each)
    return [
        Scored(each, scores[each.pk])
        for each in Goal.objects.filter(help=family_help).order_by("start_on", "pk")
    ]


def unfinished(family_help: FamilyHelp) -> list[str]:
    """What a family would still wait for: services that have not ended."""
    rows = ServiceReferral.objects.filter(help=family_help, ended_on__isnull=True).select_related("service")
    return [f"{each.service.name}, for {each.for_whom}" for each in rows.order_by("pk")]


def came_from(child: Person) -> Decision | None:
    """What was last decided at the front door for the child, where that was help."""
    last = decisions_in_force().filter(child=child).order_by("decided_at", "pk").last()
    return last if last and last.outcome in HELPS else None


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a family looks for in the directory."""

    words: str = ""
    category: str = ""
    age: int | None = None
    place: str = ""
    language: str = ""
    with_room: bool = False


def directory() -> QuerySet[Service]:
    """The services that are not closed, with how many families they help now and how many wait."""
    open_now = Q(referrals__ended_on__isnull=True)
    return Service.objects.exclude(status=Service.Status.DEFUNCT).annotate(
        taken=Count("referrals", filter=open_now & Q(referrals__started_on__isnull=False)),
        waiting=Count("referrals", filter=open_now & Q(referrals__isnull=False, referrals__started_on__isnull=True)),
    )  # fmt: skip


def search_directory(wanted: Wanted) -> QuerySet[Service]:
    """The services that fit all that is wanted; one that says nothing of ages is for everybody."""
    rows = directory()
    for word in wanted.words.split():
        rows = rows.filter(
            Q(name__icontains=word) | Q(description__icontains=word) | Q(organisation__icontains=word)
        )
    if wanted.category:
        rows = rows.filter(category=wanted.category)
    if wanted.age is not None:
        rows = rows.filter(Q(minimum_age__isnull=True) | Q(minimum_age__lte=wanted.age))
        rows = rows.filter(Q(maximum_age__isnull=True) | Q(maximum_age__gte=wanted.age))
    if wanted.place:
        rows = rows.filter(Q(place__icontains=wanted.place) | Q(postcode_area__iexact=wanted.place))
    if wanted.language:
        rows = rows.filter(languages__contains=[wanted.language])
    if wanted.with_room:
        rows = rows.filter(
            Q(capacity__isnull=True) | Q(capacity__gt=F("taken")), status=Service.Status.ACTIVE
        )
    return rows.order_by("name", "pk")


def languages() -> list[str]:
    """Every language of the directory, once."""
    spoken = Service.objects.exclude(status=Service.Status.DEFUNCT).values_list("languages", flat=True)
    return sorted({each for those in spoken for each in those})


def standing_on(rows: list, day: date) -> list:
    """Those of some dated rows that hold on a day."""
    return [each for each in rows if each.holds_on(day)]
