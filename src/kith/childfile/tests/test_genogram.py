"""A family on a day: who is in it, who is above whom, who had children together, cared for whom, lived with whom."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings

from kith.childfile.genogram import genogram
from kith.childfile.people_on_a_day import Life
from kith.childfile.tests.families import ON, Making, a_family, families, names
from kith.childfile.unions import Tie

BEFORE = date(2009, 1, 1)


def the_union(family, *partners):
    return next(each for each in family.unions if set(names(family, each.partners)) == set(partners))


def level(family, making, name):
    return family.levels[making.key(name)] - family.levels[making.key("Robin")]


def test_generations_stand_above_each_other():
    making = a_family()
    family = making.on()
    found = {name: level(family, making, name) for name in making.people}
    assert found == {
        "Gran": -2, "Mum": -1, "Aunt": -1, "Dad": -1, "Ex": -1, "Robin": 0, "Jay": 0, "Kit": 0,
    }  # fmt: skip


def test_half_sisters_come_of_different_unions():
    family = a_family().on()
    assert names(family, the_union(family, "Mum", "Dad").children) == ["Robin"]
    assert names(family, the_union(family, "Mum", "Ex").children) == ["Jay"]


def test_brothers_and_sisters_stand_by_birth():
    making = a_family()
    making.person("Ali", born=2002)
    making.parents("Ali", "Mum", "Dad")
    family = making.on()
    assert names(family, the_union(family, "Mum", "Dad").children) == ["Ali", "Robin"]


def test_a_full_sister_whose_parents_are_not_recorded_has_the_same():
    making = a_family()
    making.person("Ali", born=2002)
    making.bond("Ali", "sibling", "Robin")
    family = making.on()
    assert names(family, the_union(family, "Mum", "Dad").children) == ["Ali", "Robin"]


def test_a_father_nobody_recorded_is_unknown_and_not_the_grandfather():
    making = a_family()
    making.bonds = [each for each in making.bonds if each.person != making.key("Dad")]
    family = making.on()
    unknown = [each for each in family.people.values() if each.unknown]
    assert [each.sex for each in unknown] == ["M"]
    assert names(family, unknown_children(family)) == ["Robin"]


def unknown_children(family):
    return [
        child for union in family.unions if any(key < 0 for key in union.partners) for child in union.children
    ]


def test_half_brothers_do_not_share_the_father_nobody_recorded():
    making = Making()
    for name in ("Robin", "Jay", "Mum"):
        making.person(name, "F", 1980 if name == "Mum" else 2014)
    making.parents("Robin", "Mum")
    making.parents("Jay", "Mum")
    assert len([key for key in making.on().people if key < 0]) == 1
    making.bond("Robin", "half_sibling", "Jay")
    assert len([key for key in making.on().people if key < 0]) == 2


@pytest.mark.parametrize(
    "bonds, tie",
    [
        ([], Tie.PARENTS),
        ([("partner", None)], Tie.PARTNERS),
        ([("spouse", None)], Tie.MARRIED),
        ([("partner", date(2020, 1, 1))], Tie.SEPARATED),
        ([("spouse", None), ("partner", date(2020, 1, 1))], Tie.SEPARATED),
        ([("spouse", date(2020, 1, 1))], Tie.DIVORCED),
        ([("spouse", date(2020, 1, 1)), ("spouse", None)], Tie.MARRIED),
    ],
)
def test_a_couple_is_what_their_bonds_of_the_day_say(bonds, tie):
    making = a_family()
    for kind, end in bonds:
        making.bond("Dad", kind, "Mum", date(2010, 1, 1), end)
    family = making.on()
    assert the_union(family, "Mum", "Dad").tie is tie


def test_a_marriage_that_death_ended_is_no_divorce():
    making = a_family()
    making.people["Dad"] = replace(making.people["Dad"], died_on=date(2020, 1, 1))
    making.bond("Dad", "spouse", "Mum", date(2010, 1, 1), date(2020, 1, 1))
    family = making.on()
    assert the_union(family, "Mum", "Dad").tie is Tie.MARRIED
    assert family.life(making.key("Dad")) is Life.DIED


def test_before_they_parted_they_were_together():
    making = a_family()
    making.bond("Dad", "partner", "Mum", date(2008, 1, 1), date(2020, 1, 1))
    family = making.on(date(2015, 1, 1))
    assert the_union(family, "Mum", "Dad").tie is Tie.PARTNERS


def test_who_was_not_born_is_not_there_and_neither_are_bonds_to_come():
    family = a_family().on(BEFORE, marked="Jay")
    assert "Robin" not in names(family, family.people)
    making = a_family()
    making.bond("Aunt", "kinship_carer", "Robin", date(2025, 1, 1))
    assert making.on(date(2024, 12, 31)).care == ()
    assert len(making.on(date(2025, 1, 1)).care) == 1


def test_the_unborn_are_there_once_they_are_known_of():
    making = a_family()
    making.person("Baby", born=None, expected_on=date(2027, 1, 1), known_from=date(2026, 10, 1))
    making.parents("Baby", "Mum", "Dad")
    assert making.on().life(making.key("Baby")) is Life.UNBORN
    assert making.key("Baby") not in making.on(date(2026, 9, 30)).people


def test_care_is_no_birth():
    making = a_family()
    making.person("Jo", "F", 1970)
    making.bond("Jo", "foster_carer", "Robin")
    family = making.on()
    assert [
        (each.kind, names(family, each.carers), names(family, each.children)) for each in family.care
    ] == [("foster_carer", ["Jo"], ["Robin"])]
    assert level(family, making, "Jo") == -1


def test_a_grandmother_who_cares_stays_a_grandmother():
    making = a_family()
    making.bond("Gran", "kinship_carer", "Robin")
    assert level(making.on(), making, "Gran") == -2


def test_friends_have_no_line():
    making = a_family()
    making.person("Pal")
    making.bond("Pal", "friend", "Robin")
    family = making.on()
    assert "Pal" not in names(family, family.people)


def test_who_lives_together_is_told_without_saying_where():
    making = a_family()
    making.lives(7, "Robin", "Gran")
    making.lives(8, "Dad")
    family = making.on()
    assert [set(names(family, each)) for each in family.households] == [{"Robin", "Gran"}]


@settings(max_examples=60, deadline=None)
@given(families())
def test_everyone_reached_stands_once_below_their_parents(made):
    people, bonds, living, marked = made
    family = genogram(people, bonds, living, marked, ON)
    placed = [each.key for row in family.generations for each in row]
    assert sorted(placed) == sorted(family.people) == sorted(family.levels)
    for union in family.unions:
        for child in union.children:
            assert all(family.levels[parent] < family.levels[child] for parent in union.partners)
            assert all(parent in family.people for parent in union.partners)


@settings(max_examples=60, deadline=None)
@given(families())
def test_the_same_record_gives_the_same_family_in_whatever_order(made):
    people, bonds, living, marked = made
    turned = genogram(people[::-1], bonds[::-1], living[::-1], marked, ON)
    assert genogram(people, bonds, living, marked, ON) == turned


@settings(max_examples=60, deadline=None)
@given(families())
def test_nobody_but_the_reached_is_in_it(made):
    people, bonds, living, marked = made
    family = genogram(people, bonds, living, marked, ON)
    spoken_of = {key for each in family.unions for key in (*each.partners, *each.children)}
    spoken_of |= {key for each in family.care for key in (*each.carers, *each.children)}
    spoken_of |= {key for each in family.households for key in each} | set(family.since)
    assert spoken_of <= set(family.people)
