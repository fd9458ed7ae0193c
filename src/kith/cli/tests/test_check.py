"""`kith check ssda903`, as an analyst with a folder of files runs it."""

import json
import subprocess
import sys
import zipfile

import polars as pl
import pytest
from click.testing import CliRunner

from kith.cli.main import main
from kith.lib.rule import Rules
from kith.lib.spreadsheets import sheets
from kith.statutory.ssda903 import asking
from kith.statutory.ssda903.synthetic import made_up, write, write_providers

GOOD = ("--year", "2026-27", "--authority", "E08000025")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Folders with a valid return, last year's, and one with faults."""
    folder = tmp_path_factory.mktemp("returns")
    this, last = made_up(60, seed=2)
    write(folder / "valid", this)
    write(folder / "last", last)
    write(folder / "faulty", this, faults=0.2)
    return folder


def run(*arguments):
    return CliRunner().invoke(main, ["check", "ssda903", *map(str, arguments)])


def refused(*arguments):
    """The one sentence of a check that could not run."""
    said = run(*arguments)
    assert said.exit_code == 2, said.output
    assert "Traceback" not in said.output
    return said.output


def test_a_valid_return_has_no_issues(made):
    said = run(made / "valid", *GOOD, "--last", made / "last", "--as-of", "2027-04-01")
    assert said.exit_code == 0, said.output
    assert "No issues" in said.stdout
    assert "Reading" in said.stderr


def test_a_faulty_one_is_summed_up_by_rule(made):
    said = run(made / "faulty", *GOOD)
    assert said.exit_code == 1
    assert "  141 " in said.stdout
    assert "The day the episode began is not a date." in said.stdout
    assert "Episodes.csv, row" in said.stdout


def test_what_was_not_run_is_said_with_the_way_to_run_it(made):
    said = run(made / "valid", *GOOD, "--as-of", "2026-11-22")
    assert "last year's files, which were not given" in said.stdout
    assert "Ofsted's list of providers, which was not given" in said.stdout
    assert "add --as-of 2027-04-01" in said.stdout


def test_issues_as_csv(made, tmp_path):
    out = tmp_path / "issues.csv"
    assert run(made / "faulty", *GOOD, "--out", out).exit_code == 1
    issues = pl.read_csv(out, infer_schema=False)
    assert issues.columns == ["rule", "table", "row", "child", "fields", "message", "file"]
    first = issues.filter(pl.col("rule") == "141").row(0, named=True)
    assert (first["table"], first["fields"], first["file"]) == ("Episodes", "DECOM", "Episodes.csv")


def test_the_report_as_json(made, tmp_path):
    out = tmp_path / "report.json"
    run(made / "faulty", *GOOD, "--out", out)
    told = json.loads(out.read_text())
    assert (told["year"], told["authority"]) == ("2026-27", "E08000025")
    assert sum(each["issues"] for each in told["by_rule"]) == len(told["issues"])
    assert told["not_read"][0]["wanted"].startswith("a date")
    assert {each["why"] for each in told["not_run"]} >= {"needs what was not given"}


def test_a_workbook_of_everything(made, tmp_path):
    out = tmp_path / "report.xlsx"
    run(made / "faulty", *GOOD, "--out", out)
    book = sheets(out.read_bytes())
    titles = ["About", "Issues", "By rule", "By child", "Not run", "Could not be read", "Data dictionary"]
    assert list(book) == titles
    assert book["Issues"][0] == ["Rule", "Table", "Row", "Child", "Fields", "Message", "File"]
    assert ["Header", "SEX", "Sex"] in [row[:3] for row in book["Data dictionary"]]


def test_a_hostile_cell_is_only_text(tmp_path):
    child = '=HYPERLINK("http://x","y")'
    text = '"CHILD","DOB","REVIEW","REVIEW_CODE"\n"' + child.replace('"', '""') + '","","",""\n'
    (tmp_path / "reviews.csv").write_text(text)
    run(tmp_path, *GOOD, "--out", tmp_path / "report.xlsx")
    run(tmp_path, *GOOD, "--out", tmp_path / "issues.txt.csv")
    with zipfile.ZipFile(tmp_path / "report.xlsx") as book:
        written = b"".join(book.read(name) for name in book.namelist())
    assert b"HYPERLINK(" in written
    assert b"<f>" not in written
    assert b"<hyperlink" not in written
    children = pl.read_csv(tmp_path / "issues.txt.csv")["child"].drop_nulls()
    assert children.str.starts_with("'=").all()


def test_a_file_that_cannot_be_read_beside_good_ones(made, tmp_path):
    with zipfile.ZipFile(tmp_path / "return.zip", "w") as archive:
        for file in (made / "valid").iterdir():
            archive.write(file, file.name)
        archive.writestr("notes.csv", "a,b\n1,2\n")
    said = run(tmp_path / "return.zip", *GOOD)
    assert said.exit_code == 1
    assert "No issues" in said.stdout
    assert "notes.csv" in said.stdout
    assert "None of the columns of the SSDA903 return are in this file" in said.stdout


