"""A rule is a function with its years, its message and its examples."""

import polars as pl

from kith.lib.rule import Rules, also_rows_of


def a_rule(**told):
    rule = Rules()

    @rule("1", fields="A B", **told)
    def something_is_wrong(tables):
        """Something is wrong."""
        return tables

    return rule, something_is_wrong


def test_a_rule_stands_in_the_module_it_was_written_in():
    rule, made = a_rule()
    assert list(rule) == [made]
    assert (made.code, made.name, made.message) == ("1", "something_is_wrong", "Something is wrong.")
    assert made.fields == ("A", "B")


def test_a_draft_says_that_it_is_one():
    _, made = a_rule(draft=True)
    assert made.message == "Draft rule: Something is wrong."


def test_a_rule_stands_from_its_first_year_to_its_last():
    _, made = a_rule(since="2023-24", until="2024-25")
    years = ("2022-23", "2023-24", "2024-25", "2025-26")
    assert [made.stands_in(year) for year in years] == [False, True, True, False]


def test_a_year_before_what_we_know_is_unknown_only_if_the_rule_had_begun():
    _, made = a_rule(since="2025-26", began="2023-24")
    assert [made.unknown_in(year) for year in ("2022-23", "2024-25", "2025-26")] == [False, True, False]


def test_rows_of_another_table_are_marked_beside_those_at_fault():
    rows = pl.LazyFrame({"CHILD": ["a", "b"], "#Episodes": [0, 1]})
    header = pl.LazyFrame({"CHILD": ["z", "a"], "#Header": [0, 1], "SEX": ["M", "F"]})
    found = also_rows_of("Header", header, on="CHILD", rows=rows).collect()
    assert sorted(found.select("#Episodes", "#Header").rows()) == [(0, 1), (1, None)]
