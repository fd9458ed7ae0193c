"""Made-up returns: valid ones have no issue, faulty ones are found out, and the same seed gives the same return."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kith.lib.checking import Why
from kith.statutory.ssda903.checking import check
from kith.statutory.ssda903.reading import read
from kith.statutory.ssda903.synthetic import AUTHORITY, made_up, write
from kith.statutory.ssda903.synthetic_faults import FAULTS

YEAR = "2026-27"


@pytest.fixture(scope="module")
def made():
    return made_up(300, seed=3)


def checked(folder, made, **how):
    this, last = made
    write(folder / "this", this, **how)
    write(folder / "last", last)
    given = read(folder / "this"), read(folder / "last")
    return check(given[0], year=YEAR, authority=AUTHORITY, last=given[1])


def test_a_valid_return_has_no_issue(tmp_path, made):
    found = checked(tmp_path, made)
    assert found.issues.is_empty(), found.issues.group_by("rule").len()
    assert not [each for each in found.not_run if each.why is Why.BROKEN]


@pytest.mark.parametrize("year", ["2024-25", "2025-26"])
def test_an_earlier_year_is_valid_too(tmp_path, year):
    this, last = made_up(100, year=year)
    for name, tables in (("this", this), ("last", last)):
        write(tmp_path / name, tables)
    given = read(tmp_path / "this"), read(tmp_path / "last")
    found = check(given[0], year=year, authority=AUTHORITY, last=given[1])
    assert found.issues.is_empty(), found.issues.group_by("rule").len()


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(children=st.integers(1, 80), seed=st.integers(0, 10_000))
def test_any_valid_return_has_no_issue(tmp_path, children, seed):
    found = checked(tmp_path / f"{children} {seed}", made_up(children, seed=seed))
    assert found.issues.is_empty(), found.issues.group_by("rule").len()


def test_what_is_written_is_read_back(tmp_path, made):
    this, _ = made
    write(tmp_path, this)
    back = read(tmp_path)
    assert not back.problems
    for name, table in this.items():
        assert back[name].drop("file", "row").equals(table), name


def test_every_fault_is_found(tmp_path, made):
    found = checked(tmp_path, made, faults=0.5)
    missed = {fault.name for fault in FAULTS if fault.found_by not in set(found.issues["rule"])}
    assert missed <= {fault.name for fault in FAULTS if fault.found_by not in found.ran}


def test_the_same_seed_gives_the_same_return():
    one, other = made_up(50, seed=7)[0], made_up(50, seed=7)[0]
    assert all(one[name].equals(other[name]) for name in one)
    assert not made_up(50, seed=8)[0]["Header"].equals(one["Header"])
