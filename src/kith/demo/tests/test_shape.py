"""The borough has the shape of the published figures, near enough for its size."""

from collections import Counter

import pytest

from kith.demo import figures
from kith.demo import tables as t
from kith.demo.cast import Kind
from kith.demo.likeness import likeness
from kith.demo.tests.making import DAY, borough

SIZE = 1_000


def rows():
    return borough(SIZE)[1]


def test_one_in_five_open_children_is_looked_after():
    families = borough(SIZE)[0].families
    looked_after = sum(child.kind is Kind.LOOKED_AFTER for family in families for child in family.children)
    assert looked_after == round(SIZE * figures.LOOKED_AFTER_STOCK.value / figures.IN_NEED.value)


def test_every_share_is_near_the_published_one():
    """Two hundred children in care and some eighty starters and leavers: a share may be out by a few points."""
    far_out = [each for each in likeness(rows(), DAY) if abs(each.here - each.england) > 7]
    assert not far_out


def test_ages_in_care_are_as_published():
    ages = [each for each in likeness(rows(), DAY) if each.what.startswith("age:")]
    assert len(ages) == 5
    assert all(each.here == pytest.approx(each.england, abs=1.5) for each in ages)


def test_workers_hold_about_as_many_children_as_in_england():
    leads = Counter(
        row.worker_id
        for row in rows()[t.Allocation]
        if row.part == "lead" and row.end_on is None and row.worker_id
    )
    assert leads.total() / len(leads) == pytest.approx(figures.CASES_PER_WORKER.value + 1, abs=2)
