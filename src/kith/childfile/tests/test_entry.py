"""How changes are read from periods: pure."""

from dataclasses import dataclass
from datetime import date

from kith.childfile.entry import About, joined, turns, year_end
from kith.reach.withheld import What


@dataclass(frozen=True)
class Stay:
    pk: int
    start_on: date
    end_on: date | None = None


def test_a_period_that_follows_another_is_one_turn():
    one, two = Stay(1, date(2024, 1, 1), date(2024, 5, 1)), Stay(2, date(2024, 5, 1))
    assert list(turns([one, two])) == [(date(2024, 1, 1), None, one, one), (date(2024, 5, 1), one, two, two)]


def test_an_ending_that_nothing_follows_is_a_turn_of_its_own():
    only = Stay(1, date(2024, 1, 1), date(2024, 5, 1))
    assert list(turns([only]))[-1] == (date(2024, 5, 1), only, None, only)


def test_a_period_of_one_day_keeps_its_turn():
    one, two = Stay(1, date(2024, 1, 1), date(2024, 1, 1)), Stay(2, date(2024, 1, 1))
    assert [now for _, _, now, _ in turns([one, two])] == [one, two]


def test_withheld_words_take_the_place_of_an_address_and_a_school():
    about = About(1, frozenset({What.ADDRESS}))
    assert about.place("7 Mill Lane") == about.anywhere("7 Mill Lane") == "withheld"
    assert about.school("Mill Road") == "Mill Road"


def test_sentences_are_joined_with_one_stop_each():
    assert joined("The plan stands.", "", "He agreed") == "The plan stands. He agreed."


def test_a_collection_year_ends_on_the_last_of_march():
    assert year_end("2025-26") == date(2026, 3, 31)
