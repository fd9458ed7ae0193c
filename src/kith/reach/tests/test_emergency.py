"""Opening a restricted record in an emergency."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from kith.access.models import AuditEntry
from kith.access.roles import ROLES, Permission, Role
from kith.people.factories import a_child
from kith.reach.actions.emergency import open_in_emergency, read_notice, review_emergency, until
from kith.reach.actions.reasons import give_reason
from kith.reach.actions.restrictions import hide
from kith.reach.doing import NotPermitted, may
from kith.reach.models import EmergencyAccess, Notice
from kith.reach.seeing import NotFound, get_card, get_child, sees
from kith.reach.tests.test_restrictions import restricted
from kith.testing.standing import DAY, MOMENT, at_work
from kith.workforce.factories import a_worker

SEE = Permission.NARRATIVE_SEE


def opened(standing, by, words="Robin Example 6/5/2014"):
    with at_work(by):
        return open_in_emergency(words=words, reason="Child at the hospital now", at=MOMENT, by=by)


def test_it_opens_at_once_until_the_end_of_the_day(standing):
    restricted(standing)
    assert opened(standing, standing.other) == standing.child.pk
    with at_work(standing.other):
        assert get_child(standing.other, standing.child.pk, SEE)
    with pytest.raises(NotFound), at_work(standing.other, DAY + timedelta(1)):
        get_child(standing.other, standing.child.pk, SEE)


def test_it_opens_to_a_manager_of_another_team_who_could_give_no_reason(standing):
    manager = a_worker("Una Other", Role.TEAM_MANAGER)
    restricted(standing)
    opened(standing, manager)
    with at_work(manager):
        assert get_child(manager, standing.child.pk, SEE)
        assert get_card(manager, standing.child.pk)
        assert sees(manager, standing.child.pk, Permission.FAMILY_SEE)
        assert may(manager, Permission.NOTE_WRITE, standing.child)
        assert not may(manager, Permission.PLACEMENT_CHANGE, standing.child)
    with pytest.raises(NotFound), at_work(manager, DAY + timedelta(1)):
        get_child(manager, standing.child.pk, SEE)


def test_from_the_evening_on_it_stays_open_over_night():
    assert until(MOMENT) == DAY + timedelta(1)
    assert until(MOMENT.replace(hour=23)) == DAY + timedelta(2)


def test_the_owner_is_told_in_the_same_moment_and_reads_it(standing):
    restricted(standing)
    opened(standing, standing.other)
    with at_work(standing.manager):
        (notice,) = Notice.objects.filter(worker=standing.manager, read_at=None)
        assert (notice.about, notice.said, notice.given_at) == (
            standing.other,
            "Child at the hospital now",
            MOMENT,
        )
        read_notice(notice=notice, at=MOMENT, by=standing.manager)
        assert not Notice.objects.filter(worker=standing.manager, read_at=None).exists()


def test_it_is_in_the_audit_with_its_reason(standing):
    restricted(standing)
    opened(standing, standing.other)
    with at_work(standing.manager):
        entry = AuditEntry.objects.get(event="emergency access to a restricted record")
        assert (entry.child, entry.worker, entry.reason) == (
            standing.child.pk, standing.other.pk, "Child at the hospital now",
        )  # fmt: skip


@pytest.mark.parametrize(
    "words", ["Robin", "Robin Example 1/1/2011", "Robyn Somebody", "9434765919", "", "%"]
)
def test_it_opens_nothing_that_was_not_asked_for_exactly(standing, words):
    restricted(standing)
    with pytest.raises(ValidationError, match="No one restricted record fits"):
        opened(standing, standing.other, words)
    assert not EmergencyAccess.objects.exists()


def test_of_two_that_fit_none_opens(standing):
    twin = a_child()
    restricted(standing)
    with at_work(standing.manager):
        hide(
            person=twin,
            kind="police",
            reason="x",
            review_on=DAY + timedelta(9),
            allowed=[],
            owner=standing.manager,
        )
    with pytest.raises(ValidationError):
        opened(standing, standing.other)


def test_what_is_sealed_opens_to_no_emergency(standing):
    adoption = a_worker("Ada Adoption", Role.ADOPTION)
    with at_work(adoption):
        hide(
            person=standing.child, kind="adopted", reason="Order made", review_on=DAY + timedelta(9), allowed=[],
            owner=adoption,
        )  # fmt: skip
    with pytest.raises(ValidationError):
        opened(standing, standing.other)


def test_the_stranger_may_not(standing):
    restricted(standing)
    with pytest.raises(NotPermitted):
        opened(standing, standing.stranger)


def test_the_owner_reviews_it_and_never_whoever_opened_it(standing):
    restricted(standing)
    opened(standing, standing.other)
    with at_work(standing.other), pytest.raises(NotPermitted):
        review_emergency(access=EmergencyAccess.objects.get(), found="Fine", at=MOMENT, by=standing.other)
    with at_work(standing.manager):
        access = EmergencyAccess.objects.get()
        review_emergency(access=access, found="Rightly opened", at=MOMENT, by=standing.manager)
        assert EmergencyAccess.objects.get().reviewed_by == standing.manager
        with pytest.raises(ValidationError, match="already"):
            review_emergency(access=access, found="Again", at=MOMENT, by=standing.manager)


def test_of_a_duty_workers_reason_the_worker_and_the_manager_are_told(standing):
    duty = a_worker("Dot Duty", Role.DUTY)
    with at_work(duty):
        give_reason(child=standing.child.pk, reason="Police rang at night", at=MOMENT, by=duty)
    told = Notice.objects.filter(kind="reason").values_list("worker__name", flat=True)
    assert set(told) == {"Wyn Worker", "Mo Manager"}


def test_the_database_knows_who_gives_restrictions_to_other_owners(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef('kith_heads_of_service'::regproc)")
        (written,) = cursor.fetchone()
    for role, terms in ROLES.items():
        assert (f"'{role}'" in written) == (Permission.RESTRICTIONS_OVERSEE in terms.permissions), role
