"""The sealed adoption record: who may open it, who sees it, and what stays visible of the first identity."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError

from kith.access.models import AuditEntry
from kith.access.roles import Role
from kith.care.actions.homes import NewHome
from kith.care.actions.placements import start_placement
from kith.care.actions.sealing import (
    Adopter,
    add_adopter,
    open_sealed_record,
    place_with_adopters,
    seal_first_record,
)
from kith.care.models import AdoptionPlan, LegalStatus, PeriodOfCare, Placement
from kith.care.queries import episodes_of
from kith.people.models import Address, Person, Relationship, Residence, Telephone
from kith.providers.models import Home
from kith.reach.doing import NotPermitted
from kith.reach.models import Allowed, Restriction, SealedIdentity
from kith.testing.standing import DAY, at_work
from kith.work import work
from kith.workforce.factories import a_worker, allocated

pytestmark = pytest.mark.django_db
PLACED = date(2026, 6, 1)
ADOPTER = Adopter(
    given="Juniper", family="Quillfeather", lives_at="3 Larkspur Row", postcode="ZZ9 9ZZ",
    telephone="01632 960888", since=date(2026, 3, 1),
)  # fmt: skip
SECRET = (Person, Residence, Address, Telephone, Relationship, Home, SealedIdentity, Restriction, Allowed)


@pytest.fixture
def adopting(standing):
    """A child in care with a plan for adoption, whom an adoption worker holds beside the social worker."""
    child, adoption = standing.child, a_worker("Ada Adoption", Role.ADOPTION)
    allocated(child, adoption, part="second")
    PeriodOfCare.objects.create(child=child, start_on=date(2025, 1, 1))
    LegalStatus.objects.create(child=child, code="E1", start_on=date(2025, 1, 1))
    AdoptionPlan.objects.create(child=child, decided_on=date(2026, 1, 5))
    return SimpleNamespace(
        **vars(standing), adoption=adoption, second=a_worker("Ava Adoption", Role.ADOPTION)
    )


@pytest.fixture
def sealed(adopting):
    """The sealed record is open, with an adopter, and the child is placed with them."""
    before = {model: set(model.objects.values_list("pk", flat=True)) for model in SECRET}
    with at_work(adopting.adoption):
        adopting.new = open_sealed_record(
            child=adopting.child, given="Wren", family="Quillfeather", allowed=[adopting.second], by=adopting.adoption
        )  # fmt: skip
        adopting.adopter = add_adopter(sealed=adopting.new, adopter=ADOPTER, by=adopting.adoption)
        place_with_adopters(
            sealed=adopting.new,
            adopter=adopting.adopter,
            start_on=PLACED,
            place="A6",
            provider_type="PR1",
            by=adopting.adoption,
        )
        adopting.secret = {
            model: set(model.objects.values_list("pk", flat=True)) - before[model] for model in SECRET
        }
    return adopting


def found(adopting) -> dict:
    """What of the sealed rows whoever is at work finds."""
    return {
        model: rows
        for model, numbers in adopting.secret.items()
        if (rows := set(model.objects.filter(pk__in=numbers).values_list("pk", flat=True)))
    }


def adopted(adopting) -> None:
    PeriodOfCare.objects.filter(child=adopting.child).update(end_on=DAY, end_reason="E11")
    Placement.objects.filter(child=adopting.child).update(end_on=DAY)


def test_the_owner_and_those_let_in_see_it_and_nobody_else(sealed):
    assert all(sealed.secret.values())
    for who in (sealed.adoption, sealed.second):
        with at_work(who):
            assert found(sealed) == sealed.secret
    third = a_worker("Art Adoption", Role.ADOPTION)
    for who in (sealed.worker, sealed.manager, sealed.head, sealed.stranger, third, None):
        with at_work(who):
            assert found(sealed) == {}


def test_the_services_own_work_is_blind_to_it(sealed):
    with work(None, DAY, via="test", everyone=True):
        assert found(sealed) == {}


def test_the_placement_stays_visible_and_its_home_is_sealed(sealed):
    with at_work(sealed.worker):
        placement = Placement.objects.select_related("home").get(child=sealed.child)
        assert (placement.place, placement.start_on, placement.home) == ("A6", PLACED, None)
        assert placement.home_in_words == "Sealed"


def test_the_return_still_tells_of_the_placement(sealed):
    with work(None, DAY, via="test", everyone=True):
        last = episodes_of(sealed.child.pk)[0]
    told = [last[column] for column in ("PLACE", "PLACE_PROVIDER", "DECOM", "PL_POST")]
    assert told == ["A6", "PR1", PLACED, None]


def test_the_first_record_is_sealed_once_the_order_is_recorded(sealed):
    adopted(sealed)
    with at_work(sealed.adoption):
        seal_first_record(sealed=sealed.new, by=sealed.adoption)
    for who, sees in (
        (sealed.adoption, True),
        (sealed.second, True),
        (sealed.worker, False),
        (sealed.head, False),
    ):
        with at_work(who):
            assert Person.objects.filter(pk=sealed.child.pk).exists() is sees
    with work(None, DAY, via="test", everyone=True):
        assert Placement.objects.filter(child=sealed.child).count() == 1


def test_it_is_not_sealed_before_the_order(sealed):
    with at_work(sealed.adoption), pytest.raises(ValidationError, match="order is not recorded"):
        seal_first_record(sealed=sealed.new, by=sealed.adoption)


def test_only_the_owner_seals_the_first_record(sealed):
    adopted(sealed)
    allocated(sealed.child, sealed.second, part="second")
    with at_work(sealed.second), pytest.raises(NotPermitted, match="owner"):
        seal_first_record(sealed=sealed.new, by=sealed.second)


def test_there_is_none_without_a_plan_that_stands(adopting):
    AdoptionPlan.objects.update(ceased_on=DAY)
    with at_work(adopting.adoption), pytest.raises(ValidationError, match="no plan for adoption"):
        open_sealed_record(child=adopting.child, given="Wren", family="Quill", by=adopting.adoption)


@pytest.mark.parametrize("who", ["worker", "manager", "head", "stranger", "second"])
def test_nobody_else_opens_one(adopting, who):
    worker = getattr(adopting, who)
    with at_work(worker), pytest.raises(NotPermitted):
        open_sealed_record(child=adopting.child, given="Wren", family="Quill", by=worker)


def test_only_one_is_opened_for_a_child(sealed):
    with at_work(sealed.adoption), pytest.raises(ValidationError, match="already open"):
        open_sealed_record(child=sealed.child, given="Wren", family="Quill", by=sealed.adoption)


def test_only_adoption_workers_are_let_in(adopting):
    with at_work(adopting.adoption), pytest.raises(ValidationError, match="Only adoption workers"):
        open_sealed_record(
            child=adopting.child, given="Wren", family="Quill", allowed=[adopting.worker], by=adopting.adoption
        )  # fmt: skip


def test_nobody_beyond_those_let_in_adds_an_adopter(sealed):
    with at_work(sealed.worker), pytest.raises(NotPermitted):
        add_adopter(sealed=sealed.new, adopter=ADOPTER, by=sealed.worker)


def test_a_second_adopter_at_the_same_address_shares_it(sealed):
    with at_work(sealed.adoption):
        other = add_adopter(sealed=sealed.new, adopter=ADOPTER, by=sealed.adoption)
        assert other.residences.get().address == sealed.adopter.residences.get().address


def test_an_address_others_know_is_never_shared_with_adopters(sealed):
    known = Address.objects.create(lines=ADOPTER.lives_at, postcode=ADOPTER.postcode)
    Residence.objects.create(person=sealed.parent, address=known, start_on=PLACED)
    with at_work(sealed.adoption):
        assert sealed.adopter.residences.get().address != known


def test_a_placement_recorded_without_a_home_is_given_it(adopting):
    with at_work(adopting.worker):
        recorded = start_placement(child=adopting.child, start_on=PLACED, place="A6", by=adopting.worker)
    with at_work(adopting.adoption):
        new = open_sealed_record(child=adopting.child, given="Wren", family="Quill", by=adopting.adoption)
        who = add_adopter(sealed=new, adopter=ADOPTER, by=adopting.adoption)
        place_with_adopters(sealed=new, adopter=who, start_on=PLACED, place="A6", by=adopting.adoption)
        assert Placement.objects.get(child=adopting.child).home.person == who
    assert Placement.objects.get().pk == recorded.pk


def test_the_childs_worker_cannot_describe_the_adopters_home(adopting):
    with at_work(adopting.worker), pytest.raises(ValidationError, match="stays in the sealed"):
        start_placement(
            child=adopting.child, start_on=PLACED, place="A6", home=NewHome(name="The Quillfeathers"), by=adopting.worker
        )  # fmt: skip


def test_the_audit_tells_of_it_only_to_those_let_in(sealed):
    with at_work(sealed.adoption):
        told = AuditEntry.objects.filter(child__in=(sealed.new.pk, sealed.adopter.pk))
        assert {"sealed", "added", "allocated"} <= set(told.values_list("event", flat=True))
    with at_work(sealed.worker):
        assert not AuditEntry.objects.filter(child__in=(sealed.new.pk, sealed.adopter.pk)).exists()
        kinds = {"providers.Home", "people.Address", "reach.SealedIdentity", "people.Residence"}
        assert not AuditEntry.objects.filter(model__in=kinds).exists()
