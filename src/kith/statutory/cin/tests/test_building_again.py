"""A valid census told as facts and built again is the same, row for row and file for file."""

from datetime import UTC, datetime

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from kith.statutory.cin.as_return_facts import as_return_facts
from kith.statutory.cin.building import build
from kith.statutory.cin.reading import read
from kith.statutory.cin.specification import TABLES
from kith.statutory.cin.synthetic import AUTHORITY, made_up
from kith.statutory.cin.writing import write
from kith.statutory.return_facts import ReturnFacts
from kith.statutory.returns.collection import YEARS


def again(census, year):
    made_at = datetime(int(year[:4]) + 1, 5, 1, 9, 30, tzinfo=UTC)
    return build(as_return_facts(census, year), year, AUTHORITY, at=made_at)


def assert_same(made, told):
    for name, rows in made.items():
        assert_frame_equal(rows, told[name].select(rows.columns))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(YEARS))
def test_a_valid_census_is_built_again_as_it_was(seed, year):
    told = made_up(40, year=year, seed=seed)
    assert_same(again(told, year), told)


@pytest.mark.parametrize("year", YEARS)
def test_the_file_written_of_it_is_the_same(tmp_path, year):
    told = made_up(100, year=year)
    for name, tables in (("told", told), ("again", again(told, year))):
        write(tables, tmp_path / f"{name}.xml", year=year)
    assert (tmp_path / "again.xml").read_bytes() == (tmp_path / "told.xml").read_bytes()
    assert not read(tmp_path / "again.xml").problems


def test_one_childs_facts_build_that_childs_rows():
    told = made_up(40)
    one = {
        name: rows if "Child" not in rows.columns else rows.filter(pl.col("Child") == 7)
        for name, rows in told.items()
    }
    for name, rows in again(one, "2025-26").items():
        assert_frame_equal(rows.drop("Child", strict=False), one[name].drop("Child", strict=False))


def test_the_tables_have_the_published_columns_and_types_even_without_rows():
    made = build(ReturnFacts(), "2026-27")
    assert list(made) == list(TABLES)
    for name, rows in made.items():
        assert dict(rows.schema) == {each.name: each.kind.dtype for each in TABLES[name].columns}


def test_a_table_that_a_year_did_not_ask_for_is_not_built():
    assert "PreProceedings" not in build(ReturnFacts(), "2025-26")
