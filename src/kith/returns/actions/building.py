"""Building a return from the record."""

from collections.abc import Mapping
from datetime import date, datetime

import polars as pl

from kith.access.audit import Event, record, viewed
from kith.access.models import Installation
from kith.access.roles import Permission
from kith.childfile.gather import gather_for_census, gather_for_return
from kith.reach.doing import require
from kith.returns import built_files
from kith.returns.builds import alone
from kith.returns.found import Kept, keep_found
from kith.returns.live import checked
from kith.returns.models import BuiltReturn
from kith.returns.running import WAITING
from kith.statutory.cin import building as cin
from kith.statutory.return_kinds import DEFAULT, KINDS
from kith.statutory.returns.checking_built import CheckedReturn
from kith.statutory.ssda903.building import build
from kith.store.under_way import Progress
from kith.workforce.models import Worker

BUILD = Permission.RETURN_BUILD
State = BuiltReturn.State


def build_ssda903(*, year: str, by: Worker) -> Mapping[str, pl.DataFrame]:
    """Every table of a collection year ("2026-27") as the record tells it; who took it is in the audit."""
    require(by, BUILD)
    tables = build(gather_for_return(), year)
    viewed(Event.RETURN_TAKEN, reason=f"SSDA903 {year}")
    return tables


def build_census(
    *, year: str, authority: str | None = None, at: datetime, by: Worker
) -> Mapping[str, pl.DataFrame]:
    """Every table of the children in need census of a collection year, of the authority named or of this one."""
    require(by, BUILD)
    here = Installation.objects.first()
    code = authority or (here.authority_code if here else None)
    tables = cin.build(gather_for_census(), year, code, at=at)
    viewed(Event.RETURN_TAKEN, reason=f"Children in need census {year}")
    return tables


def ask_for_build(*, year: str, at: datetime, by: Worker, collection: str = DEFAULT.key) -> BuiltReturn:
    """Ask that a return of a year be built and checked; a job does it."""
    require(by, BUILD)
    built = BuiltReturn.objects.create(
        collection=collection, year=year, state=State.WAITING, progress=WAITING, asked_at=at, by=by
    )
    record(Event.ADDED, built)
    return built


def build_return(
    *, built: BuiltReturn, as_of: date, at: datetime, by: Worker, progress: Progress = lambda said: None
) -> None:
    """Build and check what was asked for, and keep what was found. All of it or nothing."""
    require(by, BUILD)
    alone(built)
    found = checked(built.collection, built.year, as_of=as_of, at=at, progress=progress)
    progress("Keeping what was found")
    kept = keep_found(built, found, at=at)
    built.counts, built.not_run = _counts(built, found, kept), _not_run(found)
    built.state, built.ended_at, built.progress = State.DONE, at, ""
    built.save(update_fields=["counts", "not_run", "state", "ended_at", "progress"])
    record(Event.CHANGED, built)
    built_files.keep(built, found.tables)


def fail_build(*, built: BuiltReturn, why: str, at: datetime, by: Worker) -> None:
    """Note that a return could not be built. The last result stands."""
    require(by, BUILD)
    built.state, built.failure, built.ended_at = State.FAILED, why, at
    built.save(update_fields=["state", "failure", "ended_at"])
    record(Event.CHANGED, built)
    built_files.forget(built)


def _counts(built: BuiltReturn, found: CheckedReturn, kept: Kept) -> dict:
    of = KINDS[built.collection].of
    without = found.tables[of.children][of.number].null_count()
    return {
        "tables": {name: rows.height for name, rows in found.tables.items()},
        "issues": found.found.height, "children": found.found["child"].drop_nulls().n_unique(),
        "rules_run": len(found.ran), "without_number": without, **vars(kept),
    }  # fmt: skip


def _not_run(found: CheckedReturn) -> list[dict]:
    return [{"code": each.code, "why": each.why.value, "says": each.says} for each in found.not_run]
