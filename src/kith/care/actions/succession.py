"""Rows that follow each other in time, one at once: the next ends the one before, and a correction moves its neighbours."""

from datetime import date
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from kith.access.audit import Event, current, record
from kith.care.models import PeriodOfCare
from kith.lib.periods import Period
from kith.people.models import Person
from kith.store.dated import Dated
from kith.store.history import as_it_stands


def not_to_come(day: date, field: str = "start_on") -> None:
    if day > current().as_of:
        raise ValidationError({field: "The date must be today or in the past"})


def in_the_lifetime(child: Person, day: date, field: str = "start_on") -> None:
    """Nobody is looked after before they are born, or after they have died."""
    if child.born_on and day < child.born_on:
        raise ValidationError(
            {field: f"{child.name} was born on {in_words(child.born_on)}. Give that day or a later one."}
        )
    if child.died_on and day > child.died_on:
        raise ValidationError(
            {field: f"{child.name} died on {in_words(child.died_on)}. Give that day or an earlier one."}
        )


def looked_after_on(child: Person, day: date) -> PeriodOfCare:
    """The period of care in which the day lies; refuses when there is none."""
    found = PeriodOfCare.objects.filter(child=child).on(day).order_by("start_on", "pk").last()
    if found is None:
        raise ValidationError(
            {
                "start_on": f"{child.name} was not looked after on {in_words(day)}. Give a day in a period of care."
            }
        )
    return found


def ending_at(rows: QuerySet, day: date, what: str) -> Dated | None:
    """The row that is open and must end on `day`, if any; refuses when something recorded lies after that day."""
    later = rows.filter(Q(start_on__gt=day) | Q(end_on__gt=day)).order_by("start_on", "pk").last()
    if later is not None:
        since = f"{what} from {in_words(later.start_on)}"
        until = f" to {in_words(later.end_on)}" if later.end_on else ""
        raise ValidationError(
            {
                "start_on": f"{since}{until} is already recorded. Give a later day, or correct what is recorded."
            }
        )
    return rows.filter(end_on__isnull=True).first()


def end(row: Dated, on: date, **columns: object) -> None:
    """End a row that has not ended, and must not have begun later; `columns` are set with it."""
    as_it_stands(row)
    if row.end_on is not None:
        raise ValidationError(
            {"end_on": f"This ended already, on {in_words(row.end_on)}. Look at Homes and needs."}
        )
    if on < row.start_on:
        raise ValidationError(
            {"end_on": f"The end must be the same as or after the start, {in_words(row.start_on)}"}
        )
    for name, value in (columns | {"end_on": on}).items():
        setattr(row, name, value)
    row.save()
    record(Event.ENDED, row, on=on)


def move(row: Dated, rows: QuerySet, *, start_on: date, end_on: date | None, reason: str) -> None:
    """Correct a row and its dates. A neighbour that touched it moves with it, so that no gap is torn.

    What shrinks is saved before what grows: the database checks each row as it comes.
    """
    neighbours = _neighbours(row, rows, start_on, end_on)
    row.start_on, row.end_on = start_on, end_on
    _in_order([row, *(each for each, _ in neighbours)])
    _apart([row, *(each for each, _ in neighbours)], rows)
    shrinking = [each for each, shrinks in neighbours if shrinks]
    growing = [each for each, shrinks in neighbours if not shrinks]
    for each in (*shrinking, row, *growing):
        each.save()
        record(Event.CHANGED, each, on=each.start_on, reason=reason)


def in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _neighbours(row: Dated, rows: QuerySet, start_on: date, end_on: date | None) -> list[tuple[Dated, bool]]:
    """The rows that touched this one, moved with it; and whether each shrinks."""
    found, others = [], rows.exclude(pk=row.pk)
    earlier = others.filter(end_on=row.start_on, start_on__lt=row.start_on).first()
    if earlier is not None and start_on != row.start_on:
        earlier.end_on = start_on
        found.append((earlier, start_on < row.start_on))
    if row.end_on is None or end_on is None:
        return found
    later = others.filter(start_on=row.end_on).order_by("pk").first()
    if later is not None and end_on != row.end_on:
        later.start_on = end_on
        found.append((later, end_on > row.end_on))
    return found


def _in_order(rows: list[Dated]) -> None:
    for each in rows:
        if each.end_on is not None and each.end_on < each.start_on:
            raise ValidationError(
                {"start_on": "It would end before it starts, or leave no time for what stands beside it"}
            )


def _apart(changed: list[Dated], rows: QuerySet) -> None:
    """Refuse what would overlap, before the database does."""
    kept = rows.exclude(pk__in=[each.pk for each in changed])
    everything = sorted(
        (Period(each.start_on, each.end_on) for each in (*kept, *changed)),
        key=lambda each: (each.start, each.end or date.max),
    )
    for one, other in pairwise(everything):
        if one.overlaps(other):
            raise ValidationError(
                {"start_on": f"It would overlap what is recorded from {in_words(other.start)}"}
            )
