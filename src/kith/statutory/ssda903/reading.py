"""Reading the SSDA903 return: CSV, XML, a folder or a zip of them, whatever the files are called."""

from collections.abc import Iterable

import polars as pl

from kith.statutory.returns import reading as returned
from kith.statutory.returns.problems import Problem, warning
from kith.statutory.returns.reading import joined
from kith.statutory.returns.sources import Intake, Limits, Paths, Source
from kith.statutory.ssda903.cells import convert, odd_flags
from kith.statutory.ssda903.csv_files import read_sheet
from kith.statutory.ssda903.specification import ALIASES, FLAG, HEADER, TABLES, Table


class Read(returned.Read):
    """What was read of SSDA903."""

    declared = TABLES


def read(paths: Paths, limits: Limits | None = None) -> Read:
    """Read a folder, a file, a zip, several of these, or bytes by name. A bad file is a problem, never an exception."""
    intake = Intake(limits or Limits())
    parts: dict[str, list[pl.DataFrame]] = {name: [] for name in TABLES}
    bad_cells: dict[str, list[pl.DataFrame]] = {name: [] for name in TABLES}
    problems: list[Problem] = []
    for source in intake.sources(paths):
        for table, cells, said in _tables(source):
            problems += said
            if table is not None:
                rows, bad, unreadable = convert(cells, table, source.name)
                parts[table.name].append(rows)
                bad_cells[table.name].append(unreadable)
                if table is HEADER and FLAG in cells.columns:
                    bad_cells[table.name].append(odd_flags(cells, table, FLAG, source.name))
                problems += bad
    return Read(joined(parts), (*intake.problems, *problems), joined(bad_cells))


def _tables(source: Source) -> list[tuple[Table | None, pl.DataFrame, list[Problem]]]:
    if source.name.lower().endswith(".xml") or source.data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<":
        # Only where there is XML: files are mostly CSV, and the reader of XML takes time to load.
        from kith.statutory.ssda903.xml_files import read_xml

        found, problems = read_xml(source)
        return [
            (None, pl.DataFrame(), problems),
            *((TABLES[name], cells, []) for name, cells in found.items()),
        ]
    sheet = read_sheet(source)
    if not sheet.cells.width:
        return [(None, sheet.cells, sheet.problems)]
    cells = sheet.cells.rename({old: new for old, new in ALIASES.items() if _renames(sheet.cells, old, new)})
    table = recognise(cells.columns)
    if table is None:
        return [(None, cells, [*sheet.problems, _unrecognised(source.name, cells.columns)])]
    return [(table, cells, [*sheet.problems, *_columns_said(source.name, cells.columns, table)])]


def _renames(cells: pl.DataFrame, old: str, new: str) -> bool:
    return old in cells.columns and new not in cells.columns


def recognise(columns: Iterable[str]) -> Table | None:
    """The table these columns belong to: the one that shares most of them, of those whose telling columns are there."""
    found = set(columns)
    possible = [table for table in TABLES.values() if found >= set(table.known_by)]
    return max(possible, key=lambda table: _likeness(table, found), default=None)


def _likeness(table: Table, found: set[str]) -> float:
    return len(found & set(table.names)) / len(found | set(table.names))


def _unrecognised(file: str, columns: Iterable[str]) -> Problem:
    found = set(columns) - {"row"}
    nearest = max(TABLES.values(), key=lambda table: _likeness(table, found))
    absent = [name for name in nearest.names if name not in found]
    if len(absent) == len(nearest.names):
        says = "None of the columns of the SSDA903 return are in this file, so it was not read."
        return Problem(file, says, row=1, found=", ".join(sorted(found))[:200])
    says = (
        f"This file is not one of the twelve tables. It is most like {nearest.name}, but {', '.join(absent)} "
        f"{'is' if len(absent) == 1 else 'are'} missing. It was not read."
    )
    return Problem(file, says, row=1, found=", ".join(sorted(found))[:200], wanted=", ".join(nearest.names))


def _columns_said(file: str, columns: Iterable[str], table: Table) -> list[Problem]:
    found = set(columns)
    said = [
        warning(
            file, f"This {table.name} file has no column {name}; it was read as blank.", row=1, column=name
        )
        for name in table.names
        if name not in found
    ]
    return said + [
        warning(file, f"{name} is not a column of {table.name}; it was left out.", row=1, column=name)
        for name in columns
        if name not in {*table.names, "row"}
    ]
