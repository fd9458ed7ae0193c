"""Staying in touch with a care leaver."""

import pytest
from django.core.exceptions import ValidationError

from kith.leavingcare.actions import record_contact
from kith.leavingcare.models import CareLeaverContact
from kith.store.history import before
from kith.testing.refused import OUTSIDERS, audited, refused
from kith.testing.standing import at_work

pytestmark = pytest.mark.django_db


def a_contact(standing, by, **details):
    usual = {"collection_year": "2026-27", "in_touch": "YES", "activity": "F2", "accommodation": "U1"}
    return record_contact(child=standing.child, by=by, **(usual | details))


def test_the_worker_records_it_and_a_second_time_corrects_it(standing):
    with at_work(standing.worker):
        contact = a_contact(standing, standing.worker)
        a_contact(standing, standing.worker, activity="F5")
    assert CareLeaverContact.objects.get().activity == "F5"
    assert [each.activity for each in before(contact)] == ["F2"]
    assert [event for event, _ in audited(standing.child)] == ["added", "changed"]


@pytest.mark.parametrize("who", OUTSIDERS)
def test_nobody_else_does(standing, who):
    with refused(standing, who) as worker:
        a_contact(standing, worker)


def test_in_touch_means_knowing_what_they_do_and_where_they_live(standing):
    with at_work(standing.worker), pytest.raises(ValidationError, match="where they live"):
        a_contact(standing, standing.worker, accommodation="")
