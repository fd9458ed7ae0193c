"""How long a child's record is kept at least."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kith.statutory.retention import Life, Local, retention

BORN = date(2012, 2, 29)
DAYS = st.dates(date(2000, 1, 1), date(2026, 11, 22))


def test_looked_after_is_kept_to_the_75th_birthday():
    kept = retention(Life(born_on=date(2012, 5, 4), in_care=True))
    assert (kept.until, kept.local) == (date(2087, 5, 4), False)
    assert "reg 50" in kept.source


def test_so_it_is_long_after_care_ended():
    assert retention(Life(born_on=date(2012, 5, 4), last_in_care=date(2015, 1, 1))).until == date(2087, 5, 4)


def test_who_was_born_on_the_29th_of_february_has_a_birthday_on_the_1st_of_march():
    assert retention(Life(born_on=BORN, in_care=True)).until == date(2087, 3, 1)


def test_a_child_who_died_is_kept_for_15_years():
    died = Life(born_on=BORN, last_in_care=date(2024, 3, 2), died_on=date(2024, 3, 2))
    assert retention(died).until == date(2039, 3, 2)


def test_who_died_on_the_18th_birthday_is_kept_to_the_75th():
    born = date(2000, 6, 1)
    kept = retention(Life(born_on=born, last_in_care=date(2018, 6, 1), died_on=date(2018, 6, 1)))
    assert kept.until == date(2075, 6, 1)
    earlier = retention(Life(born_on=born, last_in_care=date(2018, 5, 31), died_on=date(2018, 5, 31)))
    assert earlier.until == date(2033, 5, 31)


def test_an_adopted_child_is_kept_for_100_years_from_the_order():
    kept = retention(Life(born_on=BORN, last_in_care=date(2016, 7, 1), adopted_on=date(2016, 7, 1)))
    assert kept.until == date(2116, 7, 1)
    assert "reg 6" in kept.source


def test_a_child_never_looked_after_has_no_date_of_law():
    kept = retention(Life(born_on=BORN))
    assert (kept.until, kept.local) == (None, True)


LOCAL = Local(25, from_closure=False, source="Retention schedule 2020")


def test_the_councils_own_schedule_decides_where_no_law_does():
    kept = retention(Life(born_on=date(2001, 5, 4)), LOCAL)
    assert (kept.until, kept.local, kept.source) == (date(2026, 5, 4), True, "Retention schedule 2020")
    closed = Life(born_on=date(2001, 5, 4), closed_on=date(2010, 1, 1))
    assert retention(closed, Local(6, from_closure=True, source="x")).until == date(2016, 1, 1)


def test_an_open_record_has_no_day_of_closure_to_count_from():
    kept = retention(Life(born_on=BORN), Local(6, from_closure=True, source="x"))
    assert kept.until is None
    assert "the record is not closed" in kept.why


def test_the_councils_own_schedule_never_shortens_what_law_asks():
    life = Life(born_on=date(2012, 5, 4), last_in_care=date(2015, 1, 1))
    assert retention(life, LOCAL) == retention(life)


def test_law_that_is_not_held_is_never_guessed():
    assert retention(Life(born_on=date(1990, 1, 1), last_in_care=date(2004, 1, 1))).until is None
    assert retention(Life(born_on=BORN, in_care=True, adopted_on=date(2005, 12, 29))).until is None


def test_without_a_day_of_birth_there_is_no_date_but_still_the_law():
    kept = retention(Life(born_on=None, in_care=True))
    assert (kept.until, kept.local) == (None, False)


@given(born=DAYS, adopted=DAYS)
def test_adoption_never_shortens(born, adopted):
    without = retention(Life(born_on=born, in_care=True)).until
    with_it = retention(Life(born_on=born, in_care=True, adopted_on=adopted)).until
    assert with_it is None or (without and with_it >= without)
