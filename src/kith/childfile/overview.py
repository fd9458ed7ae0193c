"""What a child's overview says beyond the summary: the last of each thing, and the people around, in a constant
number of queries."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from kith.care.models import NeedCode, Placement, Review
from kith.care.queries import home_postcodes, miles, moves
from kith.casework.models import (
    Attendance,
    DentalCheck,
    EducationPlan,
    HealthAssessment,
    HealthYear,
    ImmunisationCheck,
    MissingPeriod,
    SchoolPlace,
    StrengthsQuestionnaire,
    VisitChild,
)
from kith.childfile.summary import Summary
from kith.lib.days import start_of
from kith.people.models import Person, Relationship
from kith.people.queries import Kin, relationships_of
from kith.reach.seeing import relatives_of
from kith.reach.withheld import CARERS, What


@dataclass
class Overview:
    """The last of each thing recorded by a day; None where there is none."""

    miles: float | None = None
    moves: int = 0
    need: NeedCode | None = None
    visit: VisitChild | None = None
    review: Review | None = None
    school: SchoolPlace | None = None
    attendance: Attendance | None = None
    plan: EducationPlan | None = None
    missing: MissingPeriod | None = None
    health: HealthAssessment | None = None
    teeth: DentalCheck | None = None
    immunisations: ImmunisationCheck | None = None
    year: HealthYear | None = None
    questionnaire: StrengthsQuestionnaire | None = None
    people: list[Kin] = field(default_factory=list)


def overview(child: Person, summary: Summary, as_of: date) -> Overview:
    """The overview of one child; the summary is the one the page already has."""
    placements = list(Placement.objects.filter(child=child, start_on__lte=as_of).select_related("home"))
    return Overview(
        miles=_miles(child, summary),
        moves=moves(placements, summary.period_of_care) if summary.period_of_care else 0,
        need=NeedCode.objects.filter(child=child, start_on__lte=as_of).order_by("-start_on", "-pk").first(),
        visit=_last_visit(child, as_of),
        review=Review.objects.filter(child=child, held_on__lte=as_of).order_by("-held_on", "-pk").first(),
        school=SchoolPlace.objects.on(as_of).filter(child=child).order_by("-start_on", "-pk").first(),
        attendance=_last(Attendance, child, "end_on", as_of + timedelta(days=1)),
        plan=_last(EducationPlan, child, "held_on", as_of),
        missing=_last(MissingPeriod, child, "started_at", start_of(as_of + timedelta(days=1))),
        health=_last(HealthAssessment, child, "assessed_on", as_of),
        teeth=_last(DentalCheck, child, "checked_on", as_of),
        immunisations=_last(ImmunisationCheck, child, "checked_on", as_of),
        year=HealthYear.objects.filter(child=child).order_by("-collection_year", "-pk").first(),
        questionnaire=_last(StrengthsQuestionnaire, child, "completed_on", as_of),
        people=relationships_of(child, as_of),
    )


def tells_where(kin: Kin) -> bool:
    """Whether this person's name would tell where the child lives: a carer's does."""
    return kin.relationship.kind in CARERS and kin.relationship.person_id == kin.who.pk


def around(child: Person, hidden: frozenset[What]) -> QuerySet[Person]:
    """The people around a child whose names may be told to the reader: no carer's where the address is withheld."""
    people = relatives_of(Person.objects.filter(pk=child.pk)).exclude(pk=child.pk).with_names().order_by("pk")
    if What.ADDRESS not in hidden:
        return people
    carers = Relationship.objects.filter(other=child, kind__in=CARERS)
    return people.exclude(pk__in=carers.values("person"))


def _miles(child: Person, summary: Summary) -> float | None:
    stay = summary.temporary_stay or summary.placement
    if stay is None or What.ADDRESS in summary.hidden:
        return None
    return miles(stay, home_postcodes(child.pk))


def _last_visit(child: Person, as_of: date) -> VisitChild | None:
    rows = VisitChild.objects.filter(child=child, visit__visited_on__lte=as_of).select_related(
        "visit__worker"
    )
    return rows.order_by("-visit__visited_on", "-visit__pk").first()


def _last(model, child: Person, day: str, as_of: date | datetime):
    return model.objects.filter(child=child, **{f"{day}__lte": as_of}).order_by(f"-{day}", "-pk").first()
