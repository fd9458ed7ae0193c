"""A valid return that is loaded and built again from the record is the same, in every table."""

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kith.childfile.gather import gather_for_return
from kith.returns.tests.making import load
from kith.statutory.ssda903.building import build
from kith.statutory.ssda903.synthetic import made_up
from kith.statutory.ssda903.tests.test_building import YEAR, as_read, assert_same

SETTINGS = settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@SETTINGS
@given(st.integers(0, 10_000))
def test_a_valid_return_comes_back_from_the_record_as_it_was(analyst, seed):
    this, _ = made_up(25, seed=seed)
    with transaction.atomic():
        assert load(analyst, as_read(this), YEAR).counts["left_out"] == 0
        assert_same(build(gather_for_return(), YEAR), this)
        transaction.set_rollback(True)


@SETTINGS
@given(st.integers(0, 10_000))
def test_so_it_does_when_last_year_was_loaded_too(analyst, seed):
    this, last = made_up(25, seed=seed)
    with transaction.atomic():
        load(analyst, as_read(last), "2025-26")
        load(analyst, as_read(this), YEAR)
        assert_same(build(gather_for_return(), YEAR), this)
        transaction.set_rollback(True)
