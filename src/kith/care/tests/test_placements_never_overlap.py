"""Whatever is done to placements in whatever order, they never overlap, and every refusal is in words."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kith.care.actions.placements import correct_placement, end_placement, start_placement
from kith.care.factories import BEGAN, in_care
from kith.care.models import Placement
from kith.testing.standing import at_work

pytestmark = pytest.mark.django_db
DAYS = st.integers(0, 12).map(lambda days: BEGAN + timedelta(days=days))
STEPS = st.one_of(
    st.tuples(st.just("start"), DAYS, st.sampled_from(["U6", "T1"])),
    st.tuples(st.just("end"), DAYS, st.integers(0, 3)),
    st.tuples(st.just("correct"), DAYS, DAYS, st.integers(0, 3)),
)


def do(step, child, by):
    """One step; a placement is named by its place among those recorded."""
    what, day, *rest = step
    rows = list(Placement.objects.filter(child=child).order_by("start_on", "pk"))
    if what == "start":
        start_placement(child=child, start_on=day, place=rest[0], end_reason="CARPL", by=by)
        return
    row = rows[rest[-1] % len(rows)]
    if what == "end":
        end_placement(placement=row, end_on=day, reason="CARPL", by=by)
    else:
        correct_placement(placement=row, start_on=day, end_on=rest[0], place=row.place, reason="Test", by=by)


def overlapping(child, temporary):
    rows = Placement.objects.filter(child=child, temporary=temporary).order_by("start_on", "end_on", "pk")
    periods = [(each.start_on, each.end_on or date.max) for each in rows if each.start_on != each.end_on]
    return [pair for pair in pairwise(periods) if pair[0][1] > pair[1][0]]


@given(steps=st.lists(STEPS, min_size=1, max_size=8))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_placements_never_overlap(standing, steps):
    with transaction.atomic():
        with at_work(standing.worker):
            in_care(standing.child)
            for step in steps:
                try_to_do(step, standing)
        assert not overlapping(standing.child, temporary=False)
        assert not overlapping(standing.child, temporary=True)
        transaction.set_rollback(True)


def try_to_do(step, standing):
    """What cannot be is refused in words, never by the database's own error."""
    try:
        with transaction.atomic():
            do(step, standing.child, standing.worker)
    except ValidationError as refusal:
        assert refusal.messages
