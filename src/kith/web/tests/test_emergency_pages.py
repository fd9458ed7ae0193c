"""Emergency access, its review, and the notices that tell of it."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kith.access.models import AuditEntry
from kith.access.roles import Role
from kith.lib.days import LONDON, add_working_days
from kith.reach.models import EmergencyAccess, Notice
from kith.testing.standing import at_work
from kith.web import emergency, sessions
from kith.web.tests.record_pages import today
from kith.web.tests.signing_in import give_password
from kith.web.tests.test_restriction_pages import read, restricted, sent
from kith.workforce.factories import a_worker

WHY = "Child at the hospital now"


def opened(client, standing, who=None, words="Robin Example 6 5 2014"):
    return sent(client, who or standing.other, "emergency", words=words, reason=WHY)


def test_it_leads_to_the_record_and_is_open(client, standing):
    restricted(standing)
    answer = opened(client, standing)
    assert answer.url == reverse("child", args=[standing.child.pk])
    assert "Its owner has been told" in client.get(answer.url).content.decode()
    assert "Robin Example" in read(client, standing.other, "emergency")


def test_a_relative_leads_to_their_own_page(client, standing):
    restricted(standing, person=standing.parent)
    answer = opened(client, standing, words="Sam Example")
    assert answer.url == reverse("person", args=[standing.parent.pk])
    assert client.get(answer.url).status_code == 200


def test_the_page_says_who_is_told_and_until_when_it_is_open(client, standing, monkeypatch):
    for hour, day in ((10, "end of today"), (21, "end of tomorrow")):
        at = datetime(2026, 11, 16, hour, tzinfo=LONDON)
        monkeypatch.setattr(emergency.timezone, "now", lambda at=at: at)
        assert emergency.last_day(at) in day
    monkeypatch.undo()
    told = read(client, standing.other, "emergency")
    assert "owner of the restriction is told at once" in told and "by the next working day" in told


def test_what_fits_nobody_opens_nothing_and_is_in_the_audit(client, standing):
    restricted(standing)
    answer = opened(client, standing, words="Robin Wrong 1 1 2011")
    assert "No one restricted record fits" in answer.content.decode()
    assert not Notice.objects.exists()
    assert AuditEntry.objects.filter(event="searched", worker=standing.other.pk).exists()


def test_the_owner_finds_it_to_review_with_the_day_it_is_due(client, standing):
    restricted(standing)
    opened(client, standing)
    told = read(client, standing.manager, "restrictions")
    due = add_working_days(today(), 1)
    assert "Emergency access to review" in told and f"Review by {due.day} {due:%B %Y}" in told and WHY in told


def test_a_review_that_is_late_says_by_how_much(client, standing):
    restricted(standing)
    opened(client, standing)
    with at_work(standing.manager, today()):
        EmergencyAccess.objects.update(start_on=today() - timedelta(14), end_on=today() - timedelta(13))
    assert "days late" in read(client, standing.manager, "restrictions")


def test_the_owner_reviews_it_once(client, standing):
    restricted(standing)
    opened(client, standing)
    with at_work(standing.manager, today()):
        number = EmergencyAccess.objects.get().pk
    assert WHY in read(client, standing.manager, "emergency-review", number)
    answer = sent(client, standing.manager, "emergency-review", number, found="Rightly opened")
    assert answer.url == reverse("restrictions")
    assert "Rightly opened" in read(client, standing.manager, "restriction", standing.child.pk)
    assert client.get(reverse("emergency-review", args=[number])).status_code == 404


def test_whoever_opened_it_cannot_review_it(client, standing):
    restricted(standing)
    una = a_worker("Una Other", Role.TEAM_MANAGER)
    opened(client, standing, una)
    with at_work(una, today()):
        number = EmergencyAccess.objects.get().pk
    client.force_login(una.user)
    assert client.get(reverse("emergency-review", args=[number])).status_code == 404


# Notices


def unread(client, who) -> int:
    client.force_login(who.user)
    return client.get(reverse("notices-count")).json()["unread"]


def test_the_owner_is_told_on_every_page_until_they_have_read_it(client, standing):
    restricted(standing)
    opened(client, standing)
    assert unread(client, standing.manager) == 1
    assert "<span data-kith-unread>1</span>" in read(client, standing.manager, "team")
    told = read(client, standing.manager, "notices")
    assert WHY in told and "Oli Other" in told and "Review this access" in told
    sent(client, standing.manager, "notice-read", Notice.objects.get().pk)
    assert unread(client, standing.manager) == 0
    assert "Mark as read" not in read(client, standing.manager, "notices")


def test_of_a_duty_workers_reason_the_childs_worker_is_told(client, standing):
    duty = a_worker("Dot Duty", Role.DUTY)
    sent(client, duty, "reason", standing.child.pk, reason="Police rang at night")
    told = read(client, standing.worker, "notices")
    assert "Police rang at night" in told and "Dot Duty" in told
    assert reverse("child", args=[standing.child.pk]) in told


def test_nobody_reads_a_notice_that_is_somebody_elses(client, standing):
    restricted(standing)
    opened(client, standing)
    assert sent(client, standing.head, "notice-read", Notice.objects.get().pk).status_code == 404
    assert "There are no notices" in read(client, standing.head, "notices")


def test_a_notice_about_somebody_hidden_since_is_shown_no_longer(client, standing):
    with at_work(standing.manager, today()):
        Notice.objects.create(
            worker=standing.worker, person=standing.child, kind="reason", about=standing.other, said="x",
            given_at=timezone.now(),
        )  # fmt: skip
    restricted(standing)
    assert unread(client, standing.worker) == 0
    assert "Robin" not in read(client, standing.worker, "notices")


@pytest.mark.parametrize("many", [1, 8])
def test_the_count_is_one_question_to_the_database(client, standing, many):
    for _ in range(many):
        Notice.objects.create(
            worker=standing.worker, person=standing.child, kind="reason", about=standing.other, said="x",
            given_at=timezone.now(),
        )  # fmt: skip
    client.force_login(standing.worker.user)
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("day"))
    assert len([each for each in asked if "reach_notice" in each["sql"]]) == 1


def test_asking_for_the_count_keeps_nobody_signed_in(standing, client, monkeypatch):
    told = [sessions.now()]
    monkeypatch.setattr(sessions, "now", lambda: told[0])
    give_password(client, standing.worker.user)
    for _ in range(4):
        told[0] += 10 * 60
        answer = client.get(reverse("notices-count"), HTTP_SEC_FETCH_DEST="empty")
    assert answer.status_code == 401
