"""People are found by a date of birth in many forms, and by their numbers as people write them."""

from datetime import date

import pytest

from kith.people.factories import a_child, a_person
from kith.reach.asked import apart, as_date
from kith.reach.search import search
from kith.testing.standing import at_work

BORN = date(2015, 4, 3)


def found(worker, words):
    with at_work(worker):
        return search(worker, words)


@pytest.mark.parametrize(
    "words",
    ["3/4/2015", "03/04/2015", "3/4/15", "03-04-2015", "3.4.2015", "03 04 2015", "2015-04-03", "03042015",
     "3 April 2015", "3 apr 2015", "3rd April 2015", "3rd of April 2015", "3 April, 2015"],
)  # fmt: skip
def test_a_date_is_read_as_people_write_it(words):
    assert as_date(words) == BORN
    assert apart(words) == (BORN, "")


@pytest.mark.parametrize(
    "words", ["31/2/2015", "2015", "4/2015", "robin", "99999999", "2015-13-01", "0/0/0000"]
)
def test_what_is_not_a_date_is_not_made_one(words):
    assert as_date(words) is None


@pytest.mark.parametrize(
    "words", ["Robin Quill 3/4/2015", "3 April 2015 Robin Quill", "Robin 03.04.2015 Quill"]
)
def test_a_date_is_told_apart_from_a_name(words):
    assert apart(words) == (BORN, "Robin Quill")


def test_everyone_born_on_a_day_is_found_children_first(standing):
    adult, child = a_person("Lee", born_on=BORN), a_child("Kit", born_on=BORN)
    assert found(standing.head, "3 April 2015") == [child, adult]


def test_an_unborn_child_is_found_by_the_expected_date(standing):
    unborn = a_child("Baby", born_on=None, expected_on=date(2027, 2, 1))
    assert found(standing.head, "1/2/2027") == [unborn]


def test_name_and_date_together_narrow_each_other(standing):
    right = a_child("Tamsin", "Quill", born_on=BORN)
    a_child("Tamsin", "Quill", born_on=date(2008, 9, 13))
    assert found(standing.head, "Tamzin Quill 3/4/2015") == [right]
    assert found(standing.head, "Zebedee 3/4/2015") == []


@pytest.mark.parametrize("words", ["9434765919", "943 476 5919", "943-476-5919", " 943 4765919 "])
def test_an_nhs_number_is_found_with_spaces_or_without(standing, words):
    child = a_child(nhs_number="9434765919")
    assert found(standing.head, words) == [child]


@pytest.mark.parametrize("words", ["B801200005001", "b801200005001", "B801 2000 05001"])
def test_a_pupil_number_is_found_in_either_case(standing, words):
    child = a_child(upn="B801200005001")
    assert found(standing.head, words) == [child]


@pytest.mark.parametrize(
    ("number", "words"), [("LA00123", "la00123"), ("la00123", "LA 00123"), ("12/34-x", "12/34-x")]
)
def test_the_authoritys_own_number_is_found(standing, number, words):
    child = a_child(authority_id=number)
    assert found(standing.head, words) == [child]


def test_part_of_a_number_finds_nobody(standing):
    a_child(nhs_number="9434765919")
    assert found(standing.head, "943476") == []
