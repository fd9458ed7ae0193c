"""Checking a return's files: asked for by a person, done by a job, told whatever came of it."""

from collections.abc import Mapping
from datetime import date, datetime

import polars as pl

from kith.access.audit import Event, record
from kith.access.roles import Permission
from kith.filechecks import kept
from kith.filechecks.models import FileCheck
from kith.filechecks.queries import check_before
from kith.filechecks.running import alone
from kith.lib.checking import Why
from kith.reach.doing import require
from kith.statutory.return_kinds import DEFAULT, KINDS, Asked
from kith.statutory.returns import since
from kith.statutory.returns.asking import Refused, refuse_year, usable
from kith.statutory.returns.reading import Read
from kith.statutory.returns.report import Report, not_read
from kith.statutory.returns.sources import Limits
from kith.statutory.ssda903.provider_lists import UnreadableList, read_provider_lists
from kith.store.under_way import Progress
from kith.workforce.models import Worker

CHECK = Permission.RETURN_CHECK
State = FileCheck.State
Files = Mapping[str, bytes]


def ask_check(
    *,
    year: str,
    authority: str,
    as_of: date,
    sent: Files,
    last: Files,
    lists: Files,
    at: datetime,
    by: Worker,
    collection: str = DEFAULT.key,
) -> FileCheck:
    """Keep the files until they are checked. Raises Refused for a year whose rules are not here."""
    require(by, CHECK)
    refuse_year(year)
    check = FileCheck.objects.create(
        collection=collection, year=year, authority=authority, as_of=as_of, asked_at=at, by=by, files=list(sent),
        last_files=list(last), provider_files=list(lists),
    )  # fmt: skip
    kept.keep_sent(check, sent, last, lists)
    record(Event.ADDED, check)
    return check


def ask_again(*, check: FileCheck, by: Worker) -> None:
    """Check the same files again, of a check that was broken off."""
    require(by, CHECK)
    check.state, check.progress, check.failure = State.WAITING, "", ""
    check.save(update_fields=["state", "progress", "failure"])
    record(Event.CHANGED, check)


def check_files(
    *, check: FileCheck, limits: Limits, at: datetime, by: Worker, progress: Progress = lambda said: None
) -> None:
    """Check the files and keep what was found. Files in which there is nothing to check are told, not raised."""
    require(by, CHECK)
    alone(check)
    progress("Reading the files")
    what = KINDS[check.collection].read(kept.SENT.kept(check.pk) or {}, limits, check.year)
    try:
        report = _report(check, what, limits, progress)
    except (Refused, UnreadableList) as refused:
        kept.keep_unread(check, not_read(what))
        fail_check(check=check, why=str(refused), at=at, by=by)
        return
    _finish(check, report, at, progress)


def fail_check(*, check: FileCheck, why: str, at: datetime, by: Worker) -> None:
    """Note that a check could not be done, and keep its files no longer."""
    require(by, CHECK)
    check.state, check.failure, check.ended_at, check.progress = State.FAILED, why, at, ""
    check.save(update_fields=["state", "failure", "ended_at", "progress"])
    kept.forget_sent(check)
    record(Event.CHANGED, check)


def remove_result(*, check: FileCheck, at: datetime, by: Worker) -> None:
    """Remove what a check found before its time. Its line stays, with its counts."""
    require(by, CHECK)
    _remove(check, at)
    record(Event.REMOVED, check)


def remove_old(*, over: list[FileCheck], at: datetime) -> None:
    """Remove what checks found whose time is over."""
    for check in over:
        _remove(check, at)


def _remove(check: FileCheck, at: datetime) -> None:
    kept.forget_result(check)
    check.removed_at = at
    check.state = State.REMOVED if check.state == State.DONE else check.state
    check.save(update_fields=["state", "removed_at"])


def _report(check: FileCheck, what: Read, limits: Limits, progress: Progress) -> Report:
    kind, last = KINDS[check.collection], None
    given = usable(what, kind.called, ", ".join(check.files))
    if check.last_files:
        progress("Reading last year’s files")
        read = kind.read(kept.LAST.kept(check.pk) or {}, limits, check.year)
        last = usable(read, kind.called, ", ".join(check.last_files))
    asked = Asked(check.year, check.authority, check.as_of, last, _providers(check), progress)
    return kind.report(given, asked)


def _providers(check: FileCheck) -> pl.DataFrame | None:
    lists = kept.PROVIDERS.kept(check.pk)
    return read_provider_lists(lists) if lists else None


def _finish(check: FileCheck, report: Report, at: datetime, progress: Progress) -> None:
    now, before = since.found(report), check_before(check)
    then = kept.result(before) if before else None
    changed = since.changes(now, then.found) if then else None
    progress("Writing the workbook")
    kept.keep_result(check, report, now, changed)
    check.state, check.ended_at, check.progress = State.DONE, at, ""
    check.counts, check.notes, check.compared_with = _counts(report, changed), list(report.notes), before
    check.save(update_fields=["state", "ended_at", "progress", "counts", "notes", "compared_with"])
    kept.forget_sent(check)
    record(Event.CHANGED, check)


def _counts(report: Report, changed: since.Changes | None) -> dict:
    """What stays when the result is removed: numbers, and nobody."""
    why = [each.why for each in report.result.not_run]
    errors = len(report.read.errors)
    counts = {
        "rows": int(report.rows_read["rows"].sum()),
        "issues": report.issues.height,
        "children": report.by_child["child"].drop_nulls().len(),
        "rules": report.by_rule.height,
        "ran": len(report.result.ran),
        "errors": errors,
        "warnings": report.not_read.height - errors,
    }
    return counts | {each.name.lower(): why.count(each) for each in Why} | _changes(changed)


def _changes(changed: since.Changes | None) -> dict[str, int]:
    if changed is None:
        return {}
    kinds = changed.issues["since"]
    named = {"new": since.NEW, "still": since.STILL, "not_asked": since.NOT_ASKED}
    counted = {name: int((kinds == kind).sum()) for name, kind in named.items()}
    return counted | {"mended": changed.mended.height, "not_asked_again": changed.not_asked_again}
