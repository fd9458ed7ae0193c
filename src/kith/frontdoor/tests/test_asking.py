"""Families ask for help themselves: what is kept, who reads it, and what the front door makes of it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from kith.frontdoor import answers, floods
from kith.frontdoor.actions.asking import ask_for_help, set_help_aside, take_help_request
from kith.frontdoor.asking import HelpAnswers, HelpRequest, HelpTry
from kith.frontdoor.factories import a_front_door_worker
from kith.frontdoor.models import Contact
from kith.frontdoor.seeing import get_help_request, help_requests_for
from kith.people.models import Person
from kith.reach.doing import NotPermitted
from kith.reach.models import Restriction
from kith.reach.seeing import NotFound
from kith.testing.standing import DAY, MOMENT, at_work, days_ago
from kith.work import work

pytestmark = pytest.mark.django_db
SAID = {
    "whom": "mine", "children": [{"given": "Robin", "family": "Ashgrove", "age": "8"}], "worries": "Zedword: no food at home",
    "would_help": "Somebody to talk to", "name": "Sam", "telephone": "07700 900123", "avoid": ["message"],
}  # fmt: skip
LATER = MOMENT + timedelta(hours=2)


def asked(**said) -> HelpRequest:
    """Sent as the public page sends it, serving nobody; read back as a front-door worker."""
    with work(None, DAY, via="test"):
        reference = ask_for_help(at=MOMENT, **SAID | said)
    with work(None, DAY, via="test", everyone=True):
        return HelpRequest.objects.get(reference=reference)


def test_the_public_page_writes_a_request_and_reads_none():
    first = asked()
    with work(None, DAY, via="test"):
        ask_for_help(at=MOMENT, **SAID)
        assert not HelpRequest.objects.exists()
        assert HelpRequest.objects.filter(pk=first.pk).update(aside="x") == 0
    with work(None, DAY, via="test", everyone=True):
        assert HelpRequest.objects.count() == 2


def test_nobody_is_looked_up_or_made_and_nothing_is_in_the_audit(standing):
    from kith.access.models import AuditEntry

    before = Person.objects.count()
    asked(children=[{"given": standing.child.name, "family": "", "age": ""}])
    assert Person.objects.count() == before
    assert not AuditEntry.objects.exists()


def test_what_need_not_be_said_may_be_left_out():
    assert asked(avoid=[], name="", would_help="").avoid == []


def test_a_reference_says_nothing_and_no_two_are_alike():
    references = {asked().reference for _ in range(5)}
    assert len(references) == 5
    assert all(len(each) == 9 and "0" not in each for each in references)


def test_it_is_taken_with_its_own_words_and_the_time_it_was_sent(standing):
    fay, request = a_front_door_worker(), asked()
    with at_work(fay):
        contact = take_help_request(
            request=request, children=[standing.child], at=LATER, by=fay, source="1A", priority=3
        )
    assert (contact.received_at, contact.means, contact.worries) == (MOMENT, "online", SAID["worries"])
    assert "Somebody to talk to" in contact.family_view
    assert contact.source_reached == "07700 900123. See how to contact them safely"
    assert contact.taken_by == fay


def test_it_is_taken_once(standing):
    fay, request = a_front_door_worker(), asked()
    stale = HelpRequest.objects.none()
    with at_work(fay):
        stale = HelpRequest.objects.get(pk=request.pk)
        set_help_aside(request=request, reason="Sent twice", at=LATER, by=fay)
        with pytest.raises(NotPermitted, match="taken"):
            take_help_request(request=stale, children=[standing.child], at=LATER, by=fay, source="1A")
    assert not Contact.objects.exists()


def test_it_is_not_set_aside_without_a_reason_nor_by_anybody_else(standing):
    fay, request = a_front_door_worker(), asked()
    with at_work(fay), pytest.raises(ValidationError):
        set_help_aside(request=request, reason=" ", at=LATER, by=fay)
    for who in (standing.worker, standing.head, standing.stranger):
        with at_work(who), pytest.raises(NotPermitted):
            set_help_aside(request=request, reason="x", at=LATER, by=who)


def test_its_words_can_be_changed_by_nobody(standing):
    request, fay = asked(), a_front_door_worker()
    for change in (
        {"worries": "All is well"},
        {"worries": "x", "taken_at": LATER, "taken_by": fay, "aside": "x"},
    ):
        with at_work(fay), pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
            HelpRequest.objects.filter(pk=request.pk).update(**change)


def test_only_the_front_door_reads_what_waits(standing):
    request, fay = asked(), a_front_door_worker()
    for who, reads in (
        (fay, True),
        (standing.head, True),
        (standing.worker, False),
        (standing.manager, False),
        (standing.stranger, False),
    ):
        with at_work(who):
            assert help_requests_for(who).filter(pk=request.pk).exists() == reads
    with at_work(standing.worker), pytest.raises(NotFound):
        get_help_request(standing.worker, request.pk)


def test_behind_the_wall_it_is_hidden_with_the_contact_made_of_it(standing):
    fay, request = a_front_door_worker(), asked()
    with at_work(fay):
        take_help_request(request=request, children=[standing.child], at=LATER, by=fay, source="1A")
    Restriction.objects.create(
        person=standing.child,
        kind="relocated",
        reason="Safety",
        owner=standing.manager,
        review_on=DAY,
        start_on=days_ago(1),
    )
    with at_work(fay):
        assert not HelpRequest.objects.filter(pk=request.pk).exists()
    with at_work(standing.manager):
        assert HelpRequest.objects.filter(pk=request.pk).exists()


def test_answers_open_to_the_browser_with_the_key_and_to_nobody_else(standing):
    key = answers.new_key()
    with work(None, DAY, via="test"):
        answers.write(answers.begin(key, MOMENT), key, {"worries": {"worries": ["Zedword"]}})
    for who in (None, standing.head):
        with at_work(who):
            answers.show_own("")
            assert not HelpAnswers.objects.exists()
            assert answers.found(answers.new_key(), MOMENT) is None
    with work(None, DAY, via="test"):
        row = answers.found(key, MOMENT + timedelta(minutes=59))
        assert answers.read(row, key)["worries"] == {"worries": ["Zedword"]}
        assert "Zedword" not in row.sealed
        assert answers.read(row, answers.new_key()) == {}


def test_answers_are_gone_after_an_hour():
    key, hour = answers.new_key(), timedelta(hours=1)
    with work(None, DAY, via="test"):
        answers.begin(key, MOMENT)
        assert answers.found(key, MOMENT + hour) is None
        answers.forget_old(MOMENT + hour + timedelta(seconds=1))
        answers.show_own(key)
        assert not HelpAnswers.objects.exists()


def test_what_was_sent_once_cannot_be_written_on():
    key = answers.new_key()
    with work(None, DAY, via="test"):
        row = answers.begin(key, MOMENT)
        answers.wipe(row, "ABCD-EFGH")
        with pytest.raises(DatabaseError), transaction.atomic():
            answers.write(row, key, {})


def test_a_flood_from_one_place_stops_there_and_not_elsewhere():
    sent = [floods.too_many(floods.SENT, "192.0.2.1", MOMENT) for _ in range(7)]
    assert sent == [False] * 6 + [True]
    assert not floods.too_many(floods.SENT, "192.0.2.2", MOMENT)
    assert not floods.too_many(floods.SENT, "192.0.2.1", MOMENT + timedelta(hours=1, seconds=1))


def test_a_flood_from_everywhere_stops_too():
    HelpTry.objects.bulk_create([HelpTry(kind="sent", where=str(each), at=MOMENT) for each in range(60)])
    assert floods.too_many(floods.SENT, "192.0.2.9", MOMENT)


def test_one_household_has_one_place_however_many_addresses_and_none_is_kept():
    tries = [floods.too_many(floods.SENT, f"2001:db8::{each}", MOMENT) for each in range(1, 8)]
    assert tries[-1]
    assert floods.too_many(floods.BEGAN, None, MOMENT) is False
    assert not HelpTry.objects.filter(where__contains="2001").exists()
    with connection.cursor() as cursor:
        cursor.execute('SELECT count(*) FROM frontdoor_helptry WHERE length("where") = 64')
        assert cursor.fetchone()[0] == HelpTry.objects.count()
