"""A step of care planning."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from kith.care.actions.steps import record_step, steps_of
from kith.care.factories import in_care
from kith.people.factories import a_child
from kith.reach.doing import NotPermitted
from kith.testing.refused import OUTSIDERS, audited, refused
from kith.testing.standing import DAY, at_work

pytestmark = pytest.mark.django_db


def a_step(standing, by, **details):
    usual = {
        "child": standing.child,
        "kind": "care_plan_prepared",
        "done_on": DAY,
        "placement": None,
        "note": "",
    }
    return record_step(by=by, **(usual | details))


def test_the_childs_worker_records_it(standing):
    with at_work(standing.worker):
        step = a_step(standing, standing.worker)
    assert list(steps_of(standing.child)) == [step]
    assert audited(standing.child) == [("added", "CarePlanningStep")]


@pytest.mark.parametrize("who", OUTSIDERS)
def test_nobody_else_does(standing, who):
    with refused(standing, who) as worker:
        a_step(standing, worker)


def test_a_step_about_a_placement_names_it(standing):
    placement = in_care(standing.child)
    with at_work(standing.worker):
        with pytest.raises(ValidationError, match="Select the placement"):
            a_step(standing, standing.worker, kind="placement_notified")
        assert (
            a_step(standing, standing.worker, kind="placement_notified", placement=placement).placement
            == placement
        )


def test_another_childs_placement_is_refused(standing):
    placement = in_care(a_child("Kit"))
    with at_work(standing.worker), pytest.raises(NotPermitted):
        a_step(standing, standing.worker, kind="placement_notified", placement=placement)


def test_what_brings_a_review_forward_has_its_day(standing):
    with at_work(standing.worker):
        with pytest.raises(ValidationError, match="the review is asked for by"):
            a_step(standing, standing.worker, kind="review_asked_for")
        with pytest.raises(ValidationError, match="same as or after"):
            a_step(standing, standing.worker, kind="review_asked_for", expected_on=DAY - timedelta(days=1))
        step = a_step(standing, standing.worker, kind="review_asked_for", expected_on=DAY)
    assert step.expected_on == DAY


def test_a_day_is_kept_only_where_it_means_something(standing):
    with at_work(standing.worker):
        assert a_step(standing, standing.worker, expected_on=DAY).expected_on is None
