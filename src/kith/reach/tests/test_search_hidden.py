"""Nothing about a search's answer, its order or its reasons tells of somebody hidden: a name only they have is nobody's."""

from datetime import timedelta

import pytest

from kith.access.roles import Role
from kith.people.factories import a_child, a_person
from kith.people.models import Relationship
from kith.reach.models import Restriction
from kith.reach.search import find
from kith.testing.standing import DAY, at_work, days_ago
from kith.workforce.factories import a_worker, allocated


def answer(worker, words):
    with at_work(worker):
        return [(each.person.pk, each.relative) for each in find(worker, words)]


def restrict(person, owner):
    Restriction.objects.create(
        person=person,
        kind="relocated",
        owner=owner,
        reason="Safety",
        review_on=DAY + timedelta(90),
        start_on=DAY,
    )


@pytest.fixture
def hidden(standing):
    """A brother of ours whom a restriction hides, of a name that nobody else has."""
    child = a_child("Ida", "Zimbelstern")
    Relationship.objects.create(person=standing.child, other=child, kind="sibling", start_on=days_ago(900))
    a_child("Robin", "Quill")
    restrict(child, standing.manager)
    return child


def test_a_name_only_somebody_hidden_has_is_answered_as_a_name_nobody_has(standing, hidden):
    nobodys = answer(standing.head, "Robin Quartzbauer")
    assert len(nobodys) == 2
    assert answer(standing.head, "Robin Zimbelstern") == nobodys
    assert answer(standing.worker, "Robin Zimbelstern") == nobodys


def test_how_many_hidden_people_have_a_name_changes_no_answer(standing):
    names = [("Robin", "Quill"), ("Ash", "Quill"), ("Robin", "Vane"), ("Robin", "Lark")]
    people = [a_child(*each) for each in names]
    Relationship.objects.create(person=people[0], other=people[1], kind="sibling", start_on=days_ago(900))
    before = answer(standing.head, "Ash Robin Vane Quill")
    for _ in range(6):
        restrict(a_child("Una", "Quill"), standing.manager)
    assert answer(standing.head, "Ash Robin Vane Quill") == before


@pytest.mark.parametrize("role", [Role.TEAM_MANAGER, Role.FAMILY_HELP])
def test_a_name_of_children_out_of_reach_is_answered_as_a_name_nobody_has(standing, role):
    a_child("Ash", "Zimbelstern")
    allocated(a_child("Robin", "Quill"), standing.worker, standing.team)
    worker = standing.manager if role == Role.TEAM_MANAGER else a_worker("Fay Helper", role)
    allocated(standing.child, worker)
    assert answer(worker, "Robin Zimbelstern") == answer(worker, "Robin Quartzbauer")


def test_a_grown_ups_name_is_nobodys_to_a_role_that_finds_children_only(standing):
    a_person("Ash", "Zimbelstern")
    a_child("Robin", "Quill")
    analyst = a_worker("Dee Analyst", Role.DATA)
    assert answer(analyst, "Robin Zimbelstern") == answer(analyst, "Robin Quartzbauer") != []


@pytest.mark.parametrize(
    "typed",
    [
        "Robin 9999-12-31",
        "0001-01-01",
        "robin 01/01/0001",
        "29/02/0004",
        "robin aged 99",
        "born 1900",
        "9" * 60,
    ],
)
def test_a_day_at_the_end_of_time_is_answered(standing, typed):
    assert answer(standing.head, typed) == []
