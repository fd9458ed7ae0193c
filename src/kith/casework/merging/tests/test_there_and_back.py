"""A merge that is undone leaves every table as it was, row for row, whatever the rows."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from kith.casework.actions.merging import Decided, merge
from kith.casework.actions.unmerging import undo_merge
from kith.casework.merges import MergedRow
from kith.casework.merging.overlaps import How, overlaps
from kith.casework.merging.references import moving, rows_of
from kith.casework.merging.since import written_since
from kith.casework.merging.tests.snapshot import differences, everything
from kith.people.factories import a_child
from kith.reach.tests.rows import a_row_of
from kith.store.dated import Dated
from kith.testing.standing import DAY, MOMENT, at_work

NOT_MERGED = ("AdoptionPlan", "Adoption")  # a merge is refused
MODELS = [model for model in moving() if model.__name__ not in NOT_MERGED]
A_ROW = st.tuples(
    st.sampled_from(range(len(MODELS))),
    st.booleans(),
    st.integers(0, 20),
    st.one_of(st.none(), st.integers(1, 30)),
)


def a_generated_row(person, worker, model, begins: int, lasts: int | None) -> None:
    """A row of a table about a person, unless a rule of the table forbids it."""
    try:
        with transaction.atomic():
            row = a_row_of(model, person, worker)
            if isinstance(row, Dated):
                start = DAY - timedelta(60 - begins)
                end = start + timedelta(lasts or 1) if lasts or row.end_on else None
                model._base_manager.filter(pk=row.pk).update(start_on=start, end_on=end)
    except IntegrityError:
        pass


@pytest.mark.django_db
@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(rows=st.lists(A_ROW, max_size=10), other_stands=st.booleans())
def test_merged_and_undone_every_table_is_as_it_was(standing, rows, other_stands):
    with transaction.atomic():
        there_and_back(standing, rows, other_stands)
        transaction.set_rollback(True)


def there_and_back(standing, rows, other_stands) -> None:
    one, other = a_child("Robin", upn="A"), a_child("Robyn", religion="None", nhs_number="1")
    for model, is_other, begins, lasts in rows:
        a_generated_row(other if is_other else one, standing.worker, MODELS[model], begins, lasts)
    before = everything()
    with at_work(standing.head):
        found = overlaps(one.pk, other.pk)
        assume(not any(each.how is How.FIRST for each in found))
        decided = Decided(
            stands={each.key: (each.other if other_stands else each.one).pk for each in found if each.other},
            out=[each.key for each in found],
        )
        made = merge(kept=one, merged=other, decided=decided, reason="Same", at=MOMENT, by=standing.head)
    left = MergedRow.objects.filter(what="left").count()
    assert sum(map(len, rows_of(other.pk).values())) == left
    with at_work(standing.head):
        assert written_since(made) == []
        undo_merge(merge=made, whose={}, go_back=[], reason="Not the same", at=MOMENT, by=standing.head)
    connection.check_constraints()
    assert differences(before, everything()) == {}
