"""Pages about keeping: the schedule, legal holds, and a disposal by two people, as information governance meets them."""

from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.access.models import AuditEntry
from kith.access.roles import Role
from kith.keeping.actions.disposal import propose_disposal
from kith.keeping.factories import a_hold, a_schedule, an_old_record
from kith.keeping.models import Hold, Proposal, Schedule, Stub
from kith.people.factories import a_child
from kith.people.models import Person
from kith.reach.models import Restriction
from kith.testing.standing import at_work
from kith.workforce.factories import a_worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def old(standing, client) -> SimpleNamespace:
    """A record past its time, two officers, the first signed in."""
    officer, second = (a_worker(name, Role.INFORMATION_GOVERNANCE) for name in ("Ida One", "Ira Two"))
    client.force_login(officer.user)
    return SimpleNamespace(
        child=an_old_record(), officer=officer, second=second, people=standing, client=client, today=timezone.localdate()
    )  # fmt: skip


def get(old, page: str, *args: object) -> str:
    return old.client.get(reverse(page, args=args)).content.decode()


def send(old, page: str, *args: object, **given: object) -> str:
    return old.client.post(reverse(page, args=args), given, follow=True).content.decode()


def test_with_no_schedule_there_is_no_date_and_the_page_says_what_to_do(old):
    told = get(old, "keeping-of", old.child.pk)
    assert "No date" in told
    assert "set the schedule" in told
    assert "No record is past its time." in get(old, "keeping")


def test_the_schedule_is_set_and_shown_as_local(old):
    told = send(
        old, "schedule-set", years=25, counted_from="birth", source="Schedule 2026", start_on=str(old.today)
    )
    assert "25 years after birth" in told
    assert "Local, not law" in told
    assert "Quentin Zebedee" in get(old, "keeping")


def test_another_schedule_ends_the_one_before(old):
    a_schedule(old.officer)
    send(old, "schedule-set", years=30, counted_from="closure", source="New", start_on=str(old.today))
    first, second = Schedule.objects.order_by("start_on")
    assert (first.end_on, second.end_on) == (old.today, None)
    assert "already set" in send(
        old, "schedule-set", years=30, counted_from="birth", source="x", start_on=str(old.today)
    )


@pytest.mark.parametrize("number", ["OLD-Quentin", "pk"])
def test_a_record_is_found_by_its_number(old, number):
    told = send(old, "keeping", number=old.child.pk if number == "pk" else number)
    assert "Quentin Zebedee" in told
    assert "Legal holds" in told
    assert "No record that you may see has this number" in send(old, "keeping", number="999999999")


def test_a_hold_is_placed_reviewed_and_lifted(old):
    review = old.today.replace(year=old.today.year + 1)
    told = send(old, "hold-new", old.child.pk, reason="An inquiry", review_on=str(review))
    assert "An inquiry" in told
    hold = Hold.objects.get()
    assert "Review by" in send(old, "hold-review", hold.pk, reason="It goes on", review_on=str(review))
    told = send(old, "hold-lift", hold.pk, because="The inquiry is over")
    assert "The inquiry is over" in told
    assert Hold.objects.get().lifted_by == old.officer


def test_a_hold_is_reviewed_within_a_year(old):
    told = send(
        old, "hold-new", old.child.pk, reason="x", review_on=str(old.today.replace(year=old.today.year + 2))
    )
    assert "must be after today and within 12 months" in told
    assert not Hold.objects.exists()


def test_holds_past_review_come_first(old):
    a_hold(a_child("Later"), old.officer, review_on=old.today.replace(year=old.today.year + 1))
    a_hold(old.child, old.officer, review_on=old.today.replace(year=old.today.year - 1))
    told = get(old, "holds")
    assert told.index("Quentin") < told.index("Later")


def proposed(old) -> Proposal:
    a_schedule(old.officer)
    send(old, "disposal-propose", old.child.pk, reason="It is time")
    return Proposal.objects.get()


def test_whoever_proposed_a_disposal_is_told_that_somebody_else_decides(old):
    proposal = proposed(old)
    assert "Somebody else must carry it out" in get(old, "keeping-of", old.child.pk)
    told = send(old, "disposal-carry-out", proposal.pk, sure="on")
    assert "You proposed this disposal yourself" in told
    assert Person.objects.filter(pk=old.child.pk).exists()


def test_a_second_person_carries_it_out(old):
    proposal = proposed(old)
    old.client.force_login(old.second.user)
    assert "It is time" in get(old, "keeping-proposed")
    assert "Tick" in send(old, "disposal-carry-out", proposal.pk)
    told = send(old, "disposal-carry-out", proposal.pk, sure="on")
    assert "The record is disposed of" in told
    assert f">{Stub.objects.get().number}<" in told
    assert "Quentin" not in told
    assert not Person.objects.filter(pk=old.child.pk).exists()


def test_the_pages_of_a_record_disposed_of_are_not_found(old):
    proposal = proposed(old)
    old.client.force_login(old.second.user)
    send(old, "disposal-carry-out", proposal.pk, sure="on")
    old.client.force_login(old.people.head.user)
    for page, number in (
        ("child", old.child.pk),
        ("keeping-of", old.child.pk),
        ("disposal-carry-out", proposal.pk),
    ):
        assert old.client.get(reverse(page, args=[number])).status_code == 404
    assert "Disposed of" in get(old, "keeping-disposed")


def test_the_record_stays_after_all(old):
    proposal = proposed(old)
    told = send(old, "disposal-withdraw", proposal.pk, because="A court asks for it")
    assert "The record stays" in told
    assert Proposal.objects.get().ended_because == "A court asks for it"


def test_a_restricted_record_and_its_hold_are_not_there(old):
    hold = a_hold(old.child, old.officer)
    with at_work(old.people.manager, old.today):
        Restriction.objects.create(
            person=old.child, kind="police", owner=old.people.manager, reason="x", review_on=old.today,
            start_on=old.today,
        )  # fmt: skip
    assert "Zebedee" not in get(old, "holds") + get(old, "keeping") + send(
        old, "keeping", number="OLD-Quentin"
    )
    for page, number in (("keeping-of", old.child.pk), ("hold-lift", hold.pk), ("hold-new", old.child.pk)):
        assert old.client.get(reverse(page, args=[number])).status_code == 404


def test_every_look_is_in_the_audit(old):
    a_schedule(old.officer)
    get(old, "keeping")
    assert AuditEntry.objects.filter(
        worker=old.officer.pk, child=old.child.pk, event="short card viewed"
    ).exists()


def test_more_records_ask_no_more_questions(old):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    a_schedule(old.officer)
    get(old, "keeping")
    with CaptureQueriesContext(connection) as one:
        get(old, "keeping")
    for number in range(5):
        an_old_record(f"Old {number}")
    with CaptureQueriesContext(connection) as six:
        get(old, "keeping")
    assert len(six) == len(one)


def test_the_head_of_service_decides_and_changes_nothing_else(old):
    a_schedule(old.officer)
    with at_work(old.officer, old.today):
        proposal = propose_disposal(child=old.child, reason="x", at=timezone.now(), by=old.officer)
    old.client.force_login(old.people.head.user)
    told = get(old, "keeping-of", old.child.pk)
    assert "Dispose of the record" in told
    assert "Place a legal hold" not in told
    assert "The record is disposed of" in send(old, "disposal-carry-out", proposal.pk, sure="on")
