"""The data team asks a child's worker to put something right: who may ask whom, who sees it, and when it closes."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage

from kith.access.models import AuditEntry
from kith.access.roles import Role
from kith.care.factories import in_care
from kith.casework.actions.people import change_person
from kith.people.factories import a_child
from kith.people.models import Person
from kith.reach.doing import NotPermitted
from kith.reach.models import Restriction
from kith.returns import mending
from kith.returns.actions.sending import send_issues
from kith.returns.asking import asked_of, no_longer_held, who_may_be_asked
from kith.returns.models import ReturnIssue
from kith.returns.tests.building import build, open_rules
from kith.store import folders
from kith.testing.standing import DAY, MOMENT, at_work, days_ago
from kith.work import work
from kith.workforce.factories import a_worker, allocated
from kith.workforce.models import Allocation, Cover

pytestmark = pytest.mark.django_db
ETHNICITY, PUPIL_NUMBER = "103", "442"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.setattr(folders, "default_storage", FileSystemStorage(tmp_path))


@pytest.fixture
def child(standing, analyst) -> Person:
    """The standing child, in care, of whom a build has found something."""
    in_care(standing.child)
    build(analyst)
    return standing.child


def send(analyst, child, *rules, to, words="Please look") -> None:
    issues = list(ReturnIssue.objects.filter(child=child, rule__in=rules or (ETHNICITY,)))
    with at_work(analyst):
        send_issues(issues=issues, to=to, words=words, at=MOMENT, by=analyst)


def asked(worker) -> set[str]:
    with at_work(worker):
        return {row.rule for row in asked_of(worker, DAY)}


def test_several_issues_of_a_child_go_to_the_worker_with_words(analyst, child, standing):
    send(analyst, child, ETHNICITY, PUPIL_NUMBER, to=standing.worker)
    assert asked(standing.worker) == {ETHNICITY, PUPIL_NUMBER}
    assert set(ReturnIssue.objects.exclude(words="").values_list("words", flat=True)) == {"Please look"}
    assert AuditEntry.objects.filter(event="asked to put something right for a return").count() == 2


def test_only_the_data_team_sends(child, standing):
    issues = list(ReturnIssue.objects.filter(child=child))
    for who in (standing.worker, standing.manager, standing.stranger):
        with at_work(who), pytest.raises(NotPermitted):
            send_issues(issues=issues, to=standing.worker, words="", at=MOMENT, by=who)


def test_nobody_is_asked_who_does_not_hold_the_child(analyst, child, standing):
    for who in (standing.colleague, standing.manager, standing.other):
        with pytest.raises(ValidationError, match="does not hold this child"):
            send(analyst, child, to=who)


def test_two_children_are_not_asked_about_at_once(analyst, child, standing):
    other = a_child("Other")
    allocated(other, standing.worker, standing.team)
    in_care(other)
    build(analyst)
    with at_work(analyst), pytest.raises(ValidationError, match="one child at a time"):
        send_issues(
            issues=list(ReturnIssue.objects.filter(rule=ETHNICITY)), to=standing.worker, words="", at=MOMENT, by=analyst
        )  # fmt: skip


def test_the_lead_is_named_first_and_then_whoever_else_holds_the_child(analyst, child, standing):
    reviewer = a_worker("Rae Reviewer", Role.REVIEWING_OFFICER)
    allocated(child, reviewer, part="reviewing_officer")
    with at_work(analyst):
        assert [each.worker for each in who_may_be_asked(child.pk, DAY)] == [standing.worker, reviewer]


def test_where_no_worker_holds_the_child_the_teams_manager_is_asked(analyst, child, standing):
    Allocation.objects.update(worker=None)
    standing.manager.memberships.update(manages=True)
    send(analyst, child, to=standing.manager)
    assert asked(standing.manager) == {ETHNICITY}


def test_where_nobody_holds_the_child_the_head_of_service_is(analyst, child, standing):
    Allocation.objects.update(end_on=days_ago(1))
    with at_work(analyst):
        assert [each.worker for each in who_may_be_asked(child.pk, DAY)] == [standing.head]


def test_colleagues_and_strangers_are_asked_nothing(analyst, child, standing):
    send(analyst, child, to=standing.worker)
    for who in (standing.colleague, standing.manager, standing.head, standing.other, standing.stranger):
        assert asked(who) == set()


def test_whoever_covers_sees_what_was_asked_of_the_absent(analyst, child, standing):
    send(analyst, child, to=standing.worker)
    Cover.objects.create(absent=standing.worker, covering=standing.other, start_on=days_ago(1))
    assert asked(standing.other) == {ETHNICITY}


def test_what_was_asked_of_a_leaver_is_asked_of_the_next_lead(analyst, child, standing):
    send(analyst, child, to=standing.worker)
    Allocation.objects.update(end_on=DAY)
    allocated(child, standing.colleague, standing.team, start_on=DAY)
    assert (asked(standing.worker), asked(standing.colleague)) == (set(), {ETHNICITY})
    assert no_longer_held(ReturnIssue.objects.filter(rule=ETHNICITY), DAY) == {
        ReturnIssue.objects.get(rule=ETHNICITY).pk
    }


def test_it_closes_in_the_moment_in_which_it_is_mended(analyst, child, standing):
    send(analyst, child, ETHNICITY, PUPIL_NUMBER, to=standing.worker)
    with at_work(standing.worker):
        change_person(person=child, by=standing.worker, ethnicity="WBRI")
    assert asked(standing.worker) == {PUPIL_NUMBER}
    assert ReturnIssue.objects.get(rule=ETHNICITY).closed_at


def test_what_was_not_sent_of_that_child_closes_too(analyst, child, standing):
    send(analyst, child, PUPIL_NUMBER, to=standing.worker)
    with at_work(standing.worker):
        change_person(person=child, by=standing.worker, ethnicity="WBRI")
    assert ETHNICITY not in open_rules(child)


def test_nothing_is_checked_again_of_a_child_of_whom_nothing_was_sent(child, standing, monkeypatch):
    monkeypatch.setattr(mending, "checked", None)  # would fail
    with at_work(standing.worker):
        change_person(person=child, by=standing.worker, ethnicity="WBRI")
    assert ETHNICITY in open_rules(child)


def test_an_undone_mend_is_asked_again_at_the_next_build(analyst, child, standing):
    send(analyst, child, to=standing.worker)
    for ethnicity in ("WBRI", ""):
        with at_work(standing.worker):
            change_person(person=child, by=standing.worker, ethnicity=ethnicity)
    assert asked(standing.worker) == set()
    ReturnIssue.objects.filter(rule=ETHNICITY).update(closed_at=MOMENT)
    build(analyst, at=MOMENT.replace(hour=12))
    assert asked(standing.worker) == {ETHNICITY}


def test_a_return_that_cannot_be_built_costs_nobody_what_they_wrote(analyst, child, standing, monkeypatch):
    def fails(*args, **named):
        raise ValueError("These periods overlap")

    send(analyst, child, to=standing.worker)
    monkeypatch.setattr(mending, "checked", fails)
    with at_work(standing.worker):
        change_person(person=child, by=standing.worker, ethnicity="WBRI")
    child.refresh_from_db()
    assert (child.ethnicity, ETHNICITY in open_rules(child)) == ("WBRI", True)


def test_issues_of_a_restricted_child_are_there_for_the_service_and_hidden_from_the_analyst(
    analyst, child, standing
):
    with at_work(standing.manager):
        Restriction.objects.create(
            person=child, kind="relocated", reason="Safety", owner=standing.manager, review_on=date(2027, 1, 1), start_on=days_ago(3)
        )  # fmt: skip
    again = build(analyst)
    with work(analyst, DAY, via="test"):
        assert not ReturnIssue.objects.exists()
    with work(standing.manager, DAY, via="test"):
        assert ReturnIssue.objects.filter(last_seen=again).count() == again.counts["issues"] > 0
