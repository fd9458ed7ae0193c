"""What a check found, kept: new issues added, those still there kept with their first day, those no longer there closed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kith.returns.models import BuiltReturn, ReturnIssue
from kith.statutory.returns.checking_built import CheckedReturn

Same = tuple[int | None, str, str, str]  # child, rule, table, key: what makes an issue the same issue
_BATCH = 2_000


@dataclass(frozen=True)
class Kept:
    """How many issues are new, still there, closed, and there again after they had been closed."""

    new: int
    still: int
    closed: int
    again: int


def keep_found(built: BuiltReturn, checked: CheckedReturn, *, at: datetime) -> Kept:
    """Keep what the check of a build found. An issue is closed only by a check that asked its rule again; one that was put
    right while this check went on (since `at`) stays so."""
    every = ReturnIssue.objects.filter(collection=built.collection, year=built.year)
    standing = {same_as(row): row.pk for row in every.filter(closed_at__isnull=True)}
    closed = {same_as(row): row for row in every.filter(closed_at__isnull=False).order_by("closed_at", "pk")}
    found = {_same_found(line): line for line in checked.found.iter_rows(named=True)}
    still = [pk for same, pk in standing.items() if same in found]
    away = [row for same, row in closed.items() if same in found and same not in standing]
    again = [row.pk for row in away if row.closed_at and row.closed_at < at]
    gone = no_longer(standing.items(), checked)
    every.filter(pk__in=[*still, *(row.pk for row in away)]).update(last_seen=built)
    every.filter(pk__in=again).update(closed_at=None)
    every.filter(pk__in=gone).update(closed_at=at)
    new = [line for same, line in found.items() if same not in standing and same not in closed]
    _add(built, new)
    return Kept(len(new), len(still), len(gone), len(again))


def no_longer(standing: Iterable[tuple[Same, int]], checked: CheckedReturn) -> list[int]:
    """The rows of issues that a check no longer finds. Where the rule could not be run, nobody knows."""
    found = {_same_found(line) for line in checked.found.iter_rows(named=True)}
    not_asked = {each.code for each in checked.not_run}
    return [pk for same, pk in standing if same not in found and same[1] not in not_asked]


def _add(built: BuiltReturn, lines: list[dict]) -> None:
    told = {"collection": built.collection, "year": built.year, "first_seen": built, "last_seen": built}
    rows = [
        ReturnIssue(
            child_id=line["child"], rule=line["rule"], table=line["table"], fields=line["fields"], key=line["key"], **told
        )
        for line in lines
    ]  # fmt: skip
    ReturnIssue.objects.bulk_create(rows, batch_size=_BATCH)


def same_as(row: ReturnIssue) -> Same:
    """What an issue is, whenever it is found."""
    return (row.child_id, row.rule, row.table, row.key)


def _same_found(line: dict) -> Same:
    return (line["child"], line["rule"], line["table"], line["key"])
