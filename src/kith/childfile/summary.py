"""A child at a glance: where, legal status, worker, alerts; for one child or a list, in a constant number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from kith.care.homes import telling_by_their_homes
from kith.care.models import LegalStatus, PeriodOfCare, Placement
from kith.people.models import Alert
from kith.reach.withheld import What, hidden_of
from kith.store.dated import DatedQuerySet
from kith.workforce.models import Allocation


@dataclass
class Summary:
    """What holds for one child on a day. What is withheld from the reader is not in it."""

    hidden: frozenset[What] = frozenset()
    placement: Placement | None = None
    temporary_stay: Placement | None = None
    legal_status: LegalStatus | None = None
    period_of_care: PeriodOfCare | None = None
    allocations: list[Allocation] = field(default_factory=list)
    alerts: list[Alert] = field(default_factory=list)

    @property
    def where(self) -> str:
        """Where the child is, in words; the home itself only where its address is not withheld."""
        stay = self.temporary_stay or self.placement
        if stay is None:
            return self._without_a_placement
        home = f", {stay.home}" if stay.home and What.ADDRESS not in self.hidden else ""
        return f"{stay.get_place_display()}{home}"

    @property
    def _without_a_placement(self) -> str:
        if self.period_of_care is None:
            return "At home or with family"
        breaks = self.period_of_care.kind == PeriodOfCare.Kind.SHORT_BREAKS
        return "At home, with short breaks" if breaks else "Not recorded"

    @property
    def lead(self) -> Allocation | None:
        leads = [each for each in self.allocations if each.part == Allocation.Part.LEAD]
        return max(leads, key=lambda each: (each.worker_id is not None, each.start_on, each.pk), default=None)


def summaries(children: Iterable[int], as_of: date) -> dict[int, Summary]:
    """The summary of each child on `as_of`."""
    chosen = list(children)
    found = {child: Summary(hidden) for child, hidden in hidden_of(chosen).items()}
    for child in telling_by_their_homes(chosen):
        found[child].hidden |= {What.ADDRESS}
    for placement in _of(Placement.objects.select_related("home"), chosen, as_of):
        setattr(
            found[placement.child_id], "temporary_stay" if placement.temporary else "placement", placement
        )
    for status in _of(LegalStatus.objects.all(), chosen, as_of):
        found[status.child_id].legal_status = status
    for period in _of(PeriodOfCare.objects.all(), chosen, as_of):
        found[period.child_id].period_of_care = period
    for allocation in _of(Allocation.objects.select_related("worker", "team"), chosen, as_of):
        found[allocation.child_id].allocations.append(allocation)
    for alert in _of(Alert.objects.all(), chosen, as_of):
        found[alert.child_id].alerts.append(alert)
    return found


def _of(rows: DatedQuerySet, children: list[int], as_of: date) -> DatedQuerySet:
    return rows.on(as_of).filter(child__in=children).order_by("start_on", "pk")
