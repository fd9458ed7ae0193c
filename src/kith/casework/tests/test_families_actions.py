"""Relationships, parental responsibility, families and the professional network."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from kith.casework.actions import families as act
from kith.people.factories import a_child, a_family, a_person
from kith.people.models import Family, Relationship
from kith.people.queries import relationships_of
from kith.reach.doing import NotPermitted
from kith.testing.refused import OUTSIDERS, audited, refused
from kith.testing.standing import DAY, at_work
from kith.workforce.factories import a_worker, allocated

pytestmark = pytest.mark.django_db
SINCE = date(2026, 1, 1)


def related(standing, other, kind="sibling", **details):
    usual = {"person": standing.child, "other": other, "kind": kind, "start_on": SINCE, "by": standing.worker}
    return act.relate(**(usual | details))


def test_a_relationship_is_kept_once_and_audited_for_both(standing):
    brother = a_child("Jay", sex="M")
    with at_work(standing.worker):
        related(standing, brother)
    assert [kin.word for kin in relationships_of(standing.child)] == ["parent", "brother"]
    assert [kin.word for kin in relationships_of(brother)] == ["sister"]
    assert audited(standing.child) == audited(brother) == [("added", "Relationship")]


@pytest.mark.parametrize("who", OUTSIDERS)
def test_outsiders_may_not_relate(standing, who):
    with refused(standing, who) as by:
        act.relate(person=standing.child, other=a_person(), kind="friend", start_on=SINCE, by=by)


def test_the_same_two_are_not_related_twice_from_either_side(standing):
    brother = a_child("Jay", sex="M")
    with at_work(standing.worker):
        related(standing, brother)
        with pytest.raises(ValidationError, match="already recorded as sister"):
            related(standing, brother, start_on=DAY)
        with pytest.raises(ValidationError, match="already recorded as brother"):
            related(standing, standing.child, person=brother)


def test_what_has_ended_may_begin_again(standing):
    friend = a_person()
    with at_work(standing.worker):
        first = related(standing, friend, "friend")
        act.end_relationship(relationship=first, end_on=date(2026, 2, 1), by=standing.worker)
        related(standing, friend, "friend", start_on=date(2026, 3, 1))
    assert Relationship.objects.filter(kind="friend").count() == 2


def test_nobody_is_their_own_relative(standing):
    with at_work(standing.worker), pytest.raises(ValidationError, match="their own relative"):
        related(standing, standing.child)


def test_a_relative_not_yet_known_is_added_and_related(standing):
    with at_work(standing.worker):
        act.add_relative(
            child=standing.child, kind="grandparent", child_is=False, start_on=SINCE, given="Gil", family="Example",
            sex="M", by=standing.worker,
        )  # fmt: skip
    assert [(kin.who.name, kin.word) for kin in relationships_of(standing.child)][-1] == (
        "Gil Example",
        "grandfather",
    )


def test_parental_responsibility_has_dates_and_may_be_the_authoritys(standing):
    with at_work(standing.worker):
        held = act.give_responsibility(
            child=standing.child, holder=standing.parent, basis="Mother", start_on=SINCE, by=standing.worker
        )
        act.give_responsibility(
            child=standing.child, holder=None, basis="Care order", start_on=SINCE, by=standing.worker
        )
        with pytest.raises(ValidationError, match="already recorded"):
            act.give_responsibility(
                child=standing.child, holder=standing.parent, basis="Order", start_on=DAY, by=standing.worker
            )
        act.end_responsibility(responsibility=held, end_on=DAY, by=standing.worker)
    assert audited(standing.child)[-1] == ("ended", "ParentalResponsibility")


def test_a_family_starts_is_joined_left_and_ends(standing):
    aunt = a_person("Val")
    with at_work(standing.worker):
        family = act.start_family(
            child=standing.child,
            name="Marrowby",
            members=[standing.parent],
            start_on=SINCE,
            by=standing.worker,
        )
        joined = act.join_family(family=family, person=aunt, start_on=DAY, by=standing.worker)
        with pytest.raises(ValidationError, match="already in Marrowby"):
            act.join_family(family=family, person=aunt, start_on=DAY, by=standing.worker)
        act.leave_family(membership=joined, end_on=DAY, by=standing.worker)
        act.end_family(family=family, end_on=DAY, by=standing.worker)
    assert not family.memberships.on(DAY).exists()
    with at_work(standing.manager), pytest.raises(NotPermitted):
        act.join_family(family=family, person=aunt, start_on=DAY, by=standing.manager)


def test_a_family_is_joined_only_while_work_with_it_goes_on(standing):
    family = Family.objects.get()
    with at_work(standing.worker), pytest.raises(ValidationError, match="when work began"):
        act.join_family(family=family, person=a_person(), start_on=date(2019, 1, 1), by=standing.worker)


def test_another_teams_family_is_not_ours_to_change(standing):
    with refused(standing, "other") as by:
        act.join_family(family=Family.objects.get(), person=a_person(), start_on=DAY, by=by)


def test_a_family_help_worker_relates_their_own_children(standing):
    from kith.access.roles import Role

    helper = a_worker("Fay Helper", Role.FAMILY_HELP)
    with at_work(helper), pytest.raises(NotPermitted):
        act.relate(person=standing.child, other=a_person(), kind="friend", start_on=SINCE, by=helper)
    allocated(standing.child, helper)
    with at_work(helper):
        act.relate(person=standing.child, other=standing.parent, kind="friend", start_on=SINCE, by=helper)


def test_a_professional_comes_and_goes(standing):
    with at_work(standing.worker):
        nurse = act.add_professional(
            child=standing.child,
            name="Jo Fern",
            profession="Health visitor",
            start_on=SINCE,
            by=standing.worker,
        )
        act.end_professional(professional=nurse, end_on=DAY, by=standing.worker)
    assert audited(standing.child) == [("added", "Professional"), ("ended", "Professional")]


@pytest.fixture
def shared_family(standing):
    """Our child and another team's, in one family."""
    theirs = a_child("Wren")
    allocated(theirs, standing.other, standing.other.memberships.get().team)
    return a_family(standing.child, theirs)


def test_a_worker_of_one_child_does_not_end_a_family_with_anothers_child_and_is_told_whom_to_ask(
    standing, shared_family
):
    with at_work(standing.worker):
        with pytest.raises(ValidationError, match=r"Wren Example \(Oli Other\).*ask your manager"):
            act.end_family(family=shared_family, end_on=DAY, by=standing.worker)
        theirs = shared_family.memberships.exclude(person=standing.child).get()
        with pytest.raises(ValidationError, match="Oli Other"):
            act.leave_family(membership=theirs, end_on=DAY, by=standing.worker)
        act.leave_family(
            membership=shared_family.memberships.get(person=standing.child), end_on=DAY, by=standing.worker
        )
    assert Family.objects.get(pk=shared_family.pk).end_on is None


def test_a_manager_of_one_of_its_children_ends_it(standing, shared_family):
    with at_work(standing.manager):
        act.end_family(family=shared_family, end_on=DAY, by=standing.manager)
    assert Family.objects.get(pk=shared_family.pk).end_on == DAY


def test_a_worker_of_every_child_ends_it(standing, shared_family):
    theirs = shared_family.memberships.exclude(person=standing.child).get().person
    allocated(theirs, standing.worker, standing.team)
    with at_work(standing.worker):
        act.end_family(family=shared_family, end_on=DAY, by=standing.worker)
    assert Family.objects.get(pk=shared_family.pk).end_on == DAY
