"""Families a child is in, and who lives together."""

from datetime import date

from kith.people.factories import a_child, a_family, a_person
from kith.people.models import Address, FamilyMember, Residence
from kith.people.queries import families_of, lives_with

DAY = date(2026, 11, 16)


def test_a_child_may_be_in_several_families(db):
    child, father = a_child(), a_person()
    first, second = a_family(child, name="Mother’s"), a_family(child, father, name="Father’s")
    assert {*families_of(child)} == {first, second}
    assert [*families_of(father)] == [second]


def test_a_family_left_is_still_told(db):
    child = a_child()
    family = a_family(child)
    FamilyMember.objects.update(end_on=date(2021, 1, 1))
    assert [*families_of(child)] == [family]


def test_people_at_one_address_live_together_while_both_are_there(db):
    child, mother, gone = a_child(), a_person("Kit"), a_person("Lee")
    here = Address.objects.create(lines="7 Millrace Lane", postcode="AB1 2CD")
    for person in (child, mother):
        Residence.objects.create(person=person, address=here, start_on=date(2020, 1, 1))
    Residence.objects.create(person=gone, address=here, start_on=date(2020, 1, 1), end_on=date(2021, 1, 1))
    assert [*lives_with(child, DAY)] == [mother]


def test_nobody_lives_with_someone_whose_address_is_not_known(db):
    assert not lives_with(a_child(), DAY).exists()
