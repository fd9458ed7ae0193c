"""Made-up censuses: valid ones have no issue, faulty ones are found out, and the same seed gives the same census."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kith.statutory.cin.checking import check
from kith.statutory.cin.reading import read
from kith.statutory.cin.synthetic import made_up, write
from kith.statutory.cin.synthetic_faults import FAULTS
from kith.statutory.returns.collection import YEARS

# A census with fewer children has too few disabilities to be believed, which is said of it.
FEWEST = 24


def checked(file, census, year, **how):
    write(file, census, year=year, **how)
    found = read(file)
    return found, check(found, year=year)


@pytest.mark.parametrize("year", YEARS)
def test_a_valid_census_has_no_issue_in_any_year(tmp_path, year):
    found, result = checked(tmp_path / "census.xml", made_up(200, year=year), year)
    assert found.problems == ()
    assert result.issues.is_empty(), result.issues.group_by("rule").len()
    assert not result.not_run


@pytest.mark.parametrize("year", YEARS)
def test_what_seldom_stands_in_a_census_is_valid_too(tmp_path, year):
    usual, seldom = made_up(200, year=year), made_up(200, year=year, seldom=True)
    changed = {name for name in usual if not usual[name].equals(seldom[name])}
    asked = {"PreProceedings"} if year == "2026-27" else set()
    assert changed == {"ChildIdentifiers", "CINdetails", "Section47", "Reviews"} | asked
    found, result = checked(tmp_path / "census.xml", seldom, year)
    assert found.problems == () and result.issues.is_empty(), result.issues.group_by("rule").len()


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(children=st.integers(FEWEST, 150), seed=st.integers(0, 10_000))
def test_any_valid_census_has_no_issue(tmp_path, children, seed):
    census = made_up(children, seed=seed)
    _, result = checked(tmp_path / "census.xml", census, "2025-26")
    assert set(result.issues["rule"]) <= {"2886Q"}, result.issues.group_by("rule").len()


def test_what_is_written_is_read_back(tmp_path):
    census = made_up(200, year="2026-27")
    found, _ = checked(tmp_path / "census.xml", census, "2026-27")
    for name, table in census.items():
        assert found[name].drop("file", "row").equals(table), name


def test_every_fault_is_found(tmp_path):
    _, result = checked(tmp_path / "census.xml", made_up(600), "2025-26", faults=0.5)
    missed = {fault.name for fault in FAULTS if fault.found_by not in set(result.issues["rule"])}
    assert missed == set()


def test_the_same_seed_gives_the_same_census():
    one, other = made_up(50, seed=7), made_up(50, seed=7)
    assert all(one[name].equals(other[name]) for name in one)
    assert not made_up(50, seed=8)["ChildIdentifiers"].equals(one["ChildIdentifiers"])
