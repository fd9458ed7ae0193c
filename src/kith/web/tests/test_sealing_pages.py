"""The pages of the sealed adoption record: opening it, adopters, placing with them, sealing the first record."""

import re
from datetime import date, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.urls import reverse

from kith.access.roles import Role
from kith.care.models import AdoptionPlan, PeriodOfCare, Placement
from kith.casework.actions.accounts import end_account
from kith.people.factories import a_child
from kith.people.models import Relationship
from kith.reach.models import Restriction, SealedIdentity
from kith.testing.standing import at_work
from kith.web.middleware import today
from kith.workforce.factories import a_worker, allocated

pytestmark = pytest.mark.django_db
ADOPTER = {
    "given": "Juniper", "family": "Quill", "lives_at": "3 Larkspur Row", "postcode": "zz9 9zz",
    "since-day": "1", "since-month": "3", "since-year": "2022",
}  # fmt: skip


@pytest.fixture
def adoption(client, db):
    """An adoption worker who holds a child in care with a plan for adoption, signed in."""
    child, worker = a_child("Marigold"), a_worker("Ada Adoption", Role.ADOPTION)
    allocated(child, worker)
    PeriodOfCare.objects.create(child=child, start_on=date(2021, 1, 1))
    AdoptionPlan.objects.create(child=child, decided_on=date(2022, 1, 5))
    client.force_login(worker.user)
    return SimpleNamespace(child=child, worker=worker, client=client)


def sent(adoption, page: str, number: int, **values: str) -> str:
    token = {"form_token": str(uuid4())}
    response = adoption.client.post(reverse(page, args=[number]), values | token, follow=True)
    return response.content.decode()


def opened(adoption) -> int:
    sent(adoption, "sealed-new", adoption.child.pk, given="Wren", family="Quill")
    with at_work(adoption.worker, today()):
        return SealedIdentity.objects.get(first=adoption.child).sealed_id


def placed(adoption) -> int:
    new = opened(adoption)
    assert "The adopter is added" in sent(adoption, "adopter-new", new, **ADOPTER)
    with at_work(adoption.worker, today()):
        adopter = Relationship.objects.get(other=new, kind="adoptive_parent").person_id
    day = {"start_on-day": "1", "start_on-month": "6", "start_on-year": "2022"}
    page = sent(adoption, "adopters-place", new, adopter=str(adopter), place="A6", **day)
    assert "The placement is recorded" in page
    return new


def test_a_child_with_a_plan_is_offered_a_sealed_record(adoption):
    page = adoption.client.get(reverse("adoption-record", args=[adoption.child.pk])).content.decode()
    assert reverse("sealed-new", args=[adoption.child.pk]) in page


def test_without_a_plan_the_page_says_what_comes_first(adoption):
    AdoptionPlan.objects.update(ceased_on=today())
    page = adoption.client.get(reverse("adoption-record", args=[adoption.child.pk])).content.decode()
    assert "There is no plan for adoption" in page
    assert reverse("sealed-new", args=[adoption.child.pk]) not in page


def test_the_two_records_lead_to_each_other(adoption):
    new = opened(adoption)
    for here, there in ((adoption.child.pk, new), (new, adoption.child.pk)):
        page = adoption.client.get(reverse("adoption-record", args=[here])).content.decode()
        assert reverse("adoption-record", args=[there]) in page


def test_the_child_is_placed_with_an_adopter(adoption):
    page = adoption.client.get(reverse("adoption-record", args=[placed(adoption)])).content.decode()
    assert "3 Larkspur Row, ZZ9 9ZZ" in page
    assert "Since 1 June 2022" in page


def test_the_first_record_is_sealed_only_after_the_order(adoption):
    new = placed(adoption)
    assert "order is not recorded" in sent(adoption, "first-seal", new)
    PeriodOfCare.objects.update(end_on=today(), end_reason="E11")
    Placement.objects.update(end_on=today())
    assert "The first record is sealed" in sent(adoption, "first-seal", new)
    with at_work(adoption.worker, today()):
        assert Restriction.objects.filter(person=adoption.child, kind="adopted").exists()


def test_a_child_who_is_no_sealed_record_has_none_of_its_forms(adoption):
    for page in ("adopter-new", "adopters-place", "first-seal"):
        assert adoption.client.get(reverse(page, args=[adoption.child.pk])).status_code == 404


def test_an_adoption_worker_who_is_not_let_in_sees_no_sealed_record(adoption, client):
    new = opened(adoption)
    other = a_worker("Art Adoption", Role.ADOPTION)
    allocated(adoption.child, other, part="second", start_on=today() - timedelta(1))
    client.force_login(other.user)
    page = client.get(reverse("adoption-record", args=[adoption.child.pk])).content.decode()
    assert "Wren" not in page
    again = sent(adoption, "sealed-new", adoption.child.pk, given="Lark", family="Quill")
    assert "kept by an adoption worker" in again
    assert client.get(reverse("adoption-record", args=[new])).status_code == 404


def test_the_record_of_an_owner_who_left_is_taken_over_on_a_page(adoption, client):
    new = opened(adoption)
    other = a_worker("Ava Adoption", Role.ADOPTION)
    admin = a_worker("Toby Admin", Role.ADMINISTRATOR)
    with at_work(admin, today()):
        end_account(user=adoption.worker.user, on=today(), by=admin)
    client.force_login(other.user)
    assert (
        "an adoption worker takes the sealed record over" in client.get(reverse("notices")).content.decode()
    )
    listed = client.get(reverse("restrictions")).content.decode()
    (address,) = re.findall(r'href="(/restrictions/sealed/\d+/take-over/)"', listed)
    assert "Wren" not in listed + client.get(address).content.decode()
    answer = client.post(address, {"form_token": str(uuid4())}, follow=True)
    assert answer.redirect_chain == [(reverse("adoption-record", args=[new]), 302)]


def test_the_banner_of_the_new_identity_says_how_far_it_has_come_and_never_where(adoption):
    def banner(new):
        page = adoption.client.get(reverse("adoption-record", args=[new])).content.decode()
        return page.partition('<dl class="kith-child__facts')[2].partition("</dl>")[0]

    new = placed(adoption)
    assert "Placed for adoption" in banner(new)
    assert "At home" not in banner(new) and "Larkspur" not in banner(new)
    PeriodOfCare.objects.filter(child=adoption.child).update(end_on=today(), end_reason="E11")
    assert "Adopted" in banner(new)


def test_before_a_placement_the_banner_says_that_the_child_is_to_be_placed(adoption):
    page = adoption.client.get(reverse("child", args=[opened(adoption)])).content.decode()
    assert "To be placed for adoption" in page and "At home" not in page
