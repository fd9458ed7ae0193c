from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.lib.days import (
    LONDON,
    add_hours,
    add_months,
    add_working_days,
    age_on,
    bank_holidays,
    birthday,
    day_of,
    easter,
    holidays_are_published,
    hours_between,
    is_working_day,
    working_days_back,
    working_days_between,
)

any_day = st.dates(date(2000, 1, 1), date(2060, 12, 31))
few = st.integers(1, 60)


def test_the_day_of_the_event_is_not_counted():
    assert add_working_days(date(2026, 11, 16), 5) == date(2026, 11, 23)


def test_a_weekend_start_counts_from_monday():
    assert add_working_days(date(2026, 11, 21), 1) == date(2026, 11, 23)


def test_christmas_boxing_day_in_lieu_and_new_year_are_left_out():
    # 25 December 2026 is a Friday; Boxing Day is kept on Monday the 28th; 1 January is a Friday.
    assert add_working_days(date(2026, 12, 23), 5) == date(2027, 1, 4)


def test_good_friday_and_easter_monday_are_left_out():
    assert add_working_days(date(2026, 4, 2), 1) == date(2026, 4, 7)


def test_days_on_which_a_council_closes_count():
    assert is_working_day(date(2026, 12, 29))


@pytest.mark.parametrize(
    ("year", "sunday"), [(2000, date(2000, 4, 23)), (2024, date(2024, 3, 31)), (2026, date(2026, 4, 5))]
)
def test_easter(year, sunday):
    assert easter(year) == sunday


def test_years_beyond_the_published_file_follow_the_rules_and_say_so():
    assert not holidays_are_published(date(2040, 1, 1))
    assert bank_holidays(2040) == {
        date(2040, 1, 2), date(2040, 3, 30), date(2040, 4, 2), date(2040, 5, 7),
        date(2040, 5, 28), date(2040, 8, 27), date(2040, 12, 25), date(2040, 12, 26),
    }  # fmt: skip


def test_the_rules_give_the_published_holidays_of_an_ordinary_year():
    from kith.lib.days import _by_rule

    for year in (2013, 2015, 2016, 2021, 2026, 2027):
        assert _by_rule(year) == bank_holidays(year)


def test_a_proclaimed_holiday_before_the_file_is_known():
    assert not is_working_day(date(2011, 4, 29))


def test_a_year_out_of_reach_is_refused_with_the_reason():
    with pytest.raises(ValueError, match="not known for 1895"):
        add_working_days(date(1895, 1, 1), 5)


@given(any_day, few)
def test_adding_working_days_lands_on_a_working_day_that_many_on(day, number):
    end = add_working_days(day, number)
    assert is_working_day(end)
    assert working_days_between(day, end) == number


@given(any_day, few)
def test_adding_working_days_is_monotone(day, number):
    assert add_working_days(day, number) <= add_working_days(day + timedelta(days=1), number)
    assert add_working_days(day, number) < add_working_days(day, number + 1)


@given(any_day, any_day)
def test_working_days_between_is_the_number_of_working_days_on_the_way(one, other):
    start, end = min(one, other), min(max(one, other), min(one, other) + timedelta(days=200))
    days = [start + timedelta(days=each + 1) for each in range((end - start).days)]
    assert working_days_between(start, end) == sum(is_working_day(day) for day in days)


@given(any_day, few)
def test_what_began_before_the_last_working_days_has_had_that_many_since(day, number):
    first = working_days_back(day, number)
    assert is_working_day(first)
    assert working_days_between(first - timedelta(days=1), day) == number
    assert working_days_between(first, day) == number - 1


def test_working_days_back_leave_out_easter():
    assert working_days_back(date(2024, 4, 2), 2) == date(2024, 3, 28)


def test_no_working_days_are_known_before_1990():
    with pytest.raises(ValueError, match="goes before 1990"):
        working_days_back(date(1990, 1, 3), 5)


@pytest.mark.parametrize(
    ("day", "number", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 12, 15), 12, date(2027, 12, 15)),
    ],
)
def test_months_end_on_the_last_day_of_a_shorter_month(day, number, expected):
    assert add_months(day, number) == expected


def test_a_leap_day_child_has_a_birthday_on_1_march_in_other_years():
    born = date(2008, 2, 29)
    assert birthday(born, 18) == date(2026, 3, 1)
    assert (age_on(born, date(2026, 2, 28)), age_on(born, date(2026, 3, 1))) == (17, 18)
    assert age_on(born, date(2024, 2, 29)) == 16


@given(any_day, any_day)
def test_age_turns_on_the_birthday(born, on):
    age = age_on(born, on)
    assert birthday(born, age) <= on < birthday(born, age + 1)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (datetime(2026, 3, 28, 12, tzinfo=LONDON), datetime(2026, 3, 31, 13, tzinfo=LONDON)),
        (datetime(2026, 10, 24, 12, tzinfo=LONDON), datetime(2026, 10, 27, 11, tzinfo=LONDON)),
        (datetime(2026, 6, 1, 12, tzinfo=LONDON), datetime(2026, 6, 4, 12, tzinfo=LONDON)),
    ],
)
def test_72_hours_are_72_elapsed_hours_when_the_clocks_change(start, end):
    assert add_hours(start, 72) == end
    assert add_hours(start, 72).hour == end.hour
    assert hours_between(start, end) == 72


def test_hours_without_a_time_zone_are_refused():
    with pytest.raises(ValueError, match="no time zone"):
        add_hours(datetime(2026, 6, 1, 12), 72)  # noqa: DTZ001


def test_the_day_of_a_moment_is_the_day_in_london():
    assert day_of(datetime.fromisoformat("2026-06-01T23:30:00+00:00")) == date(2026, 6, 2)
