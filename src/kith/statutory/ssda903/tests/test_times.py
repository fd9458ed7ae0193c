"""Times one after another, and against care."""

from datetime import date

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from kith.statutory.ssda903.times import in_order, overlapping

DAYS = st.integers(1, 9).map(lambda day: date(2026, 5, day))
SCHEMA = {"CHILD": pl.String(), "START": pl.Date(), "END": pl.Date()}


def times(*rows):
    return pl.LazyFrame(rows, schema=SCHEMA, orient="row")


def test_a_row_without_a_child_stands_alone():
    rows = times((None, date(2026, 5, 1), None), (None, date(2026, 5, 2), None))
    found = in_order(rows, "START", before=("START",)).collect()
    assert found["FIRST"].to_list() == found["LATEST"].to_list() == [True, True]
    assert found["PREV_START"].to_list() == [None, None]


def test_equal_rows_stay_as_in_the_file():
    rows = times(("a", date(2026, 5, 1), date(2026, 5, 3)), ("a", date(2026, 5, 1), date(2026, 5, 2)))
    assert in_order(rows, "START").collect()["END"].to_list() == [date(2026, 5, 3), date(2026, 5, 2)]


@given(st.lists(st.tuples(DAYS, st.none() | st.integers(0, 4)), max_size=5, unique_by=lambda row: row[0]))
def test_overlaps_are_found_where_there_are_any_and_only_there(rows):
    spans = [(start, n if n is None else date(2026, 5, start.day + n)) for start, n in rows]
    pairs = ((one, other) for one in spans for other in spans if one[0] < other[0])
    any_overlap = any(one[1] is None or other[0] < one[1] for one, other in pairs)
    found = overlapping(times(*(("a", *span) for span in spans)), "START", "END").collect()
    assert bool(found.height) == any_overlap
