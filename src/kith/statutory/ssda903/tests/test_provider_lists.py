"""Ofsted's lists of providers, in the layouts seen."""

from datetime import date
from io import BytesIO

import pytest
import xlsxwriter

from kith.statutory.ssda903.provider_lists import UnreadableList, read_provider_lists


def workbook(folder, **sheets):
    """A workbook with these rows on its sheets."""
    held = BytesIO()
    with xlsxwriter.Workbook(held) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    file = folder / f"{len(list(folder.iterdir()))}.xlsx"
    file.write_bytes(held.getvalue())
    return file


CODES = ["URN", "Local authority", "Placement code", "Placement provider code", "Setting postcode"]


def test_current_and_closed_providers(tmp_path):
    file = workbook(
        tmp_path,
        Current=[["Providers on 31 March"], CODES, ["SC000001", "Birmingham", "K2/K1", "PR4", "b1 1bb"]],
        Closed=[[*CODES, "Deregistration date"], ["SC000002", "", "K2", "PR1,PR4", "B1 1BB", 46113]],
    )
    one, other = read_provider_lists([file]).sort("URN").rows(named=True)
    assert (one["PLACE_CODES"], one["REG_END"], one["LA"]) == (["K1", "K2"], None, "E08000025")
    assert (other["PROVIDER_CODES"], other["REG_END"]) == (["PR1", "PR4"], date(2026, 4, 1))


def test_addresses_on_a_sheet_of_their_own(tmp_path):
    codes = ["URN", "Provider Code", "Provider Placement Code", "Closed Date"]
    file = workbook(
        tmp_path,
        Settings=[codes, ["SC000001", "PR4", "K2", "01/05/2026"]],
        Addresses=[["URN", "Setting Postcode"], ["SC000001", "B1 1BB"]],
    )
    (row,) = read_provider_lists([file]).rows(named=True)
    assert (row["POSTCODE"], row["REG_END"]) == ("B1 1BB", date(2026, 5, 1))


def test_supported_accommodation_has_a_code_of_its_own(tmp_path):
    homes = [CODES, ["SC000001", "", "K2", "PR4", "B1 1BB"]]
    supported = [["URN", "Setting address postcode", "Closed date"], ["2700001", "B1 1BB", ""]]
    file = workbook(tmp_path, **{"Homes": homes, "Supported accommodation": supported})
    row = read_provider_lists([file]).sort("URN").row(0, named=True)
    assert (row["URN"], row["PLACE_CODES"]) == ("2700001", ["K3"])
    assert "PR4" in row["PROVIDER_CODES"]


def test_several_files_as_one(tmp_path):
    (tmp_path / "a.csv").write_text(",".join(CODES) + "\nSC000001,,K2,PR4,B1 1BB\n")
    (tmp_path / "b.csv").write_text(",".join(CODES) + "\nSC000002,,U6,PR1,B1 1BB\n")
    found = read_provider_lists([tmp_path / "a.csv", tmp_path / "b.csv"])
    assert found["URN"].to_list() == ["SC000001", "SC000002"]


def test_a_list_without_postcodes_says_what_is_wanted(tmp_path):
    (tmp_path / "a.csv").write_text("URN,Placement code,Provider code\nSC000001,K2,PR4\n")
    with pytest.raises(
        UnreadableList, match=r"POSTCODE \(Setting address postcode or Setting postcode or Postcode\)"
    ):
        read_provider_lists([tmp_path / "a.csv"])


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [("a.xlsx", b"not a zip", "not an XLSX"), ("a.pdf", b"", "neither CSV nor XLSX")],
)
def test_what_is_no_list(tmp_path, name, data, says):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UnreadableList, match=says):
        read_provider_lists([tmp_path / name])


def test_bytes_by_name_and_a_cell_without_an_end():
    text = "URN,Placement code,Placement provider code,Setting postcode\nSC000001,K2,PR4,B1 1BB\n"
    assert read_provider_lists({"list.csv": text.encode()})["URN"].to_list() == ["SC000001"]
    with pytest.raises(UnreadableList, match=r"list\.csv cannot be read: field larger than field limit"):
        read_provider_lists({"list.csv": b'URN\n"' + b"x" * 200_000})
