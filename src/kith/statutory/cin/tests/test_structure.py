"""The structure and the tables say the same."""

import pytest

from kith.statutory.cin.codes import CODE_SETS
from kith.statutory.cin.specification import TABLES
from kith.statutory.cin.structure import CHILD, HEADER, Group, Leaf, List, groups, year_of
from kith.statutory.returns.collection import YEARS
from kith.statutory.returns.declaring import Kind

NOT_IN_XML = {"Child", "CINdetailsID", "AssessmentID", "CPPID"}


def written(group, year):
    """Table and column of everything that stands in a group in a year."""
    for part in group.in_year(year):
        if isinstance(part, Leaf):
            yield group.table or "Header", part.into
        elif isinstance(part, List):
            yield part.table, part.column
        elif isinstance(part, Group):
            yield from written(part, year)


@pytest.mark.parametrize("year", YEARS)
def test_every_column_of_a_year_stands_in_one_element(year):
    found = [*written(HEADER, year), *written(CHILD, year)]
    assert len(found) == len(set(found))
    every = {(name, column) for name, t in TABLES.items() for column in t.names if (t.since or year) <= year}
    ties = {(name, column) for name, column in every if column in NOT_IN_XML}
    tied = {(name, "LAchildID") for name in TABLES if name not in ("Header", "ChildIdentifiers")}
    assert set(found) == every - ties - tied


def test_tables_below_a_group_have_the_columns_that_tie_them():
    for group in groups(CHILD):
        if group.counted:
            below = {part.table for part in group.holds if isinstance(part, List)}
            assert all(group.counted in TABLES[name].names for name in {group.table, *below})


def test_the_year_of_a_file_is_that_of_its_header():
    assert [year_of(each) for each in ("2026", "2023", "2019", "2040", None, "soon")] == [
        "2025-26", "2022-23", "2022-23", "2026-27", "2026-27", "2026-27",
    ]  # fmt: skip


def test_codes_are_declared_once_and_columns_of_codes_have_some():
    for each in CODE_SETS.values():
        told = [code.code for code in each]
        assert len(told) == len(set(told)), each.name
    coded = [column for table in TABLES.values() for column in table.columns if column.kind is Kind.CODE]
    assert all(column.codes is not None for column in coded)
