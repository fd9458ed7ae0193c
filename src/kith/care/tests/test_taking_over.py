"""Another adoption worker keeps the sealed record whose owner has left; nobody else can, and nobody else learns of it."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError

from kith.access.models import AuditEntry
from kith.access.roles import Role
from kith.care.actions.sealing import Adopter, add_adopter, open_sealed_record
from kith.care.actions.taking_over import take_over
from kith.care.models import AdoptionPlan, PeriodOfCare
from kith.care.sealed import left_behind
from kith.casework.actions.accounts import end_account
from kith.people.models import Person
from kith.reach.doing import NotPermitted
from kith.reach.models import Notice, Restriction
from kith.testing.standing import DAY, at_work
from kith.workforce.factories import a_worker, allocated
from kith.workforce.models import Allocation

pytestmark = pytest.mark.django_db
ADOPTER = Adopter(given="Juniper", family="Quillfeather", lives_at="3 Larkspur Row")


@pytest.fixture
def sealed(standing):
    """A sealed record of one adoption worker, into which nobody else is let; another works beside her."""
    child, owner = standing.child, a_worker("Ada Adoption", Role.ADOPTION)
    allocated(child, owner, part="second")
    PeriodOfCare.objects.create(child=child, start_on=DAY.replace(year=DAY.year - 1))
    AdoptionPlan.objects.create(child=child, decided_on=DAY.replace(day=1))
    with at_work(owner):
        new = open_sealed_record(child=child, given="Wren", family="Quillfeather", by=owner)
        add_adopter(sealed=new, adopter=ADOPTER, by=owner)
    admin, other = a_worker("Ada Admin", Role.ADMINISTRATOR), a_worker("Ava Adoption", Role.ADOPTION)
    return SimpleNamespace(**vars(standing), new=new, owner=owner, second=other, admin=admin)


def leaves(sealed) -> None:
    with at_work(sealed.admin):
        end_account(user=sealed.owner.user, on=DAY, by=sealed.admin)


def test_adoption_workers_are_told_and_nobody_else(sealed):
    leaves(sealed)
    (notice,) = Notice.objects.filter(kind="sealed")
    assert (notice.worker, notice.about, notice.person) == (sealed.second, sealed.owner, None)


def test_nobody_is_told_where_the_leaver_owns_nothing_sealed(sealed):
    with at_work(sealed.admin):
        end_account(user=sealed.worker.user, on=DAY, by=sealed.admin)
    assert not Notice.objects.filter(kind="sealed").exists()


def test_one_of_them_takes_it_over_with_the_adopters_and_holds_the_child(sealed):
    leaves(sealed)
    with at_work(sealed.second):
        assert not Person.objects.filter(pk=sealed.new.pk).exists()
        assert take_over(left=left_behind()[0], by=sealed.second) == sealed.new
        assert Restriction.objects.filter(kind="adoption", owner=sealed.second).count() == 2
        assert Allocation.objects.get(child=sealed.new, worker=sealed.second).part == "lead"
        assert Allocation.objects.get(child=sealed.new, worker=sealed.owner).end_on == DAY
        assert left_behind() == []


def test_it_is_in_the_audit_of_the_sealed_record(sealed):
    leaves(sealed)
    with at_work(sealed.second):
        take_over(left=left_behind()[0], by=sealed.second)
    with at_work(sealed.second):
        entries = AuditEntry.objects.filter(child=sealed.new.pk, worker=sealed.second.pk)
        assert "Owned by Ava Adoption, as Ada Adoption left" in entries.values_list("reason", flat=True)


def test_nothing_is_taken_over_from_somebody_who_works_here(sealed):
    leaves(sealed)
    with at_work(sealed.second):
        gone = left_behind()[0]
    sealed.owner.user.ended_on = None
    sealed.owner.user.save()
    sealed.owner.user.held.update(end_on=None)
    with at_work(sealed.second):
        assert left_behind() == []
        with pytest.raises(ValidationError, match="just now"):
            take_over(left=gone, by=sealed.second)


@pytest.mark.parametrize("who", ["worker", "manager", "head", "admin", "stranger"])
def test_nobody_else_takes_it_over_or_learns_that_there_is_one(sealed, who):
    leaves(sealed)
    with at_work(sealed.second):
        gone = left_behind()[0]
    with at_work(getattr(sealed, who)):
        assert left_behind() == []
        with pytest.raises(NotPermitted):
            take_over(left=gone, by=getattr(sealed, who))
