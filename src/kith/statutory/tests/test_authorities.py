"""Upper-tier authorities."""

import polars as pl
import pytest

from kith.statutory.authorities import COUNTIES, current, upper_tier


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        ("E07000178", "E10000025"),  # Oxford, in Oxfordshire
        ("E08000025", "E08000025"),  # Birmingham
        ("E06000063", "E06000063"),  # Cumberland, since 2023
        ("E06000066", "E06000066"),  # Somerset, since 2023
        ("W06000015", "WAL"),
        ("S12000036", "SCO"),
        ("N09000003", "NIR"),
        ("M99999999", "NUK"),
        (None, None),
    ],
)
def test_upper_tier(code, wanted):
    frame = pl.DataFrame({"code": [code]}, schema={"code": pl.String})
    assert frame.select(upper_tier(pl.col("code"))).item() == wanted


def test_there_are_twenty_one_counties_of_districts():
    assert (len(COUNTIES), len(set(COUNTIES.values()))) == (164, 21)


def test_a_code_that_was_replaced_is_todays():
    assert (current("E08000019"), current("E08000025")) == ("E08000039", "E08000025")
