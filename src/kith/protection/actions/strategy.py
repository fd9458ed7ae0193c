"""Strategy discussions and the enquiries that come of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError

from kith.access.audit import Event, current, record
from kith.access.roles import Permission
from kith.lib.days import day_of
from kith.people.models import Person
from kith.protection.front_door import require_holding
from kith.protection.models import Enquiry, StrategyChild, StrategyDiscussion, StrategyPresent
from kith.protection.queries import discussions_of
from kith.reach.doing import NotPermitted, require
from kith.store.history import as_it_stands
from kith.workforce.models import Worker


@dataclass(frozen=True, kw_only=True)
class ForChild:
    """What a strategy discussion decided for one child, and why."""

    child: Person
    decision: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Present:
    """Who was there for an agency, and what it knew."""

    agency: str
    name: str
    knew: str = ""


def hold_strategy_discussion(
    *, about: Sequence[ForChild], present: Sequence[Present], held_at: datetime, text: str, at: datetime, by: Worker
) -> StrategyDiscussion:  # fmt: skip
    """Record a strategy discussion, with a decision for each child it was about. Whoever chaired it records it."""
    require(by, Permission.STRATEGY_HOLD)
    for each in about:
        require_holding(by, each.child)
    _make_sense(about, held_at, at)
    held = StrategyDiscussion.objects.create(held_at=held_at, chaired_by=by, text=text, written_at=at)
    StrategyPresent.objects.bulk_create([StrategyPresent(discussion=held, **vars(each)) for each in present])
    for each in about:
        StrategyChild.objects.create(discussion=held, **vars(each))
        record(Event.DECIDED, held, child=each.child.pk, on=day_of(held_at))
    return held


def _make_sense(about: Sequence[ForChild], held_at: datetime, at: datetime) -> None:
    if held_at > at:
        raise ValidationError({"held_time": "The time of the discussion must be in the past"})
    if not about:
        raise ValidationError("Say for at least one child what was decided")


def start_enquiry(
    *, child: Person, started_on: date, by: Worker, clock: StrategyDiscussion | None = None, clock_because: str = ""
) -> Enquiry:  # fmt: skip
    """Start a section 47 enquiry. The conference is due from the strategy discussion marked here.

    Where several decided that there be an enquiry, a person says which starts the clock, and why that one.
    """
    require(by, Permission.PROTECTION_RECORD, child)
    _not_to_come(started_on, "started_on")
    if Enquiry.objects.under_way().filter(child=child).exists():
        raise ValidationError("An enquiry about this child is under way already. Record its outcome first.")
    marked = _marked(child, clock, clock_because)
    if started_on < day_of(marked.held_at):
        raise ValidationError(
            {"started_on": "The enquiry cannot start before the discussion that decided on it"}
        )
    made = Enquiry.objects.create(
        child=child, started_on=started_on, clock=marked, clock_because=clock_because, marked_by=by
    )
    record(Event.ADDED, made, on=started_on)
    return made


def may_start_a_clock(child: Person, before: Enquiry | None = None) -> list[StrategyDiscussion]:
    """The strategy discussions that decided on an enquiry about the child, since the last enquiry ended; newest first."""
    earlier = Enquiry.objects.filter(child=child, ended_on__isnull=False)
    if before:
        earlier = earlier.filter(ended_on__lte=before.started_on).exclude(pk=before.pk)
    used = set(earlier.exclude(clock=None).values_list("clock", flat=True))
    rows = discussions_of(child).filter(decision__in=StrategyChild.ENQUIRES)
    return [row.discussion for row in rows if row.discussion_id not in used]


def _marked(
    child: Person, clock: StrategyDiscussion | None, because: str, before: Enquiry | None = None
) -> StrategyDiscussion:
    possible = may_start_a_clock(child, before)
    if not possible:
        raise ValidationError(
            "No strategy discussion has decided on an enquiry. A manager records the discussion first."
        )
    if clock is None and len(possible) == 1:
        return possible[0]
    if clock not in possible:
        raise ValidationError({"clock": "Select the strategy discussion that starts the clock"})
    if len(possible) > 1 and not because:
        raise ValidationError(
            {"clock_because": "There were several discussions: enter why this one starts the clock"}
        )
    return clock


def mark_clock(*, enquiry: Enquiry, clock: StrategyDiscussion, clock_because: str, by: Worker) -> None:
    """Another strategy discussion starts the clock, and why. What stood before is kept."""
    require(by, Permission.PROTECTION_RECORD, enquiry.child)
    if not clock_because:
        raise ValidationError({"clock_because": "Enter why this discussion starts the clock"})
    as_it_stands(enquiry)
    enquiry.clock = _marked(enquiry.child, clock, clock_because, enquiry)
    enquiry.clock_because, enquiry.marked_by = clock_because, by
    enquiry.save()
    record(Event.CHANGED, enquiry, reason=clock_because)


def record_seen(*, enquiry: Enquiry, seen_on: date, by: Worker) -> None:
    """The child was seen in the enquiry."""
    require(by, Permission.PROTECTION_RECORD, enquiry.child)
    as_it_stands(enquiry)
    _since_it_was_decided(enquiry, seen_on, "seen_on")
    enquiry.seen_on = seen_on
    enquiry.save(update_fields=["seen_on"])
    record(Event.CHANGED, enquiry, on=seen_on)


def end_enquiry(
    *, enquiry: Enquiry, outcome: str, ended_on: date, found: str, by: Worker, conference_asked_on: date | None = None
) -> None:  # fmt: skip
    """What the enquiry came to. Once it has an outcome it is kept; a new worry is a new enquiry."""
    require(by, Permission.PROTECTION_RECORD, enquiry.child)
    as_it_stands(enquiry)
    if enquiry.outcome:
        raise NotPermitted("This enquiry has an outcome already.")
    for name, day in (("ended_on", ended_on), ("conference_asked_on", conference_asked_on)):
        if day:
            _since_it_was_decided(enquiry, day, name)
    enquiry.outcome, enquiry.ended_on, enquiry.found = outcome, ended_on, found
    enquiry.conference_asked_on = conference_asked_on if outcome == Enquiry.Outcome.CONFERENCE else None
    enquiry.save()
    record(Event.ENDED, enquiry, on=ended_on)


def _since_it_was_decided(enquiry: Enquiry, day: date, field: str) -> None:
    _not_to_come(day, field)
    if day < enquiry.started_on:
        raise ValidationError({field: "The day cannot be before the enquiry started"})


def _not_to_come(day: date, field: str) -> None:
    if day > current().as_of:
        raise ValidationError({field: "The day must be today or in the past"})
