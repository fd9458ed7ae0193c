"""Stays in order, moves counted, miles from home."""

from datetime import date

from kith.care.models import HomePostcode, PeriodOfCare, Placement
from kith.care.queries import episodes_of, moves, stays
from kith.people.factories import a_child
from kith.providers.models import Home


def a_placement(child=None, start=date(2024, 1, 1), end=None, save=False, **details):
    made = Placement(child=child, place="U6", start_on=start, end_on=end, **details)
    if save:
        made.save()
    return made


def test_the_first_placement_and_the_same_carer_and_temporary_stays_are_no_moves():
    period = PeriodOfCare(start_on=date(2024, 1, 1))
    placements = [
        a_placement(end=date(2024, 3, 1)),
        a_placement(start=date(2024, 3, 1), end=date(2024, 6, 1), same_carer=True),
        a_placement(start=date(2024, 4, 1), end=date(2024, 4, 3), temporary=True),
        a_placement(start=date(2024, 6, 1)),
    ]
    assert moves(placements, period) == 1


def test_what_lies_outside_the_period_of_care_is_not_counted():
    period = PeriodOfCare(start_on=date(2024, 5, 1))
    assert moves([a_placement(), a_placement(start=date(2024, 5, 1))], period) == 0


def test_a_temporary_stay_lies_inside_its_placement(db):
    child = a_child()
    outer = a_placement(child, save=True)
    inner = a_placement(child, date(2024, 2, 1), date(2024, 2, 3), temporary=True, save=True)
    [found] = stays(child.pk)
    assert (found.placement, [each.placement for each in found.inside]) == (outer, [inner])


def test_miles_are_from_the_home_of_that_day(db):
    child = a_child()
    HomePostcode.objects.create(child=child, start_on=date(2020, 1, 1), postcode="LS1 4AP")
    HomePostcode.objects.create(child=child, start_on=date(2024, 6, 1), postcode="")
    home = Home.objects.create(postcode="LS1 4AP")
    a_placement(child, date(2024, 1, 1), date(2024, 7, 1), home=home, save=True)
    a_placement(child, date(2024, 7, 1), home=home, save=True)
    assert [each.miles for each in stays(child.pk)] == [None, 0.0]


def test_the_episodes_are_computed_newest_first(db):
    child = a_child()
    PeriodOfCare.objects.create(child=child, start_on=date(2024, 1, 1))
    a_placement(child, end=date(2024, 6, 1), save=True)
    a_placement(child, date(2024, 6, 1), save=True)
    assert [(each["DECOM"], each["RNE"]) for each in episodes_of(child.pk)] == [
        (date(2024, 6, 1), "P"),
        (date(2024, 1, 1), "S"),
    ]
