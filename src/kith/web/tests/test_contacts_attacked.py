"""Contacts about somebody whom a restriction hides: tried from every side."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.access.roles import Role
from kith.frontdoor.factories import a_contact, a_front_door_manager, a_front_door_worker
from kith.frontdoor.models import Contact, Decision
from kith.people.factories import a_child
from kith.people.models import Relationship
from kith.reach.models import Allowed, Restriction
from kith.testing.standing import DAY, at_work
from kith.web.tests.test_contact_pages import SAID, page, send, signed_in
from kith.workforce.factories import a_worker


@pytest.fixture
def hidden(standing):
    """A contact about Robin and a sister; the sister is then restricted, by the manager of another team."""
    door = standing
    door.fay, door.mina = a_front_door_worker(), a_front_door_manager()
    door.sister = a_child("Zelda", "Zedward")
    Relationship.objects.create(person=door.sister, other=door.child, kind="sibling", start_on="2020-01-01")
    door.contact = a_contact(door.child, door.sister, by=door.fay, worries="Zedword")
    at = timezone.now() - timedelta(days=2)
    told = {"outcome": "nothing", "reason": "Zedword", "decided_at": at, "by": door.mina}
    Decision.objects.create(contact=door.contact, child=door.child, **told)
    door.restriction = Restriction.objects.create(
        person=door.sister, kind="relocated", reason="Safety", owner=door.manager, review_on=DAY + timedelta(90),
        start_on=DAY - timedelta(30),
    )  # fmt: skip
    return door


def test_the_contact_is_not_there_for_whom_the_restriction_keeps_out(hidden):
    for who in (hidden.fay, hidden.mina, hidden.head, hidden.worker):
        assert signed_in(who).get(reverse("contact", args=[hidden.contact.pk])).status_code == 404
        assert signed_in(who).get(reverse("contact-decide", args=[hidden.contact.pk])).status_code == 404
    for name in ("contacts", "step-back"):
        assert "Zel" not in page(hidden.mina, name)
    assert "Zedword" not in page(hidden.worker, "chronology", hidden.child.pk)


def test_no_other_contact_of_the_family_tells_of_it(hidden):
    other = a_contact(hidden.child, by=hidden.fay)
    text = page(hidden.fay, "contact", other.pk)
    assert "No other contact about this family is recorded" in text
    assert "Zel" not in text
    assert "earlier contact in" not in page(hidden.fay, "contacts")


def test_nor_do_filters_counts_and_the_list_to_look_at_again(hidden):
    told = {"outcome": "nothing", "reason": "x", "decided_at": timezone.now(), "by": hidden.head}
    with at_work(hidden.manager):
        both = a_contact(hidden.child, hidden.sister, by=hidden.fay)
        Decision.objects.create(contact=both, child=hidden.child, **told)
    a_contact(hidden.child, by=hidden.fay)
    assert (
        signed_in(hidden.fay).get(reverse("contacts") + "?again=on").content.decode().count("Taken by") == 0
    )
    assert "Nobody has to be looked at again" in page(hidden.mina, "step-back")


def test_whoever_is_let_in_sees_it(hidden):
    """So that the tests above can fail."""
    with at_work(hidden.manager):
        Allowed.objects.create(
            restriction=hidden.restriction, person=hidden.sister, worker=hidden.head, start_on=DAY
        )
    assert "Zelda" in page(hidden.head, "contact", hidden.contact.pk)
    assert "Zelda" in page(hidden.head, "contacts")


def test_a_contact_about_a_restricted_child_is_taken_and_says_only_whom_to_speak_to(hidden):
    said = SAID | {"child0-given": "Zelda", "child0-family": "Zedward", "child0-born_on": "2014-05-06"}
    text = send(hidden.fay, "contact-take", **said).content.decode()
    assert "Speak to the duty manager" in text
    assert str(hidden.sister.pk) not in [each.split('"')[0] for each in text.split('value="')]
    said |= {"child0-who": "new", "draft_version": "1"}
    assert send(hidden.fay, "contact-take", **said).status_code == 302
    assert Contact.objects.latest("pk").children.get() != hidden.sister


def test_a_number_typed_for_the_child_is_refused(hidden):
    said = SAID | {"child0-who": str(hidden.sister.pk)}
    assert (
        "Say whether the child is one of these" in send(hidden.fay, "contact-take", **said).content.decode()
    )


def test_of_a_sealed_child_nothing_is_told(hidden):
    sealed = a_child("Quill", "Quillson")
    ada = a_worker("Ada Adoption", Role.ADOPTION)
    Restriction.objects.create(
        person=sealed, kind="adopted", reason="x", owner=ada, review_on=DAY, start_on=DAY - timedelta(30)
    )
    response = send(
        hidden.fay, "contact-take", **SAID | {"child0-given": "Quill", "child0-family": "Quillson"}
    )
    assert response.status_code == 302
    assert "A restricted record fits" not in signed_in(hidden.fay).get(response["Location"]).content.decode()
