"""Where a child is, in words that fit: not yet born, at home, in care, after care, adopted, died."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kith.care.models import PeriodOfCare
from kith.childfile.summary import summaries
from kith.leavingcare.models import CareLeaverContact
from kith.people.factories import a_child
from kith.testing.standing import DAY, at_work

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def working(standing):
    with at_work(standing.worker):
        yield


def where(child):
    return summaries([child.pk], DAY)[child.pk].where


def after_care(reason, **contact):
    child = a_child()
    PeriodOfCare.objects.create(
        child=child, start_on=date(2020, 1, 6), end_on=date(2025, 3, 3), end_reason=reason
    )
    if contact:
        CareLeaverContact.objects.create(child=child, **contact)
    return where(child)


def test_a_child_not_yet_born_is_not_at_home():
    unborn = a_child(born_on=None, expected_on=date(2027, 2, 9))
    assert where(unborn) == "Not yet born, expected 9 February 2027"


def test_a_pregnancy_that_ended_says_so():
    lost = a_child(born_on=None, expected_on=date(2027, 2, 9), pregnancy_ended_on=date(2026, 10, 1))
    assert where(lost) == "Not born: the pregnancy ended 1 October 2026"


def test_a_child_who_died_is_nowhere_even_if_a_period_of_care_was_left_open():
    child = a_child(died_on=date(2026, 10, 1))
    PeriodOfCare.objects.create(child=child, start_on=date(2020, 1, 6))
    assert where(child) == "Died 1 October 2026"


def test_a_child_who_was_never_in_care_is_at_home(standing):
    assert where(standing.child) == "At home or with family"


@pytest.mark.parametrize(
    "reason, words",
    [
        ("E11", "Adopted"),
        ("E4A", "At home with parents or relatives, when care ended 3 March 2025"),
        ("E45", "With a special guardian, when care ended 3 March 2025"),
        ("E5", "Living independently, with support, when care ended 3 March 2025"),
        ("E8", "Not recorded since care ended 3 March 2025"),
        ("", "Not recorded since care ended 3 March 2025"),
    ],
)
def test_after_care_it_is_as_it_was_when_care_ended(reason, words):
    assert after_care(reason) == words


def test_a_care_leaver_is_where_they_last_told_us():
    told = {"collection_year": "2025-26", "in_touch": "YES", "activity": "F2", "accommodation": "K1"}
    assert after_care("E5", **told) == "Ordinary lodgings, as recorded for 2025-26"


def test_a_care_leaver_we_are_not_in_touch_with_is_where_care_ended():
    told = {"collection_year": "2025-26", "in_touch": "NO", "accommodation": "0"}
    assert after_care("E17", **told) == "With the former carers, when care ended 3 March 2025"


def test_many_children_need_no_more_queries(django_assert_num_queries):
    few = [a_child().pk]
    many = few + [a_child(f"Child{number}").pk for number in range(8)]
    summaries(few, DAY)
    with CaptureQueriesContext(connection) as needed:
        summaries(few, DAY)
    with django_assert_num_queries(len(needed)):
        summaries(many, DAY)
