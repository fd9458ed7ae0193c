"""Walks every rule: its examples, its message, its columns, its years."""

import pytest

from kith.statutory.returns.tests import walking
from kith.statutory.ssda903.as_text import CONTINUOUSLY, DERIVED
from kith.statutory.ssda903.checking import tables_of_example
from kith.statutory.ssda903.rules import RULES
from kith.statutory.ssda903.specification import TABLES

EACH = pytest.mark.parametrize("rule", RULES, ids=walking.each_is_called)
COLUMNS = {
    CONTINUOUSLY,
    *(n for t in TABLES.values() for n in t.names),
    *(n for t in DERIVED.values() for n in t),
}


@EACH
def test_examples_pass_and_fail_as_marked(rule):
    walking.passes_and_fails_as_marked(rule, tables_of_example)


@EACH
def test_a_rule_marks_the_same_tables_whatever_it_is_given(rule):
    walking.marks_the_same_tables_whatever_it_is_given(rule, tables_of_example)


@EACH
def test_a_rule_says_what_is_wrong_in_a_sentence(rule):
    walking.says_what_is_wrong_in_a_sentence(rule)


@EACH
def test_columns_are_those_of_the_return(rule):
    walking.speaks_of_columns_of(rule, COLUMNS)


@EACH
def test_years_are_collection_years_in_order(rule):
    walking.stands_in_years_in_order(rule)


def test_two_versions_of_a_rule_never_stand_in_one_year():
    walking.never_two_versions_in_one_year(RULES)


def test_no_two_rules_are_called_the_same():
    walking.no_two_called_the_same(RULES)
