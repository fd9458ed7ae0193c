"""Why a deadline was missed: said once, by a manager."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from kith.care.factories import in_care
from kith.deadlines.actions import explain_lateness
from kith.deadlines.models import LatenessReason
from kith.deadlines.queries import deadlines_of
from kith.testing.refused import OUTSIDERS, audited, refused
from kith.testing.standing import DAY, MOMENT, at_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def late(standing):
    in_care(standing.child)
    return next(each for each in deadlines_of(standing.child.pk, DAY) if each.is_late(DAY))


def explained(standing, late, by, **details):
    usual = {
        "timescale": late.key,
        "started_on": late.started_on,
        "reason": "The carer was ill",
        "as_of": DAY,
    }
    return explain_lateness(child=standing.child, at=MOMENT, by=by, **(usual | details))


def test_the_manager_says_why(standing, late):
    with at_work(standing.manager):
        explained(standing, late, standing.manager)
    assert LatenessReason.objects.get().reason == "The carer was ill"
    assert audited(standing.child) == [("added", "LatenessReason")]


@pytest.mark.parametrize("who", [*OUTSIDERS, "worker", "head"])
def test_nobody_else_does(standing, late, who):
    with refused(standing, who) as worker:
        explained(standing, late, worker)


def test_it_is_said_once(standing, late):
    with at_work(standing.manager):
        explained(standing, late, standing.manager)
        with pytest.raises(ValidationError, match="already recorded"):
            explained(standing, late, standing.manager)


def test_what_was_not_late_needs_no_reason(standing, late):
    with at_work(standing.manager), pytest.raises(ValidationError, match="not late"):
        explained(standing, late, standing.manager, started_on=DAY)


def test_it_is_said_on_a_page(standing, late, client):
    client.force_login(standing.manager.user)
    address = reverse("lateness", args=[standing.child.pk, late.key, late.started_on.isoformat()])
    assert client.get(address).status_code == 200
    client.post(address, {"reason": "The carer was ill"})
    assert LatenessReason.objects.get().written_at <= timezone.now()
    assert client.get(address).status_code == 404
