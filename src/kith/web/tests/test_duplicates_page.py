"""The list of likely duplicates: both must be findable by the reader, and each pair leads to a merge or a decision."""

import pytest
from django.urls import reverse

from kith.casework.duplicates import LikelyDuplicate, NotTheSame
from kith.people.factories import a_child
from kith.people.models import Address, Relationship, Residence, Withholding
from kith.reach.models import Restriction
from kith.testing.standing import DAY, days_ago
from kith.workforce.factories import allocated
from kith.workforce.models import KnownAs

LIST = reverse("duplicates")


@pytest.fixture
def twice(standing):
    child = a_child("Robyn", "Example")
    allocated(child, standing.worker, standing.team)
    listed(standing.child, child)
    return child


def listed(one, other):
    reasons = ["given.sound", "family.same", "born.same", "sex.same", "home.address"]
    LikelyDuplicate.objects.create(one=one, other=other, likelihood=0.95, reasons=reasons, found_on=DAY)


def page(client, who, address=LIST):
    client.force_login(who.user)
    return client.get(address).content.decode()


def test_a_pair_is_shown_with_how_likely_and_why(client, standing, twice):
    said = page(client, standing.manager)
    assert "First name sounds the same. Same last name. Same date of birth. Same address" in said
    assert "Likely" in said
    assert reverse("merge", args=[standing.child.pk, twice.pk]) in said


def test_of_people_one_may_not_find_no_pair_is_shown(client, standing, twice):
    theirs = a_child("Ash", "Elsewhere")
    listed(standing.child, theirs)
    assert "Ash Elsewhere" not in page(client, standing.manager)
    assert "Ash Elsewhere" in page(client, standing.head)
    client.force_login(standing.worker.user)
    assert client.get(LIST).status_code == 404


def test_an_address_that_is_withheld_is_not_told_by_a_reason(client, standing, twice):
    KnownAs.objects.create(worker=standing.manager, person=standing.parent)
    Withholding.objects.create(
        child=twice, what="address", withheld_from=standing.parent, reason="Safety", start_on=days_ago(9)
    )
    assert "Same address" not in page(client, standing.manager)


def test_nor_is_it_told_by_a_brother_who_lives_there_too(client, standing, twice):
    KnownAs.objects.create(worker=standing.manager, person=standing.parent)
    brother = a_child("Ash", "Example")
    home = Address.objects.create(lines="9 Secret Street", postcode="LS1 4AP")
    for person in (brother, twice):
        Residence.objects.create(person=person, address=home, start_on=days_ago(90))
    Withholding.objects.create(
        child=brother, what="address", withheld_from=standing.parent, reason="Safety", start_on=days_ago(9)
    )
    assert "Same address" not in page(client, standing.manager)


def test_a_relative_hidden_since_the_list_was_made_is_no_reason(client, standing, twice):
    brother = a_child("Ash", "Example")
    for person in (standing.child, twice):
        Relationship.objects.create(person=person, other=brother, kind="sibling", start_on=days_ago(90))
    LikelyDuplicate.objects.update(reasons=["given.sound", "kin.shared"])
    assert "A relative in common" in page(client, standing.manager)
    Restriction.objects.create(
        person=brother,
        kind="relocated",
        owner=standing.head,
        reason="Safety",
        review_on=DAY,
        start_on=days_ago(1),
    )
    assert "A relative in common" not in page(client, standing.manager)


def test_a_team_and_children_only_narrow_the_list(client, standing, twice):
    assert "Robyn Example" in page(client, standing.head, f"{LIST}?team={standing.team.pk}&children=on")
    assert "No pairs here" in page(
        client, standing.head, f"{LIST}?team={standing.other.memberships.get().team_id}"
    )


def test_two_people_stay_away_from_the_list(client, standing, twice):
    client.force_login(standing.manager.user)
    address = reverse("not-the-same", args=[standing.child.pk, twice.pk])
    assert client.post(address, {"reason": ""}).status_code == 200
    assert client.post(address, {"reason": "Twins"}).url == LIST
    assert NotTheSame.objects.get().reason == "Twins"
    assert "Robyn Example" not in page(client, standing.manager)
