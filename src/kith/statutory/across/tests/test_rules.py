"""Walks every rule across the two returns."""

import pytest

from kith.statutory.across.checking import tables_of_example
from kith.statutory.across.rules import RULES
from kith.statutory.across.specification import TABLES
from kith.statutory.returns.tests import walking

EACH = pytest.mark.parametrize("rule", RULES, ids=walking.each_is_called)
COLUMNS = {name for table in TABLES.values() for name in table.names}


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
def test_columns_are_those_of_the_two_returns(rule):
    walking.speaks_of_columns_of(rule, COLUMNS)


def test_no_two_rules_are_called_the_same():
    walking.no_two_called_the_same(RULES)
