"""Whom a search may show to whom."""

import pytest

from kith.access.models import AuditEntry
from kith.access.roles import Role
from kith.people.factories import a_child, a_parent_of
from kith.reach.search import openable, search
from kith.testing.standing import at_work
from kith.workforce.factories import a_worker, allocated


def found(worker, words="example"):
    with at_work(worker):
        return {person.pk for person in search(worker, words)}


@pytest.fixture
def theirs(standing):
    child = a_child("Ash", "Example")
    allocated(child, standing.other)
    return child


def test_a_stranger_finds_nobody(standing):
    assert found(standing.stranger) == set()
    assert found(standing.stranger, "6/5/2014") == set()


def test_a_social_worker_finds_everyone_to_open_with_a_reason(standing, theirs):
    assert found(standing.worker) == {standing.child.pk, standing.parent.pk, theirs.pk}


def test_a_manager_finds_the_team_and_the_people_around_it(standing, theirs):
    assert found(standing.manager) == {standing.child.pk, standing.parent.pk}


def test_family_help_finds_its_own_children_and_their_families(standing, theirs):
    helper = a_worker("Fay Helper", Role.FAMILY_HELP)
    allocated(theirs, helper)
    parent = a_parent_of(theirs)
    assert found(helper) == {theirs.pk, parent.pk}


def test_a_personal_adviser_finds_the_young_person_and_not_the_parents(standing):
    adviser = a_worker("Pat Adviser", Role.PERSONAL_ADVISER)
    allocated(standing.child, adviser)
    assert found(adviser) == {standing.child.pk}


@pytest.mark.parametrize("role", [Role.DATA, Role.PLACEMENTS])
def test_roles_that_see_no_families_find_children_only(standing, role):
    worker = a_worker("Dee Worker", role)
    assert found(worker) == {standing.child.pk}


@pytest.mark.parametrize("role", [Role.INFORMATION_GOVERNANCE, Role.ADMINISTRATOR])
def test_roles_that_may_not_search_find_nobody(standing, role):
    assert found(a_worker("Ivy Worker", role)) == set()


def test_an_own_child_is_found_among_many_of_the_same_name(standing):
    for _ in range(120):
        a_child("Robin", "Example")
    assert found(standing.manager, "robin example 6/5/2014") == {standing.child.pk}
    assert found(standing.manager, "robin example") == {standing.child.pk}


def test_only_people_around_ones_own_children_can_be_opened(standing, theirs):
    elsewhere = a_parent_of(theirs)
    with at_work(standing.worker):
        assert openable(standing.worker, [standing.parent.pk, elsewhere.pk]) == {standing.parent.pk}
    adviser = a_worker("Pat Adviser", Role.PERSONAL_ADVISER)
    allocated(standing.child, adviser)
    with at_work(adviser):
        assert openable(adviser, [standing.parent.pk]) == set()


def test_a_search_is_in_the_audit_without_what_was_typed(standing):
    found(standing.worker, "robin example")
    entry = AuditEntry.objects.get(event="searched")
    assert entry.worker == standing.worker.pk
    assert "robin" not in str(entry.__dict__).lower()
