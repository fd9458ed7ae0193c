"""Deadlines for lists, from the projection; and one child's, computed afresh."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from kith.childfile.gather import gather
from kith.deadlines.models import DeadlineRow, LatenessReason
from kith.statutory.clocks.compute import deadlines
from kith.statutory.clocks.deadline import Deadline


def open_deadlines(children: QuerySet | Iterable[int]) -> QuerySet[DeadlineRow]:
    """What is still to be done for these children, soonest first."""
    still = Q(met_on__isnull=True, ended_on__isnull=True)
    return DeadlineRow.objects.filter(still, child__in=children).order_by("due_on", "pk")


def met_deadlines(children: QuerySet | Iterable[int], *, since: date, until: date) -> QuerySet[DeadlineRow]:
    """What was met for these children from one day to another, the latest first."""
    return met_between(DeadlineRow.objects.filter(child__in=children), since, until)


def met_between(rows: QuerySet[DeadlineRow], since: date, until: date) -> QuerySet[DeadlineRow]:
    """Of these rows, what was met from one day to another, the latest first."""
    met = rows.filter(met_on__gte=since, met_on__lte=until)
    return met.order_by("-met_on", "child", "timescale", "started_on")


def next_due(children: Iterable[int]) -> dict[int, DeadlineRow]:
    """The soonest open deadline of each child that has one."""
    rows = open_deadlines(list(children)).order_by("child", "due_on", "pk").distinct("child")
    return {row.child_id: row for row in rows}


def deadlines_of(child: int, as_of: date) -> list[Deadline]:
    """Every deadline of one child, past and present, computed from the facts."""
    return deadlines(gather([child]), as_of)


def reasons_for(rows: Iterable[DeadlineRow]) -> dict[tuple[int, str, date], LatenessReason]:
    """The reasons people gave for these, by child, timescale and start, in one query."""
    children = {row.child_id for row in rows}
    given = LatenessReason.objects.filter(child__in=children).select_related("by") if children else []
    return {(each.child_id, each.timescale, each.started_on): each for each in given}


def reasons_for_lateness(child: int) -> dict[tuple[str, date], LatenessReason]:
    """The reasons people gave, by timescale and start."""
    rows = LatenessReason.objects.filter(child=child).select_related("by")
    return {(row.timescale, row.started_on): row for row in rows}
