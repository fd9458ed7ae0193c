"""The borough has the shape of the published figures, near enough for its size."""

from collections import Counter
from datetime import timedelta

import pytest

from kith.demo import figures
from kith.demo import tables as t
from kith.demo.cast import Kind
from kith.demo.tests.making import DAY, borough, holds

SIZE = 1_000
CARE = ("U1", "U3", "U4", "U6")


@pytest.fixture(scope="module")
def rows():
    return borough(SIZE)[1]


@pytest.fixture(scope="module")
def looked_after():
    families = borough(SIZE)[0].families
    return [child for family in families for child in family.children if child.kind is Kind.LOOKED_AFTER]


def test_one_in_five_open_children_is_looked_after(looked_after):
    share = figures.LOOKED_AFTER_STOCK.value / figures.IN_NEED.value
    assert len(looked_after) == round(SIZE * share)


def test_ages_are_englands(looked_after):
    ages = [child.age_on(DAY) for child in looked_after]
    for (low, high), number in figures.STOCK_AGE.items():
        share = sum(low <= age < high for age in ages) / len(ages)
        assert share == pytest.approx(number / figures.LOOKED_AFTER_STOCK.value, abs=0.02)


def test_two_in_three_are_fostered(rows):
    now = [row.place for row in rows[t.Placement] if holds(row) and not row.temporary]
    assert sum(place in CARE for place in now) / len(now) == pytest.approx(0.67, abs=0.08)
    assert sum(place in ("K1", "K2") for place in now) / len(now) == pytest.approx(0.116, abs=0.06)


def test_more_than_half_are_under_a_care_order(rows):
    now = Counter(row.code for row in rows[t.LegalStatus] if holds(row) and row.code != "V4")
    assert now["C2"] / now.total() == pytest.approx(0.59, abs=0.1)


def test_as_many_start_and_stop_in_a_year_as_in_england(rows, looked_after):
    scale = len(looked_after) / figures.LOOKED_AFTER_STOCK.value
    last_year = DAY - timedelta(days=365)
    periods = [row for row in rows[t.PeriodOfCare] if row.kind == "looked_after"]
    started = sum(row.start_on > last_year for row in periods)
    ceased = sum(bool(row.end_on and row.end_on > last_year) for row in periods)
    assert started == pytest.approx(figures.STARTED.value * scale, rel=0.3)
    assert ceased == pytest.approx(figures.CEASED.value * scale, rel=0.3)


def test_workers_hold_about_as_many_children_as_in_england(rows):
    leads = Counter(row.worker_id for row in rows[t.Allocation] if row.part == "lead" and row.end_on is None)
    assert leads.total() / len(leads) == pytest.approx(figures.CASES_PER_WORKER.value + 1, abs=2)
