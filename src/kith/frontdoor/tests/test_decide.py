from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from kith.deadlines.models import DeadlineRow
from kith.frontdoor.actions.decisions import decide
from kith.frontdoor.factories import a_contact, a_front_door_manager, a_front_door_worker
from kith.frontdoor.models import Contact, ContactChild, Decision, Referral
from kith.people.factories import a_child
from kith.reach.doing import NotPermitted
from kith.testing.standing import DAY, MOMENT, at_work, days_ago


@pytest.fixture
def door(standing):
    standing.fay, standing.mina = a_front_door_worker(), a_front_door_manager()
    standing.contact = a_contact(standing.child, by=standing.fay)
    return standing


def decided(door, outcome="nothing", by=None, **more):
    by, told = by or door.mina, {"reason": "Seen by the school nurse", "at": MOMENT} | more
    with at_work(by):
        return decide(contact=door.contact, children=[door.child], outcome=outcome, by=by, **told)


def test_a_manager_of_the_team_decides_and_the_clock_is_met(door):
    decided(door, offered="A parenting group")
    assert ContactChild.objects.get().decided_at == MOMENT
    assert DeadlineRow.objects.get(timescale="front_door.decision").met_on == DAY
    assert not Referral.objects.exists()


def test_nobody_decides_the_contact_they_took(door):
    door.contact = a_contact(door.child, by=door.mina)
    with pytest.raises(NotPermitted, match="yourself"):
        decided(door)
    with pytest.raises(DatabaseError), transaction.atomic():
        Decision.objects.create(
            contact=door.contact,
            child=door.child,
            outcome="nothing",
            reason="x",
            decided_at=MOMENT,
            by=door.mina,
        )


def test_another_teams_manager_and_the_front_door_itself_do_not_decide(door):
    for who in (door.manager, door.fay, door.worker, door.stranger):
        with pytest.raises(NotPermitted):
            decided(door, by=who)


def test_family_help_or_a_strategy_discussion_makes_a_referral(door):
    decided(door, "family_help", referred_on=DAY, primary_need="N1")
    referral = Referral.objects.get()
    assert (referral.source, referral.primary_need, referral.referred_on) == ("2A", "N1", DAY)


@pytest.mark.parametrize("day", [None, days_ago(1), DAY + timedelta(1)])
def test_a_referral_was_received_between_the_contact_and_today(door, day):
    with pytest.raises(ValidationError, match="received"):
        decided(door, "strategy", referred_on=day)


def test_deciding_again_stands_in_place_of_the_first_and_ends_the_referral(door):
    decided(door, "family_help", referred_on=DAY)
    decided(door, "strategy", referred_on=DAY)
    assert Referral.objects.get().no_further_action is False
    decided(door, "nothing")
    assert Referral.objects.get().no_further_action is True
    assert Decision.objects.count() == 3


def test_brothers_and_sisters_are_decided_each_on_their_own(door):
    ContactChild.objects.create(contact=door.contact, child=a_child("Sister"))
    decided(door)
    assert ContactChild.objects.filter(decided_at__isnull=True).count() == 1
    with pytest.raises(ValidationError, match="children of this contact"):
        door.child = a_child("Somebody else")
        decided(door)


def test_a_contact_and_its_decision_cannot_be_changed(door):
    decided(door)
    for rows in (Contact.objects, Decision.objects):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.all().delete()
