"""The first line of an action decides doing."""

import pytest

from kith.access.roles import Permission
from kith.reach.actions.reasons import give_reason
from kith.reach.doing import NotPermitted, may, require
from kith.testing.standing import MOMENT, at_work


def test_the_childs_worker_may_plan(standing):
    with at_work(standing.worker):
        require(standing.worker, Permission.PLACEMENT_CHANGE, standing.child)


def test_nobody_acts_in_anothers_name(standing):
    with at_work(standing.worker), pytest.raises(NotPermitted):
        require(standing.manager, Permission.ALLOCATE, standing.child)


def test_a_reason_allows_urgent_recording_but_never_planning(standing):
    with at_work(standing.colleague):
        assert not may(standing.colleague, Permission.NOTE_WRITE, standing.child)
        give_reason(
            child=standing.child.pk,
            reason="The worker is ill, the school rang",
            at=MOMENT,
            by=standing.colleague,
        )
        assert may(standing.colleague, Permission.NOTE_WRITE, standing.child)
        assert not may(standing.colleague, Permission.PLACEMENT_CHANGE, standing.child)


@pytest.mark.parametrize("permission", list(Permission))
def test_the_stranger_may_do_nothing(standing, permission):
    with at_work(standing.stranger), pytest.raises(NotPermitted):
        require(standing.stranger, permission, standing.child)


def test_a_manager_allocates_but_a_worker_does_not(standing):
    with at_work(standing.manager):
        assert may(standing.manager, Permission.ALLOCATE, standing.child)
    with at_work(standing.worker):
        assert not may(standing.worker, Permission.ALLOCATE, standing.child)
