"""Health and education."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from kith.casework.actions.education import record_attendance, record_education_plan, start_school
from kith.casework.actions.health import (
    record_dental_check,
    record_health_assessment,
    record_immunisations,
    record_questionnaire,
)
from kith.casework.models import SchoolPlace
from kith.casework.queries import health_of
from kith.testing.refused import OUTSIDERS, audited, refused
from kith.testing.standing import DAY, at_work

pytestmark = pytest.mark.django_db
SCHOOL = {"school": "Hill School", "urn": "", "year_group": "7"}
ACTIONS = [
    (record_health_assessment, {"kind": "initial", "assessed_on": DAY, "summary": ""}),
    (record_dental_check, {"checked_on": DAY}),
    (record_questionnaire, {"completed_on": DAY, "score": 17, "reason": ""}),
    (start_school, {"start_on": DAY, **SCHOOL}),
    (record_immunisations, {"checked_on": DAY, "up_to_date": False, "outstanding": "MMR, second dose"}),
    (record_attendance, {"start_on": DAY, "last_on": DAY, "possible": 2, "attended": 1}),
    (record_education_plan, {"held_on": DAY, "text": "Reading every day", "term": "autumn"}),
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


@pytest.mark.parametrize(("action", "said"), ACTIONS)
def test_what_is_to_come_is_refused(standing, action, said):
    later = {
        name: DAY + timedelta(days=1) if isinstance(value, date) else value for name, value in said.items()
    }
    with at_work(standing.worker), pytest.raises(ValidationError, match="today or in the past"):
        action(child=standing.child, by=standing.worker, **later)


@pytest.mark.parametrize(("score", "reason"), [(41, ""), (None, ""), (12, "SDQ2")])
def test_a_questionnaire_has_a_score_or_a_reason(standing, score, reason):
    with at_work(standing.worker), pytest.raises(ValidationError):
        record_questionnaire(
            child=standing.child, completed_on=DAY, score=score, reason=reason, by=standing.worker
        )


def test_a_new_school_ends_the_one_before(standing):
    with at_work(standing.worker):
        start_school(child=standing.child, start_on=date(2026, 1, 5), by=standing.worker, **SCHOOL)
        start_school(
            child=standing.child, start_on=DAY, by=standing.worker, **SCHOOL | {"school": "Dale School"}
        )
    assert [(each.school, each.end_on) for each in SchoolPlace.objects.order_by("pk")] == [
        ("Hill School", DAY),
        ("Dale School", None),
    ]


def test_everything_stands_latest_first(standing):
    with at_work(standing.worker):
        for day in (date(2026, 1, 5), DAY):
            record_dental_check(child=standing.child, checked_on=day, by=standing.worker)
    assert [each.checked_on for each in health_of(standing.child).dental_checks] == [DAY, date(2026, 1, 5)]


def test_what_is_still_to_be_given_is_asked_only_where_something_is(standing):
    with at_work(standing.worker), pytest.raises(ValidationError, match="Leave this empty"):
        record_immunisations(
            child=standing.child, checked_on=DAY, up_to_date=True, outstanding="MMR", by=standing.worker
        )


def attended(standing, **details):
    usual = {"start_on": date(2026, 9, 1), "last_on": date(2026, 9, 30), "possible": 42, "attended": 40}
    return record_attendance(child=standing.child, by=standing.worker, **(usual | details))


def test_attendance_is_counted_in_sessions_and_told_in_hundredths(standing):
    with at_work(standing.worker):
        row = attended(standing)
    assert (row.end_on, row.last_on, row.percent) == (date(2026, 10, 1), date(2026, 9, 30), 95)


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"attended": 43}, "attended"),
        ({"possible": 0, "attended": 0}, "attended"),
        ({"last_on": date(2026, 9, 30)}, "last_on"),
        ({"start_on": date(2026, 9, 30), "last_on": date(2026, 10, 2)}, "start_on"),
    ],
)
def test_attendance_that_cannot_be_is_refused(standing, details, field):
    with at_work(standing.worker):
        attended(standing)
        with pytest.raises(ValidationError) as refusal:
            attended(standing, **({"start_on": date(2026, 10, 1), "last_on": date(2026, 10, 30)} | details))
    assert list(refusal.value.error_dict) == [field]
