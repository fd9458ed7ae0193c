"""A return as it was read, checked."""

from datetime import date

import pytest

from kith.lib.checking import Why
from kith.lib.rule import Rules
from kith.statutory.ssda903.checking import check, given
from kith.statutory.ssda903.reading import read
from kith.statutory.ssda903.tables import AUTHORITY, LAST_YEAR, XML
from kith.statutory.ssda903.tests.making import reading

RETURN = """
    Header
    CHILD  SEX  DOB         ETHNIC  UPN
    A      F    01/05/2015  WBRI    UN5
    B      M    31/06/2015  WBRI    UN5

    Episodes
    CHILD  DECOM       RNE  LS  CIN  PLACE  DEC
    A      01/05/2026  S    C2  N1   U1     2026-05-01
    C      01/05/2026  S    C2  N1   U1     .
"""


def issues(result, *columns):
    return set(result.issues.select(columns).rows())


def test_a_fault_is_found_with_its_file_row_and_child():
    result = check(reading(RETURN), year="2026-27", authority="E08000025")
    found = issues(result, "rule", "file", "row", "child", "fields")
    assert ("102", "Header.csv", 3, "B", "DOB") in found
    assert ("355", "Episodes.csv", 2, "A", "DECOM DEC") in found
    assert ("INT03", "Episodes.csv", 3, "C", "CHILD") in found


def test_what_could_not_be_read_is_known_from_what_is_blank():
    header = given(reading(RETURN))["Header"]
    assert header.select("DOB", "DOB?").rows() == [(date(2015, 5, 1), None), (None, "31/06/2015")]


def test_an_odd_flag_in_the_xml_is_kept_though_two_rows_stand_in_one_line():
    child = "<CHILD><CHILDID>{}</CHILDID><HEADER><SEX>M</SEX><UASC>{}</UASC></HEADER></CHILD>"
    told = child.format("A", "0") + child.format("B", "7")
    header = given(read({"r.xml": f"<EXPSSDA903>{told}</EXPSSDA903>".encode()}))["Header"]
    assert header.select("CHILD", "UASC?").rows() == [("A", None), ("B", "7")]


def test_last_years_files_are_compared_with_when_they_are_there():
    last = reading("Header\nCHILD  SEX  DOB  ETHNIC\nA  M  01/05/2015  WBRI")
    this = reading(RETURN)
    assert ("202", "A") in issues(check(this, year="2026-27", last=last), "rule", "child")
    not_run = {each.code: each.why for each in check(this, year="2026-27").not_run}
    assert not_run["202"] is Why.NEEDS and not_run["1008"] is Why.NEEDS


def test_every_rule_of_the_year_is_run_or_said_not_to_be():
    result = check(reading(RETURN), year="2022-23")
    codes = [*result.ran, *(each.code for each in result.not_run)]
    assert len(codes) == len(set(codes))
    assert "101" in {each.code for each in result.not_run if each.why is Why.YEAR}
    assert "232" not in codes


def test_a_year_without_rules_is_refused():
    with pytest.raises(ValueError, match="2031-32"):
        check(reading(RETURN), year="2031-32")


@pytest.mark.parametrize("need", [AUTHORITY, LAST_YEAR, XML])
def test_a_need_that_is_not_met_is_a_sentence(need):
    rule = Rules()
    rule("1", fields="DOB", needs=[need])(lambda r: r.header)
    (told,) = check(reading(RETURN), year="2026-27", rules=rule).not_run
    assert told.says.endswith(".")


def test_in_mid_year_a_rule_for_its_end_waits():
    rule = Rules()
    rule("1", fields="DOB", year_end=True)(lambda r: r.header)
    (told,) = check(reading(RETURN), year="2026-27", rules=rule, as_of=date(2026, 11, 22)).not_run
    assert told.why is Why.NOT_YET
    assert check(reading(RETURN), year="2026-27", rules=rule, as_of=date(2027, 4, 1)).ran == ("1",)


def test_in_mid_year_what_is_open_has_lasted_until_the_day_of_the_data():
    rule = Rules()
    rule("1", fields="DECOM")(lambda r: r.episodes.filter(r.known_until == date(2026, 5, 22)))
    found = check(reading(RETURN), year="2026-27", rules=rule, as_of=date(2026, 5, 22))
    assert found.issues.height == 2
