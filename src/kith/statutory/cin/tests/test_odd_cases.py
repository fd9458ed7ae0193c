"""Worked cases in odd dress: numbers for codes, numbers for names, factors as lists, one CINdetailsID of two children."""

import pytest

from kith.lib.cases import Case, disagreements
from kith.statutory.cin.checking import tables_of_case
from kith.statutory.cin.rules import RULES


def agrees(rule: str, tables: dict, expected: dict, year: str = "2025_26", **more) -> bool:
    columns = {name: list(dict.fromkeys(c for row in rows for c in row)) for name, rows in tables.items()}
    told = {
        "rule": rule,
        "year": year,
        "case": 0,
        "tables": tables,
        "columns": columns,
        "metadata": {},
        "types": {},
    }
    return not list(disagreements([Case.of(told | {"expected": expected} | more)], RULES, tables_of_case))


@pytest.mark.parametrize("said", [1, 1.0, True, "1", "true", "True", "TRUE"])
def test_yes_is_yes_however_it_is_written(said):
    details = [{"LAchildID": "a", "CINdetailsID": "1", "ReferralNFA": said}]
    plans = [{"LAchildID": "a", "CINdetailsID": "1"}]
    both = {"CINdetails": [0], "ChildProtectionPlans": [0]}
    assert agrees("8832", {"CINdetails": details, "ChildProtectionPlans": plans}, both)


def test_one_number_of_an_episode_of_two_children_is_two_episodes():
    begun = [{"LAchildID": n, "CINdetailsID": 1, "AssessmentActualStartDate": "2025-05-01"} for n in (1, 2)]
    days = {1: "2025-05-02", 2: "2025-05-01"}
    referred = [{"LAchildID": n, "CINdetailsID": 1, "CINreferralDate": day} for n, day in days.items()]
    assert agrees(
        "1103", {"Assessments": begun, "CINdetails": referred}, {"Assessments": [0], "CINdetails": [0]}
    )


@pytest.mark.parametrize(
    ("rule", "factors", "at_fault"),
    [
        ("8869", (["21", "3A"], ["21"], "3A, 21", None, []), [0, 2]),
        ("8898", (["3A", "3A"], ["3A"], ["3A", "3B"], None, []), [0]),
        ("8897Q", (["ZZ"], [], ["21"], None, ["ZZ", "3A"]), [0, 1, 3]),
        ("8945Q", (["18A", "18A"], ["18B"], "18A", None, []), [0, 2]),
    ],
)
def test_factors_may_be_lists_or_text_or_nothing(rule, factors, at_fault):
    done = {"LAchildID": "a", "CINdetailsID": "1", "AssessmentAuthorisationDate": "2025-05-01"}
    rows = [{**done, "AssessmentID": str(n), "AssessmentFactors": said} for n, said in enumerate(factors)]
    assert agrees(rule, {"Assessments": rows}, {"Assessments": at_fault})


def test_until_2023_24_sex_is_a_figure():
    said = ("1", "2", "0", "9", "M", None, 1)
    rows = [{"LAchildID": str(n), "Sex": sex} for n, sex in enumerate(said)]
    assert agrees("4180", {"ChildIdentifiers": rows}, {"ChildIdentifiers": [4, 5]}, year="2023_24")


def test_an_enquiry_of_the_last_fifteen_working_days_is_not_late():
    days = ("2026-03-11", "2026-03-10")
    rows = [{"LAchildID": "a", "S47ActualStartDate": day, "ICPCnotRequired": "false"} for day in days]
    assert agrees("8675Q", {"Section47": rows}, {"Section47": [1]})
