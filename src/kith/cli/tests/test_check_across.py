"""`kith check across`: two returns of one year beside each other."""

import csv

from click.testing import CliRunner

from kith.cli.main import main
from kith.cli.tests.test_check_cin import CENSUS

GOOD = ("--year", "2025-26", "--authority", "E08000025")
HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nC1,F,{born},WBRI,,,\n"
EPISODES = (
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
    "C1,01/05/2025,S,C2,N1,U6,PR1,,,,,,\n"
)


def files(tmp_path, born="05/05/2015", header="2026"):
    folder = tmp_path / "ssda903"
    folder.mkdir()
    (folder / "header.csv").write_text(HEADER.format(born=born))
    (folder / "episodes.csv").write_text(EPISODES)
    census = tmp_path / "census.xml"
    census.write_text(CENSUS.format(header=header, upn="A123456789123"))
    return folder, census


def run(*arguments):
    return CliRunner().invoke(main, ["check", "across", *map(str, arguments)])


def test_two_returns_that_agree_have_no_issues(tmp_path):
    said = run(*files(tmp_path), *GOOD)
    assert "No issues: 8 rules found nothing." in said.stdout, said.output


def test_another_date_of_birth_is_found_in_both(tmp_path):
    out = tmp_path / "issues.csv"
    assert run(*files(tmp_path, born="06/05/2015"), *GOOD, "--out", out).exit_code == 1
    with out.open(encoding="utf-8-sig") as file:
        found = [(row["rule"], row["table"], row["child"], row["fields"]) for row in csv.DictReader(file)]
    assert found == [("X01", "Header", "C1", "DOB"), ("X01", "ChildIdentifiers", "C1", "PersonBirthDate")]


def test_the_second_must_be_a_census(tmp_path):
    folder, _ = files(tmp_path)
    said = run(folder, folder, *GOOD)
    assert said.exit_code == 2
    assert "There is no children in need census in" in said.output