def test_files_of_two_years_in_one_folder(made, tmp_path):
    for name in ("valid", "last"):
        for file in (made / name).iterdir():
            folder = tmp_path / name
            folder.mkdir(exist_ok=True)
            (folder / file.name).write_bytes(file.read_bytes())
    said = run(tmp_path, *GOOD, "--as-of", "2027-04-01")
    assert said.exit_code == 0, said.stdout
    assert "Taken for last year's files" in said.stdout


def test_files_of_another_year_are_said_to_be(made):
    said = run(made / "last", *GOOD)
    assert "By their dates these files are of 2025-26, not 2026-27" in said.stdout


@pytest.mark.parametrize("year", ["2019-20", "next", "2026-28"])
def test_a_year_without_rules(made, year):
    assert "There are no rules for" in refused(made / "valid", "--year", year, "--authority", "E08000025")


@pytest.mark.parametrize("code", ["E08009999", "Birmingham", "W06000001"])
def test_an_authority_that_is_none(made, code):
    said = refused(made / "valid", "--year", "2026-27", "--authority", code)
    assert "is not the code of an authority in England" in said


def test_a_district_is_told_its_county(made):
    said = refused(made / "valid", "--year", "2026-27", "--authority", "E07000008")
    assert "write --authority E10000003" in said


@pytest.mark.parametrize(
    ("out", "says"),
    [("report.doc", "must end in one of .csv, .xlsx, .json"), ("no/report.csv", "cannot be written")],
)
def test_an_answer_that_cannot_be_written_is_said_first(made, tmp_path, out, says):
    said = refused(made / "valid", *GOOD, "--out", tmp_path / out)
    assert says in said
    assert "Reading" not in said


def test_a_path_that_is_not_there(tmp_path):
    assert "nowhere is not there" in refused(tmp_path / "nowhere", *GOOD)


def test_a_folder_without_a_return(tmp_path):
    (tmp_path / "letter.txt").write_text("Dear all\n")
    assert "There is no SSDA903 return in" in refused(tmp_path, *GOOD)


def test_a_zip_bomb(tmp_path):
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("episodes.csv", bytes(513 * 1024 * 1024))
    assert "larger than 512 MB" in refused(tmp_path / "bomb.zip", *GOOD)


def test_a_rule_that_fails_is_not_passed(made, monkeypatch):
    rule = Rules()

    @rule("999", fields="CHILD")
    def broken(r):
        """It fails."""
        raise ValueError("no such thing")

    monkeypatch.setattr(asking, "RULES", tuple(rule))
    said = run(made / "valid", *GOOD)
    assert said.exit_code == 1
    assert (
        "could not be checked, which is a fault of Kith and not of the data. Tell us: no such thing"
        in said.stdout
    )


def test_what_an_earlier_check_wrote_among_the_files_is_left_aside(tmp_path, made):
    for file in (made / "valid").iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    run(tmp_path, *GOOD, "--out", tmp_path / "issues.csv")
    assert run(tmp_path, *GOOD).exit_code == 0


def test_a_name_of_a_file_does_not_steer_the_terminal(tmp_path, made):
    with zipfile.ZipFile(tmp_path / "return.zip", "w") as archive:
        archive.write(made / "valid" / "Header.csv", "header\x1b[2J.csv")
    said = run(tmp_path / "return.zip", *GOOD)
    assert "\x1b" not in said.stdout


def test_a_day_that_is_none(made):
    assert "is not a day" in refused(made / "valid", *GOOD, "--as-of", "yesterday")


def test_with_the_list_of_providers(made, tmp_path):
    folder = tmp_path / "listed"
    this, last = made_up(60, seed=2)
    write(folder / "this", this)
    write(folder / "last", last)
    write_providers(folder / "providers.csv", this, last)
    said = run(folder / "this", *GOOD, "--last", folder / "last", "--providers", folder / "providers.csv")
    assert said.exit_code == 0, said.stdout
    assert "list of providers" not in said.stdout


def test_a_list_of_providers_that_is_none(made):
    said = refused(made / "valid", *GOOD, "--providers", made / "valid" / "Header.csv")
    assert "No column of" in said
    assert "URN" in said


def test_neither_django_nor_what_is_not_needed_is_imported(made):
    code = (
        "import sys; from kith.cli.main import main\n"
        f"try: main(['check', 'ssda903', {str(made / 'valid')!r}, *{GOOD!r}])\n"
        "except SystemExit: print(sorted({'django', 'psycopg', 'lxml', 'xlsxwriter'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_without_the_web_the_other_commands_say_what_they_need():
    code = "import sys; sys.modules['psycopg'] = sys.modules['django'] = None; from kith.cli.main import main; main({})"
    helped = subprocess.run([sys.executable, "-c", code.format(["--help"])], capture_output=True, text=True)
    assert "check" in helped.stdout
    assert helped.returncode == 0
    served = subprocess.run(
        [sys.executable, "-c", code.format(["serve", "--port=1"])], capture_output=True, text=True
    )
    assert served.returncode == 1
    assert "pip install 'kith[web]'" in served.stderr
    assert "Traceback" not in served.stderr
