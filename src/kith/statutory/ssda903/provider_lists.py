"""Ofsted's lists of providers, which come as one or several CSV or XLSX files and change their layout now and then.

Rows of all sheets that have an Ofsted number are put together by it. The headings are those seen in the lists of
children's homes, of social care providers and of both, as `csc-validator-be-903` 0.1.17 (MIT) reads them. In a sheet of
supported accommodation, which has no codes of placements, the code is K3. The authority is that of the postcode: the name
in the list may be that of whoever registered the home.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import StringIO
from pathlib import Path, PurePath

import polars as pl

from kith.lib.spreadsheets import Cells, UnreadableWorkbook, sheets
from kith.statutory import codes
from kith.statutory.ssda903.derived_places import authorities_of
from kith.statutory.ssda903.tables import PROVIDER_LIST

HEADINGS = {
    "URN": ("URN",),
    "PLACE_CODES": ("Placement code", "Provider placement code", "PLACE_CODES"),
    "PROVIDER_CODES": ("Placement provider code", "Provider code", "PROVIDER_CODES"),
    "POSTCODE": ("Setting address postcode", "Setting postcode", "Postcode"),
    "REG_END": ("Deregistration date", "Closed date", "REG_END"),
}
_WANTED = ("URN", "PLACE_CODES", "PROVIDER_CODES", "POSTCODE")
_SUPPORTED, _SUPPORTED_CODE = "supported", "K3"
# Titles and notes stand above the headings in some.
_LOOK_DOWN = 30
_EXCEL_BEGINS = date(1899, 12, 30)
_DAYS = ("%d/%m/%Y", "%Y-%m-%d", "%d %B %Y", "%d-%b-%Y")

Row = dict[str, str | None]


@dataclass(frozen=True)
class UnreadableList(ValueError):
    """Raised where a file holds no list of providers that can be understood: `says` is for a person."""

    says: str

    def __str__(self) -> str:
        return self.says


def read_provider_lists(files: Iterable[Path] | Mapping[str, bytes]) -> pl.DataFrame:
    """One row for each Ofsted number, with the columns of PROVIDER_LIST, from files or bytes by name. Raises
    UnreadableList."""
    held = files if isinstance(files, Mapping) else {str(path): path for path in files}
    rows = [row for name, each in held.items() for row in _of_file(name, each)]
    text = pl.DataFrame(rows, schema=dict.fromkeys(HEADINGS, pl.String))
    return _by_number(text.filter(pl.col.URN.is_not_null()))


def _of_file(name: str, file: Path | bytes) -> list[Row]:
    try:
        data = file if isinstance(file, bytes) else file.read_bytes()
        found = _cells(PurePath(name).name, data)
    except (OSError, UnreadableWorkbook, csv.Error) as error:
        told = error.strerror if isinstance(error, OSError) else error
        raise UnreadableList(f"The list of providers {name} cannot be read: {told}. Save it again.") from None
    rows = [row for sheet, cells in found.items() for row in _of_sheet(sheet, cells)]
    absent = [each for each in _WANTED if not any(row.get(each) for row in rows)]
    if absent:
        wanted = "; ".join(f"{each} ({' or '.join(HEADINGS[each])})" for each in absent)
        raise UnreadableList(f"No column of {name} gives {wanted}. Name the columns so and check again.")
    return rows


def _cells(name: str, data: bytes) -> dict[str, Cells]:
    if name.lower().endswith(".csv"):
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
        return {name: [[cell or None for cell in row] for row in csv.reader(StringIO(text, newline=""))]}
    if name.lower().endswith(".xlsx"):
        return sheets(data)
    raise UnreadableWorkbook("it is neither CSV nor XLSX")


def _of_sheet(name: str, cells: Cells) -> Iterator[Row]:
    """The rows below the headings; none where the sheet has no Ofsted numbers."""
    top = next((n for n, row in enumerate(cells[:_LOOK_DOWN]) if "URN" in map(_plain, row)), None)
    if top is None:
        return
    headings = [_plain(cell) for cell in cells[top]]
    at = {column: next((headings.index(h.upper()) for h in names if h.upper() in headings), None)
          for column, names in HEADINGS.items()}  # fmt: skip
    for row in cells[top + 1 :]:
        found = {column: _cell(row, where) for column, where in at.items()}
        if _SUPPORTED in name.lower() and at["PLACE_CODES"] is None:
            found["PLACE_CODES"] = _SUPPORTED_CODE
        yield found


def _plain(cell: str | None) -> str:
    return re.sub(r"\s+", " ", cell or "").strip().upper()


def _cell(row: list[str | None], at: int | None) -> str | None:
    return None if at is None or at >= len(row) else _plain(row[at]) or None


def _by_number(text: pl.DataFrame) -> pl.DataFrame:
    """What several sheets say of one number, together."""
    several = [pl.col(n).str.extract_all(r"[A-Z]+\d+").alias(n) for n in ("PLACE_CODES", "PROVIDER_CODES")]
    number = pl.col.URN.str.replace(r"\.0$", "")
    typed = text.with_columns(number, *several, pl.col.REG_END.map_elements(_day, return_dtype=pl.Date))
    one = typed.group_by("URN", maintain_order=True).agg(
        *(pl.col(n).explode().drop_nulls().unique().sort() for n in ("PLACE_CODES", "PROVIDER_CODES")),
        pl.col.POSTCODE.drop_nulls().first(),
        pl.col.REG_END.max(),
    )
    # Where a list does not tell the codes, it contradicts none.
    listed = [
        pl.when(pl.col(name).list.len() > 0)
        .then(name)
        .otherwise(pl.lit([code.code for code in any_code]))
        .alias(name)
        for name, any_code in (("PLACE_CODES", codes.PLACE), ("PROVIDER_CODES", codes.PLACE_PROVIDER))
    ]
    return one.with_columns(*listed, authorities_of(one["POSTCODE"]).alias("LA")).select(*PROVIDER_LIST)


def _day(text: str) -> date | None:
    """A day as it is written, or as the number by which a workbook keeps it; null where it is neither."""
    if re.fullmatch(r"\d{4,6}(\.\d+)?", text):
        return _EXCEL_BEGINS + timedelta(days=int(float(text)))
    for form in _DAYS:
        try:
            return datetime.strptime(re.sub(r"[T ]00:00:00.*$", "", text).title(), form).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None
