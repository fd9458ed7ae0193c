"""A built return is checked as it is: what the rules find is what they find in its files."""

import re
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from kith.statutory.return_facts import ReturnFacts
from kith.statutory.return_facts import table as return_table
from kith.statutory.returns.checking_built import FOUND, NO_NUMBER
from kith.statutory.ssda903 import rules
from kith.statutory.ssda903.as_return_facts import as_return_facts
from kith.statutory.ssda903.checking import check
from kith.statutory.ssda903.checking_built import OF_LAST_YEAR, check_built
from kith.statutory.ssda903.histories import histories
from kith.statutory.ssda903.merging import YearlySet, merge
from kith.statutory.ssda903.reading import read
from kith.statutory.ssda903.synthetic import AUTHORITY, made_up
from kith.statutory.ssda903.tables import NAMES
from kith.statutory.ssda903.tests.test_building import as_read
from kith.statutory.ssda903.writing import write

YEAR, DAY = "2026-27", date(2026, 11, 22)


@pytest.fixture(scope="module")
def facts() -> ReturnFacts:
    """Made-up children, as the record would tell of them; some are of no ethnicity."""
    told = histories(merge([YearlySet(YEAR, as_read(made_up(30)[0]))]))
    known = as_return_facts(told.children.values())
    every_third = pl.when(pl.int_range(pl.len()) % 3 != 0).then("ethnicity").otherwise(pl.lit(""))
    known.persons.replace_column(2, known.persons.select(every_third.alias("ethnicity")).to_series())
    return known


def without_number(facts: ReturnFacts, child: int) -> ReturnFacts:
    number = pl.when(pl.col("child") != child).then("number").otherwise(pl.lit(""))
    persons = facts.persons.with_columns(number.alias("number"))
    return ReturnFacts(**{name: getattr(facts, name) for name in facts.schemas} | {"persons": persons})


def test_what_is_found_is_what_the_files_would_show(facts, tmp_path):
    made = check_built(facts, YEAR, authority=AUTHORITY, as_of=DAY)
    write(made.tables, tmp_path)
    of_files = check(read(tmp_path), year=YEAR, authority=AUTHORITY, as_of=DAY)
    there = of_files.issues.unique(["rule", "table", "row"]).group_by("rule").len().sort("rule")
    assert made.found.group_by("rule").len().sort("rule").rows() == there.rows() != []
    assert made.ran == of_files.ran


def test_each_line_has_the_child_of_the_facts_and_the_cells_that_tell_the_row(facts):
    found = check_built(facts, YEAR).found
    assert dict(found.schema) == FOUND
    assert set(found["child"]) <= set(facts.persons["child"])
    assert set(found.filter(table="Header")["key"]) == {""}


def test_a_child_without_a_number_has_the_issues_it_would_have_and_one_more(facts):
    named = check_built(facts, YEAR)
    child = named.found["child"][0]
    made = check_built(without_number(facts, child), YEAR)
    more = made.found.join(named.found, on=["child", "rule", "table", "key"], how="anti")
    assert more.select("child", "rule").rows() == [(child, NO_NUMBER)]
    assert made.tables["Header"]["CHILD"].null_count() == 1


def test_two_children_of_one_number_are_nobodys_for_sure(facts):
    both = facts.persons["child"][:2].to_list()
    number = pl.when(pl.col("child").is_in(both)).then(pl.lit("SAME")).otherwise("number")
    persons = facts.persons.with_columns(number.alias("number"))
    same = ReturnFacts(**{name: getattr(facts, name) for name in facts.schemas} | {"persons": persons})
    assert not set(check_built(same, YEAR).found["child"].drop_nulls()) & set(both)


def test_nobody_gives_a_return_without_rows_or_issues():
    nobody = check_built(ReturnFacts(persons=return_table("persons", [])), YEAR)
    assert nobody.found.is_empty()
    assert {rows.height for rows in nobody.tables.values()} == {0}


def test_rules_ask_nothing_of_last_year_but_the_tables_that_are_built():
    text = "".join(file.read_text() for file in Path(rules.__file__).parent.glob("*.py"))
    asked = {name for name, called in NAMES.items() if re.search(rf"\blast\.{called}\b", text)}
    assert asked == set(OF_LAST_YEAR)
