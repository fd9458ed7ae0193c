"""Days and rows one after another: what overlaps is found whatever the order, and what cannot be read is not guessed."""

from datetime import date, timedelta

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from kith.lib.cases import Case
from kith.statutory.cin.checking import tables_of_case
from kith.statutory.cin.specification import PROTECTION_PLANS
from kith.statutory.cin.tables import Tables
from kith.statutory.cin.times import beginning_during_another, last_day, several
from kith.statutory.returns.as_text import from_rows
from kith.statutory.returns.collection import Collection

NAMES = ("LAchildID", "CPPstartDate", "CPPendDate")
DAYS = st.dates(date(2026, 4, 1), date(2026, 4, 12))
PLANS = st.lists(st.tuples(st.sampled_from("ab"), DAYS, st.none() | DAYS), max_size=8)


def census(plans, as_of=None):
    rows = [dict(zip(NAMES, plan, strict=True)) for plan in plans]
    given = {"ChildProtectionPlans": from_rows(PROTECTION_PLANS, rows, NAMES)}
    return Tables(given, Collection.of("2026-27"), as_of=as_of)


def overlapping(tables, *, of_the_end):
    until = last_day(tables, "CPPendDate", of_the_end=of_the_end)
    found = beginning_during_another(
        tables.plans, "ChildProtectionPlans", of="child", begins="CPPstartDate", until=until
    )
    return found.collect()["#ChildProtectionPlans"].to_list()


def begins_during(one, other, of_the_end):
    last = date(2027, 3, 31) if other[2] is None else other[2] - timedelta(days=0 if of_the_end else 1)
    return one[0] == other[0] and other[1] <= one[1] <= last


@given(PLANS, st.booleans())
def test_rows_that_begin_during_another_are_found_with_it(plans, of_the_end):
    pairs = [(i, j) for i in range(len(plans)) for j in range(len(plans)) if i != j]
    wanted = {each for i, j in pairs if begins_during(plans[i], plans[j], of_the_end) for each in (i, j)}
    assert overlapping(census(plans), of_the_end=of_the_end) == sorted(wanted)


def test_an_end_that_cannot_be_read_is_no_end_and_not_open():
    plans = [("a", "2026-05-01", "soon"), ("a", "2026-06-01", "2026-07-01")]
    assert overlapping(census(plans), of_the_end=True) == []


def test_before_the_year_ends_nothing_is_known_to_last_beyond_the_day_of_the_data():
    plans = [("a", "2026-05-01", None), ("a", "2026-08-01", "2026-09-01")]
    assert overlapping(census(plans, as_of=date(2026, 7, 31)), of_the_end=True) == []
    assert overlapping(census(plans, as_of=date(2026, 8, 1)), of_the_end=True) == [0, 1]


def test_children_who_are_not_named_are_not_taken_for_one():
    rows = [{"LAchildID": None, "CPPstartDate": "2026-05-01"}] * 2
    tables = tables_of_case(
        Case("1", "2026-27", 0, {"ChildProtectionPlans": rows}, {"ChildProtectionPlans": [*NAMES]})
    )
    assert several(tables.plans, of="child").collect().is_empty()
    assert tables.plans.select(pl.len()).collect().item() == 2
