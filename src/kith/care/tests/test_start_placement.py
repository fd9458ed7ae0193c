"""A new placement, and the end of the one before."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from kith.care.actions.homes import NewHome
from kith.care.actions.placements import start_placement
from kith.care.factories import BEGAN, in_care
from kith.care.models import Placement
from kith.providers.models import Provider
from kith.reach.actions.reasons import give_reason
from kith.reach.doing import NotPermitted
from kith.store.history import before
from kith.testing.refused import OUTSIDERS, audited, refused
from kith.testing.standing import DAY, MOMENT, at_work

pytestmark = pytest.mark.django_db
MOVED = date(2026, 6, 1)


def a_move(standing, **details):
    usual = {
        "child": standing.child,
        "start_on": MOVED,
        "place": "U4",
        "end_reason": "CARPL",
        "by": standing.worker,
    }
    return start_placement(**(usual | details))


def test_the_childs_worker_records_a_move_and_the_placement_before_ends(standing):
    first = in_care(standing.child)
    with at_work(standing.worker):
        a_move(standing)
    first.refresh_from_db()
    assert (first.end_on, first.end_reason) == (MOVED, "CARPL")
    assert [each.end_on for each in before(first)] == [None]
    assert audited(standing.child) == [("ended", "Placement"), ("added", "Placement")]


def test_the_placements_officer_records_one_too(standing):
    from kith.access.roles import Role
    from kith.workforce.factories import a_worker

    in_care(standing.child)
    officer = a_worker("Pat Placements", Role.PLACEMENTS)
    with at_work(officer):
        assert a_move(standing, by=officer).place == "U4"


@pytest.mark.parametrize("who", OUTSIDERS)
def test_nobody_else_does(standing, who):
    in_care(standing.child)
    with refused(standing, who) as worker:
        a_move(standing, by=worker)
    assert Placement.objects.count() == 1


def test_a_reason_opens_the_record_but_not_for_planning(standing):
    in_care(standing.child)
    with at_work(standing.colleague):
        give_reason(
            child=standing.child.pk, reason="Covering for an illness", at=MOMENT, by=standing.colleague
        )
        with pytest.raises(NotPermitted):
            a_move(standing, by=standing.colleague)


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"start_on": BEGAN - timedelta(days=1)}, "start_on"),
        ({"start_on": DAY + timedelta(days=1)}, "start_on"),
        ({"end_reason": ""}, "end_reason"),
        ({"place": "K3"}, "place"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(standing, details, field):
    in_care(standing.child)
    with at_work(standing.worker), pytest.raises(ValidationError) as refusal:
        a_move(standing, **details)
    assert list(refusal.value.error_dict) == [field]


def test_supported_accommodation_is_lawful_from_16_and_the_refusal_names_the_rule(standing):
    in_care(standing.child)
    with at_work(standing.worker):
        with pytest.raises(ValidationError, match=r"under 16 .* unverified"):
            a_move(standing, place="K3")
        standing.child.born_on = MOVED.replace(year=MOVED.year - 16)
        assert a_move(standing, place="K3").place == "K3"


def test_a_placement_before_one_already_recorded_is_refused_in_words(standing):
    in_care(standing.child)
    with at_work(standing.worker):
        a_move(standing)
        with pytest.raises(ValidationError, match="from 1 June 2026 is already recorded"):
            a_move(standing, start_on=MOVED - timedelta(days=9))


def test_a_temporary_stay_lies_inside_the_placement(standing):
    first = in_care(standing.child)
    with at_work(standing.worker):
        stay = a_move(standing, place="T1", end_reason="")
    first.refresh_from_db()
    assert stay.temporary
    assert first.end_on is None


def test_a_stay_ends_with_the_placement_it_lies_in(standing):
    in_care(standing.child)
    with at_work(standing.worker):
        stay = a_move(standing, place="T1", end_reason="")
        a_move(standing, start_on=MOVED + timedelta(days=3))
    stay.refresh_from_db()
    assert stay.end_on == MOVED + timedelta(days=3)


def test_a_new_home_is_recorded_with_it_and_a_known_provider_is_not_doubled(standing):
    in_care(standing.child)
    Provider.objects.create(name="Fernley Homes")
    new = NewHome(name="12 Mill Lane", provider="fernley homes", urn="SC123456", postcode="ls14ap")
    with at_work(standing.worker):
        home = a_move(standing, home=new).home
    assert (home.name, home.postcode, home.provider.name) == ("12 Mill Lane", "LS1 4AP", "Fernley Homes")
