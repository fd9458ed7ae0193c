"""Who holds a child: allocating, ending, handing over; and who stands in for whom."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q

from kith.access.audit import Event, current, record
from kith.access.roles import Permission
from kith.casework.actions.ending import end, in_words
from kith.people.models import Person
from kith.reach.allocating import require_to_allocate
from kith.reach.doing import NotPermitted, require
from kith.workforce.models import Allocation, Cover, Team, Worker
from kith.workforce.queries import managed_teams, team_on

Part = Allocation.Part


def allocate(
    *, child: Person, worker: Worker, start_on: date, by: Worker, part: str = Part.LEAD, reason: str = "",
    team: Team | None = None,
) -> Allocation:  # fmt: skip
    """Give a child to a worker, in a part, from a day on. A child may have two leads."""
    require_to_allocate(by, child, worker)
    _works_here(worker, start_on)
    _not_held_then(child, worker, part, start_on)
    if part == Part.LEAD:
        _team_lets_go(child, start_on)
    made = Allocation.objects.create(
        child=child,
        worker=worker,
        team=team or team_on(worker, start_on),
        part=part,
        start_on=start_on,
        reason=reason,
    )
    record(Event.ALLOCATED, made, on=start_on)
    return made


def end_allocation(*, allocation: Allocation, end_on: date, by: Worker) -> None:
    """The worker no longer holds the child, and nobody takes over in this part."""
    require(by, Permission.ALLOCATE, allocation.child)
    end(allocation, end_on)


def transfer(*, allocation: Allocation, to: Worker, on: date, reason: str, by: Worker) -> Allocation:
    """Hand a child over to another worker on a day, in the same part, with the published reason for the change."""
    require(by, Permission.ALLOCATE, allocation.child)
    if allocation.worker_id == to.pk:
        raise ValidationError({"to": f"{to.name} holds this child already. Choose another worker."})
    end(allocation, on)
    return allocate(
        child=allocation.child, worker=to, start_on=on, by=by, part=allocation.part, reason=reason
    )


def _team_lets_go(child: Person, day: date) -> None:
    """A child held by a team until somebody was allocated is the team's no longer."""
    waiting = Allocation.objects.filter(child=child, worker__isnull=True, end_on__isnull=True)
    for held in waiting.select_related("child"):
        end(held, max(day, held.start_on))


def _works_here(worker: Worker, day: date, field: str = "worker") -> None:
    """A leaver holds nobody, nor does somebody who has not begun."""
    left = min((each for each in (worker.end_on, worker.user and worker.user.ended_on) if each), default=None)
    if left is not None and left <= day:
        raise ValidationError({field: f"{worker.name} left on {in_words(left)}. Choose another worker."})
    if worker.start_on > day:
        raise ValidationError(
            {field: f"{worker.name} starts on {in_words(worker.start_on)}. Choose a later day."}
        )


def _not_held_then(child: Person, worker: Worker, part: str, day: date) -> None:
    later = Q(end_on__isnull=True) | Q(end_on__gt=day)
    held = Allocation.objects.filter(later, child=child, worker=worker, part=part).first()
    if held is not None:
        words = held.get_part_display().lower()
        raise ValidationError(
            {"worker": f"{worker.name} is already the child’s {words}, since {in_words(held.start_on)}."}
        )


# Cover


def add_cover(*, absent: Worker, covering: Worker, start_on: date, end_on: date | None, by: Worker) -> Cover:
    """While one worker is away another stands in and sees what the absent one sees."""
    _require_managed(by, absent)
    if absent.pk == covering.pk:
        raise ValidationError({"covering": "Nobody can stand in for themselves. Choose another worker."})
    if end_on is not None and end_on < start_on:
        raise ValidationError({"end_on": "The end must be the same as or after the start"})
    _works_here(covering, start_on, "covering")
    made = Cover.objects.create(absent=absent, covering=covering, start_on=start_on, end_on=end_on)
    record(Event.ADDED, made, on=start_on)
    return made


def end_cover(*, cover: Cover, end_on: date, by: Worker) -> None:
    """The absent worker is back."""
    _require_managed(by, cover.absent)
    if cover.start_on > end_on:
        raise ValidationError({"end_on": f"The end must be the same as or after {in_words(cover.start_on)}"})
    cover.end_on = end_on
    cover.save(update_fields=["end_on"])
    record(Event.ENDED, cover, on=end_on)


def _require_managed(by: Worker, worker: Worker) -> None:
    """Cover is arranged by the manager of a team the absent worker is in."""
    require(by, Permission.ALLOCATE)
    as_of = current().as_of
    if not worker.memberships.on(as_of).filter(team__in=managed_teams(by, as_of)).exists():
        raise NotPermitted("You may arrange cover only for workers of your own team.")
