"""An adopted child's new identity is told by no address: neither before the order nor after it, not to the child's own
worker, and not by the brother who is not adopted. Every address of the decision file is asked for."""

from datetime import date
from io import BytesIO
from types import SimpleNamespace
from zipfile import ZipFile

import pytest
from django.urls import reverse

from kith.access.models import RoleHeld
from kith.access.roles import Role
from kith.care.actions.sealing import (
    Adopter,
    add_adopter,
    open_sealed_record,
    place_with_adopters,
    seal_first_record,
)
from kith.care.models import Adoption, AdoptionPlan, PeriodOfCare, Placement
from kith.casework.models import Note, NoteChild, Visit, VisitChild
from kith.people.factories import a_child, a_family
from kith.people.models import Relationship
from kith.reach.models import AccessReason
from kith.statutory import codes
from kith.testing.standing import at_work
from kith.web.middleware import today
from kith.web.tests.decided import read
from kith.web.tests.test_walk import arguments, thing
from kith.web.tests.world import MOMENT, a_world, things_of
from kith.workforce.factories import a_worker, allocated

pytestmark = pytest.mark.django_db
SINCE = date(2022, 1, 1)
SECRETS = {
    "the new name": "Thessaly",
    "the adopters": "Quillfeather",
    "an adopter's name": "Juniper",
    "their address": "Larkspur",
    "its postcode": "ZZ9 9ZZ",
    "their telephone": "960888",
}
EVERYBODY = (
    Role.SOCIAL_WORKER, Role.TEAM_MANAGER, Role.HEAD_OF_SERVICE, Role.DATA, Role.PLACEMENTS, Role.FAMILY_HELP, Role.DUTY,
    Role.REVIEWING_OFFICER, Role.INFORMATION_GOVERNANCE, Role.ADMINISTRATOR,
)  # fmt: skip
GETS = [
    page
    for (page, method), kind in read().pages.items()
    if method == "GET" and kind not in ("nothing", "open")
]
SECTIONS = ("child", "chronology", "details", "family", "homes")


@pytest.fixture
def adopting():
    """Marigold is placed for adoption under a sealed record; her brother Fenwick, in the same family, is not."""
    world = a_world(Role.SOCIAL_WORKER)
    for role in EVERYBODY[1:]:
        RoleHeld.objects.create(user=world.worker.user, role=role, start_on=SINCE)
    first, brother = a_child("Marigold"), a_child("Fenwick")
    things = {child: things_of(child, world.worker, held(child, world.worker)) for child in (first, brother)}
    joined(first, brother, things, world.worker)
    ada = a_worker("Ada Adoption", Role.ADOPTION)
    allocated(first, ada, part="second")
    made = SimpleNamespace(
        worker=world.worker, ada=ada, first=first, brother=brother, usual=world.things["own"],
        of_first=world.things["own"] | things[first], of_brother=world.things["own"] | things[brother],
    )  # fmt: skip
    for child in (first, brother):
        AccessReason.objects.create(child=child, worker=world.worker, given_on=today(), reason="Duty")
    sealed_by(made)
    return made


def held(child, worker):
    return allocated(child, worker, worker.memberships.get().team)


def joined(first, brother, things: dict, worker) -> None:
    """One family: the same parents, a note and a visit about both."""
    since = {"start_on": SINCE}
    Relationship.objects.create(person=brother, other=first, kind="sibling", **since)
    Relationship.objects.create(person_id=things[brother]["person"], other=first, kind="parent", **since)
    a_family(first, brother)
    note = Note.objects.create(happened_at=MOMENT, written_at=MOMENT, author=worker, text="Marigold played")
    visit = Visit.objects.create(visited_on=SINCE, written_at=MOMENT, worker=worker, text="Marigold slept")
    for child in (first, brother):
        NoteChild.objects.create(note=note, child=child)
        VisitChild.objects.create(visit=visit, child=child, seen=True)


def sealed_by(made) -> None:
    AdoptionPlan.objects.create(child=made.first, decided_on=SINCE)
    with at_work(made.ada, today()):
        made.new = open_sealed_record(child=made.first, given="Thessaly", family="Quillfeather", by=made.ada)
        made.adopter = add_adopter(
            sealed=made.new, by=made.ada,
            adopter=Adopter(
                given="Juniper", family="Quillfeather", lives_at="3 Larkspur Row", postcode="ZZ9 9ZZ",
                telephone="01632 960888", since=SINCE,
            ),
        )  # fmt: skip
        place_with_adopters(
            sealed=made.new, adopter=made.adopter, start_on=date(2022, 3, 1), place="A6", end_reason="PLAN", by=made.ada
        )  # fmt: skip
    made.placement = Placement.objects.get(child=made.first, place="A6").pk
    made.of_new = made.usual | {"child": made.new.pk, "person": made.adopter.pk}
    made.of_first |= {"placement": made.placement}


def ordered(made) -> None:
    PeriodOfCare.objects.filter(child=made.first).update(end_on=today(), end_reason="E11")
    Placement.objects.filter(child=made.first, end_on=None).update(end_on=today())
    with at_work(made.ada, today()):
        seal_first_record(sealed=made.new, by=made.ada)


def every_address(things: dict) -> list[str]:
    return [
        reverse(page, kwargs={name: thing(things, name, page) for name in arguments(page)}) for page in GETS
    ]


