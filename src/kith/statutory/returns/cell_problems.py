"""What is wrong with the cells of a column, said by line, column, found and wanted.

`text` is the table as it was found, with `row`, the line of the cell; `rows` the same as its types.
"""

from collections.abc import Collection, Iterator

import polars as pl

from kith.statutory.returns.declaring import Column, Kind
from kith.statutory.returns.problems import Problem, warning

# More than this many bad cells in one column of one file are one mistake, and are counted rather than listed.
MOST_LISTED = 1000
POSTCODE = r"^([A-Z]{1,2}[0-9][0-9A-Z]?) *([0-9][A-Z]{2})$"

# So few codes are said; more are to be looked up.
_FEW_CODES = 25
YES_NO = {"true": "1", "false": "0", "True": "1", "False": "0", "TRUE": "1", "FALSE": "0"}
# As the XML writes a day; a time zone is allowed.
_WRITTEN_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})?$"


def cell_problems(
    text: pl.DataFrame, rows: pl.DataFrame, column: Column, file: str, year: str | None = None
) -> Iterator[Problem]:
    """What is wrong in a column. With a `year` only its codes are known ones."""
    if column.name == "CHILD":
        yield from _nameless(text, file)
    elif column.kind is Kind.CODE:
        yield from _unknown_codes(text, column, file, year)
    elif column.kind is Kind.POSTCODE:
        yield from _odd(text, column, POSTCODE, "look like a postcode", file)
    elif column.kind is Kind.YES_NO:
        yield from _odd_answers(text, column, file)
    elif column.pattern:
        yield from _odd(text, column, column.pattern, f"look like {column.wanted}", file)
    elif column.kind not in (Kind.TEXT, Kind.ORDINAL):
        yield from _unreadable(text, rows, column, file)
    if column.kind is Kind.XML_DATE:
        yield from _otherwise_written(text, rows, column, file)


def _nameless(text: pl.DataFrame, file: str) -> Iterator[Problem]:
    for row in text.filter(pl.col("CHILD").is_null())["row"].head(MOST_LISTED):
        says = "This row has no child number, so it cannot be placed in anyone's record. Fill in CHILD."
        yield Problem(file, says, row, "CHILD", None, "the authority's number for the child")


def _unknown_codes(text: pl.DataFrame, column: Column, file: str, year: str | None) -> Iterator[Problem]:
    """One warning for each code not in the set, whose rows keep it: it may be of another year."""
    every = column.codes or ()
    known = [code.code for code in every if year is None or code.holds_in(year)]
    says = f"it is not among the published codes {f'of {year}' if year else 'we know'}. It was kept."
    wanted = ", ".join(known) if year and 0 < len(known) <= _FEW_CODES else column.wanted
    for code, row, times in _counted(text, column, known, file):
        told = f"{column.name} holds {code!r} {times}; {says}"
        yield warning(file, told, row=row, column=column.name, found=code, wanted=wanted)


def _odd_answers(text: pl.DataFrame, column: Column, file: str) -> Iterator[Problem]:
    """Yes and no in other words, which are read, and what is neither, which is kept."""
    for code, row, times in _counted(text, column, {"0", "1"}, file):
        done = f"It was read as {YES_NO[code]}." if code in YES_NO else "It was kept."
        told = f"{column.name} holds {code!r} {times}; it should be {column.wanted}. {done}"
        yield warning(file, told, row=row, column=column.name, found=code, wanted=column.wanted)


def _counted(
    text: pl.DataFrame, column: Column, known: Collection[str], file: str
) -> Iterator[tuple[str, int, str]]:
    """Each value that is not known, the line where it stands first, and how often in words."""
    unknown = [value for value in text[column.name].unique() if value is not None and value not in known]
    if not unknown:
        return
    found = text.filter(pl.col(column.name).is_in(unknown))
    counted = found.group_by(column.name).agg(pl.col("row").min(), pl.len().alias("rows")).sort("row")
    place = "line" if file.lower().endswith(".xml") else "row"
    for code, row, rows in counted.with_columns(_shown(column.name)).head(MOST_LISTED).iter_rows():
        yield code, row, "once" if rows == 1 else f"{rows:,} times, first in {place} {row}"


def _odd(text: pl.DataFrame, column: Column, pattern: str, like: str, file: str) -> Iterator[Problem]:
    odd = text.filter(pl.col(column.name).is_not_null() & ~pl.col(column.name).str.contains(pattern))
    for row, found in _listed(odd, column.name):
        says = f"{column.name} holds {found!r}, which does not {like}. It was kept as it is."
        yield warning(file, says, row=row, column=column.name, found=found, wanted=column.wanted)


def _otherwise_written(
    text: pl.DataFrame, rows: pl.DataFrame, column: Column, file: str
) -> Iterator[Problem]:
    """Days that can be read, but are not written as XML wants them."""
    other = rows[column.name].is_not_null() & ~text[column.name].str.contains(_WRITTEN_DAY)
    for row, found in _listed(text.filter(other), column.name):
        says = f"{column.name} holds {found!r}; it should be written as {column.wanted}. It was read."
        yield warning(file, says, row=row, column=column.name, found=found, wanted=column.wanted)


def _unreadable(text: pl.DataFrame, rows: pl.DataFrame, column: Column, file: str) -> Iterator[Problem]:
    if text[column.name].null_count() == rows[column.name].null_count():
        return
    bad = text.select("row", column.name).filter(
        pl.col(column.name).is_not_null() & rows[column.name].is_null()
    )
    for row, found in _listed(bad, column.name):
        says = f"{column.name} holds {found!r}; it should be {column.wanted}. It was read as blank."
        yield Problem(file, says, row, column.name, found, column.wanted)
    if bad.height > MOST_LISTED:
        says = f"{column.name} has {bad.height - MOST_LISTED:,} more cells like these, read as blank."
        yield Problem(file, says, bad["row"][MOST_LISTED], column.name, None, column.wanted)


def _listed(rows: pl.DataFrame, name: str) -> Iterator[tuple[int, str]]:
    return rows.select("row", _shown(name)).head(MOST_LISTED).iter_rows()


def _shown(name: str) -> pl.Expr:
    """As much of a cell as helps a person to find it."""
    return pl.col(name).str.head(60)
