"""A relationship is kept once and read from both sides."""

from datetime import date

import pytest

from kith.people.factories import a_child, a_parent_of, a_person
from kith.people.models import Relationship
from kith.people.queries import GROUPS, SYMMETRIC, WORDS, relationships_of, word_for


def test_every_kind_has_words_for_both_sides_and_a_heading():
    assert set(WORDS) == set(Relationship.Kind.values)
    assert frozenset().union(*GROUPS.values()) == set(Relationship.Kind.values)


@pytest.mark.parametrize(
    ("kind", "sex", "inverse", "word"),
    [
        ("parent", "F", False, "mother"),
        ("parent", "M", False, "father"),
        ("parent", "U", False, "parent"),
        ("parent", "F", True, "daughter"),
        ("parent", "M", True, "son"),
        ("sibling", "M", False, "brother"),
        ("sibling", "M", True, "brother"),
        ("aunt_uncle", "F", True, "niece"),
        ("friend", "F", True, "friend"),
    ],
)
def test_the_word_fits_the_person_it_is_said_of(kind, sex, inverse, word):
    assert word_for(kind, sex, inverse=inverse) == word


def test_only_kinds_that_read_the_same_both_ways_are_symmetric():
    assert "sibling" in SYMMETRIC
    assert "parent" not in SYMMETRIC


def test_mother_and_daughter_see_each_other(db):
    child = a_child(sex="F")
    mother = a_parent_of(child, sex="F")
    assert [(kin.who, kin.word) for kin in relationships_of(child)] == [(mother, "mother")]
    assert [(kin.who, kin.word) for kin in relationships_of(mother)] == [(child, "daughter")]


def test_twins_are_two_persons_with_one_mother(db):
    mother = a_person("Kit", sex="F")
    twins = [
        a_child(name, born_on=None, expected_on=date(2027, 2, 1), sex="U") for name in ("First", "Second")
    ]
    for twin in twins:
        Relationship.objects.create(person=mother, other=twin, kind="parent", start_on=date(2026, 11, 1))
    assert [kin.who for kin in relationships_of(mother)] == twins
    assert {kin.word for kin in relationships_of(mother)} == {"child"}


def test_an_ended_relationship_is_read_only_in_its_time(db):
    child = a_child()
    step = a_person("Lee", sex="M")
    Relationship.objects.create(
        person=step, other=child, kind="step_parent", start_on=date(2020, 1, 1), end_on=date(2022, 1, 1)
    )
    assert [kin.word for kin in relationships_of(child, date(2021, 12, 31))] == ["stepfather"]
    assert relationships_of(child, date(2022, 1, 1)) == []
    assert len(relationships_of(child)) == 1


def test_more_relatives_need_no_more_queries(db, django_assert_num_queries):
    child = a_child()
    for _ in range(2):
        a_parent_of(child)
    with django_assert_num_queries(3):
        assert [kin.who.name for kin in relationships_of(child)]
    for _ in range(8):
        a_person_related(child)
    with django_assert_num_queries(3):
        assert len([kin.who.name for kin in relationships_of(child)]) == 10


def a_person_related(child):
    Relationship.objects.create(person=child, other=a_person(), kind="cousin", start_on=date(2020, 1, 1))
