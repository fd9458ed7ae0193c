"""Children join a family's help while it goes on, and leave it; the lead holds them as long as it is for them."""

import pytest
from django.core.exceptions import ValidationError

from kith.access.roles import Role
from kith.familyhelp.actions.children import add_child, take_child_out
from kith.familyhelp.actions.help import close_family_help, give_lead, withdraw
from kith.familyhelp.factories import family_help
from kith.familyhelp.facts import family_helps
from kith.familyhelp.seeing import help_on, may_go_on
from kith.people.factories import a_child
from kith.people.models import Family, FamilyMember
from kith.reach.doing import NotPermitted
from kith.testing.refused import OUTSIDERS, audited, refused
from kith.testing.standing import DAY, at_work, days_ago
from kith.workforce.factories import a_worker, allocated
from kith.workforce.models import Allocation


@pytest.fixture
def baby():
    return a_child("Baby")


@pytest.fixture
def helped(standing, baby):
    FamilyMember.objects.create(family=Family.objects.get(), person=baby, start_on=days_ago(3))
    return family_help(standing.child, lead=standing.worker)


def join(standing, helped, baby, by, on=DAY):
    with at_work(by):
        return add_child(family_help=helped, child=standing.child, joining=baby, start_on=on, by=by)


def leave(standing, helped, by, *, lets_go=True):
    with at_work(by):
        take_child_out(
            family_help=helped, child=standing.child, end_on=DAY, because="With his father", lets_go=lets_go, by=by
        )  # fmt: skip


def test_a_baby_joins_and_the_lead_holds_them_from_that_day(standing, helped, baby):
    allocated(baby, standing.manager, standing.team)
    join(standing, helped, baby, standing.manager, days_ago(2))
    assert Allocation.objects.get(child=baby, worker=standing.worker).start_on == days_ago(2)
    assert family_helps([baby.pk]).rows() == [(baby.pk, helped.pk, days_ago(2), None)]
    assert ("added", "FamilyHelpChild") in audited(baby)
    with at_work(standing.worker):
        assert help_on(baby, DAY) == helped


def test_a_lead_asks_the_manager_for_a_child_they_do_not_hold(standing, helped, baby):
    with pytest.raises(NotPermitted):
        join(standing, helped, baby, standing.worker)


def test_a_child_joins_who_is_of_the_family_then(standing, helped, baby):
    allocated(baby, standing.worker, standing.team)
    with pytest.raises(ValidationError, match="is not in Example family on that day"):
        join(standing, helped, baby, standing.worker, days_ago(9))


def test_nobody_joins_without_consent(standing, helped, baby):
    allocated(baby, standing.worker, standing.team)
    with at_work(standing.worker):
        withdraw(
            basis=helped.bases.get(), child=standing.child, withdrawn_on=DAY, because="Enough", by=standing.worker
        )  # fmt: skip
    with pytest.raises(NotPermitted, match="consent"):
        join(standing, helped, baby, standing.worker)


@pytest.mark.parametrize("who", OUTSIDERS)
def test_others_change_nothing_of_whom_it_is_for(standing, helped, baby, who):
    with refused(standing, who) as worker:
        add_child(family_help=helped, child=standing.child, joining=baby, start_on=DAY, by=worker)
    with refused(standing, who) as worker:
        take_child_out(
            family_help=helped, child=standing.child, end_on=DAY, because="x", lets_go=True, by=worker
        )


def test_a_child_leaves_and_the_help_goes_on_for_the_others(standing, helped, baby):
    allocated(baby, standing.worker, standing.team)
    join(standing, helped, baby, standing.worker)
    leave(standing, helped, standing.worker)
    assert family_helps([standing.child.pk]).rows() == [(standing.child.pk, helped.pk, days_ago(30), DAY)]
    assert not Allocation.objects.on(DAY).filter(child=standing.child, worker=standing.worker).exists()
    with at_work(standing.manager):
        assert help_on(standing.child, DAY) is None
        assert not may_go_on(standing.manager, helped, standing.child)


def test_the_last_child_does_not_leave(standing, helped):
    with pytest.raises(ValidationError, match="Close it instead"):
        leave(standing, helped, standing.worker)


def test_who_left_may_come_back(standing, helped, baby):
    allocated(baby, standing.worker, standing.team)
    join(standing, helped, baby, standing.worker, days_ago(2))
    leave(standing, helped, standing.worker, lets_go=False)
    with at_work(standing.worker):
        add_child(family_help=helped, child=baby, joining=standing.child, start_on=DAY, by=standing.worker)
        assert help_on(standing.child, DAY) == helped
    assert len(family_helps([standing.child.pk]).rows()) == 2


def close(standing, helped, **told):
    with at_work(standing.worker):
        close_family_help(
            family_help=helped, child=standing.child, end_on=DAY, end_reason="met", changed="They sleep",
            by=standing.worker, **told,
        )  # fmt: skip


def test_the_lead_lets_go_when_it_closes(standing, helped):
    close(standing, helped, lets_go=[standing.child])
    assert Allocation.objects.get(worker=standing.worker).end_on == DAY
    assert ("ended", "Allocation") in audited(standing.child)


def test_the_lead_goes_on_with_whom_they_do_not_let_go(standing, helped, baby):
    allocated(baby, standing.worker, standing.team)
    close(standing, helped, lets_go=[baby])
    assert not Allocation.objects.exclude(end_on=None).exists()


def test_who_led_until_now_lets_go_for_the_next(standing, helped):
    lead = a_worker("Lia Lead", Role.FAMILY_HELP, standing.team)
    with at_work(standing.manager):
        give_lead(
            family_help=helped, child=standing.child, lead=lead, from_on=DAY, by=standing.manager, lets_go=[standing.child]
        )  # fmt: skip
    assert [each.worker for each in Allocation.objects.on(DAY)] == [lead]
