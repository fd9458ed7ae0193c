"""One unborn child's record becomes two."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from kith.assessment.factories import a_need_plan, a_referral, an_assessment
from kith.casework.actions.merging import Decided, merge
from kith.casework.actions.people import record_birth, record_pregnancy_ended
from kith.casework.merging.overlaps import How, overlaps
from kith.casework.merging.references import links_to
from kith.deadlines.models import DeadlineRow
from kith.frontdoor.models import Contact
from kith.people.factories import a_child, a_parent_of
from kith.people.models import Person, Relationship
from kith.protection.actions.core_groups import hold_core_group
from kith.protection.actions.strategy import start_enquiry
from kith.protection.actions.twins import COPIED, split_twins
from kith.protection.factories import a_discussion, a_plan
from kith.protection.models import Enquiry, PreProceedings, ProtectionPlan, TwinSplit
from kith.protection.queries import discussions_of, plan_on
from kith.reach.actions.restrictions import hide
from kith.reach.models import Restriction
from kith.testing.refused import OUTSIDERS, refused
from kith.testing.standing import DAY, MOMENT, at_work, days_ago
from kith.workforce.factories import allocated
from kith.workforce.models import Allocation

pytestmark = pytest.mark.django_db

# What names a person and is of one child, or of the whole: not copied for a twin, and why.
LEFT = {
    "people": "names, addresses and numbers are of one person",
    "access": "who looked", "reach": "who looked", "returns": "what a return told", "deadlines": "computed afresh",
    "keeping": "of one record", "care": "before birth nobody is looked after", "leavingcare": "as care",
    "providers": "as care", "workforce": "a worker who is also a person", "casework": "of one child",
    "frontdoor": "looking again at one child", "protection": "the splits themselves",
    "filechecks": "files", "familyhelp": "of one person",
    "sharing": "a partner was asked about the children whom their link names, and is asked again of the second",
}  # fmt: skip


@pytest.fixture
def unborn(standing):
    """An unborn child of ours, with a plan, an enquiry and what led to them."""
    baby = a_child("Baby", born_on=None, expected_on=DAY + timedelta(days=100))
    allocated(baby, standing.worker, standing.team)
    a_parent_of(baby)
    standing.child = baby
    standing.discussion = a_discussion(baby, by=standing.manager)
    a_referral(baby)
    with at_work(standing.worker):
        start_enquiry(child=baby, started_on=DAY, by=standing.worker)
    a_plan(baby, days_ago(3))
    return standing


def split(unborn, by=None):
    return split_twins(
        child=unborn.child, given="Second baby", family="Ashgrove", reason="Two at the scan", at=MOMENT,
        by=by or unborn.worker,
    )  # fmt: skip


def test_the_second_twin_has_the_history_of_both_and_clocks_of_its_own(unborn):
    with at_work(unborn.worker):
        second = split(unborn)
        assert [row.discussion for row in discussions_of(second)] == [unborn.discussion]
    assert plan_on(second, DAY).start_on == days_ago(3)
    enquiry = Enquiry.objects.get(child=second)
    assert enquiry.clock == unborn.discussion
    mine, theirs = (
        set(DeadlineRow.objects.filter(child=each).values_list("timescale", "due_on"))
        for each in (unborn.child, second)
    )
    assert mine == theirs and mine


def test_what_is_written_later_is_of_one(unborn):
    with at_work(unborn.worker):
        second = split(unborn)
        hold_core_group(children=[second], held_on=DAY, present="", text="x", by=unborn.worker)
    assert not unborn.child.core_groups.exists()


def test_one_is_born_and_the_other_pregnancy_ends(unborn):
    with at_work(unborn.worker):
        second = split(unborn)
    with at_work(unborn.worker):
        record_birth(
            child=unborn.child, born_on=DAY, sex="F", given="Kit", family="Ashgrove", by=unborn.worker
        )
        record_pregnancy_ended(child=second, on=DAY, by=unborn.worker)
    assert plan_on(unborn.child, DAY) and not plan_on(second, DAY)
    assert Person.objects.get(pk=unborn.child.pk).name == "Kit Ashgrove"
    assert not DeadlineRow.objects.filter(child=second, met_on=None, ended_on=None).exists()


def test_they_are_each_others_brother_or_sister_with_the_same_parent_and_worker(unborn):
    with at_work(unborn.worker):
        second = split(unborn)
    kinds = Relationship.objects.filter(other=second).values_list("kind", flat=True)
    assert sorted(kinds) == ["parent", "sibling"]
    assert Allocation.objects.get(child=second).worker == unborn.worker
    assert TwinSplit.objects.get().rows["protection_enquiry"]


def test_whoever_may_not_see_the_first_may_not_see_the_second(unborn):
    with at_work(unborn.worker):
        hide(
            person=unborn.child, kind="police", reason="x", review_on=DAY + timedelta(days=30), allowed=[], owner=unborn.worker
        )  # fmt: skip
        second = split(unborn)
    assert Restriction.objects.get(person=second).owner == unborn.worker


@pytest.mark.parametrize("who", OUTSIDERS)
def test_it_is_the_childs_workers(unborn, who):
    with refused(unborn, who) as by:
        split(unborn, by)
    assert not TwinSplit.objects.exists()


def test_a_child_who_is_born_is_not_split(standing):
    with at_work(standing.worker), pytest.raises(ValidationError, match="not born yet"):
        split(standing)


def test_everything_that_may_be_written_of_an_unborn_child_is_split_without_a_clash(unborn):
    a_need_plan(unborn.child).actions.create(child=unborn.child, what="x", who="y", by_on=DAY)
    an_assessment(unborn.child, lead=unborn.worker, days=9)
    PreProceedings.objects.create(child=unborn.child, decided_on=DAY)
    with at_work(unborn.worker):
        second = split(unborn)
    assert second.need_plans.get().actions.get().child == second
    assert second.pre_proceedings.get().decided_on == DAY


def test_a_split_that_was_wrong_is_put_right_by_merging_the_two(unborn):
    with at_work(unborn.worker):
        second = split(unborn)
    with at_work(unborn.manager):
        out = [each.key for each in overlaps(unborn.child.pk, second.pk) if each.how is How.OUT]
        decided = Decided(out=out)
        merge(
            kept=unborn.child, merged=second, decided=decided, reason="One baby", at=MOMENT, by=unborn.manager
        )
    assert ProtectionPlan.objects.filter(child=unborn.child).count() == 1


def test_somebody_decided_of_every_table_whether_it_is_of_both():
    copied = {model for model, _ in COPIED}
    others = {field.model._meta.app_label for field in links_to(Person) if field.model not in copied}
    assert others <= set(LEFT), others - set(LEFT)
    assert Contact not in copied
