"""The front door's pages: taking a contact, the queue, screening, deciding, looking again."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.access.models import AuditEntry
from kith.frontdoor.factories import a_contact, a_front_door_manager, a_front_door_worker
from kith.frontdoor.models import Contact, Decision, PartnerCheck, Referral, Telling
from kith.people.factories import a_child
from kith.people.models import Person, Relationship

SAID = {
    "received_on": "2026-11-16", "received_time": "9am", "means": "telephone", "source": "2A", "worries": "Tired at school",
    "priority": "3", "children": "1", "child0-given": "Nia", "child0-family": "Newley", "child0-sex": "F",
}  # fmt: skip


@pytest.fixture
def door(standing):
    standing.fay, standing.mina = a_front_door_worker(), a_front_door_manager()
    return standing


def signed_in(worker):
    client = Client()
    client.force_login(worker.user)
    return client


def page(worker, name, *args):
    return signed_in(worker).get(reverse(name, args=args)).content.decode()


def send(worker, name, *args, **said):
    return signed_in(worker).post(reverse(name, args=args), said)


def test_a_new_child_is_added_and_the_contact_taken_on_one_page(door):
    response = send(door.fay, "contact-take", **SAID)
    contact = Contact.objects.get()
    assert response["Location"] == reverse("contact", args=[contact.pk])
    child = contact.children.get()
    assert (child.name, child.record_opened_on is not None) == ("Nia Newley", True)


def test_a_child_on_the_record_is_found_first_and_never_typed_twice(door):
    nia = a_child("Nia", "Newley")
    response = send(door.fay, "contact-take", **SAID)
    assert "Say whether the child is one of these" in response.content.decode()
    assert not Contact.objects.exists()
    send(door.fay, "contact-take", **SAID, **{"child0-who": str(nia.pk), "draft_version": "1"})
    assert Contact.objects.get().children.get() == nia


def test_another_child_is_added_without_losing_a_word(door):
    text = send(door.fay, "contact-take", **SAID, more="yes").content.decode()
    assert "Tired at school" in text
    assert "Child 2" in text
    assert "Error:" not in text


def test_nobody_is_taken_whom_the_worker_did_not_see_or_may_not_find(door):
    other = a_child("Somebody", "Else")
    send(door.fay, "contact-take", **SAID, **{"child0-who": str(other.pk)})
    assert not Contact.objects.filter(children=other).exists()


def test_what_is_wrong_is_said_and_the_words_stay(door):
    text = send(
        door.fay, "contact-take", **SAID | {"source": "", "child0-given": "", "child0-family": ""}
    ).content.decode()
    for words in (
        "Select who is telling us",
        "Enter a first name or a last name of the child",
        "Tired at school",
    ):
        assert words in text


def test_the_queue_says_how_long_is_left_and_what_matters(door):
    now = timezone.now()
    a_contact(door.child, by=door.fay, received_at=now - timedelta(days=200))
    a_contact(door.child, by=door.fay, received_at=now, in_danger=True, outside_home=True)
    text = page(door.mina, "contacts")
    for words in (
        "Danger now",
        "Risk outside the home",
        "1 earlier contact in 12 months",
        "working days late",
    ):
        assert words in text
    assert text.index("Danger now") < text.index("working days late")


def test_the_queue_asks_as_much_for_many_as_for_one(door, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = signed_in(door.fay)
    a_contact(door.child, by=door.fay)
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("contacts"))
    for number in range(6):
        a_contact(a_child(f"Child{number}"), door.child, by=door.fay)
    with django_assert_max_num_queries(len(one)):
        client.get(reverse("contacts"))


@pytest.mark.parametrize(
    ("asked", "found"), [("priority=1", 1), ("outside=on", 1), ("unborn=on", 1), ("again=on", 1), ("", 3)]
)
def test_the_queue_is_narrowed(door, asked, found):
    baby = a_child("Baby", "Bump", born_on=None, expected_on="2027-03-01")
    at = timezone.now()
    a_contact(door.child, by=door.fay, priority=1, received_at=at - timedelta(days=3))
    a_contact(door.child, by=door.fay, outside_home=True, received_at=at - timedelta(days=2))
    a_contact(baby, by=door.fay)
    text = signed_in(door.fay).get(reverse("contacts") + f"?{asked}").content.decode()
    assert text.count("Taken by") == found


def test_screening_shows_what_was_decided_and_offered_to_the_whole_family(door):
    brother = a_child("Bruno", "Brother")
    Relationship.objects.create(person=door.parent, other=brother, kind="parent", start_on="2020-01-01")
    earlier = a_contact(
        brother, by=door.fay, received_at=timezone.now() - timedelta(days=90), worries="Secret words"
    )
    told = {"outcome": "nothing", "reason": "x", "offered": "A parenting group", "decided_at": timezone.now()}
    Decision.objects.create(contact=earlier, child=brother, by=door.mina, **told)
    text = page(door.fay, "contact", a_contact(door.child, by=door.fay).pk)
    for words in (
        "Bruno Brother: no further action",
        "A parenting group",
        "Sam Example",
        "Wyn Worker, Riverside",
    ):
        assert words in text
    assert "Secret words" not in text


def test_the_childs_worker_reads_the_contact_without_the_familys_history_or_intelligence(door):
    contact = a_contact(door.child, by=door.fay)
    at = timezone.now()
    PartnerCheck.objects.create(
        contact=contact, agency="police", asked_at=at, asked_by=door.fay, answered_at=at, answer="Known dealer",
        answer_by=door.fay, intelligence=True,
    )  # fmt: skip
    text = page(door.worker, "contact", contact.pk)
    assert "Tired and hungry" in text
    assert "family’s history" not in text
    assert "Known dealer" not in text
    assert "Known dealer" in page(door.fay, "contact", contact.pk)
    assert signed_in(door.colleague).get(reverse("contact", args=[contact.pk])).status_code == 404


def test_a_manager_decides_and_the_front_door_says_who_was_told(door):
    contact = a_contact(door.child, by=door.fay)
    said = {
        "children": [door.child.pk],
        "reason": "Seen",
        "outcome": "strategy",
        "referred_on": "2026-11-16",
        "primary_need": "N1",
    }
    assert send(door.mina, "contact-decide", contact.pk, **said).status_code == 302
    assert Referral.objects.get().primary_need == "N1"
    assert page(door.fay, "contacts").count("Taken by") == 0
    said = {"whom": "referrer", "what": "decided", "told_on": "2026-11-17", "told_time": "9am"}
    assert send(door.fay, "contact-tell", contact.pk, **said).status_code == 302
    assert Telling.objects.get().told_at is not None
    assert signed_in(door.fay).get(reverse("contact", args=[contact.pk])).status_code == 404


def test_no_further_action_says_what_was_offered(door):
    contact = a_contact(door.child, by=door.fay)
    said = {"children": [door.child.pk], "reason": "Seen", "outcome": "nothing"}
    text = send(door.mina, "contact-decide", contact.pk, **said).content.decode()
    assert "Enter what was offered, or why nothing was" in text
    assert send(door.fay, "contact-decide", contact.pk, **said).status_code == 404


def test_a_manager_looks_again_at_another_managers_decisions(door):
    for days in (100, 10):
        at = timezone.now() - timedelta(days=days)
        told = {"outcome": "nothing", "reason": "Closed then", "decided_at": at, "by": door.head}
        Decision.objects.create(
            contact=a_contact(door.child, by=door.fay, received_at=at), child=door.child, **told
        )
    assert "Closed then" in page(door.mina, "step-back")
    assert "The last decision was yours" in page(door.head, "step-back")
    assert signed_in(door.head).get(reverse("step-back-look", args=[door.child.pk])).status_code == 404
    assert send(door.mina, "step-back-look", door.child.pk, text="Seen", outcome="offer").status_code == 302
    assert "Nobody has to be looked at again" in page(door.mina, "step-back")


def test_a_contact_is_in_the_chronology_without_who_made_it(door):
    a_contact(door.child, by=door.fay, source_name="Nora Neighbour")
    text = page(door.worker, "chronology", door.child.pk)
    assert "Contact from: school" in text
    assert "Nora Neighbour" not in text


def test_a_look_at_a_contact_is_in_the_audit_of_every_child(door):
    sister = a_child("Sister")
    page(door.fay, "contact", a_contact(door.child, sister, by=door.fay).pk)
    seen = AuditEntry.objects.filter(event="contact viewed").values_list("child", flat=True)
    assert set(seen) == {door.child.pk, sister.pk}


def test_a_draft_opens_with_as_many_children_as_were_typed(door):
    client = signed_in(door.fay)
    client.post(reverse("contact-take"), SAID | {"children": "2", "child1-given": "Second", "draft": "save"})
    text = client.get(reverse("contact-take")).content.decode()
    assert 'value="Second"' in text
    assert not Person.objects.filter(names__given="Second").exists()


def test_a_closed_contact_opens_to_the_front_door_with_a_reason(door):
    contact = a_contact(door.child, by=door.fay, source="9")
    contact.about.update(decided_at=timezone.now())
    client = signed_in(door.fay)
    assert client.get(reverse("contact", args=[contact.pk])).status_code == 404
    client.post(
        reverse("reason", args=[door.child.pk]), {"reason": "The school rang again about the same child"}
    )
    assert client.get(reverse("contact", args=[contact.pk])).status_code == 200
