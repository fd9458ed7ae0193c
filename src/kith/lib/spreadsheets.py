"""The cells of an XLSX workbook as text, sheet by sheet: only what is needed to read a published list.

Entities are off, nothing is fetched, and a workbook that unpacks to more than it should is refused.
"""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

MOST_UNPACKED = 256 * 1024 * 1024
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

Cells = list[list[str | None]]


class UnreadableWorkbook(ValueError):
    """Raised for what is no XLSX workbook, or is too large, with the reason in words."""


def sheets(data: bytes) -> dict[str, Cells]:
    """The rows of each sheet, by its name. Dates are the numbers they are stored as."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as book:
            _check_size(book)
            return dict(_sheets(book))
    except (zipfile.BadZipFile, KeyError, IndexError, ValueError, etree.XMLSyntaxError) as error:
        if isinstance(error, UnreadableWorkbook):
            raise
        raise UnreadableWorkbook(f"it is not an XLSX workbook ({error})") from None


def _check_size(book: zipfile.ZipFile) -> None:
    if sum(member.file_size for member in book.infolist()) > MOST_UNPACKED:
        raise UnreadableWorkbook(f"it unpacks to more than {MOST_UNPACKED // 1024**2} MB")


def _sheets(book: zipfile.ZipFile) -> Iterator[tuple[str, Cells]]:
    shared = _shared(book)
    targets = {each.get("Id"): each.get("Target", "") for each in _xml(book, "xl/_rels/workbook.xml.rels")}
    for sheet in _xml(book, "xl/workbook.xml").iter("{*}sheet"):
        target = targets[sheet.get(_RELATION)]
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        yield sheet.get("name", ""), [_row(row, shared) for row in _xml(book, path).iter("{*}row")]


def _xml(book: zipfile.ZipFile, name: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(book.read(name), parser)


def _shared(book: zipfile.ZipFile) -> list[str]:
    """Texts that cells point at by number."""
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    return [_text(each) for each in _xml(book, "xl/sharedStrings.xml").iter("{*}si")]


def _text(element: etree._Element) -> str:
    return "".join(part.text or "" for part in element.iter("{*}t"))


def _row(row: etree._Element, shared: list[str]) -> list[str | None]:
    cells: list[str | None] = []
    for cell in row.iter("{*}c"):
        at = _column(cell.get("r"), len(cells))
        cells.extend([None] * (at - len(cells)))
        cells.append(_value(cell, shared))
    return cells


def _column(reference: str | None, following: int) -> int:
    """The number, from 0, of a column such as C in C7; the following one where the cell does not say."""
    letters = re.match("[A-Z]{1,3}", reference or "")
    if not letters:
        return following
    number = 0
    for letter in letters[0]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _value(cell: etree._Element, shared: list[str]) -> str | None:
    if cell.get("t") == "inlineStr":
        return _text(cell) or None
    found = cell.findtext("{*}v")
    return shared[int(found)] if found and cell.get("t") == "s" else found or None
