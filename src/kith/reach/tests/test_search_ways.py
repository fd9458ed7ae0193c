"""People are found by what a duty worker knows of them; and by nothing that is kept from the worker."""

from datetime import date, timedelta

import pytest

from kith.access.roles import Role
from kith.people.factories import a_child, a_parent_of, a_person
from kith.people.models import Address, PersonName, Relationship, Residence, Withholding
from kith.reach.asked import asked, near
from kith.reach.models import Restriction
from kith.reach.search import find, search
from kith.testing.standing import DAY, at_work, days_ago
from kith.workforce.factories import a_worker
from kith.workforce.models import KnownAs

BORN = date(2015, 4, 3)


def found(worker, words):
    with at_work(worker):
        return search(worker, words)


def lives(person, postcode="LS1 4AP", lines="1 Long Lane", **dates):
    address, _ = Address.objects.get_or_create(lines=lines, postcode=postcode)
    return Residence.objects.create(person=person, address=address, **({"start_on": days_ago(900)} | dates))


def siblings(one, other):
    return Relationship.objects.create(person=one, other=other, kind="sibling", start_on=days_ago(900))


def restrict(person, owner, kind="relocated"):
    Restriction.objects.create(
        person=person, kind=kind, owner=owner, reason="Safety", review_on=DAY + timedelta(90), start_on=DAY
    )


def test_what_is_typed_is_taken_apart(standing):
    with at_work(standing.head):
        assert asked("Kai Smith 2014 LS1").place == "LS1 "
        assert asked("kai smith ls14ap").place == "LS1 4AP"
        assert asked("Kai Smith about 2014").since == date(2014, 1, 1)
        assert asked("Kai, brother of Mia Smith").name == "Kai, Mia Smith"
        aged = asked("Kai aged 7")
        assert (aged.name, aged.since, aged.until) == ("Kai", date(2018, 11, 17), date(2019, 11, 17))


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Shaun", "sean"),
        ("Niamh", "neeve"),
        ("Katelyn", "Caitlin"),
        ("Geoffrey", "jeffery"),
        ("Wright", "rite"),
    ],
)
def test_a_name_is_found_by_how_it_sounds_or_nearly(standing, name, typed):
    person = a_person(name, "Quill")
    assert person in found(standing.head, f"{typed} quill")


@pytest.mark.parametrize(
    ("family", "typed"), [("Cathcart", "kathkart"), ("Philips", "fillips"), ("Schmidt", "shmitt")]
)
def test_sound_alone_finds_a_word(standing, family, typed):
    person = a_person("Tamsin", family)
    assert found(standing.head, typed) == [person]


@pytest.mark.parametrize("typed", ["4/3/2015", "2/4/2015", "3/4/2014", "13/4/2015", "3/4/2005", "3/7/2015"])
def test_a_date_of_birth_is_found_give_or_take(standing, typed):
    child = a_child("Tamsin", "Quill", born_on=BORN)
    assert found(standing.head, f"quill {typed}") == [child]


def test_the_day_itself_comes_before_one_like_it(standing):
    near_by = a_child("Tamsin", "Quill", born_on=date(2015, 3, 4))
    right = a_child("Tamsin", "Quill", born_on=BORN)
    assert found(standing.head, "quill 3/4/2015") == [right, near_by]
    assert date(2016, 2, 28) in near(date(2016, 2, 29))


@pytest.mark.parametrize(
    "typed", ["quill aged 7", "quill 7 years old", "quill 2019", "quill born about 2018"]
)
def test_an_age_or_a_year_is_enough_with_a_name(standing, typed):
    child = a_child("Tamsin", "Quill", born_on=date(2019, 3, 1))
    a_child("Tamsin", "Quill", born_on=date(2009, 3, 1))
    assert found(standing.head, typed) == [child]


@pytest.mark.parametrize("typed", ["LS1 4AP", "ls14ap", "quill LS1", "tamsin LS1 4"])
def test_a_postcode_finds_who_lives_there_or_lived_there(standing, typed):
    now, before = a_child("Tamsin", "Quill"), a_child("Tamsin", "Quill")
    lives(now)
    lives(before, end_on=days_ago(30))
    lives(a_child("Tamsin", "Quill"), "LS11 4AP")
    assert set(found(standing.head, typed)) == {now, before}


def test_a_withheld_address_does_not_find_the_child_for_whom_it_is_withheld_from(standing):
    child, sister, worker = a_child("Tamsin", "Quill"), a_child("Ada", "Quill"), standing.head
    lives(child)
    lives(sister)
    parent = a_parent_of(child)
    KnownAs.objects.create(worker=worker, person=parent)
    Withholding.objects.create(
        child=child, what="address", withheld_from=parent, reason="Safety", start_on=days_ago(9)
    )
    assert found(worker, "LS1 4AP") == []
    assert found(worker, "quill LS1") == []
    assert set(found(standing.worker, "LS1 4AP")) == {child, sister}


def test_a_brothers_or_mothers_name_beside_the_childs_is_enough(standing):
    kai, mia = a_child("Kai", "Marsh"), a_child("Mia", "Smith")
    siblings(kai, mia)
    a_child("Kai", "Jones")
    with at_work(standing.head):
        first = find(standing.head, "Kai brother of Mia Smith")[0]
    assert (first.person, first.relative) == (kai, mia.pk)


def test_the_name_of_a_relative_who_is_hidden_finds_nobody(standing):
    kai, mia = a_child("Kai", "Marsh"), a_child("Zenobia", "Smith")
    siblings(kai, mia)
    restrict(mia, standing.manager)
    with at_work(standing.head):
        told = find(standing.head, "Kai Zenobia Smith")
        never = find(standing.head, "Kai Xanthippe Smith")
    assert told == never
    assert all(each.relative is None for each in told)


def test_a_role_that_sees_no_families_finds_nobody_by_a_relative(standing):
    kai, mia = a_child("Kai", "Marsh"), a_child("Mia", "Smith")
    siblings(kai, mia)
    analyst = a_worker("Dee Data", Role.DATA)
    with at_work(analyst):
        assert all(each.relative is None for each in find(analyst, "Kai Mia Smith"))


@pytest.mark.parametrize("kind", ["relocated", "adoption", "adopted"])
def test_nobody_hidden_is_found_in_any_way(standing, kind):
    child = a_child("Zenobia", "Quill", born_on=BORN)
    lives(child)
    restrict(child, a_worker("Ada Adoption", Role.ADOPTION), kind)
    for words in ("zenobia", "senobya quill", "3/4/2015", "4/3/2015", "LS1 4AP", "2015", "aged 11"):
        assert child not in found(standing.head, words)


def test_words_of_several_names_of_one_person_fit_together(standing):
    child = a_child("Robin", "Newname")
    PersonName.objects.create(
        person=child, kind="also_known_as", given="Bobby", family="Quill", start_on=BORN
    )
    assert child in found(standing.head, "robin quill")


def test_a_new_spelling_of_a_name_is_found_at_once(standing):
    person = a_person("Tamsin", "Quill")
    PersonName.objects.filter(person=person).update(family="Yarrowby")
    assert found(standing.head, "yaroby") == [person]


def test_the_more_is_given_the_fewer_are_found(standing):
    right = a_child("Tamsin", "Quill", born_on=date(2019, 3, 1))
    lives(right)
    lives(a_child("Tamsin", "Quill", born_on=date(2009, 3, 1)))
    a_child("Tamsin", "Quill", born_on=date(2019, 3, 1))
    assert len(found(standing.head, "tamsin quill")) == 3
    assert found(standing.head, "tamsin quill 2019 LS1") == [right]
