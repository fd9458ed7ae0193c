"""Which records may be past their time, what their keeping rests on, and which are held or proposed for disposal."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from kith.access.audit import Event, viewed
from kith.access.roles import Permission
from kith.care.models import PeriodOfCare
from kith.childfile.keeping import life_of, lives_of
from kith.frontdoor.asking import HelpRequest
from kith.keeping.models import Hold, Proposal, RequestSchedule, Schedule
from kith.lib.days import add_months, start_of
from kith.people.models import Person, PersonQuerySet
from kith.reach.seeing import NotFound, is_a_child, must_hold
from kith.reach.wall import hidden_people
from kith.statutory.retention import AFTER_DEATH, TO_AGE, Kept, Local, retention
from kith.store.dated import holds_on
from kith.workforce.models import Allocation, Worker


@dataclass(frozen=True)
class Passed:
    """A record whose time has passed: since when it need no longer be kept, and why."""

    child: int
    kept: Kept


def schedule_on(as_of: date) -> Schedule | None:
    """The council's own schedule that holds on a day."""
    return Schedule.objects.on(as_of).select_related("set_by").first()


def request_schedule_on(as_of: date) -> RequestSchedule | None:
    """How long requests that were set aside are kept, on a day."""
    return RequestSchedule.objects.on(as_of).select_related("set_by").first()


def requests_past(as_of: date) -> int:
    """How many requests that were set aside need no longer be kept; none where no schedule is set."""
    schedule = request_schedule_on(as_of)
    if schedule is None:
        return 0
    until = start_of(add_months(as_of, -schedule.months) + timedelta(days=1))
    return HelpRequest.objects.exclude(aside="").filter(taken_at__lt=until).count()


def local_on(as_of: date) -> Local | None:
    found = schedule_on(as_of)
    return found.as_local if found else None


def kept(child: Person, as_of: date) -> Kept:
    """How long one record is kept, and why."""
    return retention(life_of(child, as_of), local_on(as_of))


def get_record(worker: Worker, child: int) -> Person:
    """A record for its keeping only: whose it is and how long it is kept, never what is in it. The view is audited.

    Raises NotFound for whoever may not see how long records are kept, and for a record a restriction hides from them.
    """
    must_hold(Permission.KEEPING_SEE)
    if not is_a_child(child):
        raise NotFound("There is no such record, or you may not see it.")
    viewed(Event.CARD_VIEWED, child=child)
    return Person.objects.with_names().get(pk=child)


def passed(as_of: date) -> list[Passed]:
    """The records whose time has passed by a day, the longest ago first."""
    must_hold(Permission.KEEPING_SEE)
    local = local_on(as_of)
    lives = lives_of(_old_enough(as_of, local), as_of)
    found = [Passed(child, retention(life, local)) for child, life in lives.items() if life.closed_on]
    over = [each for each in found if each.kept.until and each.kept.until <= as_of]
    return sorted(over, key=lambda each: (each.kept.until or date.max, each.child))


def _old_enough(as_of: date, local: Local | None) -> PersonQuerySet:
    """The records nobody holds that some time could have passed for: few, and worked out exactly afterwards."""
    by_law = Q(born_on__lte=_years_before(as_of, TO_AGE)) | Q(died_on__lte=_years_before(as_of, AFTER_DEATH))
    in_care = PeriodOfCare.objects.filter(child=OuterRef("pk"), start_on__lte=as_of)
    old = Q(Exists(in_care)) & by_law
    if local:
        since = _years_before(as_of, local.years)
        counted = Q(record_opened_on__lte=since) if local.from_closure else Q(born_on__lte=since)
        old |= ~Q(Exists(in_care)) & counted
    held = Allocation.objects.filter(holds_on(as_of), child=OuterRef("pk"))
    children = Person.objects.children().exclude(pk__in=hidden_people())
    return children.filter(old).exclude(Exists(held))


def _years_before(day: date, years: int) -> date:
    return add_months(day, -12 * years)


def named(children: Iterable[int]) -> dict[int, Person]:
    """These children with their names."""
    return {each.pk: each for each in Person.objects.with_names().filter(pk__in=list(children))}


def holds_in_force(as_of: date) -> QuerySet[Hold]:
    """Every legal hold in force that the reader may see, the review that is due first on top."""
    must_hold(Permission.KEEPING_SEE)
    rows = Hold.objects.on(as_of).exclude(child__in=hidden_people()).select_related("child", "placed_by")
    return rows.prefetch_related("child__names").order_by("review_on", "pk")


def holds_of(child: Person) -> QuerySet[Hold]:
    """A record's legal holds, those in force first, then the newest."""
    rows = Hold.objects.filter(child=child).select_related("placed_by", "lifted_by")
    return rows.order_by("-end_on", "-start_on", "-pk")


def proposals() -> QuerySet[Proposal]:
    """The disposals that wait for a second person, the oldest first."""
    must_hold(Permission.KEEPING_SEE)
    rows = Proposal.objects.filter(ended_at__isnull=True).exclude(child__in=hidden_people())
    return (
        rows.select_related("child", "proposed_by")
        .prefetch_related("child__names")
        .order_by("proposed_at", "pk")
    )


def proposal_of(child: Person) -> Proposal | None:
    """The disposal proposed of this record that waits for a second person."""
    waiting = Proposal.objects.filter(child=child, ended_at__isnull=True)
    return waiting.select_related("proposed_by", "child").first()
