"""Worked cases: agreement, disagreement, and what is not there yet."""

import polars as pl

from kith.lib.cases import Case, disagreements
from kith.lib.rule import Rules
from kith.lib.tests.test_checking import Made

RULE = Rules()
RULE("1", fields="V", since="2025-26")(lambda t: t.frames["One"].lazy().filter(pl.col("V") > 4))


def told(**line):
    usual = {"rule": "1", "year": "2026_27", "case": 0, "tables": {}, "columns": {}}
    cases = [Case.of(usual | line)]
    return [(each.found, each.says) for each in disagreements(cases, RULE, lambda case: Made(year=case.year))]


def test_a_case_that_agrees_is_not_told():
    assert told(expected={"One": [2, 1]}) == []


def test_rows_are_known_by_their_labels():
    assert told(expected={"One": [1022, 9]}, index={"One": [0, "1022", 9]}) == []


def test_other_rows_than_expected_are_told():
    assert told(expected={"One": [1]}) == [({"One": ["1", "2"]}, "")]


def test_a_rule_that_is_not_there_disagrees():
    assert told(rule="2") == [({}, "There is no such rule here yet.")]


def test_a_rule_that_was_not_run_disagrees_even_if_nothing_was_expected():
    assert told(year="2022_23") == [({}, "The rule was not in force in 2022-23.")]


def test_a_case_about_the_whole_wants_the_one_row_of_the_authority():
    case = {"rule": "1", "year": "2026_27", "tables": {}, "columns": {}, "expected": {}}
    assert Case.of(case | {"authority_level": True}).wanted == {"Authority": ["0"]}
    assert Case.of(case).wanted == {}
