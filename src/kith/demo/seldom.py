"""What is recorded seldom, so that its pages are not empty: the council's schedule, a legal hold, attendance,
immunisations, a time in secure accommodation. The figures that are published know nothing of it."""

from datetime import date, datetime, time, timedelta
from random import Random
from uuid import uuid4

from django.db.models import Model, QuerySet

from kith.access.audit import Event
from kith.access.models import AuditEntry
from kith.access.roles import Role
from kith.care.models import Order, PeriodOfCare, Placement, SecureStay
from kith.casework.models import Attendance, HealthAssessment, ImmunisationCheck, SchoolPlace
from kith.demo.emergency import signed_in
from kith.keeping.models import Hold, RequestSchedule, Schedule
from kith.lib.days import LONDON, add_months
from kith.people.models import Person
from kith.workforce.models import Allocation, Worker

SCHEDULE = "Estermere retention schedule for children’s services, agreed by the information governance board"
HOLD = "A civil claim about the years in care. The council’s solicitor asked that nothing be destroyed."
TERM = timedelta(days=84)
SESSIONS = 120  # half days of a term
OUTSTANDING = "Teenage booster (3-in-1) and MenACWY"
COURT = "Estermere Family Court"


def add_seldom(seed: int, as_of: date) -> None:
    random, governance = Random(f"seldom {seed}"), signed_in(Role.INFORMATION_GOVERNANCE)
    _schedule(governance, as_of)
    for child in _of_the_team(as_of):
        _attendance(random, child, as_of)
        _immunised(random, child)
    _hold(governance, as_of)
    _secure(as_of)


def _schedule(by: Worker, as_of: date) -> None:
    start = date(as_of.year - 2, 4, 1)
    row = Schedule.objects.create(
        years=10, counted_from=Schedule.Counted.CLOSURE, source=SCHEDULE, set_by=by, start_on=start
    )
    _audited(row, by, start)
    asked = RequestSchedule.objects.create(months=12, source=SCHEDULE, set_by=by, start_on=start)
    _audited(asked, by, start)


def _hold(by: Worker, as_of: date) -> None:
    """On the record of whoever left care first."""
    left = PeriodOfCare.objects.filter(end_on__lt=as_of, kind=PeriodOfCare.Kind.LOOKED_AFTER)
    period = left.order_by("end_on", "pk").first()
    if period:
        start = as_of - timedelta(days=40)
        row = Hold.objects.create(
            child_id=period.child_id,
            reason=HOLD,
            placed_by=by,
            start_on=start,
            review_on=add_months(start, 6),
        )
        _audited(row, by, start, period.child_id)


def _of_the_team(as_of: date) -> QuerySet[Person]:
    """The children in care whom the team of the social worker who signs in holds."""
    mine = Allocation.objects.on(as_of).filter(worker=signed_in(Role.SOCIAL_WORKER)).values("team")
    held = Allocation.objects.on(as_of).filter(team__in=mine).values("child")
    in_care = PeriodOfCare.objects.on(as_of).filter(kind=PeriodOfCare.Kind.LOOKED_AFTER).values("child")
    return Person.objects.filter(pk__in=held).filter(pk__in=in_care).order_by("pk")


def _attendance(random: Random, child: Person, as_of: date) -> None:
    """The last two terms at the school they go to now."""
    school = SchoolPlace.objects.on(as_of).filter(child=child).first()
    for back in (2, 1):
        start = as_of - TERM * back - timedelta(days=14)
        if school and school.start_on <= start:
            attended = SESSIONS - min(int(random.expovariate(1 / 8)), SESSIONS // 2)
            Attendance.objects.create(
                child=child, start_on=start, end_on=start + TERM, possible=SESSIONS, attended=attended
            )


def _immunised(random: Random, child: Person) -> None:
    """Looked up at each health assessment; now and then something is outstanding."""
    for row in HealthAssessment.objects.filter(child=child).order_by("-assessed_on")[:2]:
        done = random.random() < 0.85
        ImmunisationCheck.objects.create(
            child=child, checked_on=row.assessed_on, up_to_date=done, outstanding="" if done else OUTSTANDING
        )


def _secure(as_of: date) -> None:
    """A young person in a secure children's home, a court's authority within the 72 hours; else one who was in for 60."""
    here = Placement.objects.on(as_of).filter(place="K1").order_by("pk").first()
    if here:
        _with_a_court(here, as_of)
        return
    since = as_of - timedelta(days=30)
    old = add_months(as_of, -15 * 12)  # nobody under 13 without the Secretary of State
    homes = Placement.objects.on(as_of).filter(place="K2", start_on__lt=since, child__born_on__lt=old)
    there = homes.order_by("pk").first()
    if there:
        begun = datetime.combine(since, time(19, 30), LONDON)
        _stay(there, begun, ended_at=begun + timedelta(hours=60))


def _with_a_court(placement: Placement, as_of: date) -> None:
    begun = datetime.combine(max(placement.start_on, as_of - timedelta(days=20)), time(19, 30), LONDON)
    allowed = min(begun + timedelta(hours=40), datetime.combine(as_of, time(6), LONDON))
    if allowed <= begun:
        return
    _stay(placement, begun, authorised_at=allowed)
    order = Order.objects.create(
        child_id=placement.child_id,
        kind=Order.Kind.SECURE_ACCOMMODATION,
        court=COURT,
        start_on=allowed.date(),
    )
    _audited(order, signed_in(Role.SOCIAL_WORKER), allowed.date(), placement.child_id)


def _stay(placement: Placement, begun: datetime, **more: datetime) -> None:
    row = SecureStay.objects.create(child_id=placement.child_id, started_at=begun, **more)
    _audited(row, signed_in(Role.SOCIAL_WORKER), begun.date(), placement.child_id)


def _audited(row: Model, by: Worker, day: date, child: int | None = None) -> None:
    at = datetime.combine(day, time(11, 20), LONDON)
    AuditEntry.objects.create(
        at=at, work=uuid4(), event=Event.ADDED, worker=by.pk, user=by.user_id, child=child, model=row._meta.label,
        row=row.pk, on=day, via="web", page="POST", address="192.0.2.14",
    )  # fmt: skip
