"""A worker leaves: access ends, and whom they held waits for another worker where their manager sees it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.access.roles import Role
from kith.casework.actions.accounts import end_account
from kith.casework.actions.allocation import allocate
from kith.deadlines.models import DeadlineRow
from kith.people.factories import a_child
from kith.people.models import Person
from kith.reach.actions.emergency import open_in_emergency
from kith.reach.actions.restrictions import hide
from kith.reach.models import Notice
from kith.testing.standing import at_work
from kith.workforce.factories import a_worker, allocated
from kith.workforce.models import Allocation, Cover

pytestmark = pytest.mark.django_db


@pytest.fixture
def leave(standing):
    """End the worker's account, as an administrator does."""
    admin = a_worker("Ada Admin", Role.ADMINISTRATOR)

    def leaves(worker=standing.worker, on=None):
        with at_work(admin, timezone.localdate()):
            end_account(user=worker.user, on=on or timezone.localdate(), by=admin)

    return leaves


def holding(child, day=None):
    return list(
        Allocation.objects.on(day or timezone.localdate())
        .filter(child=child)
        .values_list("worker", "team__name", "part")
    )


def page(client, standing):
    client.force_login(standing.manager.user)
    return client.get(reverse("team")).content.decode()


def test_the_team_holds_the_child_from_that_day_and_the_allocation_stays_in_the_record(standing, leave):
    leave()
    assert holding(standing.child) == [(None, "Riverside", "lead")]
    assert Allocation.objects.get(worker=standing.worker).end_on == timezone.localdate()


def test_the_manager_sees_at_once_who_has_no_worker_and_what_of_theirs_is_late(standing, leave, client):
    late = timezone.localdate() - timedelta(days=5)
    DeadlineRow.objects.create(
        child=standing.child, timescale="care.first_review", started_on=late, due_on=late, started_by=""
    )
    leave()
    told = page(client, standing)
    after = told.split("No worker: allocate")[1]
    assert reverse("allocate", args=[standing.child.pk]) in after
    assert "Wyn Worker left" in after and ">No worker<" in after.replace("\n", "")


def test_a_child_with_another_lead_is_not_the_teams(standing, leave):
    allocated(standing.child, standing.colleague, standing.team)
    leave()
    assert holding(standing.child) == [(standing.colleague.pk, "Riverside", "lead")]


def test_what_the_leaver_also_did_ends_too(standing, leave):
    second = allocated(a_child("Second"), standing.worker, standing.team, part="second")
    today = timezone.localdate()
    Cover.objects.create(absent=standing.colleague, covering=standing.worker, start_on=today)
    leave()
    second.refresh_from_db()
    assert second.end_on == today and holding(second.child) == []
    assert Cover.objects.get().end_on == today


def test_leaving_on_a_day_to_come_keeps_the_child_until_then(standing, leave):
    day = timezone.localdate() + timedelta(days=7)
    leave(on=day)
    assert holding(standing.child) == [(standing.worker.pk, "Riverside", "lead")]
    assert holding(standing.child, day) == [(None, "Riverside", "lead")]


def test_leaving_sooner_than_was_said_leaves_no_day_without_anybody(standing, leave):
    today = timezone.localdate()
    leave(on=today + timedelta(days=7))
    leave(on=today)
    assert holding(standing.child) == [(None, "Riverside", "lead")]


def test_a_leaver_whose_allocation_still_stands_is_no_worker_either(standing, client):
    standing.worker.end_on = timezone.localdate()
    standing.worker.save()
    assert reverse("allocate", args=[standing.child.pk]) in page(client, standing)


def test_allocating_somebody_ends_the_waiting(standing, leave, client):
    leave()
    with at_work(standing.manager, timezone.localdate()):
        allocate(
            child=standing.child,
            worker=standing.colleague,
            start_on=timezone.localdate(),
            by=standing.manager,
        )
    assert reverse("allocate", args=[standing.child.pk]) not in page(client, standing)


def restricted(standing, today):
    with at_work(standing.manager, today):
        hide(
            person=standing.child, kind="police", reason="x", review_on=today + timedelta(30), allowed=(),
            owner=standing.manager,
        )  # fmt: skip


def test_heads_of_service_have_a_notice_where_the_leaver_owns_restrictions(standing, leave):
    """Not of whom; and whoever ends the access learns nothing of it."""
    today = timezone.localdate()
    leave(standing.colleague)
    restricted(standing, today)
    leave(standing.manager)
    found = Notice.objects.get()
    told = (found.worker, found.kind, found.about, found.person, found.said)
    assert told == (standing.head, "unowned", standing.manager, None, today.isoformat())


def test_they_have_one_when_a_leavers_restricted_record_is_opened_in_an_emergency(standing, leave):
    today = timezone.localdate()
    restricted(standing, today)
    leave(standing.manager)
    with at_work(standing.other, today):
        words = f"Robin Example {standing.child.born_on:%d/%m/%Y}"
        open_in_emergency(words=words, reason="At hospital", at=timezone.now(), by=standing.other)
    found = Notice.objects.latest("pk")
    assert (found.worker, found.kind, found.about, found.person) == (
        standing.head, "unowned", standing.other, None,
    )  # fmt: skip


def test_the_database_serves_nobody_whose_login_has_ended(standing, leave):
    today = timezone.localdate()
    restricted(standing, today)
    for seen in (True, False):
        with at_work(standing.manager, today):
            assert Person.objects.filter(pk=standing.child.pk).exists() is seen
        leave(standing.manager)
