"""Assessments, plans, visits and caseload on small stories; the numbers were worked out by hand."""

from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured

from kith.assessment.factories import a_need_plan, a_referral, an_assessment
from kith.assessment.models import Assessment
from kith.care.models import PeriodOfCare
from kith.casework.models import Visit, VisitChild
from kith.deadlines.projection import rebuild
from kith.familyhelp.factories import family_help
from kith.insight.caseload import CASELOAD, caseload, weights
from kith.insight.measure import Scope
from kith.insight.measures import BY_KEY
from kith.people.factories import a_child
from kith.protection.factories import a_plan
from kith.testing.standing import DAY, MOMENT, at_work, days_ago
from kith.workforce.factories import allocated

SERVICE = Scope(DAY)


def count(key, by, scope=SERVICE):
    with at_work(by):
        return BY_KEY[key].count(scope)


def assessed(child, lead, referred, finished=None):
    a_referral(child, referred)
    made = an_assessment(child, lead=lead, days=referred)
    if finished is not None:
        Assessment.objects.filter(pk=made.pk).update(authorised_on=days_ago(finished))
    rebuild([child.pk], as_of=DAY)


def visited(child, worker, days, seen=True, alone=False):
    visit = Visit.objects.create(visited_on=days_ago(days), written_at=MOMENT, worker=worker, text="At home")
    VisitChild.objects.create(visit=visit, child=child, seen=seen, seen_alone=alone)


def test_assessments_within_45_working_days_and_their_median(standing):
    assessed(standing.child, standing.worker, 100, 60)  # 40 days
    assessed(a_child("Ash"), standing.worker, 200, 100)  # 100 days
    assessed(a_child("Bo"), standing.worker, 150, 120)  # 30 days
    assessed(a_child("Cy"), standing.worker, 10)
    found = count("assessment.in-time", standing.head)
    assert (found.part, found.whole) == (2, 3)
    assert count("assessment.time", standing.head).middle == timedelta(days=40)


def test_assessments_late_today(standing):
    assessed(standing.child, standing.worker, 100)
    assessed(a_child("Ash"), standing.worker, 10)
    found = count("assessment.late", standing.head)
    assert (found.part, found.whole) == (1, 2)
    with at_work(standing.head):
        assert set(BY_KEY["assessment.late"].children(SERVICE, part=True)) == {standing.child}


@pytest.mark.parametrize(("key", "start"), [("protection", a_plan), ("need", a_need_plan)])
def test_plans_whose_child_was_not_seen_for_four_weeks(standing, key, start):
    def planned(name, days=60):
        child = a_child(name)
        start(child, days_ago(days)) if start is a_plan else start(child, days)
        return child

    visited(planned("Ash"), standing.worker, 5)
    late, tried = planned("Bo"), planned("Cy")
    visited(late, standing.worker, 28)
    visited(tried, standing.worker, 3, seen=False)
    planned("Di", 10)  # began too lately to tell
    found = count(f"{key}.not-seen", standing.head)
    assert (found.part, found.whole) == (2, 3)
    with at_work(standing.head):
        assert set(BY_KEY[f"{key}.not-seen"].children(SERVICE, part=True)) == {late, tried}


def test_a_plan_that_ended_by_itself_is_not_counted(standing):
    a_plan(standing.child, days_ago(60))
    a_plan(a_child("Ash", died_on=days_ago(1)), days_ago(60))
    a_plan(a_child("Bo", born_on=DAY.replace(year=2008)), days_ago(60))  # eighteen today
    a_plan(a_child("Cy", born_on=None, pregnancy_ended_on=days_ago(2)), days_ago(60))
    assert count("protection.review-late", standing.head).whole == 1


def test_plans_whose_review_is_late(standing):
    a_plan(standing.child, days_ago(100))
    a_need_plan(standing.child, 100)
    young = a_child("Ash")
    a_plan(young, days_ago(20))
    a_need_plan(young, 20)
    rebuild([standing.child.pk, young.pk], as_of=DAY)
    for key in ("protection.review-late", "need.review-late"):
        found = count(key, standing.head)
        assert (found.part, found.whole) == (1, 2)
        with at_work(standing.head):
            (row,) = BY_KEY[key].listed(SERVICE, part=True)
        assert (row["whom"], row["due"] < DAY) == (standing.child.pk, True)


def test_children_seen_and_seen_alone(standing):
    ash, bo = a_child("Ash"), a_child("Bo")
    for child in (ash, bo):
        allocated(child, standing.colleague, standing.team)
    allocated(ash, standing.worker, standing.team)  # two leads, one child
    visited(standing.child, standing.worker, 2, alone=True)
    visited(ash, standing.worker, 3)
    visited(bo, standing.worker, 40, alone=True)
    seen, alone = count("visits.seen", standing.head), count("visits.seen-alone", standing.head)
    assert [(each.part, each.whole) for each in (seen, alone)] == [(2, 3), (1, 3)]


def test_the_caseload_weighs_each_child_by_the_first_that_stands(standing, settings):
    settings.CASE_WEIGHTS = {"protection": 5}
    names = ("Ash", "Bo", "Cy")
    ash, bo, cy = (a_child(name) for name in names)
    for child in (ash, bo, cy):
        allocated(child, standing.colleague, standing.team)
    a_plan(ash, days_ago(60))
    PeriodOfCare.objects.create(child=ash, start_on=days_ago(30))
    PeriodOfCare.objects.create(child=bo, start_on=days_ago(30))
    a_need_plan(cy, 30)
    with at_work(standing.head):
        found = caseload(SERVICE)
        assert CASELOAD.listed(SERVICE, stands="looked-after").get()["whom"] == bo.pk
    assert found.by == {"protection": 1, "looked-after": 1, "need": 1, "family-help": 0, "other": 1}
    assert (found.workers, found.each, found.weight) == (2, 2.0, 5 + 2 + 1.5 + 1)


def test_family_help_is_what_stands_where_nothing_weightier_does(standing):
    family_help(standing.child, lead=standing.worker)
    with at_work(standing.head):
        assert caseload(SERVICE).by["family-help"] == 1


def test_a_team_has_the_caseload_of_its_own_leads(standing):
    allocated(a_child("Ash"), standing.other, standing.other.memberships.get().team)
    assert count("caseload.children", standing.head).whole == 2
    assert count("caseload.children", standing.manager, Scope(DAY, standing.team.pk)).whole == 1


def test_a_weight_of_what_is_not_counted_is_refused(settings):
    settings.CASE_WEIGHTS = {"adoption": 4}
    with pytest.raises(ImproperlyConfigured, match="no weight named adoption: use protection, looked-after"):
        weights()
