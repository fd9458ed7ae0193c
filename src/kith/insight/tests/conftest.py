"""A front door for stories about measures."""

from datetime import timedelta

import pytest

from kith.deadlines.projection import rebuild
from kith.frontdoor.factories import a_contact, a_front_door_manager, a_front_door_worker
from kith.frontdoor.models import ContactChild, Decision
from kith.testing.standing import DAY, MOMENT


@pytest.fixture
def door(standing):
    """The front door, with `told`: a contact so many days ago, decided after so many hours or not at all."""
    standing.fay, standing.mina = a_front_door_worker(), a_front_door_manager()

    def told(child, days, hours=None, outcome="nothing", by=None):
        at = MOMENT - timedelta(days=days)
        contact = a_contact(child, by=by or standing.fay, received_at=at)
        if hours is not None:
            decided = at + timedelta(hours=hours)
            ContactChild.objects.filter(contact=contact).update(decided_at=decided)
            given = {"outcome": outcome, "reason": "Said", "decided_at": decided, "by": standing.mina}
            Decision.objects.create(contact=contact, child=child, **given)
        rebuild([child.pk], as_of=DAY)
        return contact

    standing.told = told
    return standing
