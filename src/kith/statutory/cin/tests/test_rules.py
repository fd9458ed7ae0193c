"""Walks every rule: its examples, its message, its columns, its years."""

from itertools import combinations

import pytest

from kith.lib.checking import check
from kith.lib.tables import text_tables
from kith.statutory.cin.checking import tables_of_example
from kith.statutory.cin.rules import RULES
from kith.statutory.cin.specification import TABLES
from kith.statutory.returns.collection import YEARS

EACH = pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.code} {rule.name}")
COLUMNS = {name for table in TABLES.values() for name in table.names}


def found(rule, text, example):
    result = check([rule], tables_of_example(rule, text, example))
    assert result.ran == (rule.code,), result.not_run
    return sorted(result.issues.select("table", "id").unique().rows())


def marked(text):
    return sorted((name, row) for name, table in text_tables(text).items() for row in table.marked)


@EACH
def test_examples_pass_and_fail_as_marked(rule):
    assert rule.examples, (
        "A rule needs an example that passes and one that fails: write .example(ok=, fails=)."
    )
    for example in rule.examples:
        assert found(rule, example.ok, example) == []
        assert marked(example.fails)
        assert found(rule, example.fails, example) == marked(example.fails)


@EACH
def test_a_rule_says_what_is_wrong_in_a_sentence(rule):
    assert rule.message.endswith(".")
    assert "\n\n" not in rule.message


@EACH
def test_columns_are_those_of_the_census(rule):
    assert rule.fields
    assert set(rule.fields) <= COLUMNS


@EACH
def test_a_rule_is_an_error_or_a_query(rule):
    assert rule.severity == ("query" if rule.code.endswith("Q") else "error")


@EACH
def test_years_are_collection_years_in_order(rule):
    assert rule.since in YEARS
    assert rule.began <= rule.since <= (rule.until or YEARS[-1])


def test_two_versions_of_a_rule_never_stand_in_one_year():
    for one, other in combinations(RULES, 2):
        if one.code == other.code:
            assert not any(one.stands_in(year) and other.stands_in(year) for year in YEARS), one.code


def test_no_two_rules_are_called_the_same():
    names = [rule.name for rule in RULES if rule.until is None]
    assert len(names) == len(set(names))
