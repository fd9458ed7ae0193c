"""What is withheld from a named person is told by no address at all: not to them as a worker, nor on anything made
for them. Every address of the decision file is asked for, of the child and of a brother in the same home."""

from datetime import date

import pytest
from django.urls import reverse

from kith.access.models import RoleHeld
from kith.access.roles import Role
from kith.care.models import HomePostcode, NeedCode, Placement, ShortBreak
from kith.casework.models import SchoolPlace, Visit, VisitChild
from kith.people.factories import a_child, a_person
from kith.people.models import (
    Address,
    Professional,
    Relationship,
    Residence,
    Telephone,
    Withholding,
)
from kith.providers.models import Home, Provider
from kith.web.tests.decided import read
from kith.web.tests.test_sealed_everywhere import text_of
from kith.web.tests.test_walk import arguments, thing
from kith.web.tests.world import MOMENT, a_world, things_of
from kith.workforce.factories import allocated, is_also
from kith.workforce.models import KnownAs

pytestmark = pytest.mark.django_db
SINCE = date(2022, 1, 1)
SECRETS = {
    "the address": "Millrace",
    "its postcode": "ZZ1 1ZZ",
    "the home": "Hedgerow",
    "the home's number": "SC765432",
    "the provider": "Northfold",
    "the school": "Greenbank",
    "the school's number": "987654",
    "the telephone": "960777",
    "the carer": "Fernley",
}
# Where the roles reach: all of a social worker's, a reviewing officer's and the head's pages of an own child; the
# loads and the audit are told apart in their own tests.
ROLES = (Role.REVIEWING_OFFICER, Role.HEAD_OF_SERVICE, Role.TEAM_MANAGER, Role.DATA, Role.PLACEMENTS)


@pytest.fixture
def secret():
    """A child and a brother in one home; the child's parent, from whom all is withheld, is the child's worker."""
    world = a_world(Role.SOCIAL_WORKER)
    for role in ROLES:
        RoleHeld.objects.create(user=world.worker.user, role=role, start_on=SINCE)
    things = world.things["own"]
    child, parent = things["child"], things["person"]
    is_also(world.worker, parent)
    world.brother = things | a_brother(child, parent, world.worker)
    world.carer = a_carer([child, world.brother["child"]])
    in_the_home(child, world.worker, "Greenbank School")
    in_the_home(world.brother["child"], world.worker, "greenbank school ")
    for what in ("address", "school", "telephone"):
        Withholding.objects.create(
            child_id=child, what=what, withheld_from_id=parent, reason="Safety", start_on=SINCE
        )
    return world


def a_brother(child: int, parent: int, worker) -> dict:
    brother = a_child("Jay")
    allocation = allocated(brother, worker, worker.memberships.get().team)
    Relationship.objects.create(person=brother, other_id=child, kind="sibling", start_on=SINCE)
    Relationship.objects.create(person_id=parent, other=brother, kind="parent", start_on=SINCE)
    return things_of(brother, worker, allocation)


def a_carer(children: list[int]):
    carer = a_person("Jo", "Fernley")
    for child in children:
        Relationship.objects.create(person=carer, other_id=child, kind="foster_carer", start_on=SINCE)
    return carer


def in_the_home(child: int, worker, school: str) -> None:
    place, _ = Address.objects.get_or_create(lines="7 Millrace Lane", postcode="ZZ1 1ZZ")
    provider, _ = Provider.objects.get_or_create(name="Northfold")
    home, _ = Home.objects.get_or_create(
        name="Hedgerow House", address=place.lines, postcode=place.postcode, urn="SC765432", provider=provider
    )
    since = {"start_on": SINCE}
    Placement.objects.filter(child=child, end_on=None).update(end_on=SINCE)
    Placement.objects.create(child_id=child, home=home, place="U4", provider_type="PR1", **since)
    ShortBreak.objects.create(child_id=child, home=home, start_on=SINCE, end_on=date(2022, 1, 3))
    Residence.objects.create(person_id=child, address=place, **since)
    HomePostcode.objects.create(child_id=child, postcode="ZZ1 1ZZ", **since)
    NeedCode.objects.create(child_id=child, code="N1", **since)
    Telephone.objects.create(person_id=child, number="01632 960777", **since)
    SchoolPlace.objects.create(
        child_id=child, school=school, urn="987654" if "Green" in school else "", **since
    )
    Professional.objects.create(
        child_id=child, name="Ms Bell", profession="Teacher", organisation=school,
        telephone="01632 960555", email=f"bell@{school[:9].lower()}.example", **since,
    )  # fmt: skip
    visit = Visit.objects.create(
        visited_on=SINCE, written_at=MOMENT, worker=worker, text="Well", place="7 Millrace Lane"
    )
    VisitChild.objects.create(visit=visit, child_id=child, seen=True)
    visit.place = "Hedgerow House"
    visit.save()


