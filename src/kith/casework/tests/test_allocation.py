"""Who holds a child: allocating, handing over, ending; cover; and children whom nobody holds."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from kith.access.roles import Role
from kith.casework.actions.allocation import add_cover, allocate, end_allocation, end_cover, transfer
from kith.people.factories import a_child
from kith.reach.allocating import get_to_allocate, unheld
from kith.reach.doing import NotPermitted
from kith.reach.seeing import Relation, get_child, relation
from kith.testing.refused import audited
from kith.testing.standing import DAY, at_work
from kith.workforce.factories import a_team, a_worker
from kith.workforce.models import Allocation

pytestmark = pytest.mark.django_db


def test_a_manager_gives_a_child_a_second_lead(standing):
    with at_work(standing.manager):
        made = allocate(child=standing.child, worker=standing.colleague, start_on=DAY, by=standing.manager)
    assert made.team == standing.team
    assert Allocation.objects.on(DAY).filter(child=standing.child, part="lead").count() == 2
    assert audited(standing.child) == [("allocated", "Allocation")]


@pytest.mark.parametrize("who", ["worker", "colleague", "other", "head", "stranger"])
def test_only_a_manager_within_reach_allocates(standing, who):
    by = getattr(standing, who)
    with at_work(by), pytest.raises(NotPermitted):
        allocate(child=standing.child, worker=standing.colleague, start_on=DAY, by=by)


def test_another_teams_manager_may_not_take_a_child(standing):
    by = a_worker("Max Elsewhere", Role.TEAM_MANAGER, a_team("Hillside"))
    with at_work(by), pytest.raises(NotPermitted):
        allocate(child=standing.child, worker=standing.other, start_on=DAY, by=by)


def test_a_leaver_cannot_be_given_a_child(standing):
    standing.colleague.end_on = DAY
    standing.colleague.save()
    with at_work(standing.manager), pytest.raises(ValidationError, match="left on 16 November 2026"):
        allocate(child=standing.child, worker=standing.colleague, start_on=DAY, by=standing.manager)


def test_nor_can_one_whose_sign_in_has_ended(standing):
    standing.colleague.user.ended_on = DAY
    standing.colleague.user.save()
    with at_work(standing.manager), pytest.raises(ValidationError, match="left on"):
        allocate(child=standing.child, worker=standing.colleague, start_on=DAY, by=standing.manager)


def test_the_same_part_is_not_given_twice(standing):
    with (
        at_work(standing.manager),
        pytest.raises(ValidationError, match="already the child’s lead practitioner"),
    ):
        allocate(child=standing.child, worker=standing.worker, start_on=DAY, by=standing.manager)


def test_a_child_is_handed_over_with_the_reason(standing):
    first = Allocation.objects.get()
    with at_work(standing.manager):
        after = transfer(
            allocation=first, to=standing.colleague, on=DAY, reason="LEFTRL", by=standing.manager
        )
    first.refresh_from_db()
    assert (first.end_on, after.start_on, after.reason, after.part) == (DAY, DAY, "LEFTRL", "lead")
    assert audited(standing.child) == [("ended", "Allocation"), ("allocated", "Allocation")]
    with at_work(standing.worker):
        assert relation(standing.worker, standing.child.pk, DAY) is Relation.COLLEAGUE


def test_a_child_is_not_handed_over_to_the_same_worker(standing):
    with at_work(standing.manager), pytest.raises(ValidationError, match="holds this child already"):
        transfer(
            allocation=Allocation.objects.get(),
            to=standing.worker,
            on=DAY,
            reason="MANAGE",
            by=standing.manager,
        )


def test_a_child_whom_nobody_holds_any_more_waits_with_the_last_team(standing):
    elsewhere = a_worker("Max Elsewhere", Role.TEAM_MANAGER, a_team("Hillside"))
    with at_work(standing.manager):
        end_allocation(allocation=Allocation.objects.get(), end_on=DAY, by=standing.manager)
        assert [*unheld(standing.manager)] == [standing.child]
        assert get_to_allocate(standing.manager, standing.child.pk) == standing.child
        allocate(child=standing.child, worker=standing.colleague, start_on=DAY, by=standing.manager)
        assert not unheld(standing.manager).exists()
    with at_work(elsewhere):
        assert not unheld(elsewhere).exists()


def test_a_new_child_may_be_taken_only_into_ones_own_team(standing):
    new = a_child("New")
    with at_work(standing.manager):
        assert [*unheld(standing.manager)] == [new]
        with pytest.raises(NotPermitted, match="your own team"):
            allocate(child=new, worker=standing.other, start_on=DAY, by=standing.manager)
        allocate(child=new, worker=standing.worker, start_on=DAY, by=standing.manager)


def test_while_covered_a_child_is_the_others_own_too(standing):
    with at_work(standing.manager):
        cover = add_cover(
            absent=standing.worker,
            covering=standing.colleague,
            start_on=DAY,
            end_on=None,
            by=standing.manager,
        )
    with at_work(standing.colleague):
        from kith.access.roles import Permission

        assert get_child(standing.colleague, standing.child.pk, Permission.NARRATIVE_SEE) == standing.child
    with at_work(standing.manager):
        end_cover(cover=cover, end_on=DAY, by=standing.manager)
    with at_work(standing.colleague):
        assert relation(standing.colleague, standing.child.pk, DAY) is Relation.COLLEAGUE


def test_cover_is_arranged_by_the_workers_own_manager_for_another(standing):
    elsewhere = a_worker("Max Elsewhere", Role.TEAM_MANAGER, a_team("Hillside"))
    details = {"absent": standing.worker, "start_on": DAY, "end_on": None}
    with at_work(elsewhere), pytest.raises(NotPermitted):
        add_cover(covering=standing.colleague, by=elsewhere, **details)
    with at_work(standing.manager), pytest.raises(ValidationError, match="for themselves"):
        add_cover(covering=standing.worker, by=standing.manager, **details)
    with at_work(standing.manager), pytest.raises(ValidationError, match="same as or after"):
        add_cover(
            covering=standing.colleague,
            by=standing.manager,
            **(details | {"end_on": DAY - timedelta(days=1)}),
        )


def test_a_child_held_by_a_team_is_let_go_when_a_lead_is_allocated(standing):
    waiting = a_child("New")
    held = Allocation.objects.create(child=waiting, team=standing.team, start_on=date(2026, 1, 1))
    with at_work(standing.manager):
        allocate(child=waiting, worker=standing.worker, start_on=DAY, by=standing.manager)
    held.refresh_from_db()
    assert held.end_on == DAY
