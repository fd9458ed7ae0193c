"""A review is the reviewing officer's record."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from kith.access.roles import Role
from kith.care.actions.reviews import correct_review, record_review
from kith.care.factories import BEGAN, in_care
from kith.care.models import Review
from kith.reach.doing import NotPermitted
from kith.store.history import before
from kith.testing.refused import OUTSIDERS, audited, refused
from kith.testing.standing import DAY, at_work
from kith.workforce.factories import a_worker, allocated

pytestmark = pytest.mark.django_db
HELD = date(2026, 2, 2)


@pytest.fixture
def officer(standing):
    in_care(standing.child)
    officer = a_worker("Ira Officer", Role.REVIEWING_OFFICER)
    allocated(standing.child, officer, part="reviewing_officer")
    return officer


def a_review(standing, by, **details):
    usual = {"child": standing.child, "held_on": HELD, "participation": "PN1", "text": "Stay.", "by": by}
    return record_review(**(usual | details))


def test_the_reviewing_officer_records_it(standing, officer):
    with at_work(officer):
        review = a_review(standing, officer)
    assert review.chaired_by == officer
    assert audited(standing.child) == [("added", "Review")]


@pytest.mark.parametrize("who", [*OUTSIDERS, "worker", "manager", "head"])
def test_nobody_else_does_the_manager_least_of_all(standing, officer, who):
    with refused(standing, who) as worker:
        a_review(standing, worker)


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"held_on": BEGAN - timedelta(days=1)}, "held_on"),
        ({"held_on": DAY + timedelta(days=1)}, "held_on"),
        ({"participation": "PN0"}, "participation"),
    ],
)
def test_what_cannot_have_been_is_refused(standing, officer, details, field):
    with at_work(officer), pytest.raises(ValidationError) as refusal:
        a_review(standing, officer, **details)
    assert list(refusal.value.error_dict) == [field]


def test_a_day_has_one_review(standing, officer):
    with at_work(officer):
        a_review(standing, officer)
        with pytest.raises(ValidationError, match="2 February 2026 is already recorded"):
            a_review(standing, officer)


def test_a_correction_keeps_what_stood_before(standing, officer):
    with at_work(officer):
        review = a_review(standing, officer)
        correct_review(
            review=review, held_on=HELD, participation="PN2", text="Stay.", reason="Advocate", by=officer
        )
    assert [each.participation for each in before(review)] == ["PN1"]


def test_another_officer_does_not_overwrite_it(standing, officer):
    with at_work(officer):
        review = a_review(standing, officer)
    second = a_worker("Ola Officer", Role.REVIEWING_OFFICER)
    allocated(standing.child, second, part="reviewing_officer")
    with at_work(second), pytest.raises(NotPermitted):
        correct_review(review=review, held_on=HELD, participation="PN2", text="", reason="Mine", by=second)
    assert Review.objects.get().participation == "PN1"
