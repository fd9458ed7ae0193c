"""A built census is checked as it is: what the rules find is what they find in its file."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from kith.statutory.cin.as_return_facts import as_return_facts
from kith.statutory.cin.checking import check
from kith.statutory.cin.checking_built import check_built
from kith.statutory.cin.reading import read
from kith.statutory.cin.synthetic import AUTHORITY, made_up
from kith.statutory.cin.writing import write
from kith.statutory.return_facts import ReturnFacts
from kith.statutory.returns.checking_built import FOUND

YEAR, DAY = "2025-26", date(2026, 4, 20)
NO_ETHNICITY, NO_NUMBER = "4220", "8500"


@pytest.fixture(scope="module")
def facts() -> ReturnFacts:
    """Made-up children, as the record would tell of them; some are of no ethnicity."""
    known = as_return_facts(made_up(100), YEAR)
    every_third = pl.when(pl.int_range(pl.len()) % 3 != 0).then("ethnicity").otherwise(pl.lit(""))
    return replace(known, persons=known.persons.with_columns(every_third.alias("ethnicity")))


def test_what_is_found_is_what_the_file_would_show(facts, tmp_path):
    made = check_built(facts, YEAR, authority=AUTHORITY, as_of=DAY)
    write(made.tables, tmp_path / "cin.xml")
    of_file = check(read(tmp_path), year=YEAR, authority=AUTHORITY, as_of=DAY)
    there = of_file.issues.unique(["rule", "table", "row"]).group_by("rule").len().sort("rule")
    assert made.found.group_by("rule").len().sort("rule").rows() == there.rows() != []
    assert made.ran == of_file.ran


def test_each_line_has_the_child_of_the_facts(facts):
    found = check_built(facts, YEAR).found.filter(rule=NO_ETHNICITY)
    without = facts.persons.filter(pl.col("ethnicity") == "")["child"]
    assert dict(found.schema) == FOUND
    assert set(found["child"]) == set(without)


def test_a_child_without_a_number_is_told_by_the_rule_and_by_no_other_for_that(facts):
    number = pl.when(pl.col("child") != 5).then("number").otherwise(pl.lit(""))
    nameless = replace(facts, persons=facts.persons.with_columns(number.alias("number")))
    made = check_built(nameless, YEAR)
    more = made.found.join(check_built(facts, YEAR).found, on=["child", "rule", "table", "key"], how="anti")
    assert more.select("child", "rule").rows() == [(5, NO_NUMBER)]
    assert made.tables["ChildIdentifiers"]["LAchildID"].null_count() == 1
