"""The borough has England's totals, each within a tenth; the list stands in `published`. `make bench` asks it of 10,000."""

from functools import cache

import pytest

from kith.demo.authority import Authority
from kith.demo.tests.counted import Counted
from kith.demo.tests.making import DAY
from kith.demo.tests.published import PUBLISHED

SIZE = 1_000
TENTH = 0.1


@cache
def counted():
    return Counted(Authority(seed=1, open_children=SIZE, as_of=DAY, password="hash").parts(), SIZE, DAY)


def test_there_are_twenty_and_more_with_a_source():
    assert len(PUBLISHED) >= 20
    assert all(each.address.startswith("https://") and each.source and each.year for each in PUBLISHED)


@pytest.mark.parametrize("figure", PUBLISHED, ids=lambda figure: figure.what)
def test_the_borough_is_within_a_tenth(figure):
    """Or within two children, where there are few."""
    expected, ours = figure.beside(counted())
    assert ours == pytest.approx(expected, rel=TENTH, abs=2)
