"""Walks every rule: its examples, its message, its columns, its years, whether it is an error or a query."""

import pytest

from kith.statutory.cin.checking import tables_of_example
from kith.statutory.cin.rules import RULES, TOPICS
from kith.statutory.cin.specification import TABLES
from kith.statutory.returns.tests import walking

EACH = pytest.mark.parametrize("rule", RULES, ids=walking.each_is_called)
COLUMNS = {name for table in TABLES.values() for name in table.names}
DRAFTS = ["8995Q", "9000Q", *map(str, range(9005, 9010)), "9010Q", "9011", "9012", "9013", "9015Q"]


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
def test_columns_are_those_of_the_census(rule):
    walking.speaks_of_columns_of(rule, COLUMNS)


@EACH
def test_a_rule_is_an_error_or_a_query(rule):
    assert rule.severity == ("query" if rule.code.endswith("Q") else "error")


@EACH
def test_years_are_collection_years_in_order(rule):
    walking.stands_in_years_in_order(rule)


def test_two_versions_of_a_rule_never_stand_in_one_year():
    walking.never_two_versions_in_one_year(RULES)


def test_no_two_rules_are_called_the_same():
    walking.no_two_called_the_same(RULES)


def test_every_published_rule_is_here():
    assert len({rule.code for rule in RULES if not rule.draft}) == 109


def test_the_drafts_are_those_of_pre_proceedings_in_2026_27():
    drafts = [rule for rule in RULES if rule.draft]
    assert sorted(rule.code for rule in drafts) == DRAFTS
    assert {rule.since for rule in drafts} == {"2026-27"}


@EACH
def test_a_rule_about_the_whole_stands_with_those_about_the_whole(rule):
    """A check of one child leaves that topic out."""
    tables = tables_of_example(rule, rule.examples[0].fails, rule.examples[0])
    assert (walking.tables_marked(rule, tables) == {"Authority"}) == (
        rule in list(TOPICS["whole_return"].rule)
    )
