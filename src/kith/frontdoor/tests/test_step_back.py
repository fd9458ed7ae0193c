from datetime import timedelta

import pytest

from kith.frontdoor.actions.decisions import step_back
from kith.frontdoor.factories import a_contact, a_front_door_manager, a_front_door_worker
from kith.frontdoor.models import Decision
from kith.frontdoor.queries import to_look_at_again
from kith.reach.doing import NotPermitted
from kith.testing.standing import MOMENT, at_work


@pytest.fixture
def door(standing):
    standing.fay = a_front_door_worker()
    standing.mina, standing.max = a_front_door_manager(), a_front_door_manager("Max Manager")
    return standing


def nothing_done(door, days, by=None):
    at = MOMENT - timedelta(days=days)
    contact = a_contact(door.child, by=door.fay, received_at=at)
    told = {"outcome": "nothing", "reason": "Closed", "decided_at": at, "by": by or door.mina}
    Decision.objects.create(contact=contact, child=door.child, **told)


def listed(worker):
    with at_work(worker):
        return [each.child for each in to_look_at_again(worker)]


def test_nothing_done_twice_in_a_year_is_looked_at_again(door):
    nothing_done(door, 300)
    assert listed(door.max) == []
    nothing_done(door, 10)
    assert listed(door.max) == listed(door.head) == [door.child.pk]
    assert listed(door.manager) == listed(door.fay) == []


def test_twice_in_more_than_a_year_is_not(door):
    nothing_done(door, 380)
    nothing_done(door, 10)
    assert listed(door.max) == []


def test_once_looked_at_it_comes_back_only_with_another(door):
    nothing_done(door, 300)
    nothing_done(door, 10)
    with at_work(door.max):
        step_back(child=door.child, outcome="offer", text="Offer a visit", at=MOMENT, by=door.max)
    assert listed(door.max) == []
    nothing_done(door, -1)
    assert listed(door.max) == [door.child.pk]


def test_nobody_looks_again_at_their_own_decision(door):
    nothing_done(door, 300)
    nothing_done(door, 10)
    told = {"child": door.child, "outcome": "stands", "text": "x", "at": MOMENT}
    with at_work(door.mina), pytest.raises(NotPermitted, match="another manager"):
        step_back(**told, by=door.mina)
    with at_work(door.manager), pytest.raises(NotPermitted):
        step_back(**told, by=door.manager)
