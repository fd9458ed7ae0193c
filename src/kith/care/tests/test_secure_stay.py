"""A child is placed in secure accommodation: the hours without a court run, and stop."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from kith.care.actions.secure import change_secure_stay, record_secure_stay
from kith.care.models import SecureStay
from kith.deadlines.queries import deadlines_of
from kith.statutory.clocks import State
from kith.testing.refused import OUTSIDERS, audited, refused
from kith.testing.standing import DAY, MOMENT, at_work

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
IN = MOMENT - 75 * HOUR


def placed(standing, by=None, **details):
    usual = {"started_at": IN, "ended_at": None, "authorised_at": None}
    return record_secure_stay(child=standing.child, at=MOMENT, by=by or standing.worker, **(usual | details))


def clock(standing):
    (found,) = [each for each in deadlines_of(standing.child.pk, DAY) if each.key == "secure.without_court"]
    return found


def test_from_going_in_to_late_and_to_a_court(standing):
    with at_work(standing.worker):
        stay = placed(standing)
    assert (clock(standing).due_at, clock(standing).state(MOMENT)) == (IN + 72 * HOUR, State.LATE)
    with at_work(standing.worker):
        change_secure_stay(
            stay=stay, ended_at=None, authorised_at=IN + 70 * HOUR, at=MOMENT, by=standing.worker
        )
    assert clock(standing).state(MOMENT) is State.MET
    assert [event for event, _ in audited(standing.child)] == ["added", "changed"]


def test_what_is_known_stays_when_more_is_recorded(standing):
    with at_work(standing.worker):
        stay = placed(standing, authorised_at=IN + HOUR)
        change_secure_stay(
            stay=stay, ended_at=MOMENT - HOUR, authorised_at=None, at=MOMENT, by=standing.worker
        )
    stay.refresh_from_db()
    assert (stay.ended_at, stay.authorised_at) == (MOMENT - HOUR, IN + HOUR)


@pytest.mark.parametrize("who", OUTSIDERS)
def test_nobody_else_records_it(standing, who):
    stay = SecureStay.objects.create(child=standing.child, started_at=IN)
    with refused(standing, who) as worker:
        placed(standing, worker)
    with refused(standing, who) as worker:
        change_secure_stay(stay=stay, ended_at=MOMENT, authorised_at=None, at=MOMENT, by=worker)


@pytest.mark.parametrize(
    "details",
    [{"started_at": MOMENT + HOUR}, {"ended_at": IN - HOUR}, {"authorised_at": MOMENT + HOUR}],
)
def test_hours_that_cannot_be_are_refused(standing, details):
    with at_work(standing.worker), pytest.raises(ValidationError):
        placed(standing, **details)


def test_a_child_is_not_twice_in_secure_accommodation_at_once(standing):
    with at_work(standing.worker):
        placed(standing)
        with pytest.raises(ValidationError, match="already recorded"):
            placed(standing, started_at=IN + HOUR)
