"""Adoption plans, liberty, asylum, parenthood, earlier permanence, short breaks: who may, and what is kept."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from kith.care.actions.adoption import give_up_adoption_plan, plan_adoption, record_adoption
from kith.care.actions.other import (
    record_deprivation_of_liberty,
    record_parenthood,
    record_previous_permanence,
    record_short_break,
    record_unaccompanied,
)
from kith.care.models import AdoptionPlan
from kith.store.history import before
from kith.testing.refused import OUTSIDERS, audited, refused
from kith.testing.standing import DAY, at_work

pytestmark = pytest.mark.django_db
EARLY = date(2026, 3, 2)
ADOPTION = {"best_interest_on": EARLY, "matched_on": DAY, "by_foster_carer": False, "adopters": "2",
            "adopters_sex": "MF", "adopters_status": "L11"}  # fmt: skip
ACTIONS = [
    (plan_adoption, {"decided_on": EARLY}),
    (record_adoption, ADOPTION),
    (record_deprivation_of_liberty, {"start_on": EARLY, "end_on": DAY}),
    (record_parenthood, {"mother": False, "first_child_born_on": None}),
    (record_previous_permanence, {"kind": "P1", "authority": "383", "on": "zz/06/2019"}),
    (record_short_break, {"start_on": EARLY, "end_on": date(2026, 3, 4)}),
    (record_unaccompanied, {"ended_on": None}),
]


@pytest.mark.parametrize(("action", "said"), ACTIONS)
def test_the_childs_worker_records_it(standing, action, said):
    with at_work(standing.worker):
        row = action(child=standing.child, by=standing.worker, **said)
    assert audited(standing.child) == [("added", type(row).__name__)]


@pytest.mark.parametrize("who", OUTSIDERS)
@pytest.mark.parametrize(("action", "said"), ACTIONS)
def test_nobody_else_does(standing, action, said, who):
    with refused(standing, who) as worker:
        action(child=standing.child, by=worker, **said)


@pytest.mark.parametrize("action", [record_deprivation_of_liberty, record_short_break])
def test_two_of_a_kind_never_overlap(standing, action):
    with at_work(standing.worker):
        action(child=standing.child, start_on=EARLY, end_on=DAY, by=standing.worker)
        with pytest.raises(ValidationError, match="from 2 March 2026 overlaps"):
            action(child=standing.child, start_on=date(2026, 4, 1), end_on=DAY, by=standing.worker)
        action(child=standing.child, start_on=DAY, end_on=DAY, by=standing.worker)


def test_a_plan_for_adoption_is_given_up_with_a_reason(standing):
    with at_work(standing.worker):
        plan_adoption(child=standing.child, decided_on=EARLY, by=standing.worker)
        give_up_adoption_plan(child=standing.child, ceased_on=DAY, reason="RD3", by=standing.worker)
    assert AdoptionPlan.objects.get().cease_reason == "RD3"


def test_there_is_one_plan_at_a_time_and_none_to_give_up_without_one(standing):
    with at_work(standing.worker):
        with pytest.raises(ValidationError, match="no plan"):
            give_up_adoption_plan(child=standing.child, ceased_on=DAY, reason="RD3", by=standing.worker)
        plan_adoption(child=standing.child, decided_on=EARLY, by=standing.worker)
        with pytest.raises(ValidationError, match="already"):
            plan_adoption(child=standing.child, decided_on=DAY, by=standing.worker)


def test_what_is_said_again_keeps_what_stood_before(standing):
    with at_work(standing.worker):
        row = record_unaccompanied(child=standing.child, ended_on=None, by=standing.worker)
        record_unaccompanied(child=standing.child, ended_on=DAY, by=standing.worker)
    assert [each.ended_on for each in before(row)] == [None]


def test_a_mother_has_a_first_child(standing):
    with at_work(standing.worker), pytest.raises(ValidationError):
        record_parenthood(child=standing.child, mother=True, first_child_born_on=None, by=standing.worker)
