"""Whatever valid history a return tells, the record tells it back; loaded twice it is the same, undone it is gone."""

import polars as pl
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from polars.testing import assert_frame_equal

from kith.care.models import PeriodOfCare
from kith.childfile.gather import gather
from kith.people.models import Person
from kith.returns.models import LoadedRow
from kith.returns.tests.making import load, undo
from kith.returns.tests.test_load_return import everything_there_is
from kith.statutory.ssda903.episodes import episodes
from kith.statutory.ssda903.specification import EPISODES
from kith.statutory.ssda903.tests.test_episodes import returns

SETTINGS = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def episodes_of_the_record() -> pl.DataFrame:
    """The Episodes table as computed from facts gathered from the record."""
    numbers = dict(Person.objects.values_list("pk", "authority_id"))
    found = episodes(gather(None)).with_columns(
        pl.col("CHILD").replace_strict(numbers, return_dtype=pl.String)
    )
    text = pl.col(pl.String)
    return found.select(EPISODES.names).with_columns(pl.when(text != "").then(text).name.keep())


@SETTINGS
@given(returns())
def test_any_valid_history_comes_back_from_the_record_as_the_file_told_it(analyst, told):
    with transaction.atomic():
        load(analyst, told, "2025-26")
        assert_frame_equal(
            episodes_of_the_record(), told["Episodes"].select(EPISODES.names), check_row_order=False
        )
        transaction.set_rollback(True)


@SETTINGS
@given(returns())
def test_loaded_twice_it_is_the_same_and_undone_it_is_gone(analyst, told):
    with transaction.atomic():
        first = load(analyst, told, "2025-26")
        before = everything_there_is()
        load(analyst, told, "2025-26")
        assert everything_there_is() == before
        undo(analyst, first)
        assert not (Person.objects.exists() or PeriodOfCare.objects.exists() or LoadedRow.objects.exists())
        transaction.set_rollback(True)


@SETTINGS
@given(returns(), returns())
def test_two_years_come_to_the_same_in_either_order(analyst, one, other):
    assert _in_order(analyst, [(one, "2024-25"), (other, "2025-26")]) == _in_order(
        analyst, [(other, "2025-26"), (one, "2024-25")]
    )


def _in_order(analyst, years) -> list[tuple] | None:
    """The record after loading these; none where a child was left out, as that depends on who came first."""
    with transaction.atomic():
        left_out = sum(load(analyst, told, year).counts["left_out"] for told, year in years)
        found = None if left_out else sorted(map(str, episodes_of_the_record().rows()))
        transaction.set_rollback(True)
    return found
