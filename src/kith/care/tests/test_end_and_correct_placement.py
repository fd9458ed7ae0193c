"""The end of a placement, and putting right what was wrong in one."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from kith.care.actions.homes import NewHome
from kith.care.actions.placements import correct_placement, end_placement, start_placement
from kith.care.factories import BEGAN, in_care
from kith.care.models import PeriodOfCare
from kith.store.history import before
from kith.testing.refused import OUTSIDERS, audited, refused
from kith.testing.standing import at_work

pytestmark = pytest.mark.django_db
MOVED = date(2026, 6, 1)
WEEK = timedelta(days=7)


def a_correction(placement, by, **details):
    usual = {
        "start_on": placement.start_on,
        "end_on": placement.end_on,
        "place": placement.place,
        "reason": "Typed wrong",
    }
    return correct_placement(placement=placement, by=by, **(usual | details))


def two_placements(standing):
    first = in_care(standing.child)
    with at_work(standing.worker):
        second = start_placement(
            child=standing.child, start_on=MOVED, place="U4", end_reason="CARPL", by=standing.worker
        )
    first.refresh_from_db()
    return first, second


def test_a_placement_ends_and_the_child_stays_looked_after(standing):
    placement = in_care(standing.child)
    with at_work(standing.worker):
        end_placement(placement=placement, end_on=MOVED, reason="CREQB", by=standing.worker)
    assert placement.end_on == MOVED
    assert PeriodOfCare.objects.get().end_on is None
    assert audited(standing.child) == [("ended", "Placement")]


@pytest.mark.parametrize("who", OUTSIDERS)
def test_nobody_else_ends_or_corrects_one(standing, who):
    placement = in_care(standing.child)
    with refused(standing, who) as worker:
        end_placement(placement=placement, end_on=MOVED, reason="CREQB", by=worker)
    with refused(standing, who) as worker:
        a_correction(placement, worker, place="U4")


def test_it_does_not_end_before_it_began(standing):
    placement = in_care(standing.child)
    with at_work(standing.worker), pytest.raises(ValidationError, match="5 January 2026"):
        end_placement(placement=placement, end_on=BEGAN - WEEK, reason="CREQB", by=standing.worker)


def test_a_placement_of_one_day_is_kept(standing):
    placement = in_care(standing.child)
    with at_work(standing.worker):
        end_placement(placement=placement, end_on=BEGAN, reason="CREQB", by=standing.worker)
    placement.refresh_from_db()
    assert (placement.start_on, placement.end_on) == (BEGAN, BEGAN)


def test_a_correction_keeps_what_stood_before_and_why(standing):
    from kith.access.models import AuditEntry

    placement = in_care(standing.child)
    with at_work(standing.worker):
        a_correction(placement, standing.worker, place="U4", emergency=True)
    assert [each.place for each in before(placement)] == ["U6"]
    assert AuditEntry.objects.get(child=standing.child.pk).reason == "Typed wrong"


@pytest.mark.parametrize("days", [-7, 7])
def test_the_neighbour_moves_with_a_corrected_start(standing, days):
    first, second = two_placements(standing)
    with at_work(standing.worker):
        a_correction(second, standing.worker, start_on=MOVED + timedelta(days=days))
    first.refresh_from_db()
    assert first.end_on == second.start_on == MOVED + timedelta(days=days)


@pytest.mark.parametrize("days", [-7, 7])
def test_the_neighbour_moves_with_a_corrected_end(standing, days):
    first, second = two_placements(standing)
    with at_work(standing.worker):
        a_correction(first, standing.worker, end_on=MOVED + timedelta(days=days))
    second.refresh_from_db()
    assert second.start_on == MOVED + timedelta(days=days)


def test_a_correction_cannot_swallow_the_neighbour(standing):
    _, second = two_placements(standing)
    PeriodOfCare.objects.update(start_on=BEGAN - WEEK)
    with at_work(standing.worker), pytest.raises(ValidationError):
        a_correction(second, standing.worker, start_on=BEGAN - timedelta(days=1))


def test_the_home_is_corrected_too_a_new_one_if_need_be(standing):
    placement = in_care(standing.child)
    with at_work(standing.worker):
        a_correction(placement, standing.worker, home=NewHome(name="14 Mill Lane", postcode="LS1 4AP"))
    placement.refresh_from_db()
    assert placement.home.name == "14 Mill Lane"
