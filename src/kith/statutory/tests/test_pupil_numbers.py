"""Pupil numbers in columns. That each number alone is checked rightly is tried where numbers are typed."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from kith.statutory.pupil_numbers import AUTHORITIES, LETTERS, check_letter, check_letters

SOME = st.from_regex(rf"[A-Z][0-9]{{11}}[0-9{LETTERS}]", fullmatch=True)


@given(st.lists(SOME, max_size=5))
def test_a_column_of_numbers_has_the_letters_of_each(upns):
    made = pl.DataFrame({"UPN": upns}, schema={"UPN": pl.String}).select(check_letters(pl.col.UPN))
    assert made["UPN"].to_list() == [check_letter(upn) for upn in upns]


def test_what_is_too_short_or_holds_another_character_has_no_letter():
    made = pl.DataFrame({"UPN": ["B8012", "B80120000500I", "B8012000050-1", None]})
    assert made.select(check_letters(pl.col.UPN))["UPN"].to_list() == [None] * 4


def test_authorities_that_are_and_that_were():
    assert {"201", "420", "838", "943", "005"} <= AUTHORITIES
    assert AUTHORITIES.isdisjoint({"000", "006", "421", "944", "999"})
