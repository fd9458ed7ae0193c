"""NHS numbers, pupil numbers and authorities' own numbers. The pupil numbers are published examples."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from kith.people.identifiers import (
    as_typed,
    is_temporary_upn,
    nhs_number_in_words,
    valid_authority_id,
    valid_nhs_number,
    valid_upn,
)
from kith.statutory.pupil_numbers import LETTERS, check_letter


@pytest.mark.parametrize("upn", ["B801200005001", "P207000016049", "Z350123420042", "M80120000500A"])
def test_a_pupil_number_with_the_right_letter_is_taken(upn):
    valid_upn(upn)


@pytest.mark.parametrize(
    "upn",
    ["A801200005001", "B207000016049", "Q207000016049", "b801200005001", "B80120000500", "B8012000050011", "",
     "B801200005001\n", "B80120000500٣"],
)  # fmt: skip
def test_a_pupil_number_that_does_not_fit_together_is_refused(upn):
    with pytest.raises(ValidationError, match="Check it with the school"):
        valid_upn(upn)


@given(st.from_regex(r"[0-9]{11}[0-9ABCDEFGHJKLMNPQRTUVWXYZ]", fullmatch=True))
def test_exactly_one_first_letter_fits_each_pupil_number(rest):
    fits = check_letter("A" + rest)
    valid_upn(fits + rest)
    for other in set(LETTERS) - {fits}:
        with pytest.raises(ValidationError):
            valid_upn(other + rest)


def test_a_temporary_pupil_number_ends_in_a_letter():
    assert is_temporary_upn("M80120000500A")
    assert not is_temporary_upn("B801200005001")
    assert not is_temporary_upn("not a number A")


@pytest.mark.parametrize("number", ["9434765919", "9990000018", "4010232137"])
def test_an_nhs_number_with_the_right_check_digit_is_taken(number):
    valid_nhs_number(number)


@pytest.mark.parametrize(
    "number", ["9434765918", "943 476 5919", "943476591", "94347659199", "", "٩٤٣٤٧٦٥٩١٩"]
)
def test_an_nhs_number_that_does_not_fit_together_is_refused(number):
    with pytest.raises(ValidationError, match="Check it against a letter"):
        valid_nhs_number(number)


@given(st.sampled_from(["9434765919", "9990000018", "4010232137"]), st.integers(0, 9), st.integers(1, 9))
def test_one_digit_mistyped_is_always_noticed(number, place, by):
    wrong = number[:place] + str((int(number[place]) + by) % 10) + number[place + 1 :]
    with pytest.raises(ValidationError):
        valid_nhs_number(wrong)


@pytest.mark.parametrize("number", ["A", "LA0001234", "x" * 36])
def test_an_authoritys_own_number_is_letters_and_digits(number):
    valid_authority_id(number)


@pytest.mark.parametrize("number", ["", "x" * 37, "12-34", "12 34", "é1"])
def test_an_authoritys_own_number_of_anything_else_is_refused(number):
    with pytest.raises(ValidationError, match="letters and digits only"):
        valid_authority_id(number)


@pytest.mark.parametrize("typed", ["943 476 5919", "943-476-5919", " 9434765919 ", "943.476.5919"])
def test_numbers_are_taken_as_people_write_them(typed):
    assert as_typed(typed) == "9434765919"


def test_an_nhs_number_is_shown_as_it_is_printed():
    assert nhs_number_in_words("9434765919") == "943 476 5919"
    assert nhs_number_in_words("") == ""
