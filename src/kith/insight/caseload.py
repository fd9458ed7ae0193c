"""Caseload: how many children each lead practitioner has, and what that weighs by what stands for the child."""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Case, CharField, Count, Exists, F, OuterRef, QuerySet, Value, When
from django.db.models.expressions import Combinable

from kith.care.models import PeriodOfCare
from kith.familyhelp.models import FamilyHelpChild
from kith.insight.measure import Measure, Scope
from kith.insight.plans import standing_need, standing_protection
from kith.store.dated import holds_on
from kith.workforce.models import Allocation

# What may stand for a child, the first that does counts; its words, and its weight unless the council sets its own.
# The weights are an example to begin with: no law or guidance gives any.
STANDS: tuple[tuple[str, str, float], ...] = (
    ("protection", "Protection plan", 3.0),
    ("looked-after", "Looked after", 2.0),
    ("need", "Child in need plan", 1.5),
    ("family-help", "Family help", 1.0),
    ("other", "None of these", 1.0),
)
WORDS = {key: words for key, words, _ in STANDS}


def weights() -> dict[str, float]:
    """The weight of a child by what stands: the council's own (setting CASE_WEIGHTS), else those above."""
    if unknown := set(settings.CASE_WEIGHTS) - set(WORDS):
        raise ImproperlyConfigured(
            f"KITH_CASE_WEIGHTS has no weight named {', '.join(sorted(unknown))}: use {', '.join(WORDS)}."
        )
    return {key: float(settings.CASE_WEIGHTS.get(key, weight)) for key, _, weight in STANDS}


def _led(scope: Scope) -> QuerySet:
    """Each child with each lead practitioner of theirs; two leads are two."""
    leads = Allocation.objects.on(scope.as_of).filter(part=Allocation.Part.LEAD, worker__isnull=False)
    if scope.team:
        leads = leads.filter(team=scope.team)
    return leads.annotate(whom=F("child"), day=F("start_on"))


def _what_stands(scope: Scope) -> dict[str, Combinable]:
    helped = FamilyHelpChild.objects.filter(holds_on(scope.as_of), holds_on(scope.as_of, "help__"))
    found: dict[str, QuerySet] = {
        "protection": standing_protection(scope.as_of), "looked-after": PeriodOfCare.objects.on(scope.as_of).filter(kind=PeriodOfCare.Kind.LOOKED_AFTER),
        "need": standing_need(scope.as_of), "family-help": helped,
    }  # fmt: skip
    whens = [
        When(Exists(rows.filter(child=OuterRef("child"))), then=Value(key)) for key, rows in found.items()
    ]
    return {"stands": Case(*whens, default=Value("other"), output_field=CharField())}


CASELOAD = Measure(
    key="caseload.children",
    title="Children who have a lead practitioner",
    counts="children who have a lead practitioner today; a child with two leads is counted for each",
    of="",
    means="Whom the service works with today.",
    source="The record: who leads for whom today.",
    rows=_led,
    more=_what_stands,
    shows=(("day", "Lead practitioner since"), ("stands", "")),
    narrows=("stands",),
)
MEASURES = (CASELOAD,)


@dataclass(frozen=True)
class Caseload:
    """How many workers lead, for how many children in all, and what stands for those."""

    workers: int
    by: dict[str, int]

    @property
    def children(self) -> int:
        return sum(self.by.values())

    @property
    def weight(self) -> float:
        return sum(weights()[key] * number for key, number in self.by.items())

    @property
    def each(self) -> float:
        """Children for each worker who has any."""
        return self.children / self.workers if self.workers else 0

    @property
    def weight_each(self) -> float:
        return self.weight / self.workers if self.workers else 0


def caseload(scope: Scope) -> Caseload:
    """The caseload of the service or a team, in two queries."""
    by = {row["stands"]: row["number"] for row in CASELOAD.by(scope, "stands")}
    workers = CASELOAD.unhidden(scope).aggregate(workers=Count("worker", distinct=True))["workers"]
    return Caseload(workers, {key: by.get(key, 0) for key, *_ in STANDS})
