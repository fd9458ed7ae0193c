"""A referral is put right by a manager; what stood before is kept."""

from datetime import date

import pytest
from django.urls import reverse

from kith.assessment.factories import a_referral
from kith.store.history import before

pytestmark = pytest.mark.django_db
SAID = {"referred_on": "2026-11-04", "source": "1A", "primary_need": "N1", "draft_version": "1"}


@pytest.fixture
def referral(standing):
    return a_referral(standing.child, source="5C")


def page(client, who, referral, **sent):
    client.force_login(who.user)
    address = reverse("referral-correct", args=[referral.child_id, referral.pk])
    return client.post(address, sent) if sent else client.get(address)


def test_a_manager_corrects_it_and_what_stood_before_is_kept(standing, client, referral):
    assert page(client, standing.manager, referral, **SAID, reason="The school rang again").status_code == 302
    referral.refresh_from_db()
    assert (referral.referred_on, referral.source, referral.primary_need) == (date(2026, 11, 4), "1A", "N1")
    assert before(referral)[0].source == "5C"


def test_a_day_to_come_and_no_reason_are_refused(standing, client, referral):
    text = page(client, standing.manager, referral, **SAID | {"referred_on": "2098-11-04"}).content.decode()
    assert "Enter why this is being corrected" in text and "There is a problem" in text


def test_a_worker_may_not(standing, client, referral):
    assert page(client, standing.worker, referral).status_code == 404
    text = client.get(reverse("assessments", args=[referral.child_id])).content.decode()
    assert "Referrals" in text and "Correct it" not in text
