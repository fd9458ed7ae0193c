"""Periods as rows: half-open dates, kept as dates; ranges exist only inside constraints."""

from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value


class Dates(Func):
    """The half-open range of a period, for constraints only: an empty range would forget its dates."""

    function = "daterange"

    def __init__(self, start: str = "start_on", end: str = "end_on") -> None:
        super().__init__(F(start), F(end), Value("[)"))


class DatedQuerySet(models.QuerySet):
    """Rows that hold for a period."""

    def on(self, day: date) -> Self:
        """The rows that hold on `day`: started by then, and not ended by the end of it."""
        return self.filter(holds_on(day))


def holds_on(day: date, prefix: str = "") -> Q:
    """The condition that a period (reached through `prefix`, such as "allocations__") holds on `day`."""
    started = Q(**{f"{prefix}start_on__lte": day})
    return started & (Q(**{f"{prefix}end_on__gt": day}) | Q(**{f"{prefix}end_on__isnull": True}))


class Dated(models.Model):
    """A stay, status, allocation: from `start_on` to the day before `end_on`; no end while it lasts."""

    start_on = models.DateField("starts on")
    end_on = models.DateField("ends on", null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(end_on__isnull=True) | Q(end_on__gte=F("start_on")),
                name="%(app_label)s_%(class)s_ends_after_it_starts",
            )
        ]

    def holds_on(self, day: date) -> bool:
        return self.start_on <= day and (self.end_on is None or self.end_on > day)


def never_two_at_once(name: str, *, of: tuple[str, ...], when: Q | None = None) -> ExclusionConstraint:
    """The database refuses two periods of the same `of` that overlap. A period of one day overlaps nothing."""
    same = [(each, RangeOperators.EQUAL) for each in of]
    return ExclusionConstraint(
        name=name,
        expressions=[*same, (Dates(), RangeOperators.OVERLAPS)],
        condition=when,
    )