def every_address(things: dict) -> list[str]:
    pages = [
        page
        for page, method in read().pages
        if method == "GET" and read().pages[page, method] not in ("nothing", "open")
    ]
    return [
        reverse(page, kwargs={name: thing(things, name, page) for name in arguments(page)}) for page in pages
    ]


def beside(world) -> list[str]:
    """The same things by other ways: narrowed, paged, chosen, of another person."""
    child, visit = (
        world.things["own"]["child"],
        Visit.objects.filter(about__child=world.things["own"]["child"]).last(),
    )
    homes, show = Home.objects.get(), ("everything", "life", "care", "2022", "past")
    return [
        *(reverse(page, args=[child]) + f"?show={each}" for each in show for page in ("chronology", "timeline", "timeline-picture")),
        *(reverse(page, args=[child]) + f"?home={homes.pk}" for page in ("placement-new", "care-start")),
        *(reverse(page, args=[child, visit.pk]) for page in ("visit", "visit-correct")),
        *(reverse("placement-correct", args=[child, each.pk]) for each in Placement.objects.filter(child=child)),
        *(reverse("placement-end", args=[child, each.pk]) for each in Placement.objects.filter(child=child)),
        reverse("person", args=[world.carer.pk]), reverse("person", args=[world.brother["child"]]),
        reverse("search") + "?page=1",
    ]  # fmt: skip


def told(client, addresses: list[str]) -> dict[str, list[str]]:
    """Which address tells which secret, in its body or its headers."""
    found = {}
    for address in addresses:
        response = client.get(address)
        said = text_of(response) + str(dict(response.headers)).replace(address, "")
        if secrets := [name for name, words in SECRETS.items() if words.lower() in said.lower()]:
            found[address] = secrets
    return found


def test_no_address_tells_the_named_person(secret, client):
    client.force_login(secret.worker.user)
    client.post(reverse("search"), {"words": "Own Example"})
    addresses = every_address(secret.things["own"]) + every_address(secret.brother) + beside(secret)
    assert "\n".join(f"{where}: {what}" for where, what in told(client, addresses).items()) == ""


def test_a_search_for_the_secret_finds_nothing_new(secret, client):
    client.force_login(secret.worker.user)
    child = secret.things["own"]["child"]
    for page in ("placement-new", "care-start"):
        for words in ("Hedgerow", "ZZ11ZZ", "Northfold", "SC765432"):
            answer = client.post(reverse(page, args=[child]), {"words": words}).content.decode()
            assert f"?home={Home.objects.get().pk}" not in answer


def test_nothing_made_for_them_tells_it(secret, client):
    """Made by another worker, who may read it all."""
    parent, worker = secret.things["own"]["person"], secret.worker
    KnownAs.objects.all().delete()
    client.force_login(worker.user)
    made = [
        reverse("child-print", args=[things["child"]]) + f"?for={parent}"
        for things in (secret.things["own"], secret.brother)
    ]
    assert told(client, made) == {}


def test_whoever_may_know_is_told_all_of_it(secret, client):
    """So that the walk above can fail."""
    KnownAs.objects.all().delete()
    client.force_login(secret.worker.user)
    said = told(client, every_address(secret.things["own"]) + beside(secret))
    assert {name for secrets in said.values() for name in secrets} == set(SECRETS)
