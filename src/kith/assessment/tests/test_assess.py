from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from kith.access.roles import Role
from kith.assessment.actions.assessments import (
    authorise_assessment,
    record_checkpoint,
    start_assessment,
    tell_member,
    write_child,
    write_family,
)
from kith.assessment.factories import a_referral, an_assessment
from kith.assessment.models import Assessment, AssessmentChild, Checkpoint
from kith.assessment.seeing import get_assessment
from kith.deadlines.models import DeadlineRow
from kith.people.factories import a_child
from kith.reach.doing import NotPermitted
from kith.reach.seeing import NotFound
from kith.testing.standing import DAY, at_work, days_ago
from kith.workforce.factories import a_worker, allocated

FAMILY = {"analysis": "Dana is tired", "strengths": "", "family_view": "", "description": ""}
PART = {
    "analysis": "She needs sleep", "words": "I want to sleep", "needs": "", "factors": ["3B"],
    "outcome": "need_plan", "outcome_reason": "",
}  # fmt: skip


@pytest.fixture
def family(standing):
    standing.referral = a_referral(standing.child)
    standing.sister = a_child("Sister")
    allocated(standing.sister, standing.worker, standing.team)
    standing.assessment = an_assessment(standing.child, lead=standing.worker)
    return standing


def written(family):
    with at_work(family.worker):
        write_family(assessment=family.assessment, child=family.child, by=family.worker, **FAMILY)
        write_child(part=family.assessment.about.get(), by=family.worker, **PART)
    family.assessment.refresh_from_db()


def authorised(family, by=None, on=DAY):
    by = by or family.manager
    with at_work(by):
        authorise_assessment(assessment=family.assessment, authorised_on=on, by=by)


def test_an_assessment_has_a_part_for_each_child_that_answers_its_referral(family):
    other = a_child("Brother")
    allocated(other, family.worker, family.team)
    told = {"started_on": DAY, "lead": family.worker, "by": family.worker}
    with at_work(family.worker):
        made = start_assessment(children=[family.sister, other], **told)
        assert set(made.about.values_list("child", flat=True)) == {family.sister.pk, other.pk}
        with pytest.raises(ValidationError, match="already"):
            start_assessment(children=[family.child], **told)
    assert AssessmentChild.objects.get(child=family.child).referral == family.referral


def test_who_may_not_write_for_every_child_starts_none(family):
    brother = a_child("Brother")
    for who in (family.worker, family.other, family.stranger):
        with at_work(who), pytest.raises(NotPermitted):
            start_assessment(children=[family.sister, brother], started_on=DAY, lead=who, by=who)


def test_nothing_started_tomorrow(family):
    day = DAY + timedelta(1)
    with at_work(family.worker), pytest.raises(ValidationError, match="today"):
        start_assessment(children=[family.sister], started_on=day, lead=family.worker, by=family.worker)


def test_no_factor_stands_alone(family):
    with at_work(family.worker), pytest.raises(ValidationError, match="none was found"):
        write_child(part=family.assessment.about.get(), by=family.worker, **PART | {"factors": ["21", "3B"]})


def test_a_manager_authorises_and_the_clock_from_the_referral_is_met(family):
    written(family)
    authorised(family)
    due = DeadlineRow.objects.get(timescale="assessment.authorised")
    assert (due.started_on, due.met_on) == (family.referral.referred_on, DAY)


def test_what_is_not_written_is_not_authorised(family):
    with pytest.raises(ValidationError, match="the factors for"):
        authorised(family)
    with pytest.raises(ValidationError, match="on or after"):
        authorised(family, on=days_ago(30))


def test_nobody_authorises_what_they_wrote(family):
    written(family)
    with at_work(family.manager):
        write_family(assessment=family.assessment, child=family.child, by=family.manager, **FAMILY)
    with pytest.raises(NotPermitted, match="yourself"):
        authorised(family)
    with pytest.raises(DatabaseError), transaction.atomic():
        Assessment.objects.update(authorised_on=DAY, authorised_by=family.manager)
    authorised(family, by=family.head)


def test_a_worker_and_another_teams_manager_authorise_nothing(family):
    written(family)
    manager = a_worker("Max Manager", Role.TEAM_MANAGER, family.other.memberships.get().team)
    for who in (family.colleague, family.worker, manager, family.stranger):
        with pytest.raises(NotPermitted):
            authorised(family, by=who)


def test_once_authorised_it_is_kept_as_it_is(family):
    written(family)
    authorised(family)
    part = family.assessment.about.get()
    with at_work(family.worker), pytest.raises(NotPermitted, match="kept as it is"):
        write_child(part=part, by=family.worker, **PART)
    for rows, change in ((Assessment.objects, {"analysis": "x"}), (AssessmentChild.objects, {"words": "x"})):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)


def test_a_manager_looks_at_it_on_the_way(family):
    with at_work(family.manager):
        record_checkpoint(
            assessment=family.assessment,
            looked_on=DAY,
            outcome="goes_on",
            text="Ask school",
            by=family.manager,
        )
    assert DeadlineRow.objects.get(timescale="assessment.looked_at_by_day_10").met_on == DAY
    with pytest.raises(DatabaseError), transaction.atomic():
        Checkpoint.objects.update(text="x")


def test_the_family_is_told_once_it_is_decided(family):
    told = {"child": family.child, "who": "Mother", "text": "The plan", "told_on": DAY, "by": family.worker}
    with at_work(family.worker), pytest.raises(NotPermitted):
        tell_member(assessment=family.assessment, **told)
    written(family)
    authorised(family)
    with at_work(family.worker):
        assert tell_member(assessment=family.assessment, **told).who == "Mother"


def test_it_is_on_the_record_of_its_children_only(family):
    with at_work(family.worker):
        assert get_assessment(family.child, family.assessment.pk) == family.assessment
        with pytest.raises(NotFound):
            get_assessment(family.sister, family.assessment.pk)


def test_with_a_hidden_child_all_of_it_is_hidden(family):
    from kith.reach.models import Restriction

    AssessmentChild.objects.create(assessment=family.assessment, child=family.sister)
    Restriction.objects.create(
        person=family.sister,
        kind="police",
        reason="x",
        owner=family.manager,
        start_on=days_ago(1),
        review_on=DAY,
    )
    with at_work(family.manager):
        assert get_assessment(family.child, family.assessment.pk) == family.assessment
    with at_work(family.worker), pytest.raises(NotFound):
        get_assessment(family.child, family.assessment.pk)
