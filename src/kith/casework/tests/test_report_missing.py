"""A child is missing, comes back, and is asked about it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from kith.casework.actions.missing import record_interview, record_return, report_missing
from kith.casework.models import MissingPeriod
from kith.deadlines.models import DeadlineRow
from kith.store.history import before
from kith.testing.refused import OUTSIDERS, audited, refused
from kith.testing.standing import DAY, MOMENT, at_work

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
GONE, BACK = MOMENT - 20 * HOUR, MOMENT - 8 * HOUR


def missing(standing, by=None, **details):
    usual = {
        "child": standing.child,
        "kind": "M",
        "started_at": GONE,
        "at": MOMENT,
        "by": by or standing.worker,
    }
    return report_missing(**(usual | details))


def interviewed(row, by, **details):
    usual = {
        "offered_at": BACK + HOUR,
        "held_at": BACK + 2 * HOUR,
        "declined_at": None,
        "said": "I was at a friend’s.",
    }
    record_interview(missing=row, at=MOMENT, by=by, **(usual | details))


def test_missing_return_and_interview_are_recorded_in_turn(standing):
    with at_work(standing.worker):
        row = missing(standing)
        record_return(missing=row, ended_at=BACK, at=MOMENT, by=standing.worker)
        interviewed(row, standing.worker)
    row.refresh_from_db()
    assert (row.started_at, row.ended_at, row.interview_at) == (GONE, BACK, BACK + 2 * HOUR)
    assert [event for event, _ in audited(standing.child)] == ["added", "ended", "changed"]
    assert [each.ended_at for each in before(row)] == [BACK, None]


@pytest.mark.parametrize("who", OUTSIDERS)
def test_nobody_else_records_it(standing, who):
    row = MissingPeriod.objects.create(child=standing.child, kind="M", started_at=GONE)
    with refused(standing, who) as worker:
        missing(standing, worker)
    with refused(standing, who) as worker:
        record_return(missing=row, ended_at=BACK, at=MOMENT, by=worker)
    with refused(standing, who) as worker:
        interviewed(row, worker)


def test_a_child_is_not_missing_twice_at_once(standing):
    with at_work(standing.worker):
        missing(standing)
        with pytest.raises(ValidationError, match="already recorded as missing"):
            missing(standing, started_at=GONE + HOUR)


@pytest.mark.parametrize(("ended_at", "field"), [(GONE - HOUR, "ended_on"), (MOMENT + HOUR, "ended_time")])
def test_a_return_is_after_the_start_and_before_now(standing, ended_at, field):
    with at_work(standing.worker):
        row = missing(standing)
        with pytest.raises(ValidationError) as refusal:
            record_return(missing=row, ended_at=ended_at, at=MOMENT, by=standing.worker)
    assert list(refusal.value.error_dict) == [field]


def test_the_interview_is_about_coming_back(standing):
    with at_work(standing.worker):
        row = missing(standing)
        with pytest.raises(ValidationError, match="Record the return first"):
            interviewed(row, standing.worker)


def test_an_interview_that_was_accepted_and_then_held_keeps_both_moments(standing):
    with at_work(standing.worker):
        row = missing(standing)
        record_return(missing=row, ended_at=BACK, at=MOMENT, by=standing.worker)
        interviewed(row, standing.worker, held_at=None, accepted_at=BACK + HOUR, said="")
        interviewed(row, standing.worker, held_at=BACK + 2 * HOUR, accepted_at=None)
    row.refresh_from_db()
    assert (row.interview_accepted_at, row.interview_at) == (BACK + HOUR, BACK + 2 * HOUR)


def test_accepting_does_not_meet_the_72_hours_and_declining_does(standing):
    with at_work(standing.worker):
        row = missing(standing)
        record_return(missing=row, ended_at=BACK, at=MOMENT, by=standing.worker)
        interviewed(row, standing.worker, held_at=None, accepted_at=BACK + HOUR, said="")
    assert interview_of(standing).met_on is None
    with at_work(standing.worker):
        interviewed(row, standing.worker, held_at=None, declined_at=BACK + HOUR, said="No thank you.")
    row.refresh_from_db()
    assert (interview_of(standing).met_on, row.interview_accepted_at) == (DAY, None)


def interview_of(standing):
    return DeadlineRow.objects.get(child=standing.child, timescale="missing.return_interview")
