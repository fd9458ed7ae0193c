"""Stretches of time in lanes."""

from datetime import date

from kith.care.models import Placement
from kith.casework.models import SchoolPlace
from kith.childfile.timeline import Lane, Stretch, between, stretches
from kith.people.models import Withholding
from kith.providers.models import Home
from kith.testing.standing import DAY, at_work, days_ago


def a_stretch(start, end=None):
    return Stretch(
        lane=Lane.HOMES, label="Foster care", start_on=start, end_on=end, source="placement", number=1
    )


def test_a_stretch_is_cut_to_the_days_shown():
    [found] = between([a_stretch(date(2020, 1, 1), date(2026, 1, 1))], date(2024, 1, 1), date(2025, 1, 1))
    assert (found.start_on, found.end_on) == (date(2024, 1, 1), date(2025, 1, 1))


def test_what_lasts_goes_on_lasting():
    [found] = between([a_stretch(date(2020, 1, 1))], date(2024, 1, 1), date(2025, 1, 1))
    assert found.end_on is None


def test_what_lies_outside_is_left_out():
    assert between([a_stretch(date(2025, 1, 1))], date(2024, 1, 1), date(2025, 1, 1)) == []


def test_a_temporary_stay_is_marked_and_stands_in_the_lane_of_homes(standing):
    Placement.objects.create(child=standing.child, place="U6", start_on=days_ago(90))
    Placement.objects.create(
        child=standing.child, place="T1", temporary=True, start_on=days_ago(9), end_on=days_ago(8)
    )
    with at_work(standing.worker):
        found = [each for each in stretches(standing.child.pk, DAY) if each.lane is Lane.HOMES]
    assert [each.inside for each in found] == [False, True]


def test_a_withheld_home_and_school_are_not_in_it(standing):
    child, reader = standing.child, standing.parent
    Placement.objects.create(
        child=child, place="U6", start_on=days_ago(9), home=Home.objects.create(name="Larch House")
    )
    SchoolPlace.objects.create(child=child, school="Mill Road School", start_on=days_ago(9))
    for what in ("address", "school"):
        Withholding.objects.create(
            child=child, what=what, withheld_from=reader, reason="risk", start_on=days_ago(9)
        )
    with at_work(standing.worker) as work:
        work.prepared_for = reader.pk
        told = repr(stretches(child.pk, DAY))
    assert "Larch House" not in told and "Mill Road" not in told
