"""The projection of deadlines for lists: thrown away and rebuilt from facts, in the transaction that changed them."""

from collections.abc import Callable, Iterable
from datetime import date

from kith.childfile.gather import gather
from kith.deadlines.models import DeadlineRow
from kith.people.models import Person
from kith.statutory.clocks.compute import deadlines
from kith.statutory.clocks.deadline import Deadline, Fact

AT_A_TIME = 500


def rebuild(children: Iterable[int], *, as_of: date) -> None:
    """Compute the deadlines of these children afresh and put them in place of the old ones."""
    chosen = list(children)
    rows = [as_row(each) for each in deadlines(gather(chosen), as_of)]
    DeadlineRow.objects.filter(child__in=chosen).delete()
    DeadlineRow.objects.bulk_create(rows, batch_size=2000)


def rebuild_all(*, as_of: date, progress: Callable[[int], None] = lambda done: None) -> int:
    """Rebuild everybody's, some at a time, telling `progress` how many are done. Returns how many children there were."""
    everyone = list(Person.objects.children().values_list("pk", flat=True))
    for first in range(0, len(everyone), AT_A_TIME):
        rebuild(everyone[first : first + AT_A_TIME], as_of=as_of)
        progress(min(first + AT_A_TIME, len(everyone)))
    return len(everyone)


def as_row(deadline: Deadline) -> DeadlineRow:
    return DeadlineRow(
        child_id=deadline.child,
        timescale=deadline.key,
        started_on=deadline.started_on,
        due_on=deadline.due_on,
        due_at=deadline.due_at,
        met_on=deadline.met_on,
        ended_on=deadline.ended_on,
        started_by=_place(deadline.started_by),
        started_words=deadline.started_by.label,
        met_at=deadline.met_at,
        met_by=_place(deadline.met_by) if deadline.met_by else "",
        met_words=deadline.met_by.label if deadline.met_by else "",
        shortened=deadline.shortened,
    )


def _place(fact: Fact) -> str:
    return f"{fact.table}:{fact.id or ''}"
