"""A child at a glance: where, legal status, worker, alerts; for one child or a list, in a constant number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from kith.care.models import LegalStatus, PeriodOfCare, Placement
from kith.childfile.telling import not_to_tell
from kith.childfile.where import (
    AT_HOME,
    NOT_RECORDED,
    after_care,
    before_birth_or_after_death,
    of_new_identities,
)
from kith.leavingcare.models import CareLeaverContact
from kith.people.models import Alert, Person
from kith.protection.models import ProtectionPlan
from kith.protection.queries import plans_in_force
from kith.reach.withheld import What
from kith.store.dated import DatedQuerySet
from kith.workforce.models import Allocation


@dataclass
class Summary:
    """What holds for one child on a day. What is withheld from the reader is not in it."""

    hidden: frozenset[What] = frozenset()
    elsewhere: str = ""  # not yet born, died, or in care under the name before adoption: in words
    last_care: PeriodOfCare | None = None  # the one that ended last
    contact: CareLeaverContact | None = None
    placement: Placement | None = None
    temporary_stay: Placement | None = None
    legal_status: LegalStatus | None = None
    period_of_care: PeriodOfCare | None = None
    allocations: list[Allocation] = field(default_factory=list)
    alerts: list[Alert] = field(default_factory=list)
    protection_plan: ProtectionPlan | None = None

    @property
    def where(self) -> str:
        """Where the child is, in words; the home itself only where its address is not withheld."""
        stay = self.temporary_stay or self.placement
        if self.elsewhere:
            return self.elsewhere
        if stay is None:
            return self._without_a_placement
        home = "home sealed" if stay.home_is_sealed else str(stay.home or "")
        told = f", {home}" if home and What.ADDRESS not in self.hidden else ""
        return f"{stay.get_place_display()}{told}"

    @property
    def _without_a_placement(self) -> str:
        if self.period_of_care is None:
            return after_care(self.last_care, self.contact) if self.last_care else AT_HOME
        breaks = self.period_of_care.kind == PeriodOfCare.Kind.SHORT_BREAKS
        return "At home, with short breaks" if breaks else NOT_RECORDED

    @property
    def lead(self) -> Allocation | None:
        leads = [each for each in self.allocations if each.part == Allocation.Part.LEAD]
        return max(leads, key=lambda each: (each.worker_id is not None, each.start_on, each.pk), default=None)


def summaries(children: Iterable[int], as_of: date) -> dict[int, Summary]:
    """The summary of each child on `as_of`."""
    chosen = list(children)
    found = {child: Summary(hidden) for child, hidden in not_to_tell(chosen).items()}
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
    _without_a_placement(found, as_of)
    for child, plan in plans_in_force(chosen, as_of).items():
        found[child].protection_plan = plan
    for alert in _of(Alert.objects.all(), chosen, as_of):
        found[alert.child_id].alerts.append(alert)
    return found


def _without_a_placement(found: dict[int, Summary], as_of: date) -> None:
    """What tells where those are who are not in care: not yet born, died, adopted, or out of care."""
    for person in Person.objects.filter(pk__in=found):
        found[person.pk].elsewhere = before_birth_or_after_death(person, as_of)
    for sealed, words in of_new_identities(found, as_of).items():
        found[sealed].elsewhere = found[sealed].elsewhere or words
    ended = PeriodOfCare.objects.filter(
        child__in=found, end_on__lte=as_of, kind=PeriodOfCare.Kind.LOOKED_AFTER
    )
    for period in ended.order_by("end_on", "pk"):
        found[period.child_id].last_care = period
    for contact in CareLeaverContact.objects.filter(child__in=found).order_by("collection_year"):
        found[contact.child_id].contact = contact


def _of(rows: DatedQuerySet, children: list[int], as_of: date) -> DatedQuerySet:
    return rows.on(as_of).filter(child__in=children).order_by("start_on", "pk")
