"""Persons: details, names, addresses, birth and death; each checked, audited, and the past kept."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kith.access.roles import Role
from kith.casework.actions import people as act
from kith.people.factories import a_child, a_parent_of, a_person
from kith.people.models import Address, PersonName, Residence, Telephone
from kith.reach.doing import NotPermitted
from kith.reach.search import search
from kith.store.history import before
from kith.testing.refused import OUTSIDERS, audited, refused
from kith.testing.standing import DAY, at_work
from kith.workforce.factories import a_worker, allocated

pytestmark = pytest.mark.django_db
CHANGED = date(2026, 10, 1)


def test_a_front_door_worker_adds_a_child_with_a_record(standing):
    by = a_worker("Fin Door", Role.FRONT_DOOR)
    with at_work(by):
        child = act.add_person(
            given="Ash", family="Quill", born_on=date(2020, 2, 3), record_opened_on=DAY, by=by
        )
    assert (child.name, child.record_opened_on) == ("Ash Quill", DAY)
    assert audited(child) == [("added", "Person"), ("added", "PersonName")]


@pytest.mark.parametrize("role", [Role.PERSONAL_ADVISER, Role.DATA, Role.PARTNER, Role.HEAD_OF_SERVICE])
def test_roles_that_may_not_add_people_are_refused(role):
    by = a_worker("Rae Refused", role)
    with at_work(by), pytest.raises(NotPermitted):
        act.add_person(given="Ash", family="Quill", by=by)


def test_details_are_changed_and_what_stood_before_is_kept(standing):
    with at_work(standing.worker):
        act.change_person(
            person=standing.child, religion="Quaker", languages=["English", "Polish"], by=standing.worker
        )
    standing.child.refresh_from_db()
    assert standing.child.languages == ["English", "Polish"]
    assert [row.religion for row in before(standing.child)] == [""]
    assert ("changed", "Person") in audited(standing.child)


def test_nothing_changed_is_no_change(standing):
    with at_work(standing.worker):
        act.change_person(person=standing.child, sex="F", by=standing.worker)
    assert audited(standing.child) == []


@pytest.mark.parametrize("who", OUTSIDERS)
def test_outsiders_may_not_change_a_child_or_the_people_around(standing, who):
    for person in (standing.child, standing.parent):
        with refused(standing, who) as by:
            act.change_person(person=person, religion="Quaker", by=by)


def test_a_parent_is_changed_by_the_childs_worker_only(standing):
    stranger_to_us = a_parent_of(a_child("Other"))
    with at_work(standing.worker):
        act.change_person(person=standing.parent, religion="Quaker", by=standing.worker)
        with pytest.raises(NotPermitted, match="around none of your children"):
            act.change_person(person=stranger_to_us, religion="Quaker", by=standing.worker)


@pytest.mark.parametrize(
    ("field", "value"),
    [("nhs_number", "9434765918"), ("upn", "A801200005001"), ("authority_id", "no spaces")],
)
def test_a_number_that_does_not_fit_together_is_refused(standing, field, value):
    with at_work(standing.worker), pytest.raises(ValidationError) as refusal:
        act.change_person(person=standing.child, by=standing.worker, **{field: value})
    assert list(refusal.value.error_dict) == [field]


def test_a_number_and_the_reason_for_none_exclude_each_other(standing):
    with at_work(standing.worker), pytest.raises(ValidationError, match="not both"):
        act.change_person(person=standing.child, upn="B801200005001", upn_unknown="UN1", by=standing.worker)


def test_a_date_of_birth_to_come_is_refused(standing):
    with at_work(standing.worker), pytest.raises(ValidationError, match="today or in the past"):
        act.change_person(person=standing.child, born_on=date(2027, 1, 1), by=standing.worker)


def test_a_new_legal_name_ends_the_old_one_which_is_still_found(standing):
    with at_work(standing.worker):
        act.rename(
            person=standing.child, given="Robin", family="Newname", start_on=CHANGED, by=standing.worker
        )
        assert standing.child.name == "Robin Newname"
        assert search(standing.worker, "robin example")[0] == standing.child
    old = PersonName.objects.get(person=standing.child, family="Example")
    assert old.end_on == CHANGED
    assert [row.end_on for row in before(old)] == [None]


def test_another_kind_of_name_leaves_the_legal_name(standing):
    with at_work(standing.worker):
        for kind in ("preferred", "also_known_as"):
            act.rename(
                person=standing.child,
                given="Bobby",
                family="",
                kind=kind,
                start_on=CHANGED,
                by=standing.worker,
            )
    assert PersonName.objects.get(person=standing.child, kind="legal").end_on is None


def test_a_legal_name_before_the_present_one_is_refused(standing):
    with at_work(standing.worker), pytest.raises(ValidationError, match="Give a later day"):
        act.rename(
            person=standing.child, given="R", family="Q", start_on=date(1999, 1, 1), by=standing.worker
        )


def test_the_database_refuses_two_legal_names_at_once(standing):
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonName.objects.create(person=standing.child, given="Two", start_on=CHANGED)


def test_a_legal_name_cannot_only_end(standing):
    name = standing.child.names.get()
    with at_work(standing.worker), pytest.raises(ValidationError, match="add the new one"):
        act.end_name(name=name, end_on=DAY, by=standing.worker)


def test_moving_ends_the_old_address_and_people_share_one(standing):
    with at_work(standing.worker):
        for person in (standing.child, standing.parent):
            act.move(
                person=person,
                lines="1 Old Road",
                postcode="ab1 2cd",
                start_on=date(2025, 1, 1),
                by=standing.worker,
            )
        act.move(person=standing.child, lines="2 New Road", postcode="", start_on=CHANGED, by=standing.worker)
    assert Address.objects.filter(postcode="AB1 2CD").count() == 1
    assert [(str(row.address), row.end_on) for row in standing.child.residences.order_by("start_on")] == [
        ("1 Old Road, AB1 2CD", CHANGED), ("2 New Road", None),
    ]  # fmt: skip
    assert standing.parent.residences.get().end_on is None


def test_a_child_may_live_in_two_places(standing):
    with at_work(standing.worker):
        act.move(
            person=standing.child, lines="1 Road", postcode="", start_on=date(2025, 1, 1), by=standing.worker
        )
        act.move(
            person=standing.child,
            lines="2 Road",
            postcode="",
            start_on=CHANGED,
            also=True,
            by=standing.worker,
        )
        with pytest.raises(ValidationError, match="already recorded at this address"):
            act.move(
                person=standing.child,
                lines="1 road",
                postcode="",
                start_on=CHANGED,
                also=True,
                by=standing.worker,
            )
    assert Residence.objects.on(DAY).filter(person=standing.child).count() == 2


def test_telephones_and_emails_come_and_go(standing):
    with at_work(standing.worker):
        number = act.add_telephone(
            person=standing.parent, number="01632 960001", start_on=CHANGED, by=standing.worker
        )
        email = act.add_email(
            person=standing.parent, address="sam@example.com", start_on=CHANGED, by=standing.worker
        )
        act.end_telephone(telephone=number, end_on=DAY, by=standing.worker)
        act.end_email(email=email, end_on=DAY, by=standing.worker)
        with pytest.raises(ValidationError, match="ended already"):
            act.end_telephone(telephone=number, end_on=DAY, by=standing.worker)
    assert not Telephone.objects.on(DAY).exists()
    assert audited(standing.parent)[-1] == ("ended", "EmailAddress")


def test_an_address_of_an_email_must_be_one(standing):
    with at_work(standing.worker), pytest.raises(ValidationError):
        act.add_email(person=standing.parent, address="not one", start_on=CHANGED, by=standing.worker)


@pytest.fixture
def unborn(standing):
    child = a_child("Baby", "Example", born_on=None, expected_on=date(2026, 11, 1), sex="U")
    allocated(child, standing.worker, standing.team)
    return child


def test_an_unborn_child_is_born(standing, unborn):
    assert unborn.is_unborn
    with at_work(standing.worker):
        act.record_birth(
            child=unborn,
            born_on=date(2026, 11, 3),
            sex="M",
            given="Kit",
            family="Example",
            by=standing.worker,
        )
        with pytest.raises(ValidationError, match="on the record already"):
            act.record_birth(child=unborn, born_on=date(2026, 11, 3), sex="M", by=standing.worker)
    unborn = type(unborn).objects.get(pk=unborn.pk)
    assert (unborn.is_unborn, unborn.name, unborn.sex) == (False, "Kit Example", "M")


def test_a_pregnancy_that_ends_is_not_a_death(standing, unborn):
    with at_work(standing.worker):
        act.record_pregnancy_ended(child=unborn, on=CHANGED, by=standing.worker)
        with pytest.raises(ValidationError, match="the pregnancy ended"):
            act.record_birth(child=unborn, born_on=DAY, sex="F", by=standing.worker)
    assert (unborn.is_unborn, unborn.died_on, unborn.pregnancy_ended_on) == (False, None, CHANGED)


def test_nobody_dies_before_birth(standing):
    with at_work(standing.worker), pytest.raises(ValidationError, match="after the birth"):
        act.record_death(person=standing.child, on=date(2014, 5, 5), by=standing.worker)


def test_a_brother_known_as_a_relative_is_given_a_record(standing):
    brother = a_person("Jay", "Example", born_on=date(2016, 1, 1))
    standing.child.relationships.create(other=brother, kind="sibling", start_on=date(2016, 1, 1))
    with at_work(standing.worker):
        act.open_record(person=brother, on=DAY, by=standing.worker)
    assert brother.record_opened_on == DAY
    assert ("changed", "Person") in audited(brother)
