"""What was read, put to the person who loads it: files, tables, rows, the years and why, and whom it is about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from kith.returns.actions.loading import known_children
from kith.statutory.returns.problems import Problem
from kith.statutory.ssda903.histories import histories
from kith.statutory.ssda903.merging import merge, yearly_sets
from kith.statutory.ssda903.reading import Read
from kith.statutory.ssda903.years import FileYear, collection_years, confirmed


@dataclass(frozen=True)
class Proposal:
    """One line for each file; how many children are new, known and to be left out; what was wrong."""

    files: list[dict[str, Any]]
    counts: dict[str, int]
    problems: tuple[Problem, ...]
    without_year: list[str] = field(default_factory=list)


def propose(read: Read, corrections: Mapping[str, str] | None = None) -> Proposal:
    """A proposal for what was read. `corrections` gives files the year a person says they are of."""
    found = collection_years(read)
    years = confirmed(found, corrections)
    files = [_file(read, each, years.get(each.file)) for each in found]
    return Proposal(
        files, _children(read, years), read.problems, [each.file for each in found if each.file not in years]
    )


def _file(read: Read, proposed: FileYear, year: str | None) -> dict[str, Any]:
    rows = {name: table.filter(pl.col("file") == proposed.file).height for name, table in read.tables.items()}
    tables = {name: count for name, count in rows.items() if count}
    why = proposed.reason if year == proposed.year else "You said so."
    return {
        "name": proposed.file, "tables": tables, "rows": sum(tables.values()), "year": year, "why": why,
        "sure": proposed.sure or year != proposed.year, "proposed": proposed.year,
    }  # fmt: skip


def _children(read: Read, years: Mapping[str, str]) -> dict[str, int]:
    found = histories(merge(yearly_sets(read, years)))
    known, _ = known_children(set(found.children))
    return {
        "children_read": len(found.children) + len(found.refused),
        "proposed_new": len(found.children) - len(known),
        "proposed_known": len(known),
        "proposed_left_out": len(found.refused),
    }
