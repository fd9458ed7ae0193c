"""Conditions on columns, where what could not be read stands beside them."""

from datetime import date, timedelta

import polars as pl
import pytest

from kith.lib.columns import aged, among, any_blank, any_given, as_text, birthday, differs, given, unreadable

DAY = date(2026, 5, 1)
TABLE = pl.DataFrame(
    {"D": [DAY, None, None], "D?": [None, "31/31/19", None], "E": ["x", None, "x"], "F": ["y", None, None]},
    schema_overrides={"D": pl.Date},
)


@pytest.mark.parametrize(
    ("condition", "wanted"),
    [
        (given("D"), [True, True, False]),
        (given("D", "E"), [True, False, False]),
        (any_blank("D", "E"), [False, True, True]),
        (unreadable("D"), [False, True, False]),
        (as_text("D"), ["2026-05-01", "31/31/19", None]),
        (any_given("E", "F"), [True, False, True]),
        (any_blank("E", "F"), [False, True, True]),
        (among("F", ["y", "z"]), [True, False, False]),
        (~among("F", ["y", "z"]), [False, True, True]),
        (differs("E", "F"), [True, False, True]),
    ],
)
def test_conditions(condition, wanted):
    assert TABLE.select(condition.alias("found"))["found"].to_list() == wanted


@pytest.mark.parametrize(
    ("born", "years", "turns"),
    [
        (date(2010, 5, 1), 18, date(2028, 5, 1)),
        (date(2012, 2, 29), 5, date(2017, 2, 28)),
        (date(2012, 2, 29), 8, date(2020, 2, 29)),
    ],
)
def test_birthdays(born, years, turns):
    frame = pl.DataFrame({"DOB": [born]})
    assert frame.select(birthday("DOB", years)).item() == turns
    assert frame.select(aged("DOB", years, turns)).item() is True
    assert frame.select(aged(pl.col.DOB, years, turns - timedelta(days=1))).item() is False


def test_a_column_that_is_not_there_is_an_error():
    with pytest.raises(pl.exceptions.ColumnNotFoundError):
        TABLE.select(given("DD"))
