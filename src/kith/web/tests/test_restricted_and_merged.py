"""A restricted record that was merged into another: one restriction to its owner, and nothing that waits is lost."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from kith.casework.merges import Merge
from kith.casework.merging.since import written_since
from kith.people.factories import a_child
from kith.reach.actions.restrictions import (
    allow,
    end_restriction,
    hand_over,
    review_restriction,
    stop_allowing,
)
from kith.reach.models import Allowed, EmergencyAccess, Notice, Restriction
from kith.testing.standing import MOMENT, at_work
from kith.web.tests.record_pages import today
from kith.web.tests.test_restriction_pages import read, restricted, sent
from kith.web.tests.test_seen_by_page import merged, undone
from kith.workforce.factories import allocated


@pytest.fixture
def twin(standing):
    twin = a_child("Robyn")
    allocated(twin, standing.worker, standing.team)
    restricted(standing, person=twin)
    return twin


@pytest.fixture
def opened(client, standing, twin):
    """Somebody opened the record in an emergency, and it was merged before the owner looked at that."""
    sent(client, standing.head, "emergency", words="Robyn Example", reason="At the hospital now")
    merged(standing, twin)
    return EmergencyAccess.objects.get()


def copy(standing) -> Restriction:
    return Restriction.objects.get(person=standing.child)


def test_ended_it_hides_nothing_of_either(standing, twin):
    merged(standing, twin)
    with at_work(standing.manager, today()):
        end_restriction(restriction=copy(standing), reason="They moved", by=standing.manager)
    with at_work(standing.worker, today()):
        assert Merge.objects.exists()
        assert set(Restriction.objects.values_list("end_on", flat=True)) == {today()}


def test_handed_over_reviewed_and_opened_to_others_it_is_one(standing, twin):
    merged(standing, twin)
    with at_work(standing.manager, today()):
        review_restriction(
            restriction=copy(standing), review_on=today() + timedelta(9), reason="Still", by=standing.manager
        )
        let_in = allow(restriction=copy(standing), worker=standing.worker, by=standing.manager)
        allow(restriction=copy(standing), worker=standing.colleague, by=standing.manager)
        stop_allowing(allowed=let_in, by=standing.manager)
        hand_over(restriction=copy(standing), owner=standing.head, at=MOMENT, by=standing.manager)
    with at_work(standing.head, today()):
        rows = Restriction.objects.values_list("owner__name", "review_on")
        assert list(rows) == [("Hari Head", today() + timedelta(9))] * 2
        now = Allowed.objects.on(today()).values_list("worker__name", flat=True)
        assert list(now) == ["Cal Colleague"] * 2


def test_who_opened_it_in_an_emergency_is_reviewed_by_name(client, standing, opened):
    review = reverse("emergency-review", args=[opened.pk])
    for page in ("restrictions", "notices"):
        told = read(client, standing.manager, page)
        assert review in told and "name not known" not in told
    told = read(client, standing.manager, "emergency-review", opened.pk)
    assert "Robin Example, before a merge" in told and "name not known" not in told


def test_a_restriction_ends_once_emergencies_are_reviewed(client, standing, opened):
    with at_work(standing.manager, today()), pytest.raises(ValidationError, match="Review that first"):
        end_restriction(restriction=copy(standing), reason="They moved", by=standing.manager)
    sent(client, standing.manager, "emergency-review", opened.pk, found="It was needed")
    with at_work(standing.manager, today()):
        end_restriction(restriction=copy(standing), reason="They moved", by=standing.manager)
        assert copy(standing).end_on == today()


def test_who_leads_the_work_is_told_of_a_merge_and_of_its_undoing(client, standing):
    twin = a_child("Robyn")
    allocated(twin, standing.colleague, standing.team)
    made = merged(standing, twin)
    for who in (standing.worker, standing.colleague):
        told = read(client, who, "notices")
        assert "Records were merged" in told and "Mo Manager merged another record into that of" in told
    assert reverse("child", args=[standing.child.pk]) in told
    undone(standing, made)
    assert "Robyn Example" in read(client, standing.colleague, "notices")
    assert [each.worker for each in Notice.objects.filter(kind="parted")] == [
        standing.worker, standing.colleague,
    ]  # fmt: skip


def test_an_unread_notice_of_the_merge_is_nothing_to_be_asked_of_when_it_is_undone(standing):
    twin = a_child("Robyn")
    allocated(twin, standing.colleague, standing.team)
    made = merged(standing, twin)
    with at_work(standing.manager, today()):
        assert Notice.objects.exists() and written_since(made) == []
