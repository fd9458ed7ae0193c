"""Before somebody is added the likely duplicates are shown, with why; and nothing tells of whom one may not see."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from kith.access.roles import Role
from kith.casework.merges import Merge
from kith.people.factories import a_child, a_parent_of, a_person
from kith.people.models import Address, Person, Relationship, Residence
from kith.reach.models import Restriction
from kith.testing.standing import DAY, MOMENT, days_ago
from kith.workforce.factories import a_worker

NUMBER = "9434765919"
NEW = reverse("person-new")


@pytest.fixture
def client(standing, client):
    client.force_login(standing.worker.user)
    return client


def boxes(name, day):
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


def typed(**given):
    return {"given": "Tamsin", "family": "Quill", "sex": "F", **boxes("born_on", date(2015, 4, 3))} | given


def relative(**given):
    return typed(kind="sibling", **boxes("start_on", date(2015, 4, 3))) | given


def restrict(person, owner, kind):
    Restriction.objects.create(
        person=person,
        kind=kind,
        owner=owner,
        reason="Safety",
        review_on=DAY + timedelta(90),
        start_on=days_ago(9),
    )


def page(client, address, sent):
    return client.post(address, sent).content.decode()


@pytest.mark.parametrize(
    ("details", "name", "why"),
    [
        ({"born_on": date(2015, 4, 3)}, ("Tamsin", "Quill"), "Same name. Same date of birth"),
        ({"born_on": date(2015, 4, 3)}, ("Tamzin", "Kwill"), "Name sounds the same. Same date of birth"),
        (
            {"born_on": date(2015, 3, 4)},
            ("Tamsin", "Quill"),
            "Date of birth with day and month the other way round",
        ),
        ({"nhs_number": NUMBER, "born_on": date(2001, 1, 1)}, ("Zoe", "Else"), "Same NHS number"),
        ({"born_on": None}, ("Tamsin", "Quill"), "Date of birth not known"),
    ],
)
def test_who_may_be_meant_is_shown_with_why(client, details, name, why):
    known = a_child(*name, **details)
    said = page(client, NEW, typed(nhs_number=NUMBER))
    assert why in said
    assert reverse("card", args=[known.pk]) in said
    assert "None of these: add a new child" in said


def test_somebody_of_another_age_or_name_is_not(client):
    a_child("Tamsin", "Quill", born_on=date(2001, 9, 9))
    a_child("Bogumil", "Quill", born_on=date(2015, 4, 3))  # a twin
    assert client.post(NEW, typed()).status_code == 302


def test_none_of_these_adds_a_new_person_with_all_that_was_typed(client):
    known = a_child("Tamsin", "Quill", born_on=date(2015, 4, 3))
    said = page(client, NEW, typed(nhs_number="943 476 5919"))
    assert 'name="nhs_number" value="943 476 5919"' in said
    assert client.post(NEW, typed(nhs_number="943 476 5919", looked_at=str(known.pk))).status_code == 302
    assert Person.objects.filter(nhs_number=NUMBER).count() == 1


def test_of_a_child_on_the_record_one_is_led_to_the_record(client):
    known = a_child("Tamsin", "Quill", born_on=date(2015, 4, 3))
    assert client.post(NEW, typed(use=known.pk)).url == reverse("card", args=[known.pk])
    assert not Person.objects.filter(pk__gt=known.pk).exists()


def test_of_a_relative_what_joins_them_to_the_child_is_said(client, standing):
    known = a_child("Tamsin", "Quill", born_on=date(2015, 4, 3))
    a_parent_of(known, "Sam", "Example")
    home = Address.objects.create(lines="1 Long Lane", postcode="LS1 4AP")
    for person in (known, standing.child):
        Residence.objects.create(person=person, address=home, start_on=days_ago(90))
    said = page(client, reverse("relationship-new", args=[standing.child.pk]) + "?person=new", relative())
    assert "Parent has the same name" in said
    assert "Same postcode" in said


def test_a_relative_on_the_record_is_joined_instead_of_added(client, standing):
    known = a_person("Tamsin", "Quill", born_on=date(2015, 4, 3))
    address = reverse("relationship-new", args=[standing.child.pk]) + "?person=new"
    before = Person.objects.count()
    assert "Use this person" in page(client, address, relative())
    assert client.post(address, relative(use=known.pk)).status_code == 302
    assert Relationship.objects.filter(person=known, other=standing.child, kind="sibling").exists()
    assert Person.objects.count() == before


def test_of_somebody_restricted_one_is_told_to_ask_and_nothing_else(client, standing):
    known = a_child("Tamsin", "Quill", born_on=date(2015, 4, 3), nhs_number=NUMBER)
    restrict(known, standing.manager, "relocated")
    said = page(client, NEW, typed())
    assert "Speak to the duty manager" in said
    assert "Is it one of these?" not in said
    assert client.post(NEW, typed(looked_at="restricted")).status_code == 302


def test_of_somebody_sealed_nothing_is_told_nor_of_their_number(client):
    known = a_child("Tamsin", "Quill", born_on=date(2015, 4, 3), nhs_number=NUMBER, authority_id="LA1")
    restrict(known, a_worker("Ada Adoption", Role.ADOPTION), "adoption")
    assert client.post(NEW, typed(nhs_number=NUMBER)).status_code == 302
    assert client.post(NEW, typed(given="Yolande", use=known.pk)).status_code == 302


@pytest.mark.parametrize("whom", ["themselves", "merged", "hidden", "too large"])
def test_a_forged_choice_joins_nobody(client, standing, whom):
    hidden, merged = a_child("Una", "Quill"), a_person("Tamsin", "Quill")
    restrict(hidden, standing.head, "relocated")
    Merge.objects.create(
        kept=standing.child, merged=merged, by=standing.head, at=MOMENT, reason="One", work=uuid4(), stood={}
    )
    use = {"themselves": standing.child.pk, "merged": merged.pk, "hidden": hidden.pk, "too large": 10**17}[
        whom
    ]
    address = reverse("relationship-new", args=[standing.child.pk]) + "?person=new"
    before = set(Relationship.objects.values_list("pk", "person", "other"))
    client.post(address, relative(use=use, given="Xavier", family="Other"))
    new = set(Relationship.objects.values_list("pk", "person", "other")) - before
    assert not any(one == two or use in {one, two} - {standing.child.pk} for _, one, two in new)
