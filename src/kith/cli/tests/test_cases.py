"""`kith cases ssda903`, as a developer runs it."""

import json

from click.testing import CliRunner

from kith.cli.main import main

AGREES = {
    "rule": "355",
    "year": "2022_23",
    "case": 0,
    "tables": {
        "Episodes": [
            {"CHILD": 1, "DECOM": "01/05/2020", "DEC": "01/05/2020"},
            {"CHILD": 2, "DECOM": None, "DEC": None},
        ]
    },
    "columns": {"Episodes": ["CHILD", "DECOM", "DEC"]},
    "metadata": {"collection_end": "31/03/2021"},
    "expected": {"Episodes": [0]},
}


def run(folder, *lines, options=()):
    file = folder / "cases.jsonl"
    file.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines))
    return CliRunner().invoke(main, ["cases", "ssda903", str(file), *options])


def test_cases_that_agree(tmp_path):
    said = run(tmp_path, AGREES)
    assert said.output == "1 cases, 1 agree, 0 disagree\n"
    assert said.exit_code == 0


def test_a_case_that_disagrees_is_shown(tmp_path):
    said = run(tmp_path, AGREES, AGREES | {"expected": {"Episodes": [0, 1]}})
    assert said.output.splitlines() == [
        "355 case 0 (2022-23): expected {'Episodes': ['0', '1']}, found {'Episodes': ['0']}",
        "2 cases, 1 agree, 1 disagree",
    ]
    assert said.exit_code == 1


def test_only_the_cases_of_a_rule(tmp_path):
    said = run(tmp_path, AGREES, AGREES | {"rule": "none"}, options=["--rule", "355"])
    assert said.output == "1 cases, 1 agree, 0 disagree\n"


def test_a_line_that_is_no_case_is_named(tmp_path):
    said = run(tmp_path, AGREES, "not json")
    assert said.exit_code != 0
    assert "Line 2 of cases.jsonl is not a worked case" in said.output


def test_cases_of_the_census(tmp_path):
    case = {
        "rule": "100",
        "year": "2022_23",
        "tables": {"Header": [{"Year": "2023", "ReferenceDate": "2023-03-30"}]},
        "columns": {"Header": ["Year", "ReferenceDate"]},
        "expected": {"Header": [0]},
    }
    (tmp_path / "cases.jsonl").write_text(json.dumps(case))
    said = CliRunner().invoke(main, ["cases", "cin", str(tmp_path / "cases.jsonl")])
    assert said.output == "1 cases, 1 agree, 0 disagree\n"
