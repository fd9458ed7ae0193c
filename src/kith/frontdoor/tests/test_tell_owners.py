"""The owner of a restriction learns of a contact that may be about the child; the taker learns nothing."""

from datetime import date, timedelta

import pytest

from kith.access.roles import Role
from kith.frontdoor.actions.contacts import take_contact
from kith.frontdoor.factories import a_front_door_worker
from kith.people.factories import a_child
from kith.reach.actions.restrictions import hide
from kith.reach.models import Notice
from kith.testing.standing import DAY, MOMENT, at_work
from kith.work import work
from kith.workforce.factories import a_worker

pytestmark = pytest.mark.django_db


def taken(standing, *, kind="relocated", born_on=None, name="Robin"):
    """A child of ours is restricted, and a contact is taken for a new child."""
    hidden = a_child("Robin", born_on=date(2015, 5, 6))
    owner = a_worker("Ada Adoption", Role.ADOPTION) if kind == "adoption" else standing.manager
    with at_work(owner):
        hide(
            person=hidden, kind=kind, reason="x", review_on=DAY + timedelta(days=30), allowed=[], owner=owner
        )  # fmt: skip
    taker = a_front_door_worker("Fay", "Riverside")
    with at_work(taker):
        take_contact(
            children=[a_child(name, born_on=born_on)], received_at=MOMENT, at=MOMENT, by=taker, means="telephone",
            source="1A", worries="Left alone",
        )  # fmt: skip
        assert not Notice.objects.exists()  # the taker sees none of it
    return hidden, taker


@pytest.mark.parametrize("born_on", [None, date(2015, 5, 6)])
def test_the_owner_has_a_notice_where_the_name_is_the_same_and_no_birth_date_tells_them_apart(
    standing, born_on
):
    hidden, taker = taken(standing, born_on=born_on)
    with at_work(standing.manager):
        notice = Notice.objects.get()
    assert (notice.worker, notice.person, notice.about) == (standing.manager, hidden, taker)


@pytest.mark.parametrize("apart", [{"born_on": date(2009, 1, 1)}, {"name": "Wren"}, {"kind": "adoption"}])
def test_not_of_somebody_else_nor_of_what_is_sealed(standing, apart):
    taken(standing, **apart)
    with work(None, DAY, via="test", everyone=True):
        assert not Notice.objects.exists()
