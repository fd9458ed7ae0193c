"""Two built returns beside each other: what is found, of whom, and in which row."""

from datetime import date

import polars as pl

from kith.lib.tables import text_tables
from kith.statutory.across.checking_built import FOUND, found_across
from kith.statutory.across.specification import TABLES
from kith.statutory.returns.as_text import from_rows

CENSUS = """
ChildIdentifiers
LAchildID  PersonBirthDate  UPN
a1         2015-03-30       .
B2         2016-02-01       .

CINdetails
LAchildID  CINdetailsID  CINreferralDate  CINclosureDate
a1         1             2025-05-06       .
B2         1             2025-05-06       .
"""
SSDA903 = """
Header
CHILD  DOB         UPN
A1     31/03/2015  .
B2     01/02/2016  .
.      01/02/2017  .
"""


def built(text: str) -> dict[str, pl.DataFrame]:
    """Tables as they are built: without files and lines."""
    found = {
        name: from_rows(TABLES[name], each.rows, each.columns) for name, each in text_tables(text).items()
    }
    return {name: rows.drop("file", "row") for name, rows in found.items()}


def test_what_differs_is_told_in_both_rows_with_the_childs_number():
    found = found_across(built(SSDA903), built(CENSUS), "2025-26")
    assert found.columns == list(FOUND)
    assert set(found.select("number", "rule").rows()) == {("A1", "X01")}
    assert "Header" in found["table"].to_list()


def test_a_row_is_told_by_what_tells_it_from_the_childs_others():
    looked_after = built(f"{SSDA903}\nEpisodes\nCHILD  DECOM  RNE  LS\nC3  01/06/2025  S  C2\n")
    found = found_across(looked_after, built(CENSUS), "2025-26").filter(rule="X05")
    assert found.select("number", "table", "key").rows() == [("C3", "Episodes", str(date(2025, 6, 1)))]


def test_the_header_of_the_census_is_no_childs():
    census = built(CENSUS) | {"Header": pl.DataFrame({"Collection": ["CIN"]})}
    assert found_across(built(SSDA903), census, "2025-26").height


def test_where_they_agree_nothing_is_found():
    same = built(SSDA903.replace("31/03/2015", "30/03/2015"))
    assert found_across(same, built(CENSUS), "2025-26").is_empty()
