"""The year of a return, and that of a worked case."""

from datetime import date

import pytest

from kith.statutory.returns.collection import Collection, as_day, known_year


def test_a_year_runs_from_april_to_march():
    year = Collection.of("2025-26", "E08000016")
    assert (year.start, year.end, year.authority) == (date(2025, 4, 1), date(2026, 3, 31), "E08000038")
    assert (year.before.year, year.before.end) == ("2024-25", date(2025, 3, 31))


def test_a_case_may_say_one_end_of_its_year():
    assert Collection.of_case("2025-26", {"collection_end": "31/03/2021"}).start == date(2020, 4, 1)
    assert Collection.of_case("2025-26", {"collection_start": "2020-04-01"}).end == date(2021, 3, 31)


def test_a_year_without_rules_is_refused():
    with pytest.raises(ValueError, match="no rules here for '1999-00'"):
        known_year("1999-00")
    with pytest.raises(ValueError, match="unpack"):
        as_day("31/03")
