"""Each measure of the front door on a small story; the numbers were worked out by hand. The day is Monday 16 November 2026."""

from datetime import date, timedelta

import pytest

from kith.assessment.factories import a_referral
from kith.insight.front_door import CONTACTS, IN_A_DAY, REFERRED_AGAIN, UNTIL_DECIDED
from kith.insight.measure import Scope
from kith.insight.measures import BY_KEY
from kith.people.factories import a_child
from kith.reach.actions.restrictions import hide
from kith.testing.standing import DAY, at_work

SERVICE = Scope(DAY)


def count(measure, by, scope=SERVICE):
    with at_work(by):
        return measure.count(scope)


def test_contacts_are_counted_for_twelve_months_by_month_and_decision(door):
    door.told(door.child, 400, 1)
    door.told(door.child, 40, 1)
    door.told(a_child("Ash"), 40, 2, "family_help")
    door.told(a_child("Bo"), 3)
    with at_work(door.head):
        found, table = CONTACTS.count(SERVICE), CONTACTS.by(SERVICE, "month", "outcome")
    assert (found.whole, found.children) == (3, 3)
    assert [(row["month"], row["outcome"], row["number"]) for row in table] == [
        (date(2026, 10, 1), "family_help", 1),
        (date(2026, 10, 1), "nothing", 1),
        (date(2026, 11, 1), "", 1),
    ]


def test_the_last_decision_stands_in_place_of_those_before(door):
    contact = door.told(door.child, 40, 1)
    first = contact.decisions.get()
    contact.decisions.create(
        child=door.child,
        outcome="strategy",
        reason="More is known",
        decided_at=first.decided_at,
        by=door.mina,
    )
    with at_work(door.head):
        assert [row["outcome"] for row in CONTACTS.by(SERVICE, "outcome")] == ["strategy"]
        assert CONTACTS.listed(SERVICE, outcome="strategy").count() == 1
        assert CONTACTS.listed(SERVICE, outcome="nothing").count() == 0


def test_decided_within_one_working_day(door):
    door.told(door.child, 7, 5)  # on the Monday itself
    door.told(a_child("Ash"), 7, 49)  # on the Wednesday
    late = a_child("Bo")
    door.told(late, 5)  # never, and its time was the Thursday
    door.told(a_child("Cy"), 0)  # not due yet
    found = count(IN_A_DAY, door.head)
    assert (found.part, found.whole) == (1, 3)
    with at_work(door.head):
        assert late.pk in {row["whom"] for row in IN_A_DAY.listed(SERVICE, part=False)}
        assert set(IN_A_DAY.children(SERVICE, part=True)) == {door.child}


def test_half_are_decided_sooner_than_the_median(door):
    for child, hours in ((door.child, 2), (a_child("Ash"), 4), (a_child("Bo"), 50)):
        door.told(child, 7, hours)
    door.told(a_child("Cy"), 7)
    found = count(UNTIL_DECIDED, door.head)
    assert (found.whole, found.middle) == (3, timedelta(hours=4))


def test_repeat_contacts_count_children_with_two_and_with_three(door):
    thrice, twice, once = door.child, a_child("Ash"), a_child("Bo")
    for child, days in (
        (thrice, 1),
        (thrice, 100),
        (thrice, 300),
        (twice, 2),
        (twice, 9),
        (once, 5),
        (once, 380),
    ):
        door.told(child, days, 1)
    two, three = BY_KEY["front-door.repeat-2"], BY_KEY["front-door.repeat-3"]
    assert [(each.part, each.whole) for each in (count(two, door.head), count(three, door.head))] == [
        (2, 3),
        (1, 3),
    ]
    with at_work(door.head):
        assert [(row["whom"], row["times"]) for row in three.listed(SERVICE, part=True)] == [(thrice.pk, 3)]


def test_referred_again_is_within_twelve_months_of_an_earlier_referral(door):
    a_referral(door.child, 500)  # itself too long ago
    a_referral(door.child, 300)  # within twelve months of the first
    a_referral(a_child("Ash"), 20)
    long_between = a_child("Bo")
    a_referral(long_between, 400)
    a_referral(long_between, 10)  # 390 days later
    found = count(REFERRED_AGAIN, door.head)
    assert (found.part, found.whole) == (1, 3)


def test_a_team_has_the_contacts_it_took_and_the_referrals_of_its_children(door):
    door.told(door.child, 7, 5)
    door.told(a_child("Ash"), 7, 5, by=door.worker)
    a_referral(door.child, 20)
    a_referral(a_child("Bo"), 20)
    riverside = Scope(DAY, door.team.pk)
    assert count(CONTACTS, door.manager, riverside).whole == 1
    assert count(IN_A_DAY, door.manager, riverside).whole == 1
    assert count(REFERRED_AGAIN, door.manager, riverside).whole == 1


@pytest.mark.parametrize("key", [each for each in BY_KEY if each.startswith("front-door")])
def test_whom_a_restriction_hides_is_neither_counted_nor_listed(door, key):
    a_referral(door.child, 20)
    door.told(door.child, 7, 5)
    assert count(BY_KEY[key], door.head).whole == 1
    told = {"kind": "relocated", "reason": "Safety", "review_on": DAY + timedelta(30)}
    with at_work(door.manager):
        hide(person=door.child, allowed=[], owner=door.manager, **told)
    with at_work(door.head):
        assert BY_KEY[key].count(SERVICE).whole == 0
        assert not BY_KEY[key].listed(SERVICE).exists()
