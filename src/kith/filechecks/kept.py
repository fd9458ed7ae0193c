"""The files of a check until it has ended, and its result for a time: in private folders, never in a table."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from io import BytesIO

import polars as pl
from django.conf import settings

from kith.filechecks.models import FileCheck
from kith.statutory.returns.report import Report, counted_by_child, counted_by_rule
from kith.statutory.returns.report_files import WRITERS
from kith.statutory.returns.since import Changes, Found
from kith.store.folders import Folders

# What somebody sent: this year's files, last year's, and the lists of providers.
SENT, LAST, PROVIDERS = (Folders(f"checks/{name}") for name in ("sent", "last", "providers"))
_RESULTS = Folders("checks/results")
A_DAY = timedelta(days=1)
ALL_OF_IT = (".xlsx", ".json")  # written once; the CSV is of the issues asked for


@dataclass(frozen=True)
class Result:
    """What a check found, read as it is asked for. `issues`: ISSUE_COLUMNS, key, since (null where nothing was before it)."""

    number: int

    @cached_property
    def issues(self) -> pl.DataFrame:
        return self._table("issues")

    @cached_property
    def mended(self) -> pl.DataFrame:
        return self._table("mended")

    @cached_property
    def by_rule(self) -> pl.DataFrame:
        return counted_by_rule(self.issues)

    @cached_property
    def by_child(self) -> pl.DataFrame:
        return counted_by_child(self.issues)

    @property
    def not_run(self) -> pl.DataFrame:
        return self._table("not_run")

    @property
    def not_read(self) -> pl.DataFrame:
        return self._table("not_read")

    @property
    def rows_read(self) -> pl.DataFrame:
        return self._table("rows_read")

    @property
    def found(self) -> Found:
        """As the next check compares itself with it."""
        ran = frozenset(self._table("ran")["rule"])
        return Found(self.issues.drop("since"), ran, frozenset(self.rows_read["table"]))

    def file(self, ending: str) -> bytes:
        """The whole report as it was written; raises KeyError for an ending that was not."""
        path = _RESULTS.path(self.number, f"report{ending}")
        if path is None:
            raise KeyError(ending)
        return path.read_bytes()

    def _table(self, name: str) -> pl.DataFrame:
        path = _RESULTS.path(self.number, name)
        if path is None:
            raise FileNotFoundError(f"The result of check {self.number} is no longer kept.")
        return pl.read_parquet(path)


def result(check: FileCheck) -> Result | None:
    """What a check found; none where it is no longer kept."""
    return Result(check.pk) if check.state == FileCheck.State.DONE and _RESULTS.are_kept(check.pk) else None


def keep_sent(
    check: FileCheck, sent: Mapping[str, bytes], last: Mapping[str, bytes], lists: Mapping[str, bytes]
) -> None:
    """Keep what somebody sent until the check has ended."""
    for folders, files in ((SENT, sent), (LAST, last), (PROVIDERS, lists)):
        folders.keep(check.pk, files)


def are_sent(check: FileCheck) -> bool:
    return SENT.are_kept(check.pk)


def forget_sent(check: FileCheck) -> None:
    for folders in (SENT, LAST, PROVIDERS):
        folders.forget(check.pk)


def keep_result(check: FileCheck, report: Report, now: Found, changed: Changes | None) -> None:
    """Keep what was found, and the report as it is taken away."""
    issues = changed.issues if changed else now.issues.with_columns(pl.lit(None, pl.String).alias("since"))
    tables = {
        "issues": issues,
        "mended": changed.mended if changed else now.issues.clear(),
        "not_run": report.not_run,
        "not_read": report.not_read,
        "rows_read": report.rows_read,
        "ran": pl.DataFrame({"rule": report.result.ran}, schema={"rule": pl.String}),
    }
    written = {f"report{ending}": WRITERS[ending](report) for ending in ALL_OF_IT}
    _RESULTS.keep(check.pk, {name: _parquet(table) for name, table in tables.items()} | written)


def keep_unread(check: FileCheck, report: pl.DataFrame) -> None:
    """Of files in which nothing could be read, only what was wrong with them is kept."""
    _RESULTS.keep(check.pk, {"not_read": _parquet(report)})


def unread(check: FileCheck) -> pl.DataFrame | None:
    path = _RESULTS.path(check.pk, "not_read")
    return pl.read_parquet(path) if path else None


def _parquet(table: pl.DataFrame) -> bytes:
    held = BytesIO()
    table.write_parquet(held)
    return held.getvalue()


def forget_result(check: FileCheck) -> None:
    _RESULTS.forget(check.pk)


def kept_until(check: FileCheck) -> datetime | None:
    """When the result of a check that has ended goes."""
    return check.ended_at and check.ended_at + timedelta(days=settings.CHECKS_KEPT)


def forget_old(at: datetime) -> None:
    """Remove what should not be there any more whatever became of its check: files of a day ago, results beyond their time."""
    for folders in (SENT, LAST, PROVIDERS):
        folders.forget_before(at - A_DAY)
    _RESULTS.forget_before(at - timedelta(days=settings.CHECKS_KEPT + 1))
