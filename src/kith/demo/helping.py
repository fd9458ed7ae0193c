"""Family help in the demonstration: goals that were met, help that goes on, consent withdrawn, and help beside a child in
need plan.

Few and told by hand, among the children of the two who sign in and lead it, so that no page of it is empty.
"""

from datetime import date, timedelta

from kith.access.roles import Role
from kith.assessment.models import NeedPlan
from kith.demo.directory import add_directory
from kith.demo.emergency import signed_in
from kith.familyhelp.models import (
    Basis,
    FamilyHelp,
    FamilyHelpChild,
    Goal,
    GoalScore,
    NetworkPlan,
    PlanReview,
    Service,
    ServiceReferral,
    ServiceSession,
    Statement,
)
from kith.people.models import Family, Person
from kith.workforce.models import Allocation, Worker

WANTS = "Quiet evenings, and everybody asleep before eleven. “We want to be like we were in the summer.”"
AGREED = "Help with the evenings, and that school and the family hub may be told what is in the plan."
SAID = (
    ("worry", "Class teacher", "Tired on three days out of five, and alone at break."),
    ("worry", "Mother", "We shout more than we talk."),
    ("well", "Aunt", "They laugh together at the weekend, and nobody has missed a meal."),
    ("needed", "All of us", "One evening a week that belongs to the children, whatever else there is."),
)
# Whose, in their own words, and the scores: of whom, how far into the help (in twentieths), and what.
GOALS = (
    ("the children", "I want to sleep and not listen", (("Children", 1, 2), ("Mother", 1, 3), ("Children", 9, 5), ("Mother", 9, 5), ("Children", 18, 8), ("Mother", 18, 7))),
    ("mother", "I want one evening with no shouting", (("Mother", 1, 4), ("Mother", 9, 6), ("Mother", 18, 9))),
)  # fmt: skip


def add_family_help(as_of: date) -> None:
    """Four families, and the directory."""
    services = add_directory()
    lead, worker = signed_in(Role.FAMILY_HELP), signed_in(Role.SOCIAL_WORKER)
    theirs = iter(
        sorted(_families_of(lead, as_of), key=lambda found: -len(found[1]))
    )  # brothers and sisters first
    for tell in (_goes_on, _goals_met, _withdrawn):
        if found := next(theirs, None):
            tell(found, lead, services, as_of)
    _beside_a_plan(worker, services, as_of)


def _families_of(worker: Worker, as_of: date) -> list[tuple[Family, list[Person]]]:
    """The families of children the worker leads with, whom no restriction hides, with those children."""
    held = Allocation.objects.on(as_of).filter(worker=worker, part="lead").values("child")
    found: dict[Family, list[Person]] = {}
    for child in Person.objects.filter(pk__in=held, restrictions=None, died_on=None).order_by("pk"):
        for membership in child.family_memberships.on(as_of).select_related("family"):
            found.setdefault(membership.family, []).append(child)
    return list(found.items())


def _started(found: tuple[Family, list[Person]], lead: Worker, on: date, **details: object) -> FamilyHelp:
    """Help of a family with its consent, its words and its team."""
    family, children = found
    made = FamilyHelp.objects.create(family=family, start_on=on, lead=lead, wants=WANTS, **details)
    for child in children:
        FamilyHelpChild.objects.create(help=made, child=child, start_on=on)
    Basis.objects.create(help=made, kind="consent", who="Mother", to_what=AGREED, start_on=on)
    for place, (kind, who, text) in enumerate(SAID):
        Statement.objects.create(
            help=made, kind=kind, who=who, text=text, start_on=on + timedelta(days=place)
        )
    made.team.create(name="Marnie Oakhanger", role="School nurse", reached="01632 960441", start_on=on)
    made.team.create(
        name="Errol Thackmere", role="Family hub worker", organisation="Estermere Family Hub", start_on=on
    )
    return made


