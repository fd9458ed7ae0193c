"""Loading decides seeing."""

import pytest

from kith.access.audit import Event
from kith.access.models import AuditEntry
from kith.access.roles import Permission, Role
from kith.reach.actions.reasons import give_reason
from kith.reach.seeing import NotFound, ReasonNeeded, get_card, get_child, get_person, relation, visible_to
from kith.testing.standing import DAY, MOMENT, at_work, days_ago
from kith.workforce.factories import a_worker, allocated
from kith.workforce.models import Cover

SEE = Permission.RECORD_SEE


def test_the_childs_worker_sees_the_child(standing):
    with at_work(standing.worker):
        assert get_child(standing.worker, standing.child.pk, SEE) == standing.child


def test_the_team_manager_sees_the_child(standing):
    with at_work(standing.manager):
        assert get_child(standing.manager, standing.child.pk, SEE) == standing.child


@pytest.mark.parametrize("who", ["colleague", "other"])
def test_another_social_worker_is_asked_for_a_reason(standing, who):
    worker = getattr(standing, who)
    with pytest.raises(ReasonNeeded), at_work(worker):
        get_child(worker, standing.child.pk, SEE)


def test_a_reason_opens_the_record_for_the_rest_of_the_day(standing):
    with at_work(standing.colleague):
        give_reason(
            child=standing.child.pk, reason="The school rang about a fall", at=MOMENT, by=standing.colleague
        )
        assert get_child(standing.colleague, standing.child.pk, SEE)
    with pytest.raises(ReasonNeeded), at_work(standing.colleague, DAY.replace(day=17)):
        get_child(standing.colleague, standing.child.pk, SEE)


def test_the_stranger_sees_nothing(standing):
    with pytest.raises(NotFound), at_work(standing.stranger):
        get_child(standing.stranger, standing.child.pk, SEE)
    with pytest.raises(NotFound), at_work(standing.stranger):
        get_card(standing.stranger, standing.child.pk)
    with pytest.raises(NotFound), at_work(standing.stranger):
        get_person(standing.stranger, standing.parent.pk)
    with at_work(standing.stranger):
        assert not visible_to(standing.stranger, SEE).exists()


def test_a_leaver_sees_nothing_from_the_day_they_leave(standing):
    standing.worker.user.ended_on = DAY
    standing.worker.user.save()
    with at_work(standing.worker, days_ago(1)):
        assert get_child(standing.worker, standing.child.pk, SEE)
    with pytest.raises(NotFound), at_work(standing.worker):
        get_child(standing.worker, standing.child.pk, SEE)


def test_cover_lets_a_colleague_see_what_the_absent_worker_sees(standing):
    Cover.objects.create(absent=standing.worker, covering=standing.colleague, start_on=DAY)
    with at_work(standing.colleague):
        assert get_child(standing.colleague, standing.child.pk, SEE)


def test_a_past_worker_is_asked_for_a_reason(standing):
    allocated(standing.child, standing.other, start_on=days_ago(300), end_on=days_ago(100))
    with at_work(standing.other):
        assert relation(standing.other, standing.child.pk, DAY) == "a past allocation's"


def test_another_teams_manager_does_not_find_the_child(standing):
    manager = a_worker("Una Elsewhere", Role.TEAM_MANAGER)
    with pytest.raises(NotFound), at_work(manager):
        get_child(manager, standing.child.pk, SEE)


def test_a_parent_is_seen_around_ones_own_child_only(standing):
    with at_work(standing.worker):
        assert get_person(standing.worker, standing.parent.pk) == standing.parent
    with pytest.raises(NotFound), at_work(standing.other):
        get_person(standing.other, standing.parent.pk)


def test_every_view_is_in_the_audit_once_for_each_page(standing):
    with at_work(standing.worker):
        get_child(standing.worker, standing.child.pk, SEE)
        get_child(standing.worker, standing.child.pk, SEE)
    entry = AuditEntry.objects.get(event=Event.RECORD_VIEWED)
    assert (entry.worker, entry.child, entry.via) == (standing.worker.pk, standing.child.pk, "test")
