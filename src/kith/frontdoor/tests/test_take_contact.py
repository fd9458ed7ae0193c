from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from kith.access.models import AuditEntry
from kith.deadlines.models import DeadlineRow
from kith.frontdoor.actions.contacts import add_to_contact, answer_check, ask_partner, take_contact, tell
from kith.frontdoor.factories import a_contact, a_front_door_worker
from kith.frontdoor.models import Contact
from kith.people.factories import a_child, a_person
from kith.people.models import Person
from kith.reach.doing import NotPermitted
from kith.testing.standing import DAY, MOMENT, at_work

TOLD = {
    "means": "telephone",
    "source": "2A",
    "worries": "Tired at school",
    "received_at": MOMENT,
    "at": MOMENT,
}


@pytest.fixture
def fay(standing):
    return a_front_door_worker()


def test_a_contact_is_about_each_child_and_starts_a_clock_for_each(standing, fay):
    sister = a_child("Sister")
    with at_work(fay):
        contact = take_contact(children=[standing.child, sister], by=fay, **TOLD)
    assert contact.team == fay.memberships.get().team
    due = DeadlineRow.objects.filter(timescale="front_door.decision")
    assert set(due.values_list("child", flat=True)) == {standing.child.pk, sister.pk}
    assert set(AuditEntry.objects.filter(event="added").values_list("child", flat=True)) == {
        standing.child.pk, sister.pk,
    }  # fmt: skip


def test_a_relative_has_a_record_from_the_contact_on(standing, fay):
    brother = a_person("Brother")
    with at_work(fay):
        take_contact(children=[brother], by=fay, **TOLD)
    assert Person.objects.get(pk=brother.pk).record_opened_on == DAY


def test_a_contact_is_about_somebody_and_was_received_before_now(standing, fay):
    with at_work(fay), pytest.raises(ValidationError, match="which child"):
        take_contact(children=[], by=fay, **TOLD)
    later = TOLD | {"received_at": MOMENT + timedelta(hours=1)}
    with at_work(fay), pytest.raises(ValidationError, match="in the past"):
        take_contact(children=[standing.child], by=fay, **later)


def test_who_may_not_take_contacts_takes_none(standing):
    for who in (standing.worker, standing.stranger, standing.head):
        with at_work(who), pytest.raises(NotPermitted):
            take_contact(children=[standing.child], by=who, **TOLD)


def test_a_contact_stays_as_it_was_taken_and_words_are_added(standing, fay):
    contact = a_contact(standing.child, by=fay)
    with at_work(fay):
        add_to_contact(contact=contact, text="Rang again", at=MOMENT, by=fay)
    assert contact.additions.get().text == "Rang again"
    with pytest.raises(DatabaseError), transaction.atomic():
        Contact.objects.update(worries="None")


def test_a_partner_is_asked_and_what_it_said_is_kept(standing, fay):
    contact = a_contact(standing.child, by=fay)
    with at_work(fay):
        check = ask_partner(
            contact=contact,
            agency="police",
            who="",
            asked="Any call-outs?",
            asked_at=MOMENT,
            at=MOMENT,
            by=fay,
        )
        told = {"answer": "Two", "intelligence": True, "answered_at": MOMENT, "at": MOMENT, "by": fay}
        answer_check(check=check, **told)
        with pytest.raises(NotPermitted, match="already"):
            answer_check(check=check, **told)


def test_whoever_made_the_contact_is_told_or_it_is_said_why_not(standing, fay):
    contact = a_contact(standing.child, by=fay)
    with at_work(fay), pytest.raises(ValidationError, match="Say when"):
        tell(contact=contact, whom="referrer", what="received", at=MOMENT, by=fay)
    with at_work(fay):
        tell(contact=contact, whom="referrer", what="received", told_at=MOMENT, at=MOMENT, by=fay)
    assert DeadlineRow.objects.get(timescale="front_door.heard_back").met_on == DAY
