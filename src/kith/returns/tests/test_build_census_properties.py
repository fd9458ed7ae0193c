"""A valid census that is loaded and built again from the record is the same, row for row."""

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from kith.childfile.gather import gather_for_census
from kith.returns.tests.census import load, made_up
from kith.statutory.cin.building import build
from kith.statutory.cin.synthetic import AUTHORITY
from kith.statutory.returns.collection import YEARS

SETTINGS = settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
# What says who made a file, and when.
OF_THE_FILE = ("SoftwareCode", "Release", "SerialNo", "DateTime")


def assert_same(told, year):
    for name, rows in build(gather_for_census(), year, AUTHORITY).items():
        known = rows.drop(OF_THE_FILE, strict=False)
        assert_frame_equal(known, told[name].select(known.columns))


@SETTINGS
@given(st.integers(0, 10_000), st.sampled_from(YEARS), st.booleans())
def test_a_valid_census_comes_back_from_the_record_as_it_was(analyst, tmp_path, seed, year, seldom):
    told = made_up(40, tmp_path, year, seed, seldom)
    with transaction.atomic():
        counts = load(analyst, told).counts
        assert (counts["left_out"], counts.get("not_taken", 0)) == (0, 0)
        assert_same(told, year)
        transaction.set_rollback(True)
