"""What the pages of a merge must not tell: somebody hidden since, or an address withheld since; and what a forged form may not do."""

import pytest
from django.urls import reverse

from kith.casework.actions.merging import Decided, merge
from kith.casework.merges import Merge
from kith.casework.merging.overlaps import overlaps
from kith.people.factories import a_child
from kith.people.models import Address, Person, Relationship, Residence, Withholding
from kith.testing.standing import MOMENT, at_work, days_ago
from kith.web.tests.test_restriction_pages import restricted
from kith.workforce.factories import allocated
from kith.workforce.models import KnownAs

HOME = "9 Secret Street"
PAGES = ("merge-of", "merge-undo")


@pytest.fixture
def made(standing) -> Merge:
    """Two records, each with the same brother and home, merged by the head of service."""
    twin, brother = a_child("Robyn"), a_child("Ash", "Hiddenbrother")
    allocated(twin, standing.worker, standing.team)
    home = Address.objects.create(lines=HOME, postcode="LS1 4AP")
    for person in (standing.child, twin):
        Relationship.objects.create(person=person, other=brother, kind="sibling", start_on=days_ago(900))
        Residence.objects.create(person=person, address=home, start_on=days_ago(90))
    found = overlaps(standing.child.pk, twin.pk)
    stands = {each.key: each.one.pk for each in found}
    with at_work(standing.head):
        return merge(
            kept=standing.child,
            merged=twin,
            decided=Decided(stands=stands),
            reason="One",
            at=MOMENT,
            by=standing.head,
        )


def answer(client, who, page, *named):
    client.force_login(who.user)
    return client.get(reverse(page, args=named))


@pytest.mark.parametrize("page", PAGES)
def test_a_brother_restricted_since_is_not_named(client, standing, made, page):
    assert "Hiddenbrother" in answer(client, standing.manager, "merge-of", made.pk).content.decode()
    brother = Person.objects.get(names__family="Hiddenbrother")
    restricted(standing, by=standing.head, person=brother)
    said = answer(client, standing.manager, page, made.pk)
    assert said.status_code == 200
    assert "Hiddenbrother" not in said.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_an_address_withheld_from_the_reader_is_not_told(client, standing, made, page):
    moved = Address.objects.create(lines="7 Newer Street", postcode="LS1 4AP")
    Residence.objects.create(person=standing.child, address=moved, start_on=days_ago(1))
    KnownAs.objects.create(worker=standing.manager, person=standing.parent)
    Withholding.objects.create(
        child=standing.child,
        what="address",
        withheld_from=standing.parent,
        reason="Safety",
        start_on=days_ago(9),
    )
    assert answer(client, standing.manager, page, made.pk).status_code == 404
    assert "Street" not in answer(client, standing.manager, "merges").content.decode()
    assert (
        reverse("merge-of", args=[made.pk])
        not in answer(client, standing.manager, "details", standing.child.pk).content.decode()
    )


def test_nobody_undoes_from_whom_something_is_withheld(client, standing, made):
    KnownAs.objects.create(worker=standing.manager, person=standing.parent)
    Withholding.objects.create(
        child=standing.child,
        what="address",
        withheld_from=standing.parent,
        reason="Safety",
        start_on=days_ago(9),
    )
    client.force_login(standing.manager.user)
    client.post(reverse("merge-undo", args=[made.pk]), {"all": "kept", "reason": "Two of them"})
    made.refresh_from_db()
    assert made.undone_at is None


@pytest.mark.parametrize("number", [10**12, 10**30])
def test_a_number_too_large_is_not_found(client, standing, number):
    client.force_login(standing.head.user)
    for address in (
        f"/merges/{number}/",
        f"/merges/{number}/undo/",
        f"/people/{number}/same-as/{standing.child.pk}/",
    ):
        assert client.get(address).status_code == 404
    assert client.get(f"/people/{standing.child.pk}/not-same-as/{number}/").status_code == 404


def test_somebody_hidden_is_merged_and_kept_apart_as_nobody_is(client, standing):
    hidden = a_child("Una", "Zimbelstern")
    allocated(hidden, standing.worker, standing.team)
    restricted(standing, person=hidden)
    client.force_login(standing.head.user)
    for page in ("merge", "not-the-same"):
        for pair in ([standing.child.pk, hidden.pk], [hidden.pk, standing.child.pk]):
            said = client.get(reverse(page, args=pair))
            assert said.status_code == 404 and b"Zimbelstern" not in said.content


def test_a_forged_form_merges_nobody_else(client, standing):
    twin, third = a_child("Robyn"), a_child("Una")
    allocated(twin, standing.worker, standing.team)
    client.force_login(standing.manager.user)
    address = reverse("merge", args=[standing.child.pk, twin.pk])
    given = {"reason": "Same birth date and mother", "sure": "on"}
    for stays in (third.pk, "0", "x", str(10**30)):
        assert client.post(address, given | {"stays": stays}).status_code == 200
    assert not Merge.objects.exists()
