"""What can only be written once the rows and the deadlines stand: reasons for lateness, and rows that were corrected."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4

from django.db.models import F, Q

from kith.access.audit import Current, Event
from kith.access.models import AuditEntry
from kith.care.models import Placement
from kith.deadlines.models import DeadlineRow, LatenessReason
from kith.demo.book import weekday
from kith.demo.chance import Stream, stream
from kith.store.history import serve
from kith.workforce.models import Allocation, TeamMembership, Worker

EXPLAINED = 0.3
SINCE = timedelta(days=400)
LATE = {
    "visit.": (
        "The worker was off sick for a week and the cover did not reach this visit. Seen since, and well.",
        "The family cancelled twice; a third date was kept.",
        "Snow closed the road; spoken to by video on the day and visited as soon as it was clear.",
        "The carers were on holiday with {name}, agreed beforehand. Seen on the day after they came back.",
    ),
    "care.": (
        "The reviewing officer was ill, and {name} asked to wait for the person they know.",
        "Put off at the school's request, so that the designated teacher could come.",
        "The recording was finished in time and sent late: an oversight, talked through at supervision.",
    ),
    "missing.": ("{name} did not want to talk in the first days; the interviewer tried three times.",),
    "health.": ("The clinic had no appointment sooner; asked for again through the designated nurse.",),
    "": (
        "The handover between two workers was slower than it should have been. A checklist is in use now.",
        "Done in time and recorded late.",
        "Waited for a decision of the panel.",
    ),
}


def explain(seed: int, as_of: date) -> int:
    """Managers' reasons for a share of what was met late or is late. Returns how many."""
    random = stream(seed, "lateness")
    late = Q(met_on__gt=F("due_on")) | Q(met_on__isnull=True, ended_on__isnull=True, due_on__lt=as_of)
    rows = DeadlineRow.objects.filter(
        late, due_on__gte=as_of - SINCE, child__allocations__end_on__isnull=True
    )
    rows = rows.select_related("child").prefetch_related("child__names").order_by("pk").distinct()
    managers, found = _managers(as_of), {}
    for row in rows:
        manager = managers.get(row.child_id)
        if manager and random.random() < EXPLAINED:
            found[row.child_id, row.timescale, row.started_on] = _reason(random, row, manager, as_of)
    made = LatenessReason.objects.bulk_create(found.values())
    lately = [each for each in made if each.written_at.date() > as_of - timedelta(14)]
    AuditEntry.objects.bulk_create([_entry(random, each) for each in lately])
    return len(made)


def _managers(as_of: date) -> dict[int, Worker]:
    """Child -> who manages the team that holds the child."""
    teams = {
        each.team_id: each.worker
        for each in TeamMembership.objects.on(as_of).filter(manages=True).select_related("worker")
    }
    leads = Allocation.objects.on(as_of).filter(part="lead").values_list("child", "team")
    return {child: teams[team] for child, team in leads if team in teams}


def _reason(random: Stream, row: DeadlineRow, manager: Worker, as_of: date) -> LatenessReason:
    said = next(words for start, words in LATE.items() if row.timescale.startswith(start))
    name = row.child.current_name
    text = random.fresh(said).replace("{name}", name.given if name else "the child")
    day = min(max(weekday((row.met_on or row.due_on) + timedelta(days=6)), manager.start_on), as_of)
    return LatenessReason(
        child=row.child, timescale=row.timescale, started_on=row.started_on, reason=text, by=manager,
        written_at=datetime.combine(day, time(7, 30), UTC),
    )  # fmt: skip


def _entry(random: Stream, row: LatenessReason) -> AuditEntry:
    return AuditEntry(
        at=row.written_at, work=UUID(int=random.getrandbits(128), version=4), event=Event.ADDED, worker=row.by_id,
        user=row.by.user_id, child=row.child_id, model=LatenessReason._meta.label, row=row.pk, on=row.started_on,
        via="web", page="POST lateness", address="192.0.2.10",
    )  # fmt: skip


def correct(slips: dict[int, str], before: int, doing: Current) -> None:
    """Some placements were written down with a slip, and their worker put them right: what stood before is kept.

    `slips`: number of the placement in the book -> the right kind of provider; `before`: what the database adds to it.
    """
    for number, right in slips.items():
        row = Placement.objects.get(pk=number + before)
        worker = row.child.allocations.filter(part="lead", end_on=None).get().worker
        assert worker
        serve(worker=worker.pk, user=worker.user_id, work=uuid4(), day=doing.as_of, everyone=True)
        row.provider_type = right
        row.save()
        AuditEntry.objects.create(
            work=uuid4(), event=Event.CHANGED, worker=worker.pk, user=worker.user_id, child=row.child_id,
            model=Placement._meta.label, row=row.pk, on=row.start_on, via="web", page="POST placement-correct",
            reason="The wrong kind of provider was chosen.", address="192.0.2.11",
        )  # fmt: skip
    serve(worker=doing.worker, user=None, work=doing.id, day=doing.as_of, everyone=True)
