"""What practitioners wrote, for lists."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Prefetch, Q, QuerySet

from kith.access.roles import Permission
from kith.casework.models import (
    Attendance,
    DentalCheck,
    EducationPlan,
    HealthAssessment,
    HealthYear,
    ImmunisationCheck,
    Note,
    NoteAddition,
    NoteChild,
    Oversight,
    SchoolPlace,
    StrengthsQuestionnaire,
    Visit,
    VisitChild,
)
from kith.people.models import Person, Relationship
from kith.reach.doing import may
from kith.workforce.models import Worker

SIBLINGS = (Relationship.Kind.SIBLING, Relationship.Kind.HALF_SIBLING, Relationship.Kind.STEP_SIBLING)


def siblings_within(by: Worker, permission: Permission, child: Person) -> list[Person]:
    """The child's brothers and sisters with a record of their own, for whom this worker may do the same."""
    links = Relationship.objects.filter(kind__in=SIBLINGS)
    known = Q(pk__in=links.filter(other=child).values("person")) | Q(
        pk__in=links.filter(person=child).values("other")
    )
    found = Person.objects.children().filter(known).with_names().order_by("born_on", "pk")
    return [each for each in found if may(by, permission, each)]


def notes_of(child: Person, reader: Worker) -> QuerySet[Note]:
    """The notes about a child, latest first; an unfinished one is for its author alone."""
    readable = Q(finalised_at__isnull=False) | Q(author=reader)
    about = Note.objects.filter(readable, about__child=child).select_related("author")
    return about.prefetch_related(_others(NoteChild), _additions()).order_by("-happened_at", "-pk")


def visits_of(child: Person) -> QuerySet[Visit]:
    """The visits that concerned a child, latest first."""
    rows = Visit.objects.filter(about__child=child).select_related("worker")
    return rows.prefetch_related(_others(VisitChild)).order_by("-visited_on", "-pk")


def _others(model: type[models.Model]) -> Prefetch:
    return Prefetch(
        "about",
        model._default_manager.select_related("child").prefetch_related("child__names").order_by("pk"),
    )


def _additions() -> Prefetch:
    return Prefetch("additions", NoteAddition.objects.select_related("author").order_by("written_at", "pk"))


@dataclass(frozen=True)
class Health:
    """Everything recorded about a child's health, latest first."""

    assessments: list[HealthAssessment]
    dental_checks: list[DentalCheck]
    immunisations: list[ImmunisationCheck]
    questionnaires: list[StrengthsQuestionnaire]
    years: list[HealthYear]


def health_of(child: Person) -> Health:
    """Short lists all: a child has a few of each in a year."""
    return Health(
        assessments=list(HealthAssessment.objects.filter(child=child).order_by("-assessed_on", "-pk")),
        dental_checks=list(DentalCheck.objects.filter(child=child).order_by("-checked_on", "-pk")),
        immunisations=list(ImmunisationCheck.objects.filter(child=child).order_by("-checked_on", "-pk")),
        questionnaires=list(
            StrengthsQuestionnaire.objects.filter(child=child).order_by("-completed_on", "-pk")
        ),
        years=list(HealthYear.objects.filter(child=child).order_by("-collection_year", "-pk")),
    )


@dataclass(frozen=True)
class Education:
    """Everything recorded about a child's education, latest first."""

    schools: list[SchoolPlace]
    attendance: list[Attendance]
    plans: list[EducationPlan]


def education_of(child: Person) -> Education:
    return Education(
        schools=list(SchoolPlace.objects.filter(child=child).order_by("-start_on", "-pk")),
        attendance=list(Attendance.objects.filter(child=child).order_by("-start_on", "-pk")),
        plans=list(EducationPlan.objects.filter(child=child).order_by("-held_on", "-pk")),
    )


def oversight_of(child: Person) -> QuerySet[Oversight]:
    """What managers saw and decided, latest first."""
    return Oversight.objects.filter(child=child).select_related("manager").order_by("-about_on", "-pk")