def beside(made) -> list[str]:
    """The same by other ways: everything chosen, paged, another person's page."""
    shown = [
        reverse(page, args=[child.pk]) + f"?show={each}"
        for child in (made.first, made.brother)
        for page in ("chronology", "timeline")
        for each in ("everything", "life", "care", "past")
    ]
    people = [made.new, made.adopter, made.first, made.brother]
    return [
        *shown, *(reverse("person", args=[each.pk]) for each in people), reverse("search") + "?page=1",
        reverse("audit") + f"?child={made.new.pk}", reverse("audit-file"),
        *(reverse("placement-new", args=[made.brother.pk]) + f"?home={each}" for each in range(1, 4)),
    ]  # fmt: skip


def words_of(made) -> dict[str, str]:
    """The secrets, and the numbers by which pages would lead to them."""
    numbers = {
        "a link to the new record": f"/children/{made.new.pk}/", "a link to an adopter": f"/people/{made.adopter.pk}/",
    }  # fmt: skip
    return SECRETS | numbers


def told(client, addresses: list[str], secrets: dict[str, str]) -> dict[str, list[str]]:
    found = {}
    for address in addresses:
        response = client.get(address)
        said = (text_of(response) + str(dict(response.headers))).replace(address, "")
        if names := [name for name, words in secrets.items() if words.lower() in said.lower()]:
            found[address] = names
    return found


def text_of(response) -> str:
    """What a page or a file says; of a zip or a workbook, what is in it."""
    body = b"".join(response) if response.streaming else response.content
    if body.startswith(b"PK"):
        with ZipFile(BytesIO(body)) as packed:
            body = b"\n".join(packed.read(name) for name in packed.namelist())
    return body.decode(errors="replace")


def as_lines(found: dict[str, list[str]]) -> str:
    return "\n".join(f"{where}: {what}" for where, what in found.items())


def sections(*children: int) -> list[str]:
    return [reverse(page, args=[child]) for child in children for page in SECTIONS]


def test_what_the_adopters_are_is_sealed_but_for_those_let_in(adopting, client):
    Adoption.objects.create(child=adopting.first, by_foster_carer=True, adopters="2", adopters_sex="MM")
    sex = str(codes.SEX_ADOPTR.means("MM"))
    for who, told in ((adopting.worker, False), (adopting.ada, True)):
        client.force_login(who.user)
        page = client.get(reverse("homes", args=[adopting.first.pk])).content.decode()
        assert (sex in page, "Sealed: the return has" in page) == (told, not told)


def test_no_address_tells_before_the_order(adopting, client):
    client.force_login(adopting.worker.user)
    client.post(reverse("search"), {"words": "Marigold"})
    addresses = every_address(adopting.of_first) + sections(adopting.brother.pk, adopting.new.pk)
    assert as_lines(told(client, addresses + beside(adopting), words_of(adopting))) == ""


def test_nor_after_it_when_the_first_record_is_hidden_too(adopting, client):
    ordered(adopting)
    client.force_login(adopting.worker.user)
    client.post(reverse("search"), {"words": "Fenwick"})
    secrets = words_of(adopting) | {"the first name": "Marigold"}
    addresses = every_address(adopting.of_brother) + sections(adopting.first.pk, adopting.new.pk)
    assert as_lines(told(client, addresses + beside(adopting), secrets)) == ""


@pytest.mark.parametrize("role", EVERYBODY)
def test_no_role_alone_is_told(adopting, client, role):
    """With all roles at once a page might say more elsewhere, and less here."""
    RoleHeld.objects.filter(user=adopting.worker.user).exclude(role=role).delete()
    RoleHeld.objects.get_or_create(user=adopting.worker.user, role=role, start_on=SINCE)
    client.force_login(adopting.worker.user)
    pages = sections(adopting.first.pk, adopting.brother.pk)
    assert as_lines(told(client, pages, words_of(adopting))) == ""


def test_no_search_finds_it_or_says_that_there_is_anything(adopting, client):
    client.force_login(adopting.worker.user)
    for words in (
        "Thessaly Quillfeather",
        "Juniper Quillfeather",
        f"Thessaly {adopting.new.born_on:%d/%m/%Y}",
    ):
        client.post(reverse("search"), {"words": words})
        page = client.get(reverse("search") + "?page=1").content.decode()
        assert f"/{adopting.new.pk}/" not in page
        assert f"/{adopting.adopter.pk}/" not in page
        assert "record fits" not in page
    for words in ("Quillfeather", "ZZ99ZZ"):
        answer = client.post(reverse("placement-new", args=[adopting.brother.pk]), {"words": words})
        assert "?home=1" not in answer.content.decode()


def test_whoever_is_let_in_is_told_all_of_it(adopting, client):
    """So that the walks above can fail."""
    client.force_login(adopting.ada.user)
    pages = [
        *sections(adopting.new.pk, adopting.first.pk),
        reverse("adoption-record", args=[adopting.first.pk]),
    ]
    before = told(client, [*pages, reverse("person", args=[adopting.adopter.pk])], words_of(adopting))
    assert {name for names in before.values() for name in names} == set(words_of(adopting))
    ordered(adopting)
    homes = [reverse("homes", args=[adopting.first.pk])]
    assert told(client, homes, {"home": "Larkspur", "name": "Marigold"}) == {homes[0]: ["home", "name"]}
