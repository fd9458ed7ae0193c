"""Assessments and plans for tests."""

from kith.assessment.models import Assessment, AssessmentChild, NeedPlan
from kith.frontdoor.models import Referral
from kith.people.models import Person
from kith.testing.standing import days_ago
from kith.workforce.models import Worker


def a_referral(child: Person, days: int = 10, **details: object) -> Referral:
    usual = {"referred_on": days_ago(days), "source": "2A"}
    return Referral.objects.create(child=child, **usual | details)


def an_assessment(*children: Person, lead: Worker, days: int = 9, **details: object) -> Assessment:
    made = Assessment.objects.create(started_on=days_ago(days), lead=lead, **details)
    for child in children:
        referral = Referral.objects.filter(child=child, no_further_action=False).last()
        AssessmentChild.objects.create(assessment=made, child=child, referral=referral)
    return made


def a_need_plan(child: Person, days: int = 9, **details: object) -> NeedPlan:
    usual = {"start_on": days_ago(days), "purpose": "At school every day"}
    return NeedPlan.objects.create(child=child, **usual | details)
