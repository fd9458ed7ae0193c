"""Reading the cells of a workbook, also of a hostile one."""

import zipfile
from io import BytesIO

import pytest
import xlsxwriter

from kith.lib import spreadsheets
from kith.lib.spreadsheets import UnreadableWorkbook, sheets


def book(rows):
    held = BytesIO()
    with xlsxwriter.Workbook(held) as made:
        sheet = made.add_worksheet("One")
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return held.getvalue()


def test_text_numbers_and_gaps():
    assert sheets(book([["a", None, 2.5], [None, "ü"]])) == {"One": [["a", None, "2.5"], [None, "ü"]]}


def test_an_entity_is_not_opened(tmp_path):
    (tmp_path / "secret").write_text("secret")
    whole = BytesIO()
    with zipfile.ZipFile(BytesIO(book([["a"]]))) as good, zipfile.ZipFile(whole, "w") as bad:
        for name in good.namelist():
            text = good.read(name)
            if name == "xl/sharedStrings.xml":
                text = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{tmp_path}/secret">]><sst><si><t>&e;</t></si></sst>'.encode()
            bad.writestr(name, text)
    assert "secret" not in str(sheets(whole.getvalue()))


def test_one_that_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(spreadsheets, "MOST_UNPACKED", 100)
    with pytest.raises(UnreadableWorkbook, match="unpacks to more than"):
        sheets(book([["a"]]))


@pytest.mark.parametrize("data", [b"", b"PK", b"<html>"])
def test_what_is_no_workbook(data):
    with pytest.raises(UnreadableWorkbook, match="not an XLSX workbook"):
        sheets(data)
