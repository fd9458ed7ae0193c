"""A personal adviser reads the young person's record, never the parents' information or a brother's name."""

import pytest
from django.urls import reverse

from kith.access.roles import Role
from kith.casework.models import Note, NoteChild, Visit, VisitChild
from kith.people.factories import a_child
from kith.people.models import ParentalResponsibility
from kith.testing.standing import MOMENT
from kith.web.tests.decided import read
from kith.web.tests.test_walk import arguments, thing
from kith.workforce.factories import a_worker, allocated

pytestmark = pytest.mark.django_db
SECRETS = ("Samphire", "Wrenna")


@pytest.fixture
def adviser(standing):
    standing.parent.names.update(given="Samphire")
    ParentalResponsibility.objects.create(
        child=standing.child, holder=standing.parent, basis="Birth", start_on="2014-05-06"
    )
    sister = a_child("Wrenna")
    note = Note.objects.create(
        happened_at=MOMENT, written_at=MOMENT, finalised_at=MOMENT, author=standing.worker, text="Well"
    )
    visit = Visit.objects.create(
        visited_on="2026-01-01", written_at=MOMENT, worker=standing.worker, text="Well"
    )
    for child in (standing.child, sister):
        NoteChild.objects.create(note=note, child=child)
        VisitChild.objects.create(visit=visit, child=child, seen=True)
    found = a_worker("Ada Adviser", Role.PERSONAL_ADVISER, standing.team)
    allocated(standing.child, found, standing.team, part="personal_adviser")
    standing.things = {"child": standing.child.pk, "note": note.pk, "visit": visit.pk}
    return found


def told(client, standing) -> dict:
    found = {}
    for page, method in read().pages:
        if method == "GET" and arguments(page) and set(arguments(page)) <= set(standing.things):
            answer = client.get(
                reverse(page, kwargs={name: thing(standing.things, name, page) for name in arguments(page)})
            )
            said = (
                [each for each in SECRETS if each in answer.content.decode()]
                if answer.status_code == 200
                else []
            )
            if said:
                found[page] = said
    return found


def test_no_page_tells_a_personal_adviser(standing, adviser, client):
    client.force_login(adviser.user)
    assert told(client, standing) == {}


def test_the_childs_worker_reads_both(standing, adviser, client):
    client.force_login(standing.worker.user)
    assert {"chronology", "note", "visit"} <= told(client, standing).keys()
