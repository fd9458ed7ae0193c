"""A CSV file as a table of text: whatever the separator, encoding or blank lines; row numbers as a spreadsheet shows."""

import csv
from dataclasses import dataclass, field
from io import StringIO

import polars as pl

from kith.statutory.returns.problems import Problem, warning
from kith.statutory.returns.sources import Source

SEPARATORS = ",;\t|"
# The pure-Python reader is for damaged files only; nothing in this return has a cell of this size.
_LONGEST_CELL = 1024 * 1024


@dataclass(frozen=True)
class Sheet:
    """Cells as text under their headings, with `row`, and what was odd about the file."""

    cells: pl.DataFrame
    problems: list[Problem] = field(default_factory=list)


def read_sheet(source: Source) -> Sheet:
    """Raises nothing for a bad file: the sheet is then empty and the problems say why."""
    text, problems = _decoded(source)
    skipped = len(text) - len(text.lstrip("\r\n ,;\t"))
    start = text.rfind("\n", 0, skipped) + 1
    before, text = text.count("\n", 0, start), text[start:]
    first = text[: text.find("\n")] if "\n" in text else text
    if not first.strip():
        return Sheet(pl.DataFrame(), [*problems, Problem(source.name, "This file is empty.")])
    separator = max(SEPARATORS, key=first.count)
    cells = _fast(text, separator)
    if cells is None:
        cells, more = _slow(source.name, text, separator, before)
        problems += more
    if '"' in text and _swallowed(cells):
        says = "A quotation mark is opened and not closed. All quotation marks were ignored; check the cells with them."
        cells, more = _slow(source.name, text.replace('"', ""), separator, before)
        problems += [warning(source.name, says), *more]
    return _under_headings(source.name, cells, before, problems)


def _decoded(source: Source) -> tuple[str, list[Problem]]:
    if source.data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _lines(source.data.decode("utf-16", errors="replace")), []
    try:
        return _lines(source.data.decode("utf-8-sig")), []
    except UnicodeDecodeError:
        says = "This file is not in UTF-8; it was read as Windows text. Check names and letters with accents."
        return _lines(source.data.decode("cp1252", errors="replace")), [warning(source.name, says)]


def _lines(text: str) -> str:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\0", "")


def _fast(text: str, separator: str) -> pl.DataFrame | None:
    """The cells by Polars, or null where a row is too long or the quotes are odd: then the slow reader says where."""
    try:
        return pl.read_csv(
            text.encode(), has_header=False, infer_schema=False, separator=separator, row_index_name="row"
        )
    except pl.exceptions.PolarsError:
        return None


def _swallowed(cells: pl.DataFrame) -> bool:
    """Whether a cell runs over the end of its line: nothing in this return does, so a quotation mark was left open."""
    text = cells.drop("row")
    return bool(text.select(pl.any_horizontal(pl.all().str.contains("\n", literal=True).any())).item())


def _slow(name: str, text: str, separator: str, before: int) -> tuple[pl.DataFrame, list[Problem]]:
    csv.field_size_limit(_LONGEST_CELL)
    rows: list[list[str]] = []
    problems: list[Problem] = []
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    try:
        rows.extend(reader)
    except csv.Error as error:
        at = len(rows) + before + 1
        problems.append(
            Problem(name, f"The file cannot be read past row {at} ({error}). Mend that row.", row=at)
        )
    width = len(rows[0]) if rows else 0
    problems += [
        warning(name, f"Row {n} has more cells than the heading; the extra ones were left out.", row=n)
        for n, row in enumerate(rows, before + 1)
        if any(cell.strip() for cell in row[width:])
    ]
    columns = [[row[i] if i < len(row) else None for row in rows] for i in range(width)]
    cells = pl.DataFrame({f"column_{i}": column for i, column in enumerate(columns)}, schema=_text(width))
    return cells.with_row_index("row"), problems


def _text(width: int) -> dict[str, type[pl.String]]:
    return {f"column_{i}": pl.String for i in range(width)}


def _under_headings(name: str, cells: pl.DataFrame, before: int, problems: list[Problem]) -> Sheet:
    columns = [column for column in cells.columns if column != "row"]
    headings = cells.row(0, named=True)
    names: dict[str, str] = {}
    for column in columns:
        heading = "_".join((headings[column] or "").strip().strip('"').upper().split())
        if heading in names:
            says = f"The column {heading} is there twice; the second one was left out."
            problems.append(warning(name, says, column=heading))
        elif heading and heading != "ROW":
            names[heading] = column
    row = (pl.col("row").cast(pl.Int64) + before + 1).alias("row")
    return Sheet(cells[1:].select(row, *(pl.col(old).alias(new) for new, old in names.items())), problems)
