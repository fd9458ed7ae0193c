"""What was read, put to the person who loads it: files, tables, rows, the years and why, and whom it is about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from kith.returns.actions.loading import upns
from kith.returns.bringing import Kind, Telling
from kith.returns.kinds import KINDS
from kith.returns.persons import known_children
from kith.returns.told import SSDA903
from kith.statutory.returns.problems import Problem
from kith.statutory.returns.reading import Read
from kith.statutory.ssda903.years import FileYear, confirmed


@dataclass(frozen=True)
class Proposal:
    """One line for each file; how many children are new, known and to be left out; what was wrong."""

    files: list[dict[str, Any]]
    counts: dict[str, int]
    problems: tuple[Problem, ...]
    without_year: list[str] = field(default_factory=list)


def propose(read: Read, corrections: Mapping[str, str] | None = None, collection: str = SSDA903) -> Proposal:
    """A proposal for what was read. `corrections` gives files the year a person says they are of."""
    kind = KINDS[collection]
    found = kind.years(read)
    years = confirmed(found, corrections)
    files = [_file(read, each, years.get(each.file)) for each in found]
    return Proposal(
        files,
        _children(read, years, kind),
        read.problems,
        [each.file for each in found if each.file not in years],
    )


def _file(read: Read, proposed: FileYear, year: str | None) -> dict[str, Any]:
    rows = {name: table.filter(pl.col("file") == proposed.file).height for name, table in read.tables.items()}
    tables = {name: count for name, count in rows.items() if count}
    why = proposed.reason if year == proposed.year else "You said so."
    return {
        "name": proposed.file, "tables": tables, "rows": sum(tables.values()), "year": year, "why": why,
        "sure": proposed.sure or year != proposed.year, "proposed": proposed.year,
    }  # fmt: skip


def _children(read: Read, years: Mapping[str, str], kind: Kind) -> dict[str, int]:
    sets = kind.sets(read, years)
    told = kind.told_in(sets)
    tale = kind.tell(Telling(None, now=told, sets=sets))
    numbers = {row.number for row in told}
    known = known_children(tale.children, upns(told)).numbers
    return {
        "children_read": len(numbers),
        "proposed_new": len(tale.children.keys() - known.keys()),
        "proposed_known": len(tale.children.keys() & known.keys()),
        "proposed_left_out": len(numbers - tale.children.keys()),
    }