def _planned(made: FamilyHelp, by: Worker, as_of: date) -> None:
    """Goals with their scores as far as the day goes, who does what, a review, and the network's own plan."""
    length = (as_of - made.start_on).days
    for of_whom, words, scores in GOALS:
        goal = Goal.objects.create(help=made, of_whom=of_whom, words=words, start_on=made.start_on)
        for who, place, score in scores:
            on = made.start_on + timedelta(days=length * place // 20)
            GoalScore.objects.create(help=made, goal=goal, scored_on=on, who=who, score=score, by=by)
    half = made.start_on + timedelta(days=length // 2)
    made.actions.create(what="Phones in the kitchen from nine", who="Mother", by_on=made.start_on + timedelta(days=14), done_on=made.start_on + timedelta(days=12))  # fmt: skip
    made.actions.create(what="Tuesday tea at the aunt’s", who="Aunt", by_on=as_of + timedelta(days=10))
    PlanReview.objects.create(
        help=made, held_on=half, who="The children, mother, aunt, school nurse", by=by, next_on=as_of + timedelta(days=30),
        text="Tuesdays at the aunt’s have made the difference. Mornings are still hard, and school sees it.",
    )  # fmt: skip
    NetworkPlan.objects.create(
        help=made, made_on=half, who="Mother, aunt, grandfather, the neighbour", by=by,
        text="Aunt: Tuesday tea and homework.\nGrandfather: rings every evening at seven.\nNeighbour: the children may ring her bell at any time.",
    )  # fmt: skip


def _asked(
    made: FamilyHelp, service: Service, for_whom: str, days: int, **details: object
) -> ServiceReferral:
    return ServiceReferral.objects.create(
        help=made,
        service=service,
        for_whom=for_whom,
        referred_on=made.start_on + timedelta(days=days),
        **details,
    )


def _attended(referral: ServiceReferral, since: date, weeks: int) -> None:
    """A session each week; the third was missed."""
    for week in range(weeks):
        missed = "The bus did not come" if week == 2 else ""
        ServiceSession.objects.create(
            help=referral.help, referral=referral, held_on=since + timedelta(weeks=week), attended=not missed,
            missed_because=missed,
        )  # fmt: skip


def _goes_on(
    found: tuple[Family, list[Person]], lead: Worker, services: dict[str, Service], as_of: date
) -> None:
    made = _started(found, lead, as_of - timedelta(days=110))
    _planned(made, lead, as_of)
    since = made.start_on + timedelta(days=30)
    _attended(_asked(made, services["Quiet Evenings"], "Mother", 9, started_on=since), since, 8)
    _asked(made, services["Small Worries"], "the children", 95)


def _goals_met(
    found: tuple[Family, list[Person]], lead: Worker, services: dict[str, Service], as_of: date
) -> None:
    end = as_of - timedelta(days=20)
    made = _started(found, lead, as_of - timedelta(days=200))
    _planned(made, lead, end)
    since = made.start_on + timedelta(days=21)
    done = _asked(
        made, services["Fathers’ Bench"], "Father", 10, started_on=since, ended_on=end, outcome="completed",
        outcome_text="He cooks on Thursdays now, and goes on by himself.",
    )  # fmt: skip
    _attended(done, since, 10)
    made.end_on, made.end_reason = end, FamilyHelp.EndReason.MET
    made.changed = "The children sleep through most nights and say so. Shouting is rare, and mother has her Tuesday evening."
    made.save()


def _withdrawn(
    found: tuple[Family, list[Person]], lead: Worker, services: dict[str, Service], as_of: date
) -> None:
    made = _started(found, lead, as_of - timedelta(days=75))
    _planned(made, lead, as_of - timedelta(days=25))
    made.bases.update(
        withdrawn_on=as_of - timedelta(days=12), withdrawn_because="“We know where you are. We would like to try by ourselves.”"
    )  # fmt: skip


def _beside_a_plan(worker: Worker, services: dict[str, Service], as_of: date) -> None:
    """Of a child with a child in need plan: the family was helped two years ago, and help began again before the plan."""
    plans = NeedPlan.objects.on(as_of).select_related("child").order_by("pk")
    planned = {each.child_id: each for each in plans}
    for family, children in _families_of(worker, as_of):
        plan = next((planned[each.pk] for each in children if each.pk in planned), None)
        if plan:
            _earlier((family, [plan.child]), worker, plan.start_on - timedelta(days=700))
            made = _started((family, [plan.child]), worker, plan.start_on - timedelta(days=60))
            _planned(made, worker, as_of)
            since = made.start_on + timedelta(days=30)
            _attended(_asked(made, services["Two Homes"], "Both parents", 9, started_on=since), since, 4)
            _asked(made, services["Talking Walks"], plan.child.name, 70)
            return


def _earlier(found: tuple[Family, list[Person]], lead: Worker, on: date) -> None:
    made = _started(found, lead, on)
    made.end_on, made.end_reason = on + timedelta(days=150), FamilyHelp.EndReason.ENOUGH
    made.changed = "Mornings go well. The family has the aunt and the school, and will ring if it needs more."
    made.save()
