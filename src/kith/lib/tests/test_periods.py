from datetime import date

import pytest

from kith.lib.periods import Period

MAY = Period(date(2026, 5, 1), date(2026, 6, 1))
MOMENT = Period(date(2026, 5, 10), date(2026, 5, 10))


def test_the_end_day_is_out():
    assert MAY.contains(date(2026, 5, 31))
    assert not MAY.contains(date(2026, 6, 1))


def test_a_period_without_an_end_lasts():
    assert Period(date(2026, 5, 1)).contains(date(2040, 1, 1))


def test_a_period_of_one_day_keeps_its_date_and_contains_no_day():
    assert (MOMENT.start, MOMENT.end) == (date(2026, 5, 10), date(2026, 5, 10))
    assert not MOMENT.contains(date(2026, 5, 10))


def test_a_period_of_one_day_has_its_place_in_another():
    assert MOMENT.overlaps(MAY)
    assert MAY.overlaps(MOMENT)
    assert MOMENT.starts_inside(MAY)
    assert MOMENT.starts_inside(MOMENT)


def test_periods_that_meet_do_not_overlap():
    assert not MAY.overlaps(Period(date(2026, 6, 1)))
    assert MAY.overlaps(Period(date(2026, 5, 31)))


def test_an_end_before_the_start_is_refused():
    with pytest.raises(ValueError, match="before it starts"):
        Period(date(2026, 5, 2), date(2026, 5, 1))


def test_a_period_can_be_cut_short_but_never_before_its_start():
    assert MAY.until(date(2026, 5, 9)).end == date(2026, 5, 9)
    assert MAY.until(date(2026, 7, 1)) == MAY
    assert MAY.until(date(2026, 1, 1)) == Period(date(2026, 5, 1), date(2026, 5, 1))


def test_days_are_counted_to_the_day_asked_about():
    assert MAY.days(date(2026, 5, 11)) == 10
    assert MAY.days(date(2027, 1, 1)) == 31
    assert MAY.days(date(2026, 1, 1)) == 0
