"""Walks every rule: its examples, its message, its columns, its years."""

from itertools import combinations

import pytest

from kith.lib.checking import check
from kith.lib.tables import text_tables
from kith.statutory.ssda903.as_text import CONTINUOUSLY, DERIVED
from kith.statutory.ssda903.checking import YEARS, tables_of_example
from kith.statutory.ssda903.rules import RULES
from kith.statutory.ssda903.specification import TABLES

EACH = pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.code} {rule.name}")
COLUMNS = {
    CONTINUOUSLY,
    *(n for t in TABLES.values() for n in t.names),
    *(n for t in DERIVED.values() for n in t),
}


def found(rule, text, example):
    result = check([rule], tables_of_example(rule, text, example))
    assert result.ran == (rule.code,), result.not_run
    marked = result.issues.select("table", "id").unique().rows()
    return sorted(marked)


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
def test_a_rule_marks_the_same_tables_whatever_it_is_given(rule):
    marks = set()
    for example in rule.examples:
        for text in (example.ok, example.fails):
            made = rule(tables_of_example(rule, text, example))
            columns = {
                n for f in ([made] if hasattr(made, "lazy") else made) for n in f.collect_schema().names()
            }
            marks.add(frozenset(name for name in TABLES if f"#{name}" in columns))
    assert len(marks) == 1


@EACH
def test_a_rule_says_what_is_wrong_in_a_sentence(rule):
    assert rule.message.endswith(".")
    assert "\n\n" not in rule.message


@EACH
def test_columns_are_those_of_the_return(rule):
    assert rule.fields
    assert set(rule.fields) <= COLUMNS


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
