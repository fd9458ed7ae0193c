"""`kith check cin`, as an analyst with a census file runs it."""

import json

import pytest
from click.testing import CliRunner

from kith.cli.main import main

GOOD = ("--year", "2025-26", "--authority", "E08000025", "--as-of", "2026-04-01")
CENSUS = """<?xml version="1.0"?>
<Message>
  <Header>
    <CollectionDetails>
      <Collection>CIN</Collection><Year>{header}</Year><ReferenceDate>{header}-03-31</ReferenceDate>
    </CollectionDetails>
    <Source><SourceLevel>L</SourceLevel><LEA>330</LEA></Source>
  </Header>
  <Children>
    <Child>
      <ChildIdentifiers>
        <LAchildID>C1</LAchildID><UPN>{upn}</UPN><PersonBirthDate>2015-05-05</PersonBirthDate><Sex>F</Sex>
      </ChildIdentifiers>
      <ChildCharacteristics><Ethnicity>WBRI</Ethnicity></ChildCharacteristics>
      <CINdetails>
        <CINreferralDate>2025-06-02</CINreferralDate><ReferralSource>1A</ReferralSource>
        <PrimaryNeedCode>N1</PrimaryNeedCode><ReferralNFA>1</ReferralNFA>
      </CINdetails>
    </Child>
  </Children>
</Message>
"""


@pytest.fixture
def census(tmp_path):
    def made(header="2026", upn="Q330123412346"):
        file = tmp_path / "census.xml"
        file.write_text(CENSUS.format(header=header, upn=upn))
        return file

    return made


def run(*arguments):
    return CliRunner().invoke(main, ["check", "cin", *map(str, arguments)])


def test_issues_are_summed_up_by_rule(census):
    said = run(census(upn="nonsense"), *GOOD)
    assert said.exit_code == 1, said.output
    assert "CIN 2025-26, E08000025" in said.stdout
    assert "  1540 " in said.stdout or "  1520 " in said.stdout


def test_a_file_that_names_another_authority_is_checked_and_said(census):
    said = run(census(), "--year", "2025-26", "--authority", "E09000001", "--as-of", "2026-04-01")
    assert "The header of census.xml says LEA 330, and E09000001 is 201" in said.stdout
    assert "another authority" not in run(census(), *GOOD).stdout


def test_what_cannot_be_read_is_told_by_the_line_of_the_file(census):
    said = run(census(upn="</UPN><Unknown>x</Unknown><UPN>"), *GOOD)
    assert "census.xml, line 12, " in said.stdout and ", row " not in said.stdout


def test_the_report_as_a_workbook_and_as_json(census, tmp_path):
    for ending in ("xlsx", "json", "csv"):
        assert run(census(upn="nonsense"), *GOOD, "--out", tmp_path / f"report.{ending}").exit_code == 1
    told = json.loads((tmp_path / "report.json").read_text())
    assert told["return"] == "CIN"
    assert {"rule", "table", "row", "child", "fields", "message", "file"} == set(told["issues"][0])


def test_a_census_of_another_year_is_said_to_be_one(census):
    assert (
        "The header says Year 2024; in the census of 2025-26 it is 2026." in run(census("2024"), *GOOD).stdout
    )


def test_draft_rules_are_named(census):
    said = run(census("2027"), "--year", "2026-27", "--authority", "E08000025", "--as-of", "2027-04-01")
    assert "Draft rules, which may change before they are released, were run as well: " in said.stdout


def test_what_is_no_census_is_refused(tmp_path):
    (tmp_path / "letter.xml").write_text("<Letter/>")
    said = run(tmp_path / "letter.xml", *GOOD)
    assert said.exit_code == 2
    assert "There is no children in need census in" in said.output
    assert "Traceback" not in said.output
