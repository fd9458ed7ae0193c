"""The codes of an authenticator app, against the published examples."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.access.totp import EVERY, address, code_at, found, in_letters, new_secret

SECRET = b"12345678901234567890"
NOW = 2_000_000_000


@pytest.mark.parametrize(
    ("moment", "code"),
    [(59, "94287082"), (1111111109, "07081804"), (1111111111, "14050471"), (1234567890, "89005924"),
     (2000000000, "69279037"), (20000000000, "65353130")],
)  # fmt: skip
def test_codes_are_those_of_rfc_6238_appendix_b(moment, code):
    assert code_at(SECRET, moment // EVERY, digits=8) == code


@pytest.mark.parametrize(("away", "fits"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_code_fits_for_the_neighbouring_half_minutes_and_no_others(away, fits):
    assert (found(SECRET, code_at(SECRET, NOW // EVERY + away), NOW) is not None) is fits


def test_a_code_that_was_used_serves_no_more():
    shown = found(SECRET, "279 037", NOW)
    assert shown == NOW // EVERY
    assert found(SECRET, "279037", NOW, after=shown) is None


@given(st.text())
def test_nothing_but_six_right_digits_is_a_code(typed):
    codes = {code_at(SECRET, NOW // EVERY + away) for away in (-1, 0, 1)}
    assert (found(SECRET, typed, NOW) is not None) == ("".join(typed.split()) in codes)


def test_the_square_code_says_the_secret_and_where_it_is_for():
    said = address(SECRET, "wyn.worker", "Kith Estermere")
    assert said.startswith("otpauth://totp/Kith%20Estermere:wyn.worker?secret=GEZDGNBVGY3TQOJQ")
    assert in_letters(SECRET) in said and len(new_secret()) == 20
