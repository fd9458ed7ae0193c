"""What is withheld from a person is told to them by no page: neither when they sign in as a worker, nor on a print
made for them, nor on the page of a brother at the same address or of a carer."""

import re
from datetime import date

import pytest
from django.urls import reverse

from kith.access.roles import Role
from kith.care.models import Placement
from kith.people.factories import a_child, a_person
from kith.people.models import Address, Relationship, Residence, Telephone, Withholding
from kith.providers.models import Home
from kith.workforce.factories import a_worker, allocated, is_also

pytestmark = pytest.mark.django_db
SINCE = date(2024, 1, 1)
SECRETS = ("Millrace", "ZZ1 1ZZ", "01632 960001", "01632960001", "Hedgerow House")


@pytest.fixture
def secret(standing):
    """Robin and a brother live together; where is withheld from Robin's parent, who is the colleague Cal."""
    standing.brother = a_child("Jay", "Example", sex="M")
    standing.carer = a_person("Jo", "Fernley")
    allocated(standing.brother, standing.worker, standing.team)
    place = Address.objects.create(lines="7 Millrace Lane", postcode="ZZ1 1ZZ")
    home = Home.objects.create(name="Hedgerow House", address="7 Millrace Lane", postcode="ZZ1 1ZZ")
    for person in (standing.child, standing.brother, standing.carer):
        Residence.objects.create(person=person, address=place, start_on=SINCE)
        Telephone.objects.create(person=person, number="01632 960001", start_on=SINCE)
    for child in (standing.child, standing.brother):
        Placement.objects.create(child=child, home=home, place="U4", provider_type="PR1", start_on=SINCE)
        Relationship.objects.create(person=standing.carer, other=child, kind="foster_carer", start_on=SINCE)
        Relationship.objects.create(person=standing.parent, other=child, kind="friend", start_on=SINCE)
    Relationship.objects.create(person=standing.brother, other=standing.child, kind="sibling", start_on=SINCE)
    for what in ("address", "telephone"):
        Withholding.objects.create(
            child=standing.child,
            what=what,
            withheld_from=standing.parent,
            reason="Violence at home",
            start_on=SINCE,
        )
    return standing


def pages(people):
    """Every page on which an address or telephone of Robin's could be told."""
    of_child = [
        "child",
        "details",
        "family",
        "workers",
        "homes",
        "card",
        "child-print",
        "timeline",
        "chronology",
    ]
    addresses = [
        reverse(name, args=[child.pk]) for name in of_child for child in (people.child, people.brother)
    ]
    addresses.append(reverse("person", args=[people.parent.pk]))
    forms = ["person-change", "address-new", "telephone-new"]
    return (
        addresses
        + [reverse(name, args=[people.child.pk]) for name in forms]
        + [reverse("search") + "?page=1"]
    )


def told(client, people, addresses):
    """Which secrets which pages tell."""
    client.post(reverse("search"), {"words": "example"})
    found = {}
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        said = [each for each in SECRETS if each in response.content.decode()]
        if said:
            found[address] = said
    return found


def test_whoever_may_know_reads_it(secret, client):
    client.force_login(secret.worker.user)
    details, family = (reverse(name, args=[secret.child.pk]) for name in ("details", "family"))
    assert {*told(client, secret, [details, family])} == {details, family}


def test_the_named_person_reads_it_nowhere(secret, client):
    is_also(secret.worker, secret.parent)
    client.force_login(secret.worker.user)
    assert told(client, secret, pages(secret)) == {}


def test_who_cares_for_the_child_is_not_found_by_the_named_person(secret, client):
    client.force_login(secret.worker.user)
    assert client.get(reverse("person", args=[secret.carer.pk])).status_code == 200
    is_also(secret.worker, secret.parent)
    assert client.get(reverse("person", args=[secret.carer.pk])).status_code == 404


def test_the_pages_say_that_it_is_withheld_and_not_why(secret, client):
    is_also(secret.worker, secret.parent)
    client.force_login(secret.worker.user)
    for name in ("details", "family"):
        page = client.get(reverse(name, args=[secret.child.pk])).content.decode()
        assert "Withheld" in page
        assert "Violence at home" not in page


def test_what_is_withheld_from_oneself_one_cannot_end(secret, client):
    is_also(secret.worker, secret.parent)
    client.force_login(secret.worker.user)
    for row in Withholding.objects.all():
        assert client.get(reverse("withhold-end", args=[secret.child.pk, row.pk])).status_code == 404
    row = Telephone.objects.get(person=secret.child)
    assert client.get(reverse("telephone-end", args=[secret.child.pk, row.pk])).status_code == 404


def test_a_print_for_the_named_person_does_not_tell_it(secret, client):
    client.force_login(secret.worker.user)
    prints = [
        reverse("child-print", args=[child.pk]) + f"?for={secret.parent.pk}"
        for child in (secret.child, secret.brother)
    ]
    assert told(client, secret, prints) == {}


def test_once_ended_it_is_told_again(secret, client):
    Withholding.objects.update(end_on=SINCE)
    is_also(secret.worker, secret.parent)
    client.force_login(secret.worker.user)
    assert told(client, secret, [reverse("details", args=[secret.child.pk])])


WARNED = ["note-new", "visit-new", "child-print"]


def is_warned(client, worker, page, child, **query):
    client.force_login(worker.user)
    told = client.get(reverse(page, args=[child.pk]), query).content.decode()
    return re.findall(r"(Robin Example’s [^<]* withheld from [^<]*)\.", told)


@pytest.mark.parametrize("page", WARNED)
def test_who_writes_or_prints_is_warned_of_what_words_could_tell(secret, client, page):
    [words] = is_warned(client, secret.worker, page, secret.child)
    assert secret.parent.name in words
    assert ("do not show them this sheet" if page == "child-print" else "do not write") in words


@pytest.mark.parametrize("page", WARNED)
def test_from_whom_it_is_withheld_is_told_nothing_of_it(secret, client, page):
    is_also(secret.worker, secret.parent)
    assert is_warned(client, secret.worker, page, secret.child) == []


def test_a_sheet_made_for_somebody_holds_no_warning(secret, client):
    assert is_warned(client, secret.worker, "child-print", secret.child, **{"for": secret.parent.pk}) == []


def test_whose_role_does_not_see_the_family_is_warned_without_the_name(secret, client):
    adviser = a_worker("Pat Adviser", Role.PERSONAL_ADVISER, secret.team)
    allocated(secret.child, adviser, secret.team, part="personal_adviser")
    [words] = is_warned(client, adviser, "note-new", secret.child)
    assert "somebody around the child" in words


def test_one_thing_withheld_is_one_and_several_are_several(secret, client):
    [words] = is_warned(client, secret.worker, "note-new", secret.child)
    assert "are withheld" in words and "do not write them here" in words
    Withholding.objects.exclude(what="address").delete()
    [words] = is_warned(client, secret.worker, "note-new", secret.child)
    assert "address is withheld" in words and "do not write it here" in words
