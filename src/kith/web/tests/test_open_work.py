"""Screening says what is under way for the children of a contact and those around them, and of the police's words who sees them."""

from kith.assessment.factories import a_need_plan, an_assessment
from kith.familyhelp.factories import family_help
from kith.frontdoor.factories import a_contact, a_front_door_worker
from kith.frontdoor.models import PartnerCheck
from kith.people.factories import a_child
from kith.people.models import Relationship
from kith.protection.factories import a_plan
from kith.protection.models import Enquiry
from kith.reach.tests.test_wall import restricted
from kith.testing.standing import DAY, MOMENT, days_ago
from kith.web.tests.test_contact_pages import page


def a_sister(standing):
    sister = a_child("Sister")
    Relationship.objects.create(person=sister, other=standing.child, kind="sibling", start_on=days_ago(900))
    return sister


def test_the_screen_says_what_is_under_way_for_a_sister(standing):
    sister, front = a_sister(standing), a_front_door_worker()
    a_plan(sister, days_ago(20))
    Enquiry.objects.create(child=sister, started_on=DAY)
    a_need_plan(sister)
    an_assessment(sister, lead=standing.worker)
    family_help(standing.child, lead=standing.worker)
    text = page(front, "contact", a_contact(standing.child, by=front).pk)
    for words in (
        "Protection plan since",
        "Section 47 enquiry under way",
        "Child in need plan since",
        "Assessment under way",
    ):
        assert words in text
    assert "Family help goes on" in text


def test_nothing_is_said_of_a_sister_whose_record_is_restricted(standing):
    sister, front = a_sister(standing), a_front_door_worker()
    a_plan(sister, days_ago(20))
    restricted(sister, standing.manager)
    assert "Protection plan since" not in page(front, "contact", a_contact(standing.child, by=front).pk)


def test_police_intelligence_says_who_may_see_it(standing):
    front = a_front_door_worker()
    contact = a_contact(standing.child, by=front)
    PartnerCheck.objects.create(
        contact=contact, agency="police", asked_at=MOMENT, asked_by=front, answered_at=MOMENT, answer="Zedword", answer_by=front, intelligence=True,
    )  # fmt: skip
    text = page(front, "contact", contact.pk)
    assert "Seen only by those who screen and decide contacts" in text
    assert "Zedword" in text
    assert "Zedword" not in page(standing.worker, "contact", contact.pk)
