"""A plan that asks for visits more often than the law does."""

import pytest
from django.core.exceptions import ValidationError

from kith.casework.actions.visits import plan_visits
from kith.casework.models import VisitFrequency
from kith.testing.refused import OUTSIDERS, audited, refused
from kith.testing.standing import DAY, at_work, days_ago

pytestmark = pytest.mark.django_db


def weekly(standing, **details):
    usual = {
        "child": standing.child,
        "days": 7,
        "start_on": DAY,
        "reason": "A new carer",
        "by": standing.worker,
    }
    return plan_visits(**(usual | details))


def test_a_plan_holds_from_its_day(standing):
    with at_work(standing.worker):
        plan = weekly(standing)
    assert (plan.days, plan.start_on, plan.end_on) == (7, DAY, None)
    assert audited(standing.child) == [("added", "VisitFrequency")]


def test_a_new_plan_ends_the_one_before(standing):
    with at_work(standing.worker):
        first = weekly(standing, start_on=days_ago(30))
        weekly(standing, days=14)
    assert VisitFrequency.objects.get(pk=first.pk).end_on == DAY


def test_a_plan_cannot_begin_before_the_one_that_holds(standing):
    with at_work(standing.worker), pytest.raises(ValidationError, match="later day"):
        weekly(standing)
        weekly(standing, start_on=days_ago(3))


@pytest.mark.parametrize("who", OUTSIDERS)
def test_nobody_else_may(standing, who):
    with refused(standing, who) as by:
        weekly(standing, by=by)
